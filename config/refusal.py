"""How a verb says no: all problems at once, each at its row and field, and nothing written."""

from collections.abc import Hashable
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError


class Problem(NamedTuple):
    """``row``: what was handed to the verb (None: the whole); ``field``: its field; ``sentence``: in the user's language."""

    row: Any
    field: Hashable
    sentence: str


class Refused(ValidationError):
    """A verb wrote nothing, because of ``problems``."""

    def __init__(self, problems):
        self.problems = [Problem(*problem) for problem in problems]
        super().__init__([problem.sentence for problem in self.problems])
