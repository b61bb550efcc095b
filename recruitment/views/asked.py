"""What the pages of people share: who may open them, which person is meant, and that a form writes once."""

from functools import wraps

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from branches.access import Action, paths_where, require_somewhere
from branches.once import SentBefore, once
from branches.versions import Stale
from branches.views.taking_out import offer
from config.refusal import Refused

from ..models import Candidate

LONGEST_ID = 18

form_page = require_http_methods(["GET", "HEAD", "POST"])


def for_those_who_may(action):
    """Only who may do ``action`` somewhere opens the page: 403 for who sees people but may not, 404 for all others."""

    def around(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            let_in(request.user, action)
            return view(request, *args, **kwargs)

        return guarded

    return around


def let_in(user, action):
    """Raise Http404 for who sees nobody anywhere, PermissionDenied for who may do ``action`` nowhere."""
    if paths_where(user, Action.VIEW_PEOPLE) == []:
        raise Http404
    require_somewhere(user, action)


def person_or_404(request, pk):
    """The person, wrong entries too, where the user may see people."""
    people = Candidate.with_void.visible_to(request.user).select_related("branch__parent", "introduction")
    return get_object_or_404(people.prefetch_related("tags"), pk=pk)


def standing_person_or_404(request, pk):
    """The person where the user may see people; somebody struck out as a wrong entry takes no steps."""
    return get_object_or_404(Candidate.objects.visible_to(request.user).select_related("branch__parent"), pk=pk)


def offer_names(request, listing, name, *args):
    """The offer of a file that names people; None for who may take out nobody's name."""
    if paths_where(request.user, Action.EXPORT_PEOPLE) == []:
        return None
    return offer(request, listing, name, *args)


def posted(request):
    """What was sent, be it nothing at all; None where the form is only asked for."""
    return request.POST if request.method == "POST" else None


def address_of(person):
    return reverse("recruitment:person_detail", args=[person.pk])


def is_saved(form, write):
    """Whether ``write`` has written what a form of a row with a version says; where not, the form says why."""
    try:
        write()
        return True
    except Stale as stale:
        form.changed_meanwhile(stale)
    except Refused as refusal:
        form.refuse(refusal)
    return False


def number_in(text):
    """An id that an address names, or one that nothing has."""
    return int(text) if text.isdecimal() and len(text) <= LONGEST_ID else 0


def written_once(form, person, write, request):
    """The address to go on to once ``write`` has written, now or by the same form before; None where the form says why
    not.
    """

    def make():
        write()
        return address_of(person)

    try:
        return once(form.cleaned_data["form_token"], form.content(), make, by=request.user)
    except SentBefore as before:
        form.sent_before(before.address)
    except Refused as refusal:
        form.refuse(refusal)
