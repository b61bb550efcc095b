from .account import Access, AccessState, User
from .audit import Act, AuditEntry, AuditHead, AuditValues, ExportReason, Submission
from .branch import Branch, BranchPlacement, PlaceDetails
from .column_order import ColumnOrder
from .member import Member
from .movement import Movement, MovementKind

__all__ = [
    "Access",
    "AccessState",
    "Act",
    "AuditEntry",
    "AuditHead",
    "AuditValues",
    "Branch",
    "BranchPlacement",
    "ColumnOrder",
    "ExportReason",
    "Member",
    "Movement",
    "MovementKind",
    "PlaceDetails",
    "Submission",
    "User",
]
