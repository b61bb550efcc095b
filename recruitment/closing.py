"""An organisation says that its month is complete, and with that closes it: the verbs, and what may stand against it.

What is closed, and to whom, is asked in ``closed``. Closed for the organisation itself alone, not for those below it.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.access import Action, require, stands_at
from branches.audit import Act, Trace, changes, record, said_of
from branches.models import Branch, Movement, MovementKind
from branches.models.movement import STATES
from branches.movements import outside_life
from branches.names import clean
from branches.spans import ONE_DAY
from branches.tree import History
from config import installation
from config.clock import today
from config.refusal import Problem, Refused

from .closed import hold, month_in_words
from .flows import admissions_around, totals_around
from .headcount import Ledger
from .models import Admission, ClosedMonth, Said, TellingBy

AUDITED = ("branch", "month", "said", "told_by", "told_on", "difference_reason", "reopened_until", "reopened_because")
LONGEST_OPEN = timedelta(days=62)
"""A closed month is opened again for so long at most."""
LONGEST_REASON = ClosedMonth._meta.get_field("difference_reason").max_length


class Month(NamedTuple):
    """A month that is reported on: its name as ``2023-12``, its first and last day, both included."""

    name: str
    first: date
    last: date


@dataclass(frozen=True)
class Confirmation:
    """What ``branch`` says of its month, how and when the office came to know it, and why its counted heads differ from
    ours.
    """

    branch: Branch
    said: str
    told_by: str = TellingBy.OWN
    told_on: date | None = None
    difference_reason: str = ""


class Facts(NamedTuple):
    """How many admissions and rows of the ledger an organisation itself has in a month."""

    admissions: int = 0
    movements: int = 0


class Difference(NamedTuple):
    """Heads counted by hand on a day, and ours at the end of it."""

    day: date
    counted: int
    ours: int


# --- Asking


def closed_months(branches, month):
    """{branch's id: its ClosedMonth} of those of ``branches`` (or ids) that have confirmed ``month``. One statement."""
    rows = ClosedMonth.objects.filter(branch__in=branches, month=month.name)
    return {row.branch_id: row for row in rows.select_related("branch", "by", "reopened_by")}


def is_open_again(closed):
    """Whether a confirmed month may be written in today after all."""
    return closed.reopened_until is not None and closed.reopened_until >= today()


def own_facts(branches, month):
    """{branch's id: Facts} of the organisations themselves, not of those below. Three statements."""
    days = (month.first, month.last)
    admitted = Admission.objects.filter(branch__in=branches, counted_on__range=days).order_by()
    rows = Movement.objects.filter(day__range=days).exclude(kind__in=STATES).order_by()
    found = defaultdict(Facts)
    for branch_id, count in admitted.values_list("branch").annotate(Count("pk")):
        found[branch_id] = found[branch_id]._replace(admissions=count)
    for side in ("branch", "counterpart"):
        here = rows.filter(**{f"{side}__in": branches}).values_list(side).annotate(Count("pk"))
        for branch_id, count in here:
            found[branch_id] = found[branch_id]._replace(movements=found[branch_id].movements + count)
    return found


def differences(branches, month):
    """{branch's id: Difference} where the last count of heads within ``month`` is not ours. One statement, and five for
    each organisation that counted its heads then.
    """
    counted = Movement.objects.filter(kind=MovementKind.COUNTED, day__range=(month.first, month.last))
    ids = set(counted.filter(branch__in=branches).values_list("branch", flat=True))
    found = {branch.pk: _difference(branch, month) for branch in branches if branch.pk in ids}
    return {pk: difference for pk, difference in found.items() if difference.counted != difference.ours}


def _difference(branch, month):
    history = History(branch)
    ledger = Ledger(history, month.last, totals_around(history, month.last), admissions_around(history, month.last))
    last = ledger.last_counted(month.first, month.last)
    return Difference(last.day, last.heads, ledger.heads_on(last.day).total)


# --- Confirming


@installation.read_once()
@transaction.atomic
def confirm_months(confirmations, month, *, by):
    """Write down what some organisations say of ``month`` (``Month``), all or nothing; each is closed with it. Returns the
    rows.

    One whose month was reopened says so anew, which ends the exception. Raises PermissionDenied, and Refused with every
    problem at its Confirmation: the month is not over, was confirmed already, holds facts of which it says that there
    are none, has counted heads that nobody explains; the organisation was not there; somebody from elsewhere does not say
    how it is known.
    """
    confirmations = list(confirmations)
    branches = [each.branch for each in confirmations]
    require(by, Action.CONFIRM_MONTH, *branches)
    hold(branches)
    known = closed_months(branches, month)
    facts, different = own_facts(branches, month), differences(branches, month)
    twice = _("An organisation stands there twice.")
    problems = [Problem(each, "said", twice) for each in confirmations if branches.count(each.branch) > 1]
    problems += [
        Problem(each, *why)
        for each in confirmations
        for why in _reasons_against(each, month, known.get(each.branch.pk), facts, different, by)
    ]
    if problems:
        raise Refused(problems)
    return _write(confirmations, month, known, by)


def _reasons_against(said, month, closed, facts, different, by):
    if month.last >= today():
        text = _("The month %(month)s is not over: it can be confirmed from %(day)s on.")
        yield "said", text % {"month": month_in_words(month.name), "day": f"{month.last + ONE_DAY:%d/%m/%Y}"}
    if said.branch.valid_from > month.last or (said.branch.valid_to and said.branch.valid_to <= month.first):
        yield "said", outside_life(said.branch)
    if closed and not is_open_again(closed):
        yield "said", already_confirmed(closed)
    if said.said not in Said.values:
        yield "said", _("Say whether the month has cases or nothing to report.")
    if said.said == Said.NOTHING and (found := facts.get(said.branch.pk)):
        yield "said", _has_cases(found)
    if said.told_by not in TellingBy.values:
        yield "told_by", _("Say how the office came to know it.")
    elif said.told_by == TellingBy.OWN and not stands_at(by, Action.CONFIRM_MONTH, said.branch):
        yield "told_by", _("Only the organisation's own people say so themselves: say how the office came to know it.")
    if said.told_on and not month.last <= said.told_on <= today():
        yield "told_on", _("This day lies before the end of the month, or in the future.")
    if (difference := different.get(said.branch.pk)) and not clean(said.difference_reason):
        yield "difference_reason", unexplained(difference)
    if len(clean(said.difference_reason)) > LONGEST_REASON:
        yield "difference_reason", _("At most %(most)s letters.") % {"most": LONGEST_REASON}


def already_confirmed(closed):
    text = _("%(branch)s confirmed the month %(month)s already (%(who)s, %(day)s).")
    days = {"month": month_in_words(closed.month), "day": f"{closed.told_on:%d/%m/%Y}"}
    return text % {"branch": closed.branch, "who": closed.by, **days}


def _has_cases(facts):
    """Why a month with facts is not one of nothing."""
    said = []
    if count := facts.admissions:
        said.append(ngettext("%(count)s admission", "%(count)s admissions", count) % {"count": count})
    if count := facts.movements:
        text = ngettext("%(count)s row of the ledger of heads", "%(count)s rows of the ledger of heads", count)
        said.append(text % {"count": count})
    text = _("“Nothing to report” cannot be: this month holds %(facts)s. Choose “has cases”, or correct what is wrong.")
    return text % {"facts": ", ".join(said)}


def unexplained(difference):
    text = _("On %(day)s %(counted)s members were counted, the ledger holds %(ours)s: say why before the month closes.")
    return text % {"day": f"{difference.day:%d/%m/%Y}", "counted": difference.counted, "ours": difference.ours}


def _write(confirmations, month, known, by):
    """A fixed number of statements, and one for each that says so anew."""
    rows, traces = [], []
    for said in confirmations:
        closed = known.get(said.branch.pk)
        before = closed and said_of(closed, AUDITED)
        row = closed or ClosedMonth(branch=said.branch, month=month.name)
        _say(row, said, month, by)
        rows.append(row)
        traces.append((row, changes(before, said_of(row, AUDITED))))
    ClosedMonth.objects.bulk_create([row for row in rows if row.pk is None])
    for row in known.values():
        row.save()
    record([Trace(Act.CONFIRMED, row, row.branch, values) for row, values in traces], by=by)
    return rows


def _say(row, said, month, by):
    row.first, row.last, row.by, row.at = month.first, month.last, by, timezone.now()
    row.said, row.told_by, row.told_on = said.said, said.told_by, said.told_on or today()
    row.difference_reason = clean(said.difference_reason)
    row.reopened_until, row.reopened_because, row.reopened_by, row.reopened_at = None, "", None, None


# --- Opening again


@transaction.atomic
def reopen_month(pk, until, because, *, by):
    """Let the organisation write in the confirmed month ``pk`` again until the end of the day ``until``. Returns the row.

    It stays confirmed. Raises Refused for a day that has passed or is more than ``LONGEST_OPEN`` ahead, or without a reason,
    PermissionDenied.
    """
    row = _locked(pk, by)
    because, problems = clean(because), []
    if until is None or until < today():
        problems.append(Problem(row, "until", _("Give a day that has not passed yet.")))
    elif until > today() + LONGEST_OPEN:
        text = _("At most %(days)s days: what is still missing then can be opened again.")
        problems.append(Problem(row, "until", text % {"days": LONGEST_OPEN.days}))
    problems += _without_reason(row, because)
    if problems:
        raise Refused(problems)
    before = said_of(row, AUDITED)
    row.reopened_until, row.reopened_because, row.reopened_by, row.reopened_at = until, because, by, timezone.now()
    row.save(update_fields=["reopened_until", "reopened_because", "reopened_by", "reopened_at"])
    record([Trace(Act.MONTH_REOPENED, row, row.branch, changes(before, said_of(row, AUDITED)))], by=by)
    return row


@transaction.atomic
def withdraw_month(pk, because, *, by):
    """Take back a confirmation that was wrong: the organisation has not reported then. Returns the row that was.

    The audit keeps what it said, and why it was taken back. Raises Refused without a reason, PermissionDenied.
    """
    row = _locked(pk, by)
    because = clean(because)
    if problems := _without_reason(row, because):
        raise Refused(problems)
    before = said_of(row, AUDITED)
    gone = dict.fromkeys(before) | {"branch": before["branch"], "month": before["month"], "reopened_because": because}
    record([Trace(Act.MONTH_REOPENED, row, row.branch, changes(before, gone))], by=by)
    ClosedMonth.objects.filter(pk=pk).delete()
    return row


def _locked(pk, by):
    """The confirmed month, once nobody else writes in it or changes it."""
    row = ClosedMonth.objects.select_related("branch").get(pk=pk)
    require(by, Action.REOPEN_MONTH, row.branch)
    hold([row.branch])
    return ClosedMonth.objects.select_related("branch", "by").get(pk=pk)


def _without_reason(row, because):
    if not because:
        return [Problem(row, "because", _("Say why in a few words."))]
    most = ClosedMonth._meta.get_field("reopened_because").max_length
    text = _("At most %(most)s letters.") % {"most": most}
    return [Problem(row, "because", text)] if len(because) > most else []
