"""The yearly plan: of a cell by names and quarter, of an organisation above by cells."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.access import Action, may, paths_where
from branches.finding import name_if_within
from branches.kinds import CELLS
from branches.views.taking_out import offer
from config.refusal import Refused

from ..file_columns import PLAN, PLANS
from ..forms.plans import PlanForm, PlanPlaceForm, name_of_quarter
from ..plan_numbers import numbers_of_cell, plans_below
from ..plans import QUARTERS, may_still_change, plan_of, set_plan
from .asked import for_those_who_may, form_page, let_in, offer_names, posted


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def plan_detail(request):
    if request.method == "POST":
        let_in(request.user, Action.MOVE_PEOPLE)
    place = PlanPlaceForm(request.POST if request.method == "POST" else request.GET, user=request.user)
    context = {"place": place, "form": place, "quarters": [name_of_quarter(quarter) for quarter in QUARTERS]}
    if not place.is_valid():
        return render(request, "recruitment/plan_detail.html", context)
    branch, year = place.cleaned_data["branch"], place.cleaned_data["year"]
    above = name_if_within(branch.parent, paths_where(request.user, Action.VIEW))
    context |= {"branch": branch, "above": above, "year": year}
    if branch.kind not in CELLS:
        context |= {"plans": plans_below(branch, year, by=request.user)}
        context |= {"take_out": offer(request, PLANS, "recruitment:plan_export")}
        return render(request, "recruitment/plan_detail.html", context)
    return _plan_of_cell(request, branch, year, context)


def _plan_of_cell(request, branch, year, context):
    planned = plan_of(branch, year, by=request.user)
    form = PlanForm(posted(request), branch=branch, year=year, planned=planned)
    if form.is_valid():
        try:
            changed = set_plan(branch, year, form.quarters(), seen=form.quarters_seen(), by=request.user)
            _tell(request, changed)
            return redirect(f"{reverse('recruitment:plan_detail')}?{urlencode({'branch': branch.code, 'year': year})}")
        except Refused as refusal:
            form.refuse(refusal)
    may_plan = may(request.user, Action.MOVE_PEOPLE, branch) and may_still_change(year)
    numbers = numbers_of_cell(branch, year)
    context |= {
        "form": form,
        "rows": [(each, form.cell(each.person.pk) if _is_open(each, form, may_plan) else None) for each in planned],
        "may_plan": may_plan and bool(form.people),
        "numbers": numbers,
        "take_out": offer_names(request, PLAN, "recruitment:plan_export"),
        "counts": list(zip(context["quarters"], numbers.quarters, strict=True)),
    }
    return render(request, "recruitment/plan_detail.html", context)


def _is_open(planned, form, may_plan):
    return may_plan and planned.person.pk in form.people


def _tell(request, changed):
    if changed:
        text = ngettext("%(count)s row was written down.", "%(count)s rows were written down.", changed)
        messages.success(request, text % {"count": changed})
    else:
        messages.success(request, _("Nothing was changed."))
