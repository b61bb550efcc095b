"""What lies in a month that its organisation has closed: who may not write in it any more, and what a refusal says.

    refuse_closed(touched(person.pk, body, day), by=user)

Every verb that writes, changes or takes out a fact with a day says so here before it ends. Whoever may reopen the month at
an organisation above is let through: what comes late is welcome, and shown as such. In a month of the own organisation
nobody writes before it is reopened with a reason, not even its officer.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from branches.access import Action, paths_where, without_right_above
from branches.models import Branch, Movement
from config.clock import today
from config.refusal import Problem, Refused

from .models import ClosedMonth, StageChange, TellingBy


class Touched(NamedTuple):
    """A fact of ``branch`` that holds on some day from ``first`` to ``last``; ``row`` and ``field`` are where a refusal
    says so.
    """

    row: Any
    field: str
    branch: Branch
    first: date
    last: date


class Dated(NamedTuple):
    """Which columns of a row hold its ``days`` and whose it is; ``derived`` ones follow from others. ``is_span``: it holds
    on every day between them.
    """

    days: tuple[str, ...]
    sides: tuple[str, ...]
    derived: frozenset[str] = frozenset()
    is_span: bool = False


DATED = {
    "recruitment.admission": Dated(
        ("decision_on", "ceremony_on", "recognised_on", "removed_on", "cancelled_on"),
        ("branch_id",),
        frozenset({"counted_on", "age"}),
    ),
    "recruitment.stagechange": Dated(("on",), ("body_id",)),
    "recruitment.resolution": Dated(("held_on",), ("branch_id",)),
    "branches.movement": Dated(("day",), ("branch_id", "counterpart_id")),
    "recruitment.pasttotal": Dated(("first", "last"), ("branch_id",), is_span=True),
}
"""Every kind of row that has a day and is a fact of one organisation, or two."""


def touched(row, branch, *days, field="on"):
    """``Touched`` for each of ``days``; None among them is no day."""
    return [Touched(row, field, branch, day, day) for day in days if day]


def touched_by_change(row, label, was: dict | None, now: dict | None, field=""):
    """What changing a row of the kind ``label`` from ``was`` to ``now`` (its columns, or what the audit says of them; None:
    not there) touches: the days that differ, before and after; all of them where anything else differs.

    An admission of a closed month may thus be recognised in an open one. Branches are ids.
    """
    kind = DATED[label]
    was, now = _columns(was, kind), _columns(now, kind)
    differing = {name for name in was.keys() | now.keys() if was.get(name) != now.get(name)} - kind.derived
    names = kind.days if differing - set(kind.days) else [name for name in kind.days if name in differing]
    for said in (was, now):
        days = sorted({_day(said[name]) for name in names if said.get(name)})
        spans = [(days[0], days[-1])] if kind.is_span and days else [(day, day) for day in days]
        sides = [said[side] for side in kind.sides if said.get(side)]
        yield from (Touched(row, field, side, *span) for side in sides for span in spans)


def touched_by_lines(lines):
    """What writing or undoing the ``branches.journal.Line`` s touches."""
    for line in lines:
        if line.model in DATED:
            yield from touched_by_change(None, line.model, line.was, line.now)


def steps_of(*people):
    """What striking out or restoring ``people`` touches besides their admissions. One statement, made when it is asked."""
    rows = StageChange.objects.filter(candidate__in=people).select_related("body", "candidate")
    for change in rows:
        yield from touched(change.candidate, change.body, change.on, field="")


def refuse_closed(facts: Iterable[Touched], *, by):
    """Raise Refused where one of ``facts`` lies in a month that its branch has closed and ``by`` may not reopen from above.

    A branch may be an id. Two statements for whoever may not, however many facts; none where ``by`` may reopen above all
    of the branches. The branches are held until the transaction ends, so that none closes its month meanwhile.
    """
    if paths_where(by, Action.REOPEN_MONTH) is None:
        return
    facts = _with_branches(facts)
    shut_to = without_right_above(by, Action.REOPEN_MONTH, {fact.branch for fact in facts})
    facts = [fact for fact in facts if fact.branch in shut_to]
    if not facts:
        return
    hold(shut_to)
    closed = _closed_between(shut_to, min(fact.first for fact in facts), max(fact.last for fact in facts))
    problems = {
        (id(fact.row), fact.field, month.pk): Problem(fact.row, fact.field, sentence(month))
        for fact in facts
        for month in closed
        if month.branch_id == fact.branch.pk and month.first <= fact.last and fact.first <= month.last
    }
    if problems:
        raise Refused(problems.values())


def refuse_closed_movements(changes, *, by):
    """``refuse_closed`` for rows of the ledger of heads, as ``branches.movements.ask_before_writing`` hands them over."""
    label = Movement._meta.label_lower
    refuse_closed(
        (fact for entry, was, now in changes for fact in touched_by_change(entry, label, was, now, "day")), by=by
    )


def hold(branches):
    """Keep others from writing into a month of ``branches``, or closing one, until the transaction ends. One statement.

    In the order of their ids, so that two never wait for each other.
    """
    rows = Branch.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=[branch.pk for branch in branches])
    list(rows.order_by("pk").values_list("pk"))


def sentence(closed):
    """Who closed the month, when, how the office knows, and who opens it again."""
    text = _("%(branch)s has closed the month %(month)s: %(who)s confirmed “%(said)s” on %(day)s%(how)s. %(way_out)s")
    return text % {
        "branch": closed.branch,
        "month": month_in_words(closed.month),
        "who": closed.by,
        "said": closed.get_said_display(),
        "day": f"{closed.told_on:%d/%m/%Y}",
        "how": "" if closed.told_by == TellingBy.OWN else f" ({closed.get_told_by_display()})",
        "way_out": _(
            "The officer of the committee above can enter this as late figures, or reopen the month; an officer of the "
            "organisation itself reopens it first, with a reason."
        ),
    }


def month_in_words(name):
    """``2023-12`` → ``12/2023``."""
    year, _dash, number = name.partition("-")
    return f"{number}/{year}"


def _closed_between(branches, first, last):
    rows = ClosedMonth.objects.filter(branch__in=branches, first__lte=last, last__gte=first)
    rows = rows.filter(Q(reopened_until__isnull=True) | Q(reopened_until__lt=today()))
    return list(rows.select_related("branch", "by"))


def _with_branches(facts):
    """``facts`` with branches for ids. One statement where there are ids."""
    facts = list(facts)
    ids = {fact.branch for fact in facts if not isinstance(fact.branch, Branch)}
    known = Branch.objects.in_bulk(ids) if ids else {}
    return [
        fact if isinstance(fact.branch, Branch) else fact._replace(branch=known[fact.branch])
        for fact in facts
        if isinstance(fact.branch, Branch) or fact.branch in known
    ]


def _columns(said, kind):
    """What is said of a row, by the names of its columns; {} for nothing."""
    said = said or {}
    named = {side.removesuffix("_id"): side for side in kind.sides}
    return {named.get(name, name): value for name, value in said.items()}


def _day(value):
    return value if isinstance(value, date) else date.fromisoformat(value)
