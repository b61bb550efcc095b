"""The rules as they hold here: the Party's, and what whoever runs this has set where the documents are silent."""

from bisect import bisect_right

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import Action, open_roots, require
from branches.audit import Act, Trace, record
from config import installation

from .rules.rulesets import OPEN_LIMITS, RULE_SETS, Moment, Unit, rule_set_on

CHOICES = {"dossier_from": (Moment.EARLIEST_PAPER, Moment.PERMISSION)}
"""The values of limits that are no numbers."""

MOST = 240

KEYS = {
    name: installation.declare(f"limit_{name}", default=None, read=Moment if name in CHOICES else int)
    for name in OPEN_LIMITS
}


SPECIAL_AREA = installation.declare("special_area", default=True, read=lambda text: text == "True")
"""Whether the office lies in a mountain, border, island or minority area, where primary school is enough. Every commune of
the model case does (Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 1.2a); which ones do is for the office to say.
"""
BASE_VOTES_FIRST = installation.declare("base_votes_first", default=False, read=lambda text: text == "True")
"""Whether a commune's whole committee votes before its standing committee decides: see ``rules.paths.path_of``."""

DAYS_TO_CORRECT = installation.declare("days_to_correct", default=5, read=int)
"""So many days of the next month one may still correct a step freely; later a correction needs its document."""

MOST_DAYS_TO_CORRECT = 28

SPONSOR_LOAD = installation.declare("sponsor_load", default=0, read=int)
"""So many people one sponsor should have at most: above it the office is told, nobody is stopped; 0 where it sets none."""

MOST_LOAD = 20

SPONSOR_REPORT_MONTHS = installation.declare("sponsor_report_months", default=3, read=int)
"""So often a sponsor reports of a person. The text says "theo định kỳ hoặc khi có yêu cầu" (Hướng dẫn 06-HD/TW ngày
09/6/2025, mục 2.3); how often is for the office to say.
"""
MOST_MONTHS_OF_A_REPORT = 12
LOCAL = {
    key.name: key for key in (SPECIAL_AREA, BASE_VOTES_FIRST, DAYS_TO_CORRECT, SPONSOR_REPORT_MONTHS, SPONSOR_LOAD)
}
"""What the office decides for itself, besides the limits."""


def limits_on(day):
    """The rule set in force on ``day`` as it holds here. One statement."""
    with installation.read_once():
        said = {name: installation.value_of(key, day) for name, key in KEYS.items()}
    return rule_set_on(day, changed={name: value for name, value in said.items() if value is not None})


def limits_by_day():
    """``limits_on`` for many days: a function that makes one rule set for each time in which nothing changes."""
    turns = sorted({rules.since for rules in RULE_SETS} | installation.turns(KEYS.values()))
    made = {}

    def limits(day):
        place = bisect_right(turns, day)
        if place not in made:
            made[place] = limits_on(day)
        return made[place]

    return limits


@transaction.atomic
def set_limit(name, value, *, valid_from, by):
    """From a day on the limit ``name`` (of ``OPEN_LIMITS``) is ``value``, where the documents leave it open.

    Raises ValidationError for a limit that is settled or a value that cannot be, PermissionDenied for who may not
    change settings at every open root.
    """
    roots = open_roots()
    require(by, Action.CHANGE_SETTINGS, *roots)
    _refuse_impossible(name, value)
    said = {KEYS[name].name: [installation.value_of(KEYS[name], valid_from), value]}
    installation.set_value(KEYS[name], value, valid_from=valid_from)
    record([Trace(Act.CHANGED, branch=root, values=said) for root in roots], by=by)


@transaction.atomic
def set_local(name, value, *, by):
    """From now on ``name`` of ``LOCAL`` is ``value``. Nothing is written where it is so already.

    Raises ValidationError for a value that cannot be, PermissionDenied for who may not change settings at every open root.
    """
    roots = open_roots()
    require(by, Action.CHANGE_SETTINGS, *roots)
    key = LOCAL[name]
    if type(value) is not type(key.default):
        raise ValidationError(_("Choose one of the list."))
    if key is DAYS_TO_CORRECT and not 0 <= value <= MOST_DAYS_TO_CORRECT:
        raise ValidationError(_("A number of days from 0 to %(most)s.") % {"most": MOST_DAYS_TO_CORRECT})
    if key is SPONSOR_LOAD and not 0 <= value <= MOST_LOAD:
        raise ValidationError(_("A number of people from 0 to %(most)s.") % {"most": MOST_LOAD})
    if key is SPONSOR_REPORT_MONTHS and not 1 <= value <= MOST_MONTHS_OF_A_REPORT:
        raise ValidationError(_("A number of months from 1 to %(most)s.") % {"most": MOST_MONTHS_OF_A_REPORT})
    if (before := installation.value_of(key)) != value:
        installation.set_value(key, value)
        record([Trace(Act.CHANGED, branch=root, values={name: [before, value]}) for root in roots], by=by)


def _refuse_impossible(name, value):
    if name not in KEYS:
        raise ValidationError(_("The documents settle this limit."))
    if RULE_SETS[-1].limits()[name].unit == Unit.CHOICE:
        if value not in CHOICES[name]:
            raise ValidationError(_("This limit counts from one of the days in the list."))
    elif not 1 <= value <= MOST:
        raise ValidationError(_("A limit is a number from 1 to %(most)s.") % {"most": MOST})
