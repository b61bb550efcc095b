"""What stands in place of a branch or of a number, wherever figures are told."""

from dataclasses import dataclass
from enum import Enum


class Hidden(Enum):
    """What a public version does not tell (``reports.publishing``); of figures themselves no number is ever hidden."""

    FEW = "<3"


FEW = Hidden.FEW
"""A number of persons under 3, in the place of an int."""


@dataclass(frozen=True)
class BranchName:
    """A branch as it was called on the report's day. ``code`` None: the branch of the report itself (trực tiếp)."""

    code: str | None
    name: str
