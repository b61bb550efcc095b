"""Classes on the Party, planned and held: who has a place, who came, and who holds a certificate since.

The class comes after the cell's list (38-HD/BTCTW, 29/9/2025, I.1); who organises it is the office's usage.
"""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.models import Branch
from branches.movements import outside_life
from branches.names import clean
from branches.spans import holds
from branches.versions import refuse_stale
from config.clock import today
from config.refusal import Problem, Refused

from .models import Attendance, Candidate, Course, Paper, PaperState, Seat
from .stages import Stage

FIELDS = ("name", "place", "first", "last", "is_held")
EARLIEST, YEARS_AHEAD = 1990, 2
"""No class of before that year is written down here, nor one planned for later than so many years from now."""

OUT = "out"
"""Said of somebody's place instead of an attendance: it is taken back."""

PLANNED_FOR, HELD_FOR = (Stage.LISTED,), (Stage.LISTED, Stage.CERTIFIED)
"""Who is given a place: on the cell's list and not yet certified; in a class that was held also who is certified since."""


@transaction.atomic
def set_course(pk, values, version=None, *, by):
    """Write down a class: a new one where ``pk`` is None, held by ``values["branch"]``; who holds it never changes.

    ``values``: all of ``FIELDS``. Returns the class; nothing is written where it is so already. Raises Stale, Refused with
    every problem, PermissionDenied.
    """
    row = Course.objects.select_for_update(of=("self",)).select_related("branch").get(pk=pk) if pk else Course()
    if not pk:
        row.branch = values["branch"]
    require(by, Action.MOVE_PEOPLE, row.branch)
    before = said_of(row, FIELDS) if pk else None
    for name in FIELDS:
        setattr(row, name, clean(values[name]) if isinstance(values[name], str) else values[name])
    changed = changes(before, said_of(row, FIELDS if pk else ("branch", *FIELDS)))
    if not changed:
        return row
    if pk:
        refuse_stale(row, version)
    if problems := [Problem(row, *why) for why in _reasons_against(row)]:
        raise Refused(problems)
    if pk:
        row.version += 1
    row.save()
    record([Trace(Act.CHANGED if pk else Act.CREATED, row, row.branch, changed)], by=by)
    return row


def _reasons_against(course):
    if not course.name:
        yield "name", _("What is the class called?")
    for name in ("first", "last"):
        day = getattr(course, name)
        if day is None:
            yield name, _("Type the day.")
        elif not EARLIEST <= day.year <= today().year + YEARS_AHEAD:
            yield name, _("This year cannot be right.")
    if course.first and course.last and course.last < course.first:
        yield "last", _("The last day lies before the first day.")
    if course.is_held and course.last and course.last > today():
        yield "is_held", _("A class that was held does not lie in the future.")
    if course.pk and not course.is_held and course.seats.exclude(attendance=Attendance.ENROLLED).exists():
        yield "is_held", _("It is written down who came, so the class was held.")
    if not course.pk and not holds(course.branch.valid_from, course.branch.valid_to, today()):
        yield "branch", outside_life(course.branch)


def stages_seated(course):
    """At which stages somebody is given a place in ``course``."""
    return HELD_FOR if course.is_held else PLANNED_FOR


def people_to_seat(course, *, by):
    """Those to whom ``by`` may give a place: at or below the organiser, where they must stand, without one; by given name."""
    people = Candidate.objects.visible_to(by, Action.MOVE_PEOPLE).select_related("branch__parent")
    here = people.filter(branch__in=Branch.objects.at_or_below([course.branch]), stage__in=stages_seated(course))
    return here.exclude(pk__in=Seat.objects.filter(course=course).values("candidate"))


@transaction.atomic
def seat_people(course_pk, people, *, by):
    """Give ``people`` (ids) a place in a class. Returns the places.

    Raises Refused with every problem, each at the id of its person; PermissionDenied unless ``by`` may move all of them.
    """
    course = Course.objects.select_for_update(of=("self",)).select_related("branch").get(pk=course_pk)
    found = Candidate.objects.select_for_update(of=("self",)).order_by("pk").select_related("branch").in_bulk(people)
    require(by, Action.MOVE_PEOPLE, *{person.branch for person in found.values()})
    seated = set(Seat.objects.filter(course=course, candidate__in=found).values_list("candidate", flat=True))
    problems = [Problem(pk, "", why) for pk in people for why in _why_no_seat(course, found.get(pk), pk in seated)]
    if problems:
        raise Refused(problems)
    seats = [Seat(course=course, candidate=found[pk]) for pk in dict.fromkeys(people)]
    Seat.objects.bulk_create(seats)
    record([_trace(seat, None, Attendance.ENROLLED) for seat in seats], by=by)
    return seats


def _why_no_seat(course, person, is_seated):
    if person is None:
        yield _("This person is no longer listed.")
        return
    if not person.branch.path.startswith(course.branch.path):
        yield _("The class is held for the people of %(branch)s only.") % {"branch": course.branch}
    if is_seated:
        yield _("This person has a place in the class already.")
    elif person.stage not in stages_seated(course):
        said = {"stage": person.get_stage_display()}
        yield (
            _("This person stands at “%(stage)s”: the class is for those on the cell's list, before the certificate.")
            % said
        )


@transaction.atomic
def note_attendance(course_pk, said, *, seen=None, by):
    """Write down who came. ``said``: {person's id: an ``Attendance``, or ``OUT`` to take the place back}.

    ``seen``: {person's id: the attendance that was read}; where somebody has written another one since, it is refused.
    Returns how many places have changed. Raises Refused with every problem, each at the id of its person; PermissionDenied
    unless ``by`` may move all of them.
    """
    course = Course.objects.select_for_update(of=("self",)).get(pk=course_pk)
    seats = Seat.objects.select_for_update(of=("self",)).select_related("candidate__branch")
    found = {seat.candidate_id: seat for seat in seats.filter(course=course, candidate__in=said)}
    require(by, Action.MOVE_PEOPLE, *{seat.candidate.branch for seat in found.values()})
    changed = {pk: now for pk, now in said.items() if pk not in found or found[pk].attendance != now}
    read = seen or {}
    problems = [
        Problem(pk, "attendance", why)
        for pk, now in changed.items()
        for why in _why_not_noted(course, found.get(pk), now, read.get(pk))
    ]
    if problems:
        raise Refused(problems)
    record([_trace(found[pk], found[pk].attendance, now) for pk, now in changed.items()], by=by)
    Seat.objects.filter(pk__in=[found[pk].pk for pk, now in changed.items() if now == OUT]).delete()
    for attendance in Attendance:
        noted = [found[pk].pk for pk, now in changed.items() if now == attendance]
        Seat.objects.filter(pk__in=noted).update(attendance=attendance)
    return len(changed)


def _why_not_noted(course, seat, now, read):
    if seat is None or seat.candidate.is_void:
        yield _("This person has no place in the class any more.")
        return
    if now not in (*Attendance.values, OUT):
        yield _("Choose from the list.")
    elif now in {Attendance.ATTENDED, Attendance.ABSENT} and not course.is_held:
        yield _("The class is still planned: first write down that it was held.")
    if read is not None and seat.attendance != read:
        said = {"now": seat.get_attendance_display()}
        yield _("Somebody else has written “%(now)s” here meanwhile: look again, then save.") % said


def _trace(seat, before, now):
    """A line at the person: which class, and what is said of the place."""
    values = {"course": [seat.course_id, seat.course_id], "attendance": [before, "" if now == OUT else now]}
    return Trace(Act.CHANGED, seat.candidate, seat.candidate.branch, {"seats": [None, values]})


# --- What is said of a class


def attendants_of(course):
    """Ids of those who came to a class, as a subquery."""
    return Seat.objects.filter(course=course, attendance=Attendance.ATTENDED).values("candidate")


HAS_CERTIFICATE = Exists(
    Paper.objects.filter(
        candidate=OuterRef("candidate"),
        kind="certificate",
        state=PaperState.COMPLETE,
        dated_on__gte=OuterRef("course__first"),
    )
)
"""A certificate that bears the class's first day or a later one."""


@dataclass(frozen=True)
class Numbers:
    """Of the people whom the reader sees: places, who came, who did not, who has a certificate since."""

    seats: int = 0
    attended: int = 0
    absent: int = 0
    certified: int = 0


def seats_in(courses, *, by):
    """The places in ``courses`` of those whom ``by`` may see, each with ``is_certified``."""
    return Seat.objects.visible_to(by).filter(course__in=courses).annotate(is_certified=HAS_CERTIFICATE)


def numbers_of(courses, *, by):
    """{class's id: Numbers} of the people whom ``by`` may see. One statement."""
    rows = seats_in(courses, by=by).order_by().values("course")
    counted = rows.annotate(
        seats=Count("pk"),
        attended=Count("pk", filter=Q(attendance=Attendance.ATTENDED)),
        absent=Count("pk", filter=Q(attendance=Attendance.ABSENT)),
        certified=Count("pk", filter=Q(is_certified=True)),
    )
    found = {row.pop("course"): Numbers(**row) for row in counted}
    return {course.pk: found.get(course.pk, Numbers()) for course in courses}
