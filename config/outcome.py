"""What a verb that writes many rows hands back: what became of them, and what is worth saying of some."""

from collections import Counter
from collections.abc import Hashable
from typing import Any, NamedTuple


class Remark(NamedTuple):
    """``row``: what was handed to the verb; ``field``: its field; ``seen``: what stands there. ``sentence``, in the user's
    language, names no row, so that rows of which the same is to be said can be told together.
    """

    row: Any
    field: Hashable
    sentence: str
    seen: str = ""


class Outcome(Counter):
    """How many rows were ``created``, ``changed``, ``unchanged``; ``remarks`` stopped nothing."""

    def __init__(self, counts=(), remarks=()):
        super().__init__(counts)
        self.remarks = list(remarks)
