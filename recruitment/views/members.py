"""The register of members: the list, entering, correcting."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from branches.access import Action, require
from branches.finding import named
from branches.members import KnownAlready, edit_member, enter_member
from branches.models import Member
from branches.once import FIELD, SentBefore, once
from branches.versions import Stale
from config.refusal import Refused

from ..forms.members import EditMemberForm, EnterMemberForm, MemberListForm
from ..forms.people import with_link
from ..member_listing import Presence, member_rows, members_asked_for
from ..sights import see_person
from ..sponsor_roll import people_of
from ..workbooks.exporting import MEMBERS
from .asked import address_of as address_of_person
from .asked import for_those_who_may, form_page, offer_names, posted

A_PAGE = 50


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def member_list(request):
    form = MemberListForm(request.GET, user=request.user)
    members = members_asked_for(form.cleaned_data, by=request.user) if form.is_valid() else Member.objects.none()
    page = Paginator(members, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": member_rows(page.object_list, by=request.user),
        "is_filtered": not form.is_valid() or any(form.cleaned_data.values()),
        "shows_left": form.is_valid() and form.cleaned_data["presence"] in Presence,
        "take_out": offer_names(request, MEMBERS, "recruitment:member_export"),
        "is_empty": not page.object_list and not Member.objects.visible_to(request.user).exists(),
    }
    return render(request, "recruitment/member_list.html", context)


@form_page
@for_those_who_may(Action.EDIT_PEOPLE)
def member_enter(request):
    initial = {"branch": request.GET.get("branch", "")}
    form = EnterMemberForm(posted(request), user=request.user, initial=initial)
    if form.is_valid() and (address := _enter(form, request.user)):
        return _after_entering(request, form, address)
    return render(request, "recruitment/member_form.html", {"form": form})


def _enter(form, user):
    """The address of who was entered, now or by the same form before; None where the form says why not."""
    try:
        return once(
            form.cleaned_data[FIELD],
            form.content(),
            lambda: address_of(enter_member(form.draft(), by=user)),
            by=user,
        )
    except SentBefore as before:
        form.sent_before(before.address)
    except KnownAlready as refusal:
        form.known_already(refusal, address_of(refusal.member))
    except Refused as refusal:
        form.refuse(refusal)


def _after_entering(request, form, address):
    messages.success(request, with_link(_("Entered:"), address, form.cleaned_data["full_name"]))
    if "next" not in request.POST:
        return redirect("recruitment:member_list")
    cell = urlencode({"branch": named(form.cleaned_data["branch"])})
    return redirect(f"{reverse('recruitment:member_enter')}?{cell}")


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def member_edit(request, pk):
    member = get_object_or_404(Member.objects.visible_to(request.user).select_related("branch"), pk=pk)
    require(request.user, Action.EDIT_PEOPLE, member.branch)
    see_person(member, by=request.user)
    form, conflicts = EditMemberForm(posted(request), user=request.user, member=member), []
    if form.is_valid():
        try:
            edit_member(pk, form.values(), form.cleaned_data["version"], by=request.user)
            messages.success(request, with_link(_("Saved:"), address_of(member), form.cleaned_data["full_name"]))
            if form.values()["left_on"]:
                _say_who_is_left_alone(request, member)
            return redirect("recruitment:member_list")
        except Stale as stale:
            conflicts = form.conflicts(stale)
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "recruitment/member_form.html", {"form": form, "member": member, "conflicts": conflicts})


def _say_who_is_left_alone(request, member):
    """Whoever leaves hands over: the people in his or her care, each a link to where another is assigned."""
    alone = people_of(member, by=request.user)
    if alone:
        links = format_html_join(", ", '<a href="{}#sponsors">{}</a>', ((address_of_person(one), one) for one in alone))
        messages.warning(
            request, format_html("{} {}", _("Still in the care of this member, to be handed over:"), links)
        )


def address_of(member):
    return reverse("recruitment:member_edit", args=[member.pk])
