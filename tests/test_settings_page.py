"""The page of settings: for the administrator of the whole installation."""

import pytest
from django.urls import reverse

from branches.models import AuditEntry
from branches.sessions import IDLE_MINUTES, LEAST_IDLE, MOST_IDLE
from config import installation
from tests import cast
from tests.doors import ROLES

PAGE, ACCOUNTS = reverse("branches:settings_edit"), reverse("branches:account_list")


@pytest.fixture
def inside(client, party):
    client.force_login(cast.account("quantri", "admin", party.country))
    return client


def test_the_minutes_are_changed_and_shown_again(inside, party):
    assert inside.get(PAGE).context["form"]["minutes"].value() == 15
    assert inside.post(PAGE, {"minutes": "30"}).url == PAGE
    assert installation.value_of(IDLE_MINUTES) == 30
    assert inside.get(PAGE).context["form"]["minutes"].value() == 30
    entry = AuditEntry.objects.get(fields="idle_minutes")
    assert (entry.actor.username, entry.branch) == ("quantri", party.country)


@pytest.mark.parametrize("minutes", ["", "x", "0", str(LEAST_IDLE - 1), str(MOST_IDLE + 1), "7.5"])
def test_what_cannot_be_is_refused_at_the_field_and_changes_nothing(inside, minutes):
    response = inside.post(PAGE, {"minutes": minutes})
    assert (response.status_code, set(response.context["form"].errors)) == (200, {"minutes"})
    assert installation.value_of(IDLE_MINUTES) == 15


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("place", ["country", "north"])
def test_only_the_administrator_of_everything_gets_there(client, party, role, place):
    client.force_login(cast.account("ai-do", role, getattr(party, place)))
    gets_in = (role, place) == ("admin", "country")
    assert client.get(PAGE).status_code == (200 if gets_in else 403)
    assert client.post(PAGE, {"minutes": "30"}).status_code == (302 if gets_in else 403)
    assert installation.value_of(IDLE_MINUTES) == (30 if gets_in else 15)
    if role == "admin":
        assert (f'href="{PAGE}"' in client.get(ACCOUNTS).content.decode()) == gets_in
