from .absence import Absence
from .admission import Admission
from .candidate import Candidate
from .charge import Charge
from .closing import ClosedMonth, Said
from .course import Attendance, Course, Seat
from .day_off import DayOff
from .dossier import Case, Consent, Paper, PaperState, Question, Relation, Resolution, Verification, Waiver
from .introduction import Introduction, Source
from .plan import PlanLine
from .profile import PROFILE_FIELDS, Profile, Tag
from .quota import PastTotal, Quota, QuotaKind, Term
from .sponsorship import AcquaintanceWaiver, SponsorLeft, SponsorReport, SponsorRole, Sponsorship
from .stage_change import Shortfall, StageChange, TellingBy
from .twins import Merge, TwoPeople
from .workbook import ImportState, Remembered, WorkbookImport

__all__ = [
    "PROFILE_FIELDS",
    "Absence",
    "AcquaintanceWaiver",
    "Admission",
    "Attendance",
    "Candidate",
    "Case",
    "Charge",
    "ClosedMonth",
    "Consent",
    "Course",
    "DayOff",
    "ImportState",
    "Introduction",
    "Merge",
    "Paper",
    "PaperState",
    "PastTotal",
    "PlanLine",
    "Profile",
    "Question",
    "Quota",
    "QuotaKind",
    "Relation",
    "Remembered",
    "Resolution",
    "Said",
    "Seat",
    "Shortfall",
    "Source",
    "SponsorLeft",
    "SponsorReport",
    "SponsorRole",
    "Sponsorship",
    "StageChange",
    "Tag",
    "TellingBy",
    "Term",
    "TwoPeople",
    "Verification",
    "Waiver",
    "WorkbookImport",
]
