"""A plan to make two entries one, in the words of the page that shows it before it is done."""

from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.access import Action, paths_where
from branches.audit import said_of
from branches.audit.subjects import field_in_words, value_in_words
from branches.finding import name_if_within, named_member

from .audited import PARTS
from .describing import in_words, name_of
from .due import Matter
from .models import (
    Absence,
    Charge,
    Consent,
    Introduction,
    Paper,
    PlanLine,
    Resolution,
    Seat,
    Shortfall,
    Sponsorship,
    Verification,
)
from .rules.papers import BY_KEY
from .stages import Stage

NAMES = {
    Paper: PARTS["papers"],
    Verification: PARTS["verifications"],
    Consent: PARTS["consents"],
    Resolution: Resolution._meta.verbose_name,
    Shortfall: Shortfall._meta.verbose_name,
    Sponsorship: PARTS["sponsorships"],
    Introduction: PARTS["introduction"],
    Seat: PARTS["seats"],
    PlanLine: PARTS["plan_lines"],
    Absence: PARTS["absences"],
    Charge: PARTS["charges"],
}
TITLES = {
    Paper: lambda row: str(BY_KEY.get(row.kind, row.kind)),
    Consent: lambda row: row.get_case_display(),
    Resolution: lambda row: f"{row.get_question_display()}, {date_format(row.held_on)}",
    Sponsorship: lambda row: f"{named_member(row.member)}, {row.get_role_display()}",
    Seat: lambda row: str(row.course),
    PlanLine: lambda row: str(row.year),
    Absence: lambda row: date_format(row.left_on),
    Charge: lambda row: str(dict(Matter.choices).get(row.matter, row.matter)),
}


@dataclass(frozen=True)
class Told:
    """``fields``: (name, in words) of what both entries agree on, or one alone says, and where the person stands then.
    ``goes_over``: sentences; ``left_out``: (what, what is not taken over) where the two contradict each other.
    ``admissions``: sentences of those that the reader may see.
    """

    fields: list
    goes_over: list
    left_out: list
    admissions: list


def told_of(plan, *, by) -> Told:
    agreed = [(each.name, each.value) for each in plan.choices if not each.is_open]
    said = [(name_of(name), in_words(name, value)) for name, value in (*agreed, ("tags", plan.tags))]
    return Told(
        [*((name, text) for name, text in said if text), (_("stage"), _stage(plan))],
        list(_goes_over(plan)),
        list(_left_out(plan, by)),
        list(_admissions(plan, by)),
    )


def _stage(plan):
    last = plan.log.last
    if last is None:
        return plan.kept.get_stage_display()
    return _("%(stage)s, since %(day)s") % {"stage": Stage(last.target).label, "day": date_format(last.on)}


def _goes_over(plan):
    if came := plan.log.came:
        yield ngettext("%(count)s step", "%(count)s steps", came) % {"count": came}
    for union in plan.unions:
        if rows := len(union.moved):
            yield f"{NAMES[union.hanging.model]}: {rows}"


def _left_out(plan, by):
    shown, own = paths_where(by, Action.VIEW), paths_where(by, Action.VIEW_PEOPLE)
    for union in plan.unions:
        for each in union.united:
            yield from _lost(union.hanging.model, each, shown)
    for stays, union in plan.reports:
        for each in union.united:
            yield from _lost(type(each.goes), each, shown, title=named_member(stays.member))
    for each in plan.admissions.united:
        if name_if_within(each.goes.branch, own) and name_if_within(each.stays.branch, own):
            yield from _lost(type(each.goes), each, shown)


def _lost(model, each, shown, title=None):
    """(which row, what it no longer says); a vote that was written down twice is told as a whole."""
    what = title or (TITLES[model](each.goes) if model in TITLES else str(model._meta.verbose_name))
    if model is Resolution:
        yield capfirst(what), _("written down in both entries: one of them is struck out")
        return
    kind = model._meta.label_lower
    said = said_of(each.goes, [name for name, _value in each.lost])
    for name, value in said.items():
        if name == "branch":
            word = name_if_within(each.goes.branch, shown) or _("an organisation that your account does not see")
        else:
            word = value_in_words(kind, name, value)
        yield capfirst(what), f"{field_in_words(kind, name)}: {word}"


def _admissions(plan, by):
    own = paths_where(by, Action.VIEW_PEOPLE)
    struck = [each.goes for each in plan.admissions.united]
    for row in plan.admissions.moved:
        if row.is_void or not name_if_within(row.branch, own):
            continue
        day = date_format(row.decision_on or row.ceremony_on)
        if row in struck or any(row == each.stays for each in plan.admissions.united):
            yield _("The admission of %(day)s stands in both entries: it counts once.") % {"day": day}
        else:
            yield _("The admission of %(day)s goes over.") % {"day": day}
