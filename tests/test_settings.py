"""The environment is read once and refused loudly where it makes no sense."""

import os
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config.environment import database

pytestmark = pytest.mark.one_database

GOOD = {
    "PRODUCTION": "1",
    "SECRET_KEY": "k3y-of-a-test-that-is-long-enough-and-drawn-0123456789-abcdef",
    "ALLOWED_HOSTS": "dang.example.org",
    "DATABASE_URL": "sqlite:///:memory:",
}


def start(tmp_path, **environment):
    """The error output of a start with just this environment; empty where it starts."""
    code = "import django; django.setup()"
    env = {"PATH": os.environ["PATH"], "VAR_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings"}
    done = subprocess.run([sys.executable, "-c", code], env=env | environment, capture_output=True, text=True)
    return done.stderr if done.returncode else ""


def test_an_empty_environment_is_a_trial_with_a_key_of_its_own(tmp_path):
    assert start(tmp_path) == ""
    key = tmp_path / "secret_key"
    assert len(key.read_text()) > 50
    assert key.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "wrong",
    [
        {"SECRET_KEY": ""},
        {"SECRET_KEY": "short"},
        {"SECRET_KEY": "a" * 60},
        {"ALLOWED_HOSTS": ""},
        {"ALLOWED_HOSTS": "*"},
        {"ALLOWED_HOSTS": "*.example.org"},
        {"DEBUG": "1"},
        {"DEBUG": "perhaps"},
        {"DATABASE_URL": ""},
        {"DATABASE_URL": "mysql://host/name"},
    ],
)
def test_production_refuses_to_start_half_made(tmp_path, wrong):
    assert start(tmp_path, **GOOD) == ""
    assert "ImproperlyConfigured" in start(tmp_path, **(GOOD | wrong))


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (
            "postgresql://u:p%40ss@db.local:5433/party",
            {"HOST": "db.local", "PORT": "5433", "PASSWORD": "p@ss", "NAME": "party"},
        ),
        ("postgresql://u@%2Ftmp%2FaB/party", {"HOST": "/tmp/aB", "PORT": "", "USER": "u"}),
        ("postgresql:///party", {"HOST": "", "NAME": "party"}),
        ("sqlite:////srv/party.sqlite3", {"NAME": "/srv/party.sqlite3"}),
        ("sqlite:///var/party.sqlite3", {"NAME": "var/party.sqlite3"}),
    ],
)
def test_a_database_is_named_by_its_address(url, expected):
    found = database(url)
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize("url", ["postgresql://host", "oracle://host/name", "party.sqlite3"])
def test_an_address_that_names_no_database_is_refused(url):
    with pytest.raises(ImproperlyConfigured):
        database(url)
