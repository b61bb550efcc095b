from .absence import Absence
from .admission import Admission
from .candidate import Candidate
from .day_off import DayOff
from .dossier import Case, Consent, Paper, PaperState, Question, Relation, Resolution, Verification, Waiver
from .profile import PROFILE_FIELDS, Profile, Tag
from .quota import PastTotal, Quota, QuotaKind, Term
from .stage_change import Shortfall, StageChange, TellingBy

__all__ = [
    "PROFILE_FIELDS",
    "Absence",
    "Admission",
    "Candidate",
    "Case",
    "Consent",
    "DayOff",
    "Paper",
    "PaperState",
    "PastTotal",
    "Profile",
    "Question",
    "Quota",
    "QuotaKind",
    "Relation",
    "Resolution",
    "Shortfall",
    "StageChange",
    "Tag",
    "TellingBy",
    "Term",
    "Verification",
    "Waiver",
]
