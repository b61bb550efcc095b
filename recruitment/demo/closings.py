"""The months that the organisations below the root have confirmed by the demo's day; the last two in order are late."""

from calendar import monthrange
from datetime import date, timedelta

from branches.models import Branch
from branches.models.branch import within
from config.clock import today
from recruitment.closing import Confirmation, Month, confirm_months, differences, own_facts
from recruitment.models import Said, TellingBy

LATE = 2
"""So many organisations have said nothing since December of the year before."""
DAYS_LATER = 3
DIFFERENCE = "Số kiểm kê lấy theo danh sách đảng phí; đơn vị đang đối chiếu với sổ theo dõi (minh họa)."


def close_months(root, by):
    """Every month from January of the year before that is over; after all facts are written."""
    units = list(Branch.objects.filter(parent=root, valid_to=None))
    for month in _months(today()):
        late = units[-LATE:] if month.name >= f"{today().year - 1}-12" else []
        there = [unit for unit in units if unit not in late and unit.valid_from <= month.last]
        busy, different = _busy(there, month), differences(there, month)
        confirm_months([_said(unit, month, busy, different) for unit in there], month, by=by)


def _months(day):
    """The calendar's months from January of last year up to the last one that is over on ``day``."""
    for year in (day.year - 1, day.year):
        for number in range(1, 13):
            last = date(year, number, monthrange(year, number)[1])
            if last < day:
                yield Month(f"{year}-{number:02d}", date(year, number, 1), last)


def _busy(units, month):
    """Ids of the units at or below which somebody was admitted, came or went."""
    below = Branch.objects.filter(within([unit.path for unit in units]))
    paths = dict(below.values_list("pk", "path"))
    moving = [paths[pk] for pk in own_facts(list(paths), month)]
    return {unit.pk for unit in units if any(path.startswith(unit.path) for path in moving)}


def _said(unit, month, busy, different):
    return Confirmation(
        unit,
        Said.CASES if unit.pk in busy else Said.NOTHING,
        told_by=TellingBy.PAPER,
        told_on=min(month.last + timedelta(days=DAYS_LATER), today()),
        difference_reason=DIFFERENCE if unit.pk in different else "",
    )
