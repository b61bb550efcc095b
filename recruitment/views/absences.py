"""Somebody leaves for work, is heard of, comes back."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branches.access import Action, require

from ..absences import set_absence
from ..forms.absences import AbsenceForm
from ..sights import see_person
from .asked import address_of, for_those_who_may, form_page, is_saved, posted, standing_person_or_404


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_absence(request, pk):
    person = standing_person_or_404(request, pk)
    require(request.user, Action.MOVE_PEOPLE, person.branch)
    see_person(person, by=request.user)
    absence = person.absences.filter(returned_on=None).first()
    form = AbsenceForm(posted(request), person=person, absence=absence)
    if form.is_valid() and is_saved(
        form, lambda: set_absence(pk, form.values(), form.cleaned_data["version"], by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect(address_of(person))
    context = {"form": form, "person": person, "title": _("Away for work")}
    return render(request, "recruitment/person_sheet.html", context)
