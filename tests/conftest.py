import time
from datetime import date

import pytest
from django.db import transaction
from django.db.backends.base.operations import BaseDatabaseOperations

from branches.audit import guard
from config import installation
from config.clock import DEMO_CLOCK
from tests import cast

pytest_plugins = ["tests.browser"]


@pytest.fixture(scope="session", autouse=True)
def emptied_audit():
    """Tests that commit empty the database afterwards, the audit too; Django's own signal then guards it again."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def unguarded(operations, statements):
        guard.take_down(operations.connection)
        flush(operations, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", unguarded)
        yield


@pytest.fixture
def clock(db):
    """``clock(2024, 3, 24)`` stops the application's clock on that day."""

    def stop(*day):
        installation.set_value(DEMO_CLOCK, date(*day).isoformat())

    return stop


@pytest.fixture
def now(monkeypatch):
    """``now(seconds)`` lets real time go on; it stands at the start of a half minute."""
    stands = [time.time() // 30 * 30]
    monkeypatch.setattr(time, "time", lambda: stands[0])

    def go_on(seconds):
        stands[0] += seconds

    return go_on


@pytest.fixture
def party(clock):
    """The one tree of the tests on 31 December 2023: country > north > hill, moor; country > south > dale."""
    clock(2023, 12, 31)
    return cast.tree()


@pytest.fixture
def world(party):
    """A person, an account and a role at every place, seen from NORTH."""
    return cast.world(party)


@pytest.fixture(scope="module")
def kept(django_db_setup, django_db_blocker):
    """What is written with this stands for all tests of a module; each of them takes back only what it did itself."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def kept_world(kept):
    """``world``, made once for the whole module."""
    installation.set_value(DEMO_CLOCK, "2023-12-31")
    return cast.world(cast.tree())
