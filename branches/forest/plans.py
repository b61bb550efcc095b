"""What somebody says of a branch, and all that is known of it."""

from dataclasses import dataclass, field
from datetime import date

from ..models import Branch


@dataclass(frozen=True)
class Draft:
    """What somebody says of the branch ``code``. Only the keys that are said stand in ``details``; the rest stays.

    ``valid_from``: first day of what is said, None since always. ``last_day``: the branch's last day, inclusive.
    ``details``: fields of ``PlaceDetails``, ``document``, and ``parent`` (a code; "" for a root).
    ``standing``: ``order``, ``followed_from``, ``successor`` (a code): what has no history.
    """

    code: str
    valid_from: date | None = None
    last_day: date | None = None
    details: dict = field(default_factory=dict)
    standing: dict = field(default_factory=dict)


@dataclass
class Line:
    """What holds from ``first`` until the next line of the same branch."""

    first: date
    said: dict

    def agrees(self, details):
        return all(self.said.get(name, "") == value for name, value in details.items())


@dataclass
class Plan:
    """All that is known of a branch, while it is being changed."""

    code: str
    branch: Branch | None
    lines: list[Line]
    end: date | None = None
    is_changed: bool = False

    def line_on(self, day):
        return next((line for line in reversed(self.lines) if line.first <= day), None)

    def spans(self):
        """Each line with its end (exclusive, None: still)."""
        ends = [line.first for line in self.lines[1:]] + [self.end]
        return zip(self.lines, ends, strict=True)
