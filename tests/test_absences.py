"""Away for work: the stage stays, reminders that make no sense rest, the months of the certificate go on."""

from datetime import date

import pytest

from branches.access import system_user
from branches.models import AuditEntry
from branches.versions import Stale
from config.refusal import Refused
from recruitment.absences import FIELDS, set_absence
from recruitment.due import Matter, due_among
from recruitment.models import Absence, Candidate
from recruitment.stages import Stage
from tests import cast, way

S = Stage


def leaves(person, **said):
    said = dict.fromkeys(FIELDS) | {"left_on": date(2023, 6, 1), "place": "Bình Dương"} | said
    return set_absence(person.pk, said, way.again(person).version, by=system_user())


def matters():
    found = due_among(Candidate.objects.all())
    return [(each.matter, each.deadline.day) for each in found if each.matter != Matter.NO_SPONSOR]


def test_somebody_away_keeps_the_stage_and_is_written_down_once(party):
    person = way.on_the_way(party.hill, S.LISTED)
    leaves(person)
    leaves(person)
    assert (way.again(person).stage, Absence.objects.count()) == (S.LISTED, 1)
    assert AuditEntry.objects.filter(fields="absences", object_id=person.pk).count() == 1


def test_who_comes_back_may_leave_again(party):
    person = way.on_the_way(party.hill, S.LISTED)
    leaves(person)
    leaves(person, returned_on=date(2023, 9, 1))
    leaves(person, left_on=date(2023, 10, 1))
    assert list(Absence.objects.values_list("left_on", "returned_on")) == [
        (date(2023, 6, 1), date(2023, 9, 1)),
        (date(2023, 10, 1), None),
    ]


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"left_on": None}, "left_on"),
        ({"left_on": date(2024, 1, 1)}, "left_on"),
        ({"returned_on": date(2023, 5, 31)}, "returned_on"),
        ({"expected_on": date(2023, 5, 31)}, "expected_on"),
        ({"last_contact_on": date(2024, 1, 1)}, "last_contact_on"),
        ({"last_contact_on": date(2023, 5, 31)}, "last_contact_on"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(party, said, field):
    person = way.on_the_way(party.hill, S.LISTED)
    with pytest.raises(Refused) as refusal:
        leaves(person, **said)
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert not Absence.objects.exists()


def test_absences_do_not_overlap(party):
    person = way.on_the_way(party.hill, S.LISTED)
    leaves(person)
    leaves(person, returned_on=date(2023, 9, 1))
    with pytest.raises(Refused):
        leaves(person, left_on=date(2023, 8, 1))


def test_an_older_form_is_told_what_changed_since(party):
    person = way.on_the_way(party.hill, S.LISTED)
    version = way.again(person).version
    leaves(person)
    said = dict.fromkeys(FIELDS) | {"left_on": date(2023, 7, 1)}
    with pytest.raises(Stale):
        set_absence(person.pk, said, version, by=system_user())


def test_away_people_are_asked_after_every_three_months_and_not_chased_for_papers(party, clock):
    person = way.on_the_way(party.hill, S.VERIFIED)
    clock(2023, 8, 30)
    assert [matter for matter, _day in matters()] == [Matter.SPONSOR_REPORT, Matter.DOSSIER]
    leaves(person)
    assert matters() == [(Matter.ABSENCE, date(2023, 9, 1))]
    leaves(person, last_contact_on=date(2023, 8, 29))
    assert matters() == []
    clock(2027, 2, 1)
    assert [matter for matter, _day in matters()] == [Matter.ABSENCE, Matter.CERTIFICATE]


def test_the_page_of_the_person_says_so_and_leads_to_the_return(party, client):
    person = way.on_the_way(party.hill, S.LISTED)
    client.force_login(cast.account("canbo", "officer", party.north))
    page, form = f"/quan-chung/{person.pk}/", f"/quan-chung/{person.pk}/di-xa/"
    assert form in client.get(page).content.decode()
    sent = {
        "version": way.again(person).version,
        "left_on": "1/6/2023",
        "place": "Bình Dương",
        "contact": "Bí thư chi bộ",
    }
    sent["form_token"] = "6d7e4f0a-5b52-4f6c-9d3e-2f6f0d6f1a11"
    assert client.post(form, sent | {"returned_on": "1/5/2023"}).status_code == 200
    assert not Absence.objects.exists()
    assert client.post(form, sent).status_code == 302
    text = client.get(page).content.decode()
    assert "Bình Dương" in text
    assert "Bí thư chi bộ" in text


def test_the_list_shows_who_is_away(party, client):
    away, here = way.on_the_way(party.hill, S.LISTED), way.on_the_way(party.hill, S.LISTED)
    leaves(away)
    client.force_login(cast.account("canbo", "officer", party.north))
    page = client.get("/quan-chung/", {"is_away": "on"}).content.decode()
    assert away.full_name in page
    assert here.full_name not in page
