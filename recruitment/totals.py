"""Admissions of years before names were kept, known only as totals."""

from collections import Counter, defaultdict

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, record, said_of
from branches.models import BranchPlacement
from branches.movements import outside_life
from branches.spans import holds
from config import installation
from config.clock import today
from config.refusal import Problem, Refused

from .closed import refuse_closed, touched_by_change
from .models import Admission, PastTotal

KEY = ("branch_id", "first", "last", "group")
LOCK = "people"
"""Held by whoever writes people or totals: two at once could each miss what the other is about to write."""


@installation.read_once()
@transaction.atomic
def record_totals(totals, *, by):
    """Write ``totals`` (unsaved ``PastTotal``); one of the same branch, days and group is corrected.

    Returns a Counter of what became of them. Raises Refused with every problem (days in the future, overlaps of one
    group at a branch or along its line, names inside), PermissionDenied where ``by`` may not; writes nothing then.
    """
    totals = list(totals)
    installation.lock(LOCK)
    require(by, Action.SET_QUOTA, *{total.branch for total in totals})
    known = _known()
    problems = [Problem(total, *why) for total in totals for why in _reasons_against(total)]
    problems += _repeats(totals) + totals_beside_others(totals, known)
    if problems:
        raise Refused(problems)
    return _write(totals, known, by)


def totals_beside_others(totals, known=None):
    """The problems of ``totals``, stored or not, beside what is stored: days shared with another total (of ``known``, by
    their keys), and admissions of those days by name.
    """
    return _overlaps(totals, _known() if known is None else known) + _names_inside(totals)


def totals_reaching_beyond(branches):
    """The totals of ``branches`` that end after the day from which people are followed there by name."""
    late = PastTotal.objects.filter(branch__in=branches, last__gte=F("branch__followed_from"))
    return list(late.select_related("branch"))


def admissions_inside_totals(admissions):
    """The problems of ``admissions`` that a total at or above their cell holds already. Three statements."""
    return [Problem(admission, "", already_counted(total)) for admission, total in totals_over(list(admissions))]


def totals_over(admissions):
    """(admission, total) for each admission that is counted inside a total at or above its cell. Three statements."""
    totals = list(PastTotal.objects.filter(heads__gt=0).select_related("branch"))
    if not totals or not admissions:
        return []
    lines = _lines_of({admission.branch_id for admission in admissions})
    return [
        (admission, total)
        for admission in admissions
        if admission.counted_on
        for total in totals
        if total.first <= (day := admission.counted_on) <= total.last
        and _hangs_below(lines[admission.branch_id], total.branch_id, day, day)
    ]


def already_counted(total):
    """Why an admission of its days cannot stand beside ``total``."""
    text = _("A total of %(heads)s for %(first)s - %(last)s at %(branch)s already holds this admission.")
    days = {"first": f"{total.first:%d/%m/%Y}", "last": f"{total.last:%d/%m/%Y}"}
    return text % {"heads": total.heads, "branch": total.branch, **days}


def _lines_of(branches):
    """(path, first day, end) of every line of these branches (or their ids), by branch. One statement."""
    lines = defaultdict(list)
    rows = BranchPlacement.objects.filter(branch__in=branches)
    for branch_id, *line in rows.values_list("branch_id", "path", "valid_from", "valid_to"):
        lines[branch_id].append(line)
    return lines


def _hangs_below(lines, above, first, last):
    """Whether one of ``lines`` lay at or below the branch ``above`` on some day from ``first`` to ``last``."""
    return any(f"/{above}/" in path and begins <= last and (end is None or end > first) for path, begins, end in lines)


def _known():
    return {_key(row): row for row in PastTotal.objects.select_related("branch")}


def _key(total):
    return tuple(getattr(total, name) for name in KEY)


def _reasons_against(total):
    if total.last < total.first:
        yield "last", _("The last day lies before the first day.")
    if total.last > today():
        yield "last", _("The last day lies in the future.")
    followed = total.branch.followed_from
    if followed and total.last >= followed:
        text = _("From %(day)s on this branch is followed by name; the total must end before.")
        yield "last", text % {"day": f"{followed:%d/%m/%Y}"}
    if not holds(total.branch.valid_from, total.branch.valid_to, total.last):
        yield "last", outside_life(total.branch)


def _repeats(totals):
    seen = Counter(map(_key, totals))
    return [
        Problem(total, "first", _("The same branch, days and group stand twice."))
        for total in totals
        if seen[_key(total)] > 1
    ]


def _overlaps(totals, known):
    """Totals of one group may not share a day at a branch or along its line, up or down."""
    every = list({**known, **{_key(total): total for total in totals}}.values())
    lines = _lines_of({total.branch_id for total in every})
    problems = []
    for total in totals:
        for other in every:
            if other is total or _key(other) == _key(total) or other.group != total.group:
                continue
            first, last = max(total.first, other.first), min(total.last, other.last)
            if first > last:
                continue
            is_below = _hangs_below(lines[total.branch_id], other.branch_id, first, last)
            if is_below or _hangs_below(lines[other.branch_id], total.branch_id, first, last):
                text = _("It shares days with the total for %(first)s - %(last)s at %(branch)s.")
                values = {"first": f"{other.first:%d/%m/%Y}", "last": f"{other.last:%d/%m/%Y}", "branch": other.branch}
                problems.append(Problem(total, "first", text % values))
                break
    return problems


def _names_inside(totals):
    problems = []
    for total in totals:
        if not total.heads:
            continue
        paths = list(BranchPlacement.objects.filter(branch=total.branch).values_list("path", flat=True))
        inside = Admission.objects.counted_below(paths).filter(counted_on__range=(total.first, total.last))
        if found := inside.count():
            text = _("%(found)s admissions of these days are already there by name.")
            problems.append(Problem(total, "first", text % {"found": found}))
    return problems


def _write(totals, known, by):
    result, new, changed, traces = Counter(), [], [], []
    for total in totals:
        row = known.get(_key(total))
        if row is None:
            new.append(total)
            result["created"] += 1
        elif row.heads == total.heads:
            result["unchanged"] += 1
        else:
            traces.append(Trace(Act.CHANGED, row, row.branch, {"heads": [row.heads, total.heads]}))
            row.heads = total.heads
            changed.append(row)
            result["changed"] += 1
    refuse_closed(_touched(new, changed), by=by)
    PastTotal.objects.bulk_create(new, batch_size=1000)
    PastTotal.objects.bulk_update(changed, ["heads"], batch_size=500)
    traces += [Trace(Act.CREATED, row, row.branch, {"heads": [None, row.heads]}) for row in new]
    record(traces, by=by)
    return result


def _touched(new, changed):
    """What is written touches every month from the first to the last day of a total."""
    label, columns = PastTotal._meta.label_lower, ("branch", "first", "last")
    for row in (*new, *changed):
        yield from touched_by_change(row, label, None, said_of(row, columns), "first")
