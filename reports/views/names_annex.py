"""The internal annex with names, made when it is asked for and never kept."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from branches.access import Action, require
from branches.models import Branch
from config.clock import today
from recruitment.views.asked import let_in

from .. import wording
from ..names import names_of
from ..papers.names_annex import names_annex as worded
from ..periods import parse_period
from ..rendering import papers
from .taking_out import refused, taken_out

MOST_PEOPLE = 1000
"""On one paper: more takes longer than anybody waits."""


@require_POST
def names_annex(request, code, period):
    """Who stands behind the figures of a branch and a period: overdue, on the way, admitted in it; cell by cell."""
    branch = get_object_or_404(Branch.objects.visible_to(request.user).select_related("parent"), code=code)
    let_in(request.user, Action.EXPORT_PEOPLE)
    require(request.user, Action.EXPORT_PEOPLE, branch)
    back = reverse("reports:branch_detail", args=[branch.code])
    try:
        shown = parse_period(period, branch)
    except ValidationError as refusal:
        return refused(request, back, " ".join(refusal.messages))
    back = reverse("reports:branch_detail", args=[branch.code, shown])
    cells = names_of(branch, shown, most=MOST_PEOPLE, by=request.user)
    people = [each.person for cell in cells for each in cell.people]
    if sentence := _reason_against(len(people)):
        return refused(request, back, sentence)
    name = f"phu-luc-noi-bo-{branch.code}-{shown}.pdf"
    return taken_out(request, back, lambda: _printed(cells, branch, shown, request.user), people, branch, name)


def _reason_against(count):
    if not count:
        return _("Nothing was taken out: nobody is on the way here, and nobody was admitted in this period.")
    if count > MOST_PEOPLE:
        text = _("Nothing was taken out: more than %(most)s people do not fit one file. Choose a lower organisation.")
        return text % {"most": MOST_PEOPLE}
    return ""


def _printed(cells, branch, period, user):
    words = wording.period_named(period)
    return papers.names_annex(worded(cells, branch, words, day=today(), made_by=user.full_name or user.username))
