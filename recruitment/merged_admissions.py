"""The admissions of two entries of one person: all go over, and two of the same decision become one."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .counting import count
from .impossible import STEPS, born_too_late, wrong_order
from .models import PROFILE_FIELDS, Admission
from .registering import ADMISSION_DAYS
from .totals import already_counted, totals_over
from .uniting import Hanging, United, united, weight

ENDS = ("removed_on", "cancelled_on")
HANGING = Hanging(Admission, fields=("branch", *ADMISSION_DAYS, *PROFILE_FIELDS, *ENDS), is_kept=True)


@dataclass
class AdmissionUnion:
    """``moved``: all of the person who is dropped. ``united``: pairs of the same decision, of which one stands."""

    moved: list
    united: list[United] = field(default_factory=list)
    problems: list = field(default_factory=list)

    @property
    def touched(self):
        """Admissions that are written to; wrong entries go over without anybody's right."""
        rows = [row for row in self.moved if not row.is_void]
        return [*rows, *(row for each in self.united for row in (each.stays, each.goes) if row not in rows)]


def unite_admissions(kept, dropped, birth):
    """The AdmissionUnion of two lists of rows, wrong entries with them; ``birth``: (day, year) of the merged person.

    The rows are changed in memory. Three statements where two become one and there are totals of earlier years.
    """
    union = AdmissionUnion(list(dropped))
    pairs = _pairs(_not_void(kept), _not_void(dropped))
    union.problems += [("", why) for pair in pairs for why in _why_not_one(*pair)]
    union.problems += [("", why) for why in _why_not_both(kept, dropped, pairs)]
    if union.problems:
        return union
    union.united = [_as_one(*pair) for pair in pairs]
    for each in union.united:
        for name, value in each.values.items():
            setattr(each.stays, name, value)
    count([each.stays for each in union.united])
    struck = [each.goes for each in union.united]
    standing = [row for row in _not_void([*kept, *dropped]) if row not in struck]
    union.problems += _impossible(standing, [each.stays for each in union.united], birth)
    return union


def is_same_decision(one, other):
    """Whether two admissions are of one decision: its day or its number agree; without a decision, the ceremony's day."""
    if one.decision_on and one.decision_on == other.decision_on:
        return True
    if one.decision_number and one.decision_number == other.decision_number:
        return True
    is_decided = one.decision_on and other.decision_on
    return bool(one.ceremony_on and one.ceremony_on == other.ceremony_on and not is_decided)


def _pairs(kept, dropped):
    pairs, left = [], list(kept)
    for row in dropped:
        if same := next((each for each in left if is_same_decision(each, row)), None):
            left.remove(same)
            pairs.append((same, row))
    return pairs


def _not_void(rows):
    return [row for row in rows if not row.is_void]


def _is_in_force(row):
    return not row.is_void and not any(getattr(row, name) for name in ENDS)


def _why_not_one(one, other):
    """Two rows of one decision may not say different things of how it ended."""
    if any(bool(getattr(one, name)) != bool(getattr(other, name)) for name in ENDS):
        yield _("Of one decision one entry says that it has come to an end, the other does not: correct that first.")


def _why_not_both(kept, dropped, pairs):
    """Nobody is admitted twice at a time."""
    same = [row for pair in pairs for row in pair]
    own, others = ([row for row in rows if _is_in_force(row)] for rows in (kept, dropped))
    if own and others and any(row not in same for row in (*own, *others)):
        yield _("Both entries hold an admission, and not by the same decision: strike out the wrong one first.")


def _as_one(one, other):
    rows = (one, other) if weight(one, HANGING.fields) >= weight(other, HANGING.fields) else (other, one)
    each = united(HANGING.fields, *rows)
    day, year = each.values["birth_date"], each.values["birth_year"]
    if day and day.year != year:
        each.values["birth_date"] = None  # the better known row says the year alone, and another one
    return each


def _impossible(standing, as_one, birth):
    for row in standing:
        days = {name: day for name in STEPS if (day := getattr(row, name))}
        if any(born_too_late(*birth, days)):
            yield "birth", _("The person was admitted before this birth.")
        if row in as_one:
            yield from (("", why) for _name, why in wrong_order(days))
    yield from (("", already_counted(total)) for _row, total in totals_over(as_one))
