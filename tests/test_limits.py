"""Limits that the documents leave open are set here, and nowhere else (recruitment/limits.py)."""

import pytest
from django.core.exceptions import ValidationError

from branches.access import system_user
from branches.models import AuditEntry
from config import installation
from recruitment.limits import LOCAL, limits_by_day, limits_on, set_limit
from recruitment.rules.rulesets import RULE_SETS, Moment
from tests import cast
from tests.cast import day

PAGE = "/quy-dinh/"


def test_without_settings_the_limits_are_those_of_the_documents(party, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert limits_on(day("01/08/2026")) == RULE_SETS[2]


def test_an_open_limit_holds_as_it_was_set_from_its_day_on(party):
    set_limit("dossier", 10, valid_from=day("01/09/2026"), by=system_user())
    assert limits_on(day("31/08/2026")).dossier.value == 12
    assert limits_on(day("01/09/2026")).dossier.value == 10
    assert AuditEntry.objects.filter(fields="limit_dossier", branch=party.country).count() == 1


def test_many_days_have_the_limits_of_each(party):
    set_limit("dossier", 10, valid_from=day("01/09/2026"), by=system_user())
    set_limit("verification", 20, valid_from=day("15/08/2026"), by=system_user())
    limits = limits_by_day()
    for month in range(1, 13):
        for year in (2015, 2016, 2025, 2026, 2027):
            for n in (1, 14, 15, 25, 26):
                on = day(f"{n}/{month}/{year}")
                assert limits(on) == limits_on(on)


def test_what_the_text_settles_stays(party):
    set_limit("dossier", 10, valid_from=day("01/01/2020"), by=system_user())
    assert limits_on(day("01/08/2025")).dossier.value == 12


def test_where_a_dossier_counts_from_can_be_set(party):
    set_limit("dossier_from", Moment.PERMISSION, valid_from=day("01/01/2020"), by=system_user())
    assert limits_on(day("01/08/2025")).dossier_from.value == Moment.PERMISSION


@pytest.mark.parametrize(
    ("name", "value"),
    [("probation", 6), ("tea", 1), ("dossier", 0), ("dossier", 241), ("dossier_from", Moment.RECEIPT)],
)
def test_what_cannot_be_is_refused(party, name, value):
    with pytest.raises(ValidationError):
        set_limit(name, value, valid_from=day("01/01/2020"), by=system_user())


# --- The page


@pytest.fixture
def admin(client, party):
    client.force_login(cast.account("quantri", "admin", party.country))
    return client


LOCALLY = {"local": "1", "special_area": "False", "base_votes_first": "True", "days_to_correct": "10"}
LOCALLY |= {"sponsor_load": "3", "sponsor_report_months": "2"}


def test_the_office_decides_what_the_texts_leave_open(admin, party):
    assert admin.post(PAGE, LOCALLY).status_code == 302
    decided = {name: installation.value_of(key) for name, key in LOCAL.items()}
    said = {"special_area": False, "base_votes_first": True, "days_to_correct": 10}
    assert decided == said | {"sponsor_load": 3, "sponsor_report_months": 2}
    entries = AuditEntry.objects.filter(branch=party.country, act="changed")
    assert {entry.fields for entry in entries} == set(LOCAL)


def test_what_is_so_already_is_not_written_again(admin):
    admin.post(PAGE, LOCALLY)
    written = AuditEntry.objects.count()
    admin.post(PAGE, LOCALLY)
    assert AuditEntry.objects.count() == written


def test_an_open_limit_is_set_on_the_page_and_marked_as_ours(admin, clock):
    clock(2026, 11, 1)
    sent = {"limit": "1", "name": "dossier", "value": "10", "moment": "", "valid_from": "01/09/2026"}
    page = admin.post(PAGE, sent, follow=True).content.decode()
    assert limits_on(day("01/10/2026")).dossier.value == 10
    assert "do đơn vị đặt" in page


@pytest.mark.parametrize(
    "wrong",
    [
        {**LOCALLY, "days_to_correct": "29"},
        {**LOCALLY, "sponsor_load": "21"},
        {**LOCALLY, "special_area": "perhaps"},
        {**LOCALLY, "sponsor_report_months": "0"},
        {**LOCALLY, "sponsor_report_months": "13"},
        {"limit": "1", "name": "dossier", "value": "", "valid_from": "01/09/2026"},
        {"limit": "1", "name": "probation", "value": "6", "valid_from": "01/09/2026"},
        {"limit": "1", "name": "dossier_from", "value": "6", "moment": "receipt", "valid_from": "01/09/2026"},
        {"limit": "1", "name": "dossier", "value": "10", "valid_from": "31/02/2026"},
    ],
)
def test_what_cannot_be_is_said_on_the_page_and_nothing_is_written(admin, wrong):
    before = AuditEntry.objects.filter(act="changed").count()
    answer = admin.post(PAGE, wrong)
    assert (answer.status_code, AuditEntry.objects.filter(act="changed").count()) == (200, before)
    assert "invalid-feedback" in answer.content.decode() or "alert-danger" in answer.content.decode()


def test_others_read_the_rules_and_change_none(client, party):
    client.force_login(cast.account("canbo", "officer", party.country))
    page = client.get(PAGE)
    assert (page.status_code, 'name="local"' in page.content.decode()) == (200, False)
    assert client.post(PAGE, LOCALLY).status_code == 403
