"""What somebody says of a person."""

from dataclasses import dataclass, field

from branches.models import Branch
from branches.names import fold

from .. import stage_log
from ..impossible import STEPS
from ..models import PROFILE_FIELDS

BATCH = 1000
ADMISSION_DAYS = ("decision_number", *STEPS)
ADMISSION_FIELDS = ("branch", *ADMISSION_DAYS, "counted_on", "age", *PROFILE_FIELDS)
CANDIDATE_FIELDS = ("full_name", "search_name", "sort_name", "branch", "residence", *stage_log.SAID, *PROFILE_FIELDS)
WAY_DAYS = ("stage_on", "listed_on", "certified_on")
WAY_FIELDS = ("stage", *WAY_DAYS)

SAID_OF_CANDIDATE = ("code", "full_name", "branch", "residence", *stage_log.SAID, *PROFILE_FIELDS)
SAID_OF_ADMISSION = ("branch", *ADMISSION_DAYS, *PROFILE_FIELDS)


@dataclass(frozen=True, eq=False)
class Person:
    """What somebody says of a person. What is not said stands nowhere in the dicts and stays as it is.

    ``profile``: fields of ``Profile``. ``admission``: ``decision_number``, ``decision_on``, ``ceremony_on``,
    ``recognised_on``. With a decision or a ceremony the person describes that day: ``branch`` is the cell then.
    ``tags``: names of the office's groups; None: not said. ``way``: where the person stands, of ``WAY_FIELDS``: the stage
    and since when, and since when on the list and with the certificate. ``helpers``: names or codes of members who help.
    """

    full_name: str
    branch: Branch
    code: str = ""
    residence: str | None = None
    profile: dict = field(default_factory=dict)
    admission: dict = field(default_factory=dict)
    tags: tuple[str, ...] | None = None
    way: dict = field(default_factory=dict)
    helpers: tuple[str, ...] = ()

    @property
    def admitted_on(self):
        """The decision's day, else the ceremony's; None for somebody not admitted."""
        return self.admission.get("decision_on") or self.admission.get("ceremony_on")

    @property
    def is_moved(self):
        """Whether something is said that the own body does: where the person stands, who helps."""
        return bool(self.way or self.helpers)

    def key(self):
        """What makes it the same person as another row: the code, else folded name, birth and cell."""
        if self.code:
            return self.code
        return (fold(self.full_name), *self.birth, self.branch.pk)

    @property
    def birth(self):
        """(day, year) of birth; each None where it is not said, but a day says its year."""
        day, year = self.profile.get("birth_date"), self.profile.get("birth_year")
        return day, day.year if day else year
