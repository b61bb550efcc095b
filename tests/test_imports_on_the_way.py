"""Workbooks over people who take steps: the stage follows the admission, the log says so, and nothing goes backwards."""

from datetime import date

from branches.access import system_user
from recruitment.models import Admission, Candidate
from recruitment.registering import register_people
from recruitment.stages import Stage
from tests import cast, way

S = Stage
LATER = date(2023, 12, 1)


def admitted():
    """(admitted, cancelled admissions that stand)"""
    rows = Admission.objects.all()
    return rows.count(), rows.exclude(cancelled_on=None).count()


def test_the_same_workbook_again_does_not_admit_anew_whose_decision_was_cancelled(party):
    row = cast.person("Nguyễn Minh Họa", party.hill, code="A1", decision_on="01/03/2023", decision_number="5-QĐ/HU")
    register_people([row], by=system_user())
    person = Candidate.objects.get()
    way.take(person, S.CANCELLED, on=LATER)
    register_people([row], by=system_user())
    assert (admitted(), way.again(person).stage) == ((1, 1), S.CANCELLED)


def test_the_old_workbook_does_not_take_back_who_was_listed_anew(party):
    row = cast.person("Nguyễn Minh Họa", party.hill, code="A1", decision_on="01/03/2023", ceremony_on="02/03/2023")
    register_people([row], by=system_user())
    person = Candidate.objects.get()
    way.take(person, S.CANCELLED, on=LATER)
    way.take(person, S.LISTED, on=LATER)
    register_people([row], by=system_user())
    assert (admitted(), way.again(person).stage) == ((1, 1), S.LISTED)


def test_who_stands_there_already_stands_there_since_the_day_that_an_import_corrects(party):
    said = {"name": "Nguyễn Minh Họa", "branch": party.hill, "code": "A1", "decision_on": "01/03/2023"}
    register_people([cast.person(**said, ceremony_on="20/03/2023")], by=system_user())
    person = Candidate.objects.get()
    for ceremony in ("25/03/2023", "25/03/2023"):
        register_people([cast.person(**said, ceremony_on=ceremony)], by=system_user())
    lines = [(line.target, line.on) for line in person.stage_changes.all()]
    assert lines == [(S.PROBATION, date(2023, 3, 20)), (S.PROBATION, date(2023, 3, 25))]
    assert way.again(person).stage_on == date(2023, 3, 25)


def test_an_import_leaves_the_day_of_a_recognition_that_was_recorded_as_a_step(party):
    person = way.on_the_way(party.hill, S.RECOGNISED)
    row = cast.person(
        person.full_name, party.hill, code=person.code, decision_on="27/10/2022", ceremony_on="11/11/2022"
    )
    lines = person.stage_changes.count()
    register_people([row], by=system_user())
    person = way.again(person)
    assert (person.stage, person.stage_on, person.stage_changes.count()) == (
        S.RECOGNISED,
        way.DAYS[S.RECOGNISED],
        lines,
    )


def test_a_recognition_that_an_import_adds_is_where_the_person_stands(party):
    said = {"name": "Nguyễn Minh Họa", "branch": party.hill, "code": "A1", "decision_on": "01/03/2022"}
    register_people([cast.person(**said, ceremony_on="20/03/2022")], by=system_user())
    register_people([cast.person(**said, recognised_on="20/03/2023")], by=system_user())
    person = Candidate.objects.get()
    assert (person.stage, person.stage_on) == (S.RECOGNISED, date(2023, 3, 20))
    assert person.stage_changes.last().target == S.RECOGNISED
