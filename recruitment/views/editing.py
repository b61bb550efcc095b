"""Entering, correcting, striking out and restoring one person."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.finding import named
from branches.once import SentBefore, once
from branches.versions import Stale
from config.refusal import Refused

from ..duplicates import PASSED_UP, likely_same
from ..editing import KnownAlready, described, edit_person, enter_person
from ..forms.people import EditForm, EnterForm, RestoreForm, WrongEntryForm, with_link
from ..side_by_side import typed_beside
from ..sights import see_people, see_person
from ..wrong_entries import restore_person, void_person
from .asked import address_of, for_those_who_may, form_page, person_or_404, posted


@form_page
@for_those_who_may(Action.EDIT_PEOPLE)
def person_enter(request):
    initial = {"branch": request.GET.get("branch", "")}
    form = EnterForm(posted(request), user=request.user, initial=initial)
    if form.is_valid() and (address := _enter(form, request.user)):
        return _after_entering(request, form, address)
    context = {"form": form, "alike": _shown_alike(form, request.user)}
    return render(request, "recruitment/person_form.html", context)


def _shown_alike(form, user):
    """Those much alike beside what was typed; looking at them is looking at people."""
    if not form.alike:
        return []
    see_people([known for known, _why in form.alike], by=user)
    return typed_beside(form.cleaned_data, form.alike, by=user)


def _enter(form, user):
    """The address of who was entered, now or by the same form before; None where the form says why not."""
    try:
        return once(
            form.cleaned_data["form_token"],
            form.content(),
            lambda: address_of(enter_person(form.person(), form.apart_from(), by=user)),
            by=user,
        )
    except SentBefore as before:
        form.sent_before(before.address)
    except KnownAlready as refusal:
        form.known_already(refusal)
    except Refused as refusal:
        form.refuse(refusal)


def _after_entering(request, form, address):
    messages.success(request, with_link(_("Entered:"), address, form.cleaned_data["full_name"]))
    ((_seen, is_elsewhere),) = likely_same([described(form.person())], by=request.user)
    if is_elsewhere:
        messages.info(request, PASSED_UP)
    if "next" not in request.POST:
        return redirect(address)
    cell = urlencode({"branch": named(form.cleaned_data["branch"])})
    return redirect(f"{reverse('recruitment:person_enter')}?{cell}")


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_edit(request, pk):
    person = person_or_404(request, pk)
    require(request.user, Action.EDIT_PEOPLE, person.branch)
    see_person(person, by=request.user)
    form, conflicts = EditForm(posted(request), user=request.user, candidate=person), []
    if form.is_valid():
        try:
            edit_person(pk, form.values(), form.cleaned_data["version"], by=request.user)
            messages.success(request, _("Saved."))
            return redirect(address_of(person))
        except Stale as stale:
            conflicts = form.conflicts(stale)
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "recruitment/person_form.html", {"form": form, "person": person, "conflicts": conflicts})


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_void(request, pk):
    def send(form, version):
        said = form.cleaned_data
        void_person(pk, said["reason"], version, note=said["note"], by=request.user)

    return _confirm(request, pk, WrongEntryForm, send, _("Struck out as a wrong entry."))


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def person_restore(request, pk):
    def send(form, version):
        restore_person(pk, version, by=request.user)

    return _confirm(request, pk, RestoreForm, send, _("Restored."))


def _confirm(request, pk, form_class, send, done):
    """A page that asks once more, and the verb ``send`` behind it."""
    person = person_or_404(request, pk)
    require(request.user, Action.EDIT_PEOPLE, person.branch)
    form = form_class(posted(request), candidate=person)
    if form.is_valid():
        try:
            send(form, form.cleaned_data["version"])
            messages.success(request, done)
            return redirect(address_of(person))
        except Stale as stale:
            form.changed_meanwhile(stale)
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "recruitment/person_confirm.html", {"form": form, "person": person})
