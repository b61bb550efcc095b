"""Classes on the Party: planned and held, who has a place, who came, and who sees whom in a class held above."""

from datetime import date
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from branches.audit.subjects import names_of
from branches.models import AuditEntry
from branches.versions import Stale
from config.refusal import Refused
from recruitment.courses import OUT, Numbers, note_attendance, numbers_of, people_to_seat, seat_people, set_course
from recruitment.models import Attendance, Course, Seat
from recruitment.stages import Stage
from recruitment.wrong_entries import void_person
from tests import cast, way

LIST, NEW = "/lop-boi-duong/", "/lop-boi-duong/them/"
S = Stage
A = Attendance
HELD = {"name": "Lớp khóa I", "place": "", "first": date(2022, 7, 1), "last": date(2022, 7, 5), "is_held": True}
PLANNED = HELD | {"name": "Lớp khóa II", "first": date(2024, 3, 4), "last": date(2024, 3, 8), "is_held": False}


def a_class(branch, by=None, **said):
    return set_course(None, HELD | {"branch": branch} | said, by=by or system_user())


def planned(branch, **said):
    return a_class(branch, **PLANNED | said)


def seat(course, *people, by=None):
    return seat_people(course.pk, [person.pk for person in people], by=by or system_user())


def note(course, said, by=None, **more):
    return note_attendance(course.pk, {person.pk: now for person, now in said.items()}, by=by or system_user(), **more)


def listed(branch, name=None):
    return way.on_the_way(branch, S.LISTED, name)


def fields_of(refused):
    return [(problem.row, problem.field) for problem in refused.value.problems]


# --- The class


def test_a_class_is_written_down_corrected_and_audited(party):
    course = planned(party.north)
    set_course(course.pk, PLANNED | {"place": "Hội trường xã"}, 1, by=system_user())
    set_course(course.pk, PLANNED | {"place": "Hội trường xã"}, 1, by=system_user())  # is so already
    course.refresh_from_db()
    assert (course.place, course.version) == ("Hội trường xã", 2)
    acts = AuditEntry.objects.filter(kind="recruitment.course").order_by("pk").values_list("act", "branch", "fields")
    assert list(acts) == [
        ("created", party.north.pk, "branch name first last is_held"),
        ("changed", party.north.pk, "place"),
    ]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"name": " "}, ["name"]),
        ({"first": None}, ["first"]),
        ({"first": date(2022, 7, 6)}, ["last"]),
        ({"first": date(222, 7, 1)}, ["first"]),
        ({"first": date(2030, 7, 1), "last": date(2030, 7, 5)}, ["first", "last", "is_held"]),
        ({"last": date(2024, 1, 1)}, ["is_held"]),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(party, said, fields):
    with pytest.raises(Refused) as refused:
        a_class(party.north, **said)
    assert [problem.field for problem in refused.value.problems] == fields
    assert not Course.objects.exists()


def test_an_organisation_that_has_ended_holds_no_new_class(party):
    gone = cast.village("GONE", party.north, since="01/01/2020", until="30/11/2023")
    with pytest.raises(Refused):
        a_class(gone)


def test_a_class_in_which_somebody_came_was_held(party):
    course, person = a_class(party.north), listed(party.hill)
    seat(course, person)
    note(course, {person: A.ATTENDED})
    with pytest.raises(Refused) as refused:
        set_course(course.pk, HELD | {"is_held": False}, 1, by=system_user())
    assert [problem.field for problem in refused.value.problems] == ["is_held"]


def test_an_older_form_is_told_what_changed_since(party):
    course = a_class(party.north)
    set_course(course.pk, HELD | {"place": "Nhà rông"}, 1, by=system_user())
    with pytest.raises(Stale):
        set_course(course.pk, HELD | {"place": "Trường học"}, 1, by=system_user())


# --- Places


def test_those_on_the_list_get_a_place_each_with_a_line_in_the_audit(party):
    course, people = planned(party.north), [listed(party.hill), listed(party.moor)]
    seat(course, *people)
    assert set(Seat.objects.values_list("candidate", "attendance")) == {(each.pk, "enrolled") for each in people}
    entries = AuditEntry.objects.filter(fields="seats").values_list("object_id", "branch")
    assert set(entries) == {(each.pk, each.branch_id) for each in people}


def test_who_is_not_on_the_list_or_certified_has_no_place_in_a_planned_class(party):
    course = planned(party.north)
    people = [way.on_the_way(party.hill, stage) for stage in (S.INTRODUCED, S.CERTIFIED, S.DROPPED)]
    with pytest.raises(Refused) as refused:
        seat(course, listed(party.hill), *people)
    assert fields_of(refused) == [(each.pk, "") for each in people]
    assert not Seat.objects.exists()


def test_who_is_certified_since_may_be_added_to_a_class_that_was_held(party):
    seat(a_class(party.north), way.on_the_way(party.hill, S.CERTIFIED))
    assert Seat.objects.count() == 1


def test_nobody_is_seated_twice_nor_where_the_class_is_not_theirs_nor_as_a_wrong_entry(party):
    course, person, other, wrong = planned(party.north), listed(party.hill), listed(party.dale), listed(party.hill)
    seat(course, person)
    void_person(wrong.pk, "duplicate", way.again(wrong).version, by=system_user())
    with pytest.raises(Refused) as refused:
        seat(course, person, other, wrong)
    assert [row for row, _field in fields_of(refused)] == [person.pk, other.pk, wrong.pk]
    assert Seat.objects.count() == 1


def test_a_cell_seats_its_own_people_in_the_districts_class_and_no_others(party):
    course, own, other = planned(party.country), listed(party.hill), listed(party.moor)
    secretary = cast.account("chibo", "secretary", party.hill)
    seat(course, own, by=secretary)
    with pytest.raises(PermissionDenied):
        seat(course, other, by=secretary)
    with pytest.raises(PermissionDenied):
        set_course(course.pk, PLANNED, 1, by=secretary)


def test_those_to_be_seated_stand_on_the_list_at_or_below_the_organiser_and_have_no_place(party):
    course, seated, free = planned(party.north), listed(party.hill), listed(party.moor)
    way.on_the_way(party.hill, S.CERTIFIED), listed(party.dale)
    seat(course, seated)
    assert list(people_to_seat(course, by=system_user())) == [free]
    assert not people_to_seat(course, by=cast.account("chibo", "secretary", party.hill)).exists()


# --- Attendance


def test_it_is_noted_who_came_and_who_did_not_and_a_place_can_be_taken_back(party):
    course, came, stayed, gone = a_class(party.north), *(listed(party.hill) for _ in range(3))
    seat(course, came, stayed, gone)
    assert note(course, {came: A.ATTENDED, stayed: A.ABSENT, gone: OUT}) == 3
    assert note(course, {came: A.ATTENDED, stayed: A.ABSENT}) == 0
    assert set(Seat.objects.values_list("candidate", "attendance")) == {(came.pk, A.ATTENDED), (stayed.pk, A.ABSENT)}
    assert AuditEntry.objects.filter(fields="seats", object_id=gone.pk).count() == 2


def test_nobody_came_to_a_class_that_is_still_planned(party):
    course, person = planned(party.north), listed(party.hill)
    seat(course, person)
    with pytest.raises(Refused):
        note(course, {person: A.ATTENDED})
    note(course, {person: OUT})
    assert not Seat.objects.exists()


@pytest.mark.parametrize("now", ["maybe", "", None])
def test_an_attendance_that_there_is_not_is_refused(party, now):
    course, person = a_class(party.north), listed(party.hill)
    seat(course, person)
    with pytest.raises(Refused):
        note(course, {person: now})


def test_who_has_no_place_cannot_have_come(party):
    with pytest.raises(Refused):
        note(a_class(party.north), {listed(party.hill): A.ATTENDED})


def test_what_somebody_else_has_written_meanwhile_is_not_overwritten(party):
    course, person = a_class(party.north), listed(party.hill)
    seat(course, person)
    note(course, {person: A.ATTENDED})
    with pytest.raises(Refused) as refused:
        note(course, {person: A.ABSENT}, seen={person.pk: A.ENROLLED})
    assert fields_of(refused) == [(person.pk, "attendance")]
    note(course, {person: A.ABSENT}, seen={person.pk: A.ATTENDED})


# --- Numbers


def test_a_certificate_counts_from_the_first_day_of_the_class_on(party):
    """People of these tests are certified on 15/7/2022."""
    before, since = a_class(party.north), a_class(party.north, first=date(2022, 7, 16), last=date(2022, 7, 16))
    people = [way.on_the_way(party.hill, S.CERTIFIED), listed(party.hill)]
    for course in (before, since):
        seat(course, *people)
        note(course, dict(zip(people, (A.ATTENDED, A.ABSENT), strict=True)))
    numbers = numbers_of([before, since], by=system_user())
    assert numbers == {before.pk: Numbers(2, 1, 1, 1), since.pk: Numbers(2, 1, 1, 0)}


# --- Who sees what


def codes(user):
    return {course.branch.code for course in Course.objects.visible_to(user).select_related("branch")}


def test_one_sees_the_classes_of_the_own_organisation_of_those_below_and_of_those_above_but_not_beside(party):
    for branch in (party.country, party.north, party.hill, party.moor, party.south, party.dale):
        a_class(branch)
    assert codes(cast.account("bithu", "secretary", party.north)) == {"COUNTRY", "NORTH", "HILL", "MOOR"}
    assert codes(cast.account("chibo", "secretary", party.hill)) == {"COUNTRY", "NORTH", "HILL"}
    assert codes(cast.account("canbo", "officer", party.country)) == {
        *("COUNTRY", "NORTH", "SOUTH"),
        *("HILL", "MOOR", "DALE"),
    }
    assert codes(cast.account("quantri", "admin", party.country)) == set()
    assert codes(system_user()) == codes(cast.account("khac", "leader", party.country))


@pytest.fixture
def inside(client, party):
    client.force_login(cast.account("canbo", "officer", party.north))
    return client


def page(course, *more):
    return "/".join([LIST.rstrip("/"), str(course.pk), *more, ""])


def row(person, now, seen="enrolled"):
    return {f"r{person.pk}": now, f"r{person.pk}-seen": seen}


def test_of_a_class_held_above_one_sees_the_own_people_and_numbers_only(party, inside):
    course, own, other = a_class(party.country), listed(party.hill), listed(party.dale, "Người Nơi Khác")
    seat(course, own, other)
    note(course, {own: A.ATTENDED, other: A.ATTENDED})
    answer = inside.get(page(course))
    text = answer.content.decode()
    assert own.full_name in text
    assert "Người Nơi Khác" not in text
    assert answer.context["numbers"] == Numbers(1, 1, 0, 0)
    assert [numbers for _course, numbers in inside.get(LIST).context["held"]] == [Numbers(1, 1, 0, 0)]
    assert page(course, "sua") not in text
    assert inside.get(page(course, "sua")).status_code == 403
    assert inside.get(page(a_class(party.south))).status_code == 404
    assert [course.branch for course, _numbers in inside.get(LIST).context["held"]] == [party.country]


def test_a_row_of_somebody_not_seen_is_refused_and_nothing_is_written(party, inside):
    course, own, other = a_class(party.country), listed(party.hill), listed(party.dale)
    seat(course, own, other)
    answer = inside.post(page(course), row(own, "attended") | row(other, "attended"))
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert set(Seat.objects.values_list("attendance", flat=True)) == {"enrolled"}


def test_the_audit_names_a_class_to_those_who_see_it_only(party):
    for branch in (party.north, party.south):
        a_class(branch, name=f"Lớp của {branch.code}")
    entries = AuditEntry.objects.filter(kind="recruitment.course")
    seen = names_of(entries, cast.account("bithu", "secretary", party.north))
    assert list(seen.values()) == ["Lớp của NORTH (01/07/2022)"]


# --- The pages


def test_a_class_is_entered_on_the_screen(party, inside):
    typed = {"branch": "NORTH", "name": "Lớp mới", "first": "4/3/2024", "last": "8/3/2024", "place": ""}
    sent = {"form_token": str(uuid4())} | typed
    for _ in range(2):  # sent twice, it is one class
        answer = inside.post(NEW, sent)
        assert answer.status_code == 302
    course = Course.objects.get()
    assert answer.url == page(course)
    assert (course.branch, course.first, course.is_held) == (party.north, date(2024, 3, 4), False)
    for wrong in ({"branch": "DALE"}, {"name": ""}, {"first": "hôm qua"}, {"last": "3/3/2024"}, {"is_held": "on"}):
        answer = inside.post(NEW, sent | {"form_token": str(uuid4())} | wrong)
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert Course.objects.count() == 1


def test_a_class_is_corrected_on_the_screen_and_two_are_told_of_each_other(party, inside):
    course = planned(party.north)
    typed = {"version": 1, "form_token": str(uuid4()), "name": "Lớp khóa II", "first": "4/12/2023", "last": "5/12/2023"}
    assert inside.post(page(course, "sua"), typed | {"is_held": "on"}).status_code == 302
    course.refresh_from_db()
    assert course.is_held
    answer = inside.post(page(course, "sua"), typed | {"name": "Lớp khác"})
    assert answer.status_code == 200
    assert "Cán bộ" in str(answer.context["form"].errors) or "canbo" in str(answer.context["form"].errors)


def test_people_are_ticked_and_the_same_form_sent_twice_seats_them_once(party, inside):
    course, people = planned(party.country), [listed(party.hill), listed(party.moor)]
    listed(party.dale, "Người Nơi Khác")
    shown = inside.get(page(course, "ghi-ten"))
    assert [person.pk for person in shown.context["page"]] == [person.pk for person in people]
    assert [each.pk for each in inside.get(page(course, "ghi-ten"), {"branch": "MOOR"}).context["page"]] == [
        people[1].pk
    ]
    sent = {"form_token": str(uuid4()), "people": [person.pk for person in people]}
    for _ in range(2):
        answer = inside.post(page(course, "ghi-ten"), sent)
        assert (answer.status_code, answer.url) == (302, page(course))
    assert Seat.objects.count() == 2
    again = inside.post(page(course, "ghi-ten"), sent | {"form_token": str(uuid4())})
    assert again.status_code == 200
    assert again.context["form"].errors


@pytest.mark.parametrize("people", [[], ["abc"], ["9" * 30], ["999999"]])
def test_ticking_nobody_or_nonsense_seats_nobody(party, inside, people):
    listed(party.hill)
    answer = inside.post(page(planned(party.north), "ghi-ten"), {"form_token": str(uuid4()), "people": people})
    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not Seat.objects.exists()


def test_the_class_list_writes_what_was_changed_and_keeps_what_others_wrote(party, inside):
    course, one, two = a_class(party.north), listed(party.hill), listed(party.moor)
    seat(course, one, two)
    old = row(one, "attended") | row(two, "enrolled")
    note(course, {two: A.ATTENDED})  # by somebody else, in a row that is not touched here
    assert inside.post(page(course), old).status_code == 302
    assert set(Seat.objects.values_list("attendance", flat=True)) == {"attended"}
    answer = inside.post(page(course), row(one, "absent"))  # made before it was noted
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [f"r{one.pk}"]
    assert inside.post(page(course), row(one, "perhaps", "attended")).status_code == 200
    assert set(Seat.objects.values_list("attendance", flat=True)) == {"attended"}


def test_a_leader_reads_the_list_and_writes_nothing(party, client):
    course, person = a_class(party.north), listed(party.hill)
    seat(course, person)
    client.force_login(cast.account("lanhdao", "leader", party.north))
    text = client.get(page(course)).content.decode()
    assert person.full_name in text
    assert "<select" not in text
    assert client.post(page(course), row(person, "attended")).status_code == 403


def test_the_grid_of_certificates_can_be_narrowed_to_those_who_came(party, inside):
    course, came, stayed = a_class(party.north), listed(party.hill), listed(party.hill)
    seat(course, came, stayed)
    note(course, {came: A.ATTENDED, stayed: A.ABSENT})
    grid = "/quan-chung/buoc/lop-boi-duong/"
    assert f"{grid}?course={course.pk}" in inside.get(page(course)).content.decode()
    rows = inside.get(grid, {"course": course.pk}).context["grid"].rows
    assert [each.person.pk for each in rows] == [came.pk]
    assert len(inside.get(grid).context["grid"].rows) == 2
    for unknown in ("x", "0", "9" * 30, a_class(party.south).pk):
        answer = inside.get(grid, {"course": unknown})
        assert (answer.status_code, answer.context["grid"].rows) == (200, [])
        assert answer.context["place"].errors


def test_the_pages_cost_the_same_for_one_and_for_many(party, inside):
    def cost(address):
        inside.get(address)
        with CaptureQueriesContext(connection) as captured:
            assert inside.get(address).status_code == 200
        return len(captured)

    course = a_class(party.north)
    addresses = [LIST, page(course), page(course, "ghi-ten")]
    seat(course, listed(party.hill))
    listed(party.hill)
    with_one = [cost(address) for address in addresses]
    seat(course, *(listed(place) for place in (party.hill, party.moor, party.north)))
    for branch in (party.north, party.hill, party.country):
        seat(a_class(branch), listed(party.hill)), planned(branch)
    assert [cost(address) for address in addresses] == with_one
    assert max(with_one) <= 12


def test_seating_and_noting_many_costs_as_much_as_one(party):
    def cost(people):
        course = a_class(party.north)
        with CaptureQueriesContext(connection) as captured:
            seat(course, *people)
            note(course, dict.fromkeys(people, A.ATTENDED))
        return len(captured)

    assert cost([listed(party.hill)]) == cost([listed(party.hill) for _ in range(4)])
