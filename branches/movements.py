"""Writing in the ledger of heads: what may stand there, and how a row is replaced."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from config import installation
from config.clock import today
from config.refusal import Problem, Refused

from .access import Action, require
from .audit import Act, Trace, changes, record, said_of
from .models import Branch, Movement, MovementKind
from .spans import ALWAYS, holds, last_day

VALUES = ("heads", "probationary", "women", "minority")
KEY_FIELDS = ("branch", "day", "kind", "counterpart", "beyond")
AUDITED = (*KEY_FIELDS, *VALUES, "code")
LOCK = "ledger"

_asked_before_writing = []


def ask_before_writing(refuse):
    """``refuse(changes, by=)`` hears of all that is about to be written: (entry, what the row said or None, what it will
    say), said as the audit says it; it may raise Refused. For apps above, which know rules of their own on days.
    """
    _asked_before_writing.append(refuse)


@dataclass(frozen=True)
class Entry:
    """A row of the ledger as somebody says it; the fields are those of ``Movement``."""

    branch: Branch
    day: date
    kind: MovementKind
    heads: int = 0
    counterpart: Branch | None = None
    beyond: str = ""
    probationary: int | None = None
    women: int | None = None
    minority: int | None = None
    code: str = ""

    def key(self):
        """What makes it the same row as another one: its code, else cell, day, kind and counterpart."""
        if self.code:
            return self.code
        return (self.branch.pk, self.day, self.kind, self.counterpart and self.counterpart.pk, self.beyond)


@installation.read_once()
@transaction.atomic
def record_movements(entries, *, by):
    """Write ``entries``; an entry with the key of a known row replaces it. Returns a Counter of what became of them.

    Raises Refused with every problem, PermissionDenied where ``by`` may not, and writes nothing then. A code borne by a row
    at a branch that ``by`` does not see is refused and says nothing of it.
    """
    entries = list(entries)
    installation.lock(LOCK)
    require(by, Action.RECORD_MOVEMENT, *{side for e in entries for side in (e.branch, e.counterpart) if side})
    known = _known(entries)
    problems = [Problem(entry, *why) for entry in entries for why in _reasons_against(entry)] + _repeats(entries)
    problems += _taken(entries, known, by)
    if problems:
        raise Refused(problems)
    require(by, Action.RECORD_MOVEMENT, *{known[e.code].branch for e in entries if e.code in known})
    return _write(entries, known, by)


def _known(entries):
    rows = Movement.objects.select_related("branch")
    known = {_key_of(row): row for row in rows.filter(branch__in={entry.branch for entry in entries})}
    return known | {row.code: row for row in rows.filter(code__in=[e.code for e in entries if e.code])}


def _taken(entries, known, by):
    """Codes of rows at branches that ``by`` does not see."""
    borne = {known[entry.code].branch_id for entry in entries if entry.code in known}
    seen = set(Branch.objects.visible_to(by, Action.VIEW).filter(pk__in=borne).values_list("pk", flat=True))
    text = _("This code is taken: give another one, or leave it empty.")
    hidden = [entry for entry in entries if entry.code in known and known[entry.code].branch_id not in seen]
    return [Problem(entry, "code", text) for entry in hidden]


def _write(entries, known, by):
    result, new, changed, was, asked = Counter(), [], [], {}, []
    for entry in entries:
        row = known.get(entry.key())
        wanted = Movement(**vars(entry) | {"code": entry.code or None})
        if row is None:
            new.append(wanted)
            asked.append((entry, None, said_of(wanted, AUDITED)))
            result["created"] += 1
        elif _content(row) == _content(wanted):
            result["unchanged"] += 1
        else:
            wanted.pk = row.pk
            was[row.pk] = said_of(row, AUDITED)
            changed.append(wanted)
            asked.append((entry, was[row.pk], said_of(wanted, AUDITED)))
            result["changed"] += 1
    for refuse in _asked_before_writing:
        refuse(asked, by=by)
    Movement.objects.bulk_create(new, batch_size=1000)
    Movement.objects.bulk_update(changed, VALUES + KEY_FIELDS, batch_size=200)
    record([*_traces(Act.CREATED, new, was), *_traces(Act.CHANGED, changed, was)], by=by)
    return result


def _traces(act, rows, was):
    for row in rows:
        yield Trace(act, row, row.branch, changes(was.get(row.pk), said_of(row, AUDITED)))


def _reasons_against(entry):
    """Why ``entry`` cannot be, as (field, sentence)."""
    if entry.day > today():
        yield "day", _("The day lies in the future.")
    for branch in filter(None, (entry.branch, entry.counterpart)):
        if not holds(branch.valid_from, branch.valid_to, entry.day):
            yield "day", outside_life(branch)
    yield from _wrong_sides(entry)
    yield from _wrong_numbers(entry)


def outside_life(branch):
    """The sentence that a fact lies outside the life of ``branch``."""
    values = {"branch": branch, "first": f"{branch.valid_from:%d/%m/%Y}"}
    if branch.valid_to is None:
        return _("%(branch)s exists only from %(first)s.") % values
    values["last"] = f"{last_day(branch.valid_to):%d/%m/%Y}"
    if branch.valid_from == ALWAYS:
        return _("%(branch)s existed only until %(last)s.") % values
    return _("%(branch)s existed only from %(first)s to %(last)s.") % values


def _wrong_sides(entry):
    if entry.kind == MovementKind.INTERNAL and entry.counterpart is None:
        yield "counterpart", _("A transfer inside needs the code of the branch it goes to.")
    elif entry.kind == MovementKind.INTERNAL and entry.counterpart == entry.branch:
        yield "counterpart", _("A transfer inside goes to another branch.")
    elif entry.kind != MovementKind.INTERNAL and entry.counterpart is not None:
        yield "counterpart", _("A branch stands here only for a transfer inside, in one row for both sides.")


def _wrong_numbers(entry):
    if entry.heads < 0:
        yield "heads", _("The number of heads is not negative.")
    if entry.kind == MovementKind.RECOGNISED:
        if entry.heads:
            yield "heads", _("A recognition changes no heads: write 0, and how many under probationary.")
        if (entry.probationary or 0) <= 0:
            yield "probationary", _("How many were recognised?")
        return
    for name in ("probationary", "women", "minority"):
        value = getattr(entry, name)
        if value is not None and not 0 <= value <= entry.heads:
            yield name, _("Between 0 and the number of heads (%(heads)s).") % {"heads": entry.heads}


def _repeats(entries):
    seen = Counter(entry.key() for entry in entries)
    twice = _("Two rows bear this row code: give each its own.")
    same = _("The ledger has this row twice; give each its own row code.")
    return [Problem(entry, "code", twice if entry.code else same) for entry in entries if seen[entry.key()] > 1]


def _key_of(row):
    return row.code or (row.branch_id, row.day, row.kind, row.counterpart_id, row.beyond)


def _content(row):
    return (row.branch_id, row.day, row.kind, row.counterpart_id, row.beyond, *(getattr(row, name) for name in VALUES))
