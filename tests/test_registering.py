"""Who may write down whom, what one day of birth says, and that nobody is written down twice."""

import threading
from collections import Counter

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from branches.access import system_user
from recruitment.models import Admission, Candidate
from recruitment.registering import Person, register_people
from tests import cast


def test_an_admission_is_corrected_only_by_who_may_record_at_its_cell(party):
    """Where the person is now gives no right to change last year's figures of another commune."""
    admission = cast.admit(party.hill, "01/03/2023", code="P1")
    Candidate.objects.update(branch=party.dale)
    here = cast.account("canbo-nam", "officer", party.south)
    everywhere = cast.account("canbo-huyen", "officer", party.country)
    said = [cast.person("Nguyễn Minh Họa", party.dale, code="P1", decision_on="28/02/2023")]
    with pytest.raises(PermissionDenied):
        register_people(said, by=here)
    assert Admission.objects.get().branch == admission.branch
    assert register_people(said, by=everywhere) == {"changed": 1}


def test_a_day_of_birth_says_its_year(party):
    said = [Person("Trần Văn Thử", party.hill, profile={"birth_date": cast.day("01/02/2000")})]
    assert register_people(said, by=system_user()) == {"created": 1}
    assert Candidate.objects.get().birth_year == 2000
    assert register_people(said, by=system_user()) == {"unchanged": 1}


def test_one_person_sent_by_several_at_once_is_written_once_and_nobody_fails(transactional_db, party):
    """On PostgreSQL really at once; SQLite lets one write at a time anyhow."""
    by, results = system_user(), []
    gate = threading.Barrier(5 if connection.vendor == "postgresql" else 1)

    def send(number):
        said = [
            cast.person("Lê Văn Đôi", party.hill, birth_date="01/01/2000"),
            cast.person(f"Trần {number}", party.hill),
        ]
        gate.wait()
        results.append(register_people(said, by=by))

    def send_and_hang_up(number):
        try:
            send(number)
        finally:
            connection.close()

    if gate.parties == 1:
        for number in range(5):
            send(number)
    else:
        threads = [threading.Thread(target=send_and_hang_up, args=(number,)) for number in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert sum(results, Counter()) == {"created": 6, "unchanged": 4}
    assert Candidate.objects.count() == 6
