"""What must be done next, for everybody at an organisation and below."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from branches.access import Action

from ..due import counts_of, due_among
from ..forms.due import DueForm
from ..grids import people_at
from ..stages import OPEN
from .asked import for_those_who_may

A_PAGE = 100


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def due_list(request):
    form = DueForm(request.GET, user=request.user)
    every = (
        due_among(people_at(form.cleaned_data["branch"], by=request.user).filter(stage__in=OPEN))
        if form.is_valid()
        else []
    )
    shown = form.narrow(every) if form.is_valid() else []
    context = {
        "form": form,
        "counts": counts_of(every),
        "over": sum(each.is_overdue for each in every),
        "page": Paginator(shown, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "recruitment/due_list.html", context)


def _due(form, user):
    return due_among(people_at(form.cleaned_data["branch"], by=user).filter(stage__in=OPEN))
