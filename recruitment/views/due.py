"""What must be done next, for everybody at an organisation and below."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.views.decorators.http import require_safe

from branches.access import Action

from ..charges import seen_to, with_people
from ..due import counts_of, due_among
from ..forms.due import DueForm
from ..grids import people_at
from .asked import for_those_who_may

A_PAGE = 100


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def due_list(request):
    form = DueForm(request.GET, user=request.user)
    every, shown = asked_for(form, by=request.user)
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    context = {"form": form, "counts": counts_of(every), "page": page, "rows": with_people(page.object_list)}
    return render(request, "recruitment/due_list.html", context)


def asked_for(form, *, by):
    """(all that is due at the place of ``form``, those of it that the form asks for)"""
    if not form.is_valid():
        return [], []
    people = people_at(form.cleaned_data["branch"], by=by)
    every = due_among(people)
    return every, form.narrow(every, seen_to(people) if form.cleaned_data["nobody"] else ())
