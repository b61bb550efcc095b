"""Classes on the Party: which there are, who has a place, who came."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from branches.access import Action, home_of, may, paths_where, require
from branches.finding import name_if_within
from branches.once import SentBefore, once
from branches.views.taking_out import offer
from config.clock import today
from config.refusal import Refused

from ..courses import note_attendance, numbers_of, people_to_seat, seat_people, seats_in, set_course
from ..file_columns import COURSES, SEATS
from ..forms.courses import AttendanceForm, CourseForm, SeatsForm
from ..forms.grids import PlaceForm
from ..grids import people_at
from ..models import Candidate, Course
from .asked import for_those_who_may, form_page, is_saved, let_in, number_in, offer_names, posted

A_PAGE = 40
ROWS = 300
"""So many people of a class stand on one page: two fields each, below the thousand that a form may send."""


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def course_list(request):
    """Planned classes, the next first; then those held, the last first."""
    planned, held = courses_seen(request.user)
    planned, page = list(planned), Paginator(held, A_PAGE).get_page(request.GET.get("page"))
    numbers = numbers_of([*planned, *page], by=request.user)
    context = {
        "planned": [(course, numbers[course.pk]) for course in planned],
        "held": [(course, numbers[course.pk]) for course in page],
        "page": page,
        "count": len(planned) + page.paginator.count,
        "take_out": offer(request, COURSES, "recruitment:course_export"),
        "now": today(),
    }
    return render(request, "recruitment/course_list.html", context)


@form_page
@for_those_who_may(Action.MOVE_PEOPLE)
def course_create(request):
    home = home_of(request.user, Action.MOVE_PEOPLE)
    form = CourseForm(posted(request), user=request.user, initial={"branch": home})
    if form.is_valid():

        def write():
            return _address(set_course(None, form.values(), by=request.user))

        try:
            address = once(form.cleaned_data["form_token"], form.content(), write, by=request.user)
            messages.success(request, _("Saved."))
            return redirect(address)
        except SentBefore as before:
            form.sent_before(before.address)
        except Refused as refusal:
            form.refuse(refusal)
    return render(request, "recruitment/course_form.html", {"form": form, "title": _("A new class")})


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def course_edit(request, pk):
    course = course_or_404(request, pk)
    require(request.user, Action.MOVE_PEOPLE, course.branch)
    form = CourseForm(posted(request), user=request.user, course=course)
    if form.is_valid() and is_saved(
        form, lambda: set_course(pk, form.values(), form.cleaned_data["version"], by=request.user)
    ):
        messages.success(request, _("Saved."))
        return redirect(_address(course))
    context = {"form": form, "course": course, "title": _("Correct the class")}
    return render(request, "recruitment/course_form.html", context)


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def course_detail(request, pk):
    """The list of a class: those whom the reader sees, and who came."""
    course = course_or_404(request, pk)
    page = Paginator(seats_of(course, by=request.user), ROWS).get_page(request.GET.get("page"))
    editable = [each.candidate for each in page if may(request.user, Action.MOVE_PEOPLE, each.candidate.branch)]
    if request.method == "POST":
        let_in(request.user, Action.MOVE_PEOPLE)
    now = {seat.candidate_id: seat.attendance for seat in page}
    form = AttendanceForm(posted(request), course=course, people=editable, now=now)
    if form.is_valid():
        try:
            _tell(request, note_attendance(pk, form.said(), seen=form.seen(), by=request.user))
            return redirect(request.get_full_path())
        except Refused as refusal:
            form.refuse(refusal)
    above = naming_above(request.user)
    context = {
        "course": course,
        "now": today(),
        "numbers": numbers_of([course], by=request.user)[course.pk],
        "page": page,
        "rows": [
            (seat, above(seat.candidate), form.cell(seat.candidate_id) if seat.candidate_id in form.people else None)
            for seat in page
        ],
        "form": form,
        "take_out": offer_names(request, SEATS, "recruitment:seat_export", course.pk),
        "may_note": bool(editable),
        "may_correct": may(request.user, Action.MOVE_PEOPLE, course.branch),
    }
    return render(request, "recruitment/course_detail.html", context)


@form_page
@for_those_who_may(Action.VIEW_PEOPLE)
def course_seats(request, pk):
    """Those who may be given a place, to be ticked."""
    course = course_or_404(request, pk)
    let_in(request.user, Action.MOVE_PEOPLE)
    place = PlaceForm(request.GET, user=request.user)
    branch = place.cleaned_data["branch"] if place.is_valid() else None
    here = people_at(branch, by=request.user) if place.is_valid() else people_at(None, by=request.user).none()
    people = people_to_seat(course, by=request.user).filter(pk__in=here.order_by().values("pk"))
    page = Paginator(people.order_by("sort_name", "pk"), ROWS).get_page(request.GET.get("page"))
    form = SeatsForm(posted(request), people=[*page, *_sent(request)])
    if form.is_valid():
        try:
            _seat(request, course, form)
            return redirect(_address(course))
        except SentBefore:
            form.add_error(
                None, _("This form was sent before with other content, and that was written down. Look again.")
            )
            form.renew_token()
        except Refused as refusal:
            form.refuse(refusal)
    above = naming_above(request.user)
    people = [(person, above(person)) for person in page]
    context = {"course": course, "place": place, "page": page, "people": people, "form": form, "ticked": form.ticked()}
    return render(request, "recruitment/course_seats.html", context)


def _sent(request):
    """Whom the form sent ticked, be they seated by now: sent twice, it is answered as before."""
    ids = [number_in(text) for text in request.POST.getlist("people")]
    return Candidate.objects.visible_to(request.user, Action.MOVE_PEOPLE).filter(pk__in=ids[:ROWS])


def courses_seen(user):
    """(classes planned, the next first; those held, the last first) that ``user`` sees."""
    seen = Course.objects.visible_to(user).select_related("branch")
    return seen.filter(is_held=False).order_by("first", "pk"), seen.filter(is_held=True)


def seats_of(course, *, by):
    """The places in a class of those whom ``by`` sees, by given name."""
    seats = seats_in([course], by=by).select_related("candidate__branch__parent")
    return seats.order_by("candidate__sort_name", "candidate__pk")


def course_or_404(request, pk):
    return get_object_or_404(Course.objects.visible_to(request.user).select_related("branch"), pk=pk)


def naming_above(user):
    """Names the branch above a person's cell, where ``user`` sees it: cells of one name are many."""
    shown = paths_where(user, Action.VIEW)
    return lambda person: name_if_within(person.branch.parent, shown)


def _address(course):
    return reverse("recruitment:course_detail", args=[course.pk])


def _tell(request, changed):
    if changed:
        text = ngettext("%(count)s row was written down.", "%(count)s rows were written down.", changed)
        messages.success(request, text % {"count": changed})
    else:
        messages.success(request, _("Nothing was changed."))


def _seat(request, course, form):
    def write():
        seats = seat_people(course.pk, form.cleaned_data["people"], by=request.user)
        text = ngettext("%(count)s person was given a place.", "%(count)s people were given a place.", len(seats))
        messages.success(request, text % {"count": len(seats)})
        return _address(course)

    once(form.cleaned_data["form_token"], form.content(), write, by=request.user)
