"""Until which day: a small calculator for everybody who holds a role."""

from dataclasses import dataclass

from django.shortcuts import render
from django.views.decorators.http import require_safe

from branches.access import Action, require_somewhere
from config.clock import today
from config.days import weekday

from ..days_off import days_off
from ..forms.deadlines import DeadlineForm
from ..limits import limits_on
from ..rules.deadlines import Deadline, Kind, due, starts_from, term_of
from ..rules.rulesets import RuleSet


@dataclass(frozen=True)
class Answer:
    """``skipped``: (day, name) of the days off that the deadline steps over."""

    deadline: Deadline
    rules: RuleSet
    weekday: str
    starts_from: str
    skipped: list[tuple]


@require_safe
def deadline_detail(request):
    require_somewhere(request.user, Action.VIEW)
    form = DeadlineForm(request.GET if {"kind", "day"} & request.GET.keys() else None)
    day = today()
    rules = limits_on(day)
    context = {
        "form": form,
        "answer": answer_to(form.cleaned_data) if form.is_valid() else None,
        "rules": rules,
        "terms": [term_of(kind, rules, day) for kind in Kind],
    }
    return render(request, "recruitment/deadline_detail.html", context)


def answer_to(asked):
    rules, off = limits_on(asked["day"]), days_off()
    deadline = due(asked["kind"], asked["day"], off, rule_set=rules)
    skipped = [(day, off.name_of(day)) for day in deadline.skipped(off)]
    return Answer(deadline, rules, weekday(deadline.day), starts_from(deadline.kind, rules), skipped)
