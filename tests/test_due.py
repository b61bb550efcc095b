"""What is due: every clock planted is found on its day and none besides; the page obeys the scope."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from recruitment.dossier import set_verifications
from recruitment.due import AHEAD, Matter, counts_of, due_among
from recruitment.models import Candidate
from recruitment.stages import Stage
from tests import cast, way

PAGE = "/viec-can-lam/"
S = Stage
OF_SPONSORS = {Matter.NO_SPONSOR, Matter.SPONSOR_REPORT}


def due_of(*people):
    """What is due of the clocks that the rules have; sponsors are looked at by themselves below."""
    rows = Candidate.objects.filter(pk__in=[person.pk for person in people])
    return [(each.matter, each.deadline.day, each.days) for each in due_among(rows) if each.matter not in OF_SPONSORS]


@pytest.mark.parametrize(
    ("stage", "matter", "day"),
    [
        (S.CELL_RESOLVED, Matter.DECISION, date(2022, 12, 26)),
        (S.RETURNED, Matter.DECISION, date(2022, 12, 26)),
        (S.SUBMITTED, Matter.DECISION, date(2022, 12, 26)),
        (S.DECIDED, Matter.CEREMONY, date(2022, 12, 8)),
        (S.RECOGNITION_PROPOSED, Matter.RECOGNITION_DECISION, date(2023, 12, 27)),
    ],
)
def test_a_clock_comes_into_sight_before_its_day_and_stays_until_it_is_done(party, clock, stage, matter, day):
    person = way.on_the_way(party.hill, stage)
    for today, is_seen in (
        (day - timedelta(days=AHEAD[matter] + 1), False),
        (day, True),
        (day + timedelta(days=300), True),
    ):
        clock(today.year, today.month, today.day)
        assert due_of(person) == ([(matter, day, (day - today).days)] if is_seen else [])


def test_probation_first_asks_for_the_papers_then_for_the_cells_meeting(party, clock):
    """DOMAIN 5.5: 45 days before the end the papers; after it the cell has 30 working days."""
    person = way.on_the_way(party.hill, S.PROBATION)
    clock(2023, 9, 25)
    assert due_of(person) == []
    clock(2023, 9, 26)
    assert due_of(person) == [(Matter.PROBATION_PAPERS, date(2023, 11, 10), 45)]
    clock(2023, 11, 10)
    assert due_of(person) == [(Matter.RECOGNITION_MEETING, date(2023, 12, 22), 42)]


def test_a_certificate_is_told_half_a_year_before_it_expires_and_a_dossier_three_months(party, clock):
    person = way.on_the_way(party.hill, S.VERIFIED)
    clock(2023, 5, 31)
    assert due_of(person) == []
    clock(2023, 6, 15)
    assert due_of(person) == [(Matter.DOSSIER, date(2023, 9, 1), 78)]
    clock(2027, 2, 1)
    assert (Matter.CERTIFICATE, date(2027, 7, 15), 164) in due_of(person)


def test_a_verification_without_an_answer_is_chased_after_30_working_days(party, clock):
    person = way.on_the_way(party.hill, S.DOSSIER)
    asked = {
        "relation": "spouse",
        "place": "Xã Nam",
        "is_abroad": False,
        "sent_on": date(2022, 8, 8),
        "answered_on": None,
    }
    set_verifications(
        person.pk, [asked | {"done_by": "", "waived_by": ""}], way.again(person).version, by=system_user()
    )
    clock(2022, 9, 22)
    assert due_of(person) == [(Matter.VERIFICATION, date(2022, 9, 21), -1)]


def test_who_has_arrived_or_left_owes_nothing(party):
    assert (
        due_of(*(way.on_the_way(party.hill, stage) for stage in (S.RECOGNISED, S.DROPPED, S.REFUSED, S.LISTED))) == []
    )


def test_the_most_urgent_stands_first_and_is_counted(party, clock):
    late, later = way.on_the_way(party.hill, S.DECIDED), way.on_the_way(party.hill, S.CELL_RESOLVED)
    clock(2022, 12, 12)
    rows = [each for each in due_among(Candidate.objects.all()) if each.matter not in OF_SPONSORS]
    assert [each.person_id for each in rows] == [late.pk, later.pk]
    assert counts_of(rows) == [(Matter.DECISION, 0, 1), (Matter.CEREMONY, 1, 0)]


def test_the_page_tells_what_is_due_and_obeys_the_scope(party, client, clock):
    inside, outside = way.on_the_way(party.hill, S.DECIDED), way.on_the_way(party.dale, S.DECIDED, "Người Nơi Khác")
    clock(2022, 12, 12)
    client.force_login(cast.account("canbo", "officer", party.north))
    page = client.get(PAGE).content.decode()
    assert str(inside) in page
    assert "Người Nơi Khác" not in page
    assert str(inside) not in client.get(PAGE, {"matter": "certificate"}).content.decode()
    assert str(inside) in client.get(PAGE, {"over": "on"}).content.decode()
    assert client.get(PAGE, {"branch": outside.branch.code}).status_code == 200
    assert str(inside) not in client.get(PAGE, {"branch": outside.branch.code}).content.decode()


def test_the_page_costs_the_same_for_one_and_for_many(party, client):
    client.force_login(cast.account("canbo", "officer", party.north))
    client.get(PAGE)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert client.get(PAGE).status_code == 200
        return len(captured)

    def grow(times):
        for _ in range(times):
            for stage in (S.VERIFIED, S.SUBMITTED, S.DECIDED, S.PROBATION):
                way.on_the_way(party.hill, stage)

    grow(1)
    with_one = cost()
    grow(3)
    assert cost() == with_one <= 20
