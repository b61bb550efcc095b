"""Who takes which public version out: what the file is called, what the audit says, what is never in it."""

import json

import pytest

from branches.models import AuditEntry
from reports.document import Document
from reports.publishing import LEFT_OUT, public
from tests import cast
from tests.figures_for_tests import with_people

pytestmark = pytest.mark.one_database


@pytest.fixture
def office(party, clock):
    """NORTH with two admitted in December and somebody on the way."""
    cast.admit(party.hill, "10/12/2023", sex="female")
    cast.admit(party.moor, "12/12/2023", sex="male")
    cast.candidate(party.hill)
    clock(2024, 1, 20)
    return party


def taken(client, few=""):
    return client.get("/to-chuc/NORTH/2023-12/cong-khai.json" + few)


def test_what_is_the_offices_own_business_is_in_no_public_version():
    whole = with_people(notes=("Một đồng chí đã mất.",))
    for hides_few in (True, False):
        told = public(Document(whole), hides_few=hides_few).figures
        assert {name: getattr(told, name) for name in LEFT_OUT if getattr(told, name)} == {}


def test_numbers_of_one_or_two_are_shown_only_to_who_issues_the_report(client, office):
    client.force_login(cast.account("leader", "leader", office.north))
    assert taken(client, "?few=shown").status_code == 403
    assert taken(client).status_code == 200
    assert "public_few" not in client.get("/to-chuc/NORTH/2023-12/").content.decode()
    client.force_login(cast.account("officer", "officer", office.north))
    assert taken(client, "?few=shown").status_code == 200
    assert "public_few" in client.get("/to-chuc/NORTH/2023-12/").content.decode()


def test_the_file_and_the_audit_say_which_version_was_taken(client, office):
    client.force_login(cast.account("officer", "officer", office.north))
    hidden, shown = taken(client), taken(client, "?few=shown")
    assert "cong-khai-NORTH-2023-12.json" in hidden["Content-Disposition"]
    assert "cong-khai-du-so-NORTH-2023-12.json" in shown["Content-Disposition"]
    said = AuditEntry.objects.filter(act="exported").order_by("pk").values_list("detail", flat=True)
    assert list(said) == ["cong-khai-2023-12.json", "cong-khai-du-so-2023-12.json"]
    told = json.loads(shown.content)
    assert (told["on_the_way"], told["overdue"], told["chain"]) == (None, None, [])
