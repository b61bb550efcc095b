"""The grids of a dossier: papers, verifications, consents."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.versions import Stale
from config.refusal import Refused

from ..describing import names_of
from ..dossier import set_consents, set_papers, set_verifications
from ..facts import facts_today
from ..folder import folder_of
from ..forms.dossiers import ConsentsForm, PapersForm, VerificationsForm
from ..rules.papers import Group
from ..sights import see_person
from .asked import address_of, for_those_who_may, form_page, posted, standing_person_or_404


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_papers(request, pk):
    """The papers of the groups that matter now, or of the one in the address."""
    facts = _facts(request, pk)
    asked = request.GET.get("group", "")
    if asked and asked not in Group.values:
        raise Http404
    sections = [each for each in folder_of(facts) if (each.group == asked if asked else each.matters)]
    form = PapersForm(posted(request), person=facts.candidate, sections=sections or folder_of(facts))
    return _grid(request, form, facts, set_papers, "recruitment/person_papers.html", "papers")


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_verifications(request, pk):
    facts = _facts(request, pk)
    form = VerificationsForm(posted(request), person=facts.candidate, verifications=facts.verifications)
    return _grid(request, form, facts, set_verifications, "recruitment/person_verifications.html", "verifications")


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_consents(request, pk):
    facts = _facts(request, pk)
    form = ConsentsForm(posted(request), person=facts.candidate, facts=facts)
    return _grid(request, form, facts, set_consents, "recruitment/person_consents.html", "consents")


def _facts(request, pk):
    person = standing_person_or_404(request, pk)
    require(request.user, Action.MOVE_PEOPLE, person.branch)
    see_person(person, by=request.user)
    return facts_today([person])[0]


def _grid(request, form, facts, verb, template, part):
    """The page of a grid; ``verb`` writes all its rows. ``part``: where they stand on the page of the person."""
    person, told = facts.candidate, []
    if form.is_valid():
        try:
            verb(person.pk, form.rows(), form.cleaned_data["version"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect(f"{address_of(person)}#{part}")
        except Stale as stale:
            told = [(change.by, change.at, ", ".join(names_of(change.fields))) for change in stale.changes]
            form.renew_version(stale)
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, template, {"form": form, "person": person, "changed_meanwhile": told})
