"""Where a person stands on the way into the Party. Imports nothing of ours; how one gets further is in ``moves``.

The order is that of Hướng dẫn 38-HD/BTCTW (29/9/2025), I.1, and Hướng dẫn 06-HD/TW (9/6/2025), 3 and 4.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Stage(TextChoices):
    INTRODUCED = "introduced", _("Introduced")
    LISTED = "listed", _("On the cell's list")
    CERTIFIED = "certified", _("Class certificate")
    PERMITTED = "permitted", _("Dossier permitted")
    DOSSIER = "dossier", _("Dossier in the making")
    VERIFIED = "verified", _("Verified and certified")
    CELL_RESOLVED = "cell_resolved", _("Cell has resolved")
    SECTION_REPORTED = "section_reported", _("Division has reported")
    BASE_RESOLVED = "base_resolved", _("Base committee has resolved")
    RECEIVED = "received", _("Received by the department")
    APPRAISED = "appraised", _("Appraised")
    RETURNED = "returned", _("Returned for supplement")
    CONSULTED = "consulted", _("Opinions asked")
    SUBMITTED = "submitted", _("Put to the standing committee")
    DECIDED = "decided", _("Decided, ceremony to be held")
    PROBATION = "probation", _("Probationary member")
    RECOGNITION_PROPOSED = "recognition_proposed", _("Recognition proposed")
    RECOGNISED = "recognised", _("Full member")

    DROPPED = "dropped", _("Dropped from the list")
    WITHDRAWN = "withdrawn", _("Withdrawn")
    REFUSED = "refused", _("Refused")
    MOVED = "moved", _("Moved elsewhere")
    ADMITTED_ELSEWHERE = "admitted_elsewhere", _("Admitted elsewhere")
    REMOVED = "removed", _("Probationary member removed")
    CANCELLED = "cancelled", _("Decision cancelled")


WAY = (
    *(Stage.INTRODUCED, Stage.LISTED, Stage.CERTIFIED, Stage.PERMITTED, Stage.DOSSIER, Stage.VERIFIED),
    *(Stage.CELL_RESOLVED, Stage.SECTION_REPORTED, Stage.BASE_RESOLVED),
    *(Stage.RECEIVED, Stage.APPRAISED, Stage.RETURNED, Stage.CONSULTED, Stage.SUBMITTED),
    *(Stage.DECIDED, Stage.PROBATION, Stage.RECOGNITION_PROPOSED, Stage.RECOGNISED),
)
"""The stages in the order in which one passes them; nobody has to be returned, asked about, or pass every committee."""

DESK = (Stage.RECEIVED, Stage.APPRAISED, Stage.CONSULTED, Stage.SUBMITTED)
"""The dossier lies with the department; returned for supplement it keeps its place there, and the clock runs."""

RESOLVED = (Stage.CELL_RESOLVED, Stage.SECTION_REPORTED, Stage.BASE_RESOLVED)
"""Resolved upon below, not yet with the department."""

PREPARING = (Stage.INTRODUCED, Stage.LISTED, Stage.CERTIFIED, Stage.PERMITTED, Stage.DOSSIER, Stage.VERIFIED)
"""Before the cell's resolution, from which the clock of the decision runs."""

ON_THE_WAY = (*PREPARING, *RESOLVED, *DESK, Stage.RETURNED)
"""Before the decision: nobody here is called a member."""

MEMBERS = (Stage.DECIDED, Stage.PROBATION, Stage.RECOGNITION_PROPOSED, Stage.RECOGNISED)
"""Since the decision."""

OPEN = (*ON_THE_WAY, Stage.DECIDED, Stage.PROBATION, Stage.RECOGNITION_PROPOSED)
"""Something is still to be done."""

EXITS = (
    *(Stage.DROPPED, Stage.WITHDRAWN, Stage.REFUSED, Stage.MOVED, Stage.ADMITTED_ELSEWHERE),
    *(Stage.REMOVED, Stage.CANCELLED),
)
ADMITTED = (*MEMBERS, Stage.REMOVED, Stage.CANCELLED)
"""There is an admission, be it one that has come to its end."""

ON_PROBATION = (Stage.PROBATION, Stage.RECOGNITION_PROPOSED)

SPONSORED = tuple(stage for stage in OPEN if stage != Stage.INTRODUCED)
"""From the cell's list on somebody helps; on probation whoever was assigned for it."""

SPONSORED_BEFORE = tuple(stage for stage in SPONSORED if stage not in ON_PROBATION)
"""Until the ceremony who introduces counts, too."""

TRAINED_SOURCES = (Stage.ADMITTED_ELSEWHERE,)
"""Brought up here, admitted elsewhere: counted as a source of others, never against the quota."""

GROUPS = {
    "on_the_way": (_("On the way, not yet decided"), ON_THE_WAY),
    "desk": (_("Dossier with the department"), (*DESK, Stage.RETURNED)),
    "on_probation": (_("On probation"), ON_PROBATION),
    "left": (_("Off the way"), EXITS),
}
"""Stages that a list shows together: {key: (name, stages)}. No key is a stage's: both stand in one list of choices."""

DAY_OF_ADMISSION = {
    Stage.DECIDED: "decision_on",
    Stage.PROBATION: "ceremony_on",
    Stage.RECOGNISED: "recognised_on",
    Stage.REMOVED: "removed_on",
    Stage.CANCELLED: "cancelled_on",
}
"""The day of the admission that a stage writes down."""


def stages_in(key):
    """The stages that a choice of a list names: a group's, else the one; none for an empty choice."""
    return GROUPS[key][1] if key in GROUPS else tuple(Stage(each) for each in [key] if each)


def stage_of(admission):
    """Where an admission puts the person: the last of its days that is known."""
    for stage in reversed(DAY_OF_ADMISSION):
        if getattr(admission, DAY_OF_ADMISSION[stage]):
            return stage
    raise ValueError(admission)
