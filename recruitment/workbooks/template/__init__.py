"""The template workbook: ``guide`` (what it says and shows), ``drawing`` (how it is drawn), made of the sheets' columns."""

from branches.access import Action, paths_where
from branches.kinds import CELLS
from branches.models import Branch

from ...registering import ADMISSION_DAYS
from ..sheets import SHEETS
from ..sheets.branches import BranchSheet
from ..sheets.movements import MovementSheet
from ..sheets.quotas import QuotaSheet
from ..sheets.terms import TermSheet
from ..sheets.totals import TotalSheet

NEEDS = {
    BranchSheet: Action.PLACE,
    MovementSheet: Action.RECORD_MOVEMENT,
    **dict.fromkeys((TermSheet, QuotaSheet, TotalSheet), Action.SET_QUOTA),
}
"""What somebody may do who brings in such a sheet; all others are about people, whom the own cell enters."""

OTHERWISE = {"family_name", "given_name"}
"""Columns of real files that say what another one says already."""

MOST_BRANCHES = 2000


def sheets_for(user):
    """{sheet: names of the columns of its template} of what ``user`` may bring in somewhere. No statement in a request."""
    return {
        sheet: columns_for(sheet, user)
        for sheet in SHEETS
        if paths_where(user, NEEDS.get(sheet, Action.EDIT_PEOPLE)) != []
    }


def columns_for(sheet, user):
    """All that a row can say, each once; decisions on admission only for who may write them down."""
    hidden = set(OTHERWISE)
    if paths_where(user, Action.RECORD_ADMISSION) == []:
        hidden |= set(ADMISSION_DAYS)
    first = {}
    for name, column in sheet.columns():
        if name not in hidden and not getattr(column, "later", False):
            first.setdefault(sheet.attribute_of(name), name)
    return list(first.values())


def branches_for(user):
    """(cells, all organisations) that ``user`` may bring people into, as ``Name (CODE)``; of many only the first. One
    statement.
    """
    rows = Branch.objects.visible_to(user, Action.EDIT_PEOPLE).filter(valid_to=None).order_by("path")
    rows = [(f"{name} ({code})", kind) for name, code, kind in rows.values_list("name", "code", "kind")[:MOST_BRANCHES]]
    return [said for said, kind in rows if kind in CELLS], [said for said, _kind in rows]
