"""The days off of a year: where each comes from, and what the office says of it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from branches.access import Action, may_everywhere, open_roots, require, require_somewhere
from config.days import weekday
from config.refusal import Refused

from ..days_off import days_off, forget_day_off, set_day_off
from ..forms.deadlines import DayOffForm, ForgetForm, YearForm


@require_http_methods(["GET", "HEAD", "POST"])
def day_off_list(request):
    require_somewhere(request.user, Action.VIEW)
    if request.method == "POST":
        require(request.user, Action.CHANGE_SETTINGS, *open_roots())
    form = DayOffForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _set(form, request.user):
        messages.success(request, _("Saved."))
        return _to_year_of(form.cleaned_data["day"])
    years = YearForm(request.GET)
    year = years.chosen()
    context = {
        "form": form,
        "years": YearForm(initial={"year": year}),
        "year": year,
        "holidays": [(each, weekday(each.day)) for each in days_off().of_year(year)],
        "may_set": may_everywhere(request.user, Action.CHANGE_SETTINGS),
    }
    return render(request, "recruitment/day_off_list.html", context)


def _set(form, user):
    """Whether it was written; where not, the form says why."""
    try:
        return set_day_off(**form.cleaned_data, by=user)
    except Refused as refusal:
        form.refuse(refusal)


@require_POST
def day_off_forget(request):
    require(request.user, Action.CHANGE_SETTINGS, *open_roots())
    form = ForgetForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(form.errors["day"]))
        return redirect("recruitment:day_off_list")
    forget_day_off(form.cleaned_data["day"], by=request.user)
    messages.success(request, _("What was entered of this day is taken away."))
    return _to_year_of(form.cleaned_data["day"])


def _to_year_of(day):
    return redirect(f"{reverse('recruitment:day_off_list')}?year={day.year}")
