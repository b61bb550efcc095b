"""No update is lost and nothing is made twice, however many are at it at once (I4, I5), on both databases."""

import pytest
from django.db import connection

from tests import at_once

is_postgres = connection.vendor == "postgresql"


def work(folder, name, *sizes):
    return getattr(at_once, name)(*sizes) if is_postgres else at_once.in_a_file(folder, name, *sizes)


def test_no_update_of_several_editors_is_lost(transactional_db, tmp_path):
    nothing_is_lost(work(tmp_path, "edit_one_person", 4, 5), 4 * 5)


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_no_update_of_fifty_editors_is_lost(tmp_path):
    """A small office's SQLite has eight writers (I6); among fifty at once some would wait for more than 20 seconds."""
    editors = 50 if is_postgres else 8
    nothing_is_lost(work(tmp_path, "edit_one_person", editors, 20), editors * 20)


def nothing_is_lost(result, updates):
    """Each one is there, has its version and its entry; every conflict named the field, who and when."""
    conflicts = result.pop("conflicts")
    assert result == {"written": updates, "version": updates + 1, "entries": updates, "vague": 0}
    assert conflicts > 0


def test_a_form_sent_by_several_at_once_makes_one_person(transactional_db, tmp_path):
    once(work(tmp_path, "send_one_form", 5, 2), 10)


@pytest.mark.prove
@pytest.mark.django_db(transaction=True)
def test_a_form_sent_a_hundred_times_by_twenty_at_once_makes_one_person(tmp_path):
    once(work(tmp_path, "send_one_form", 20, 5), 100)


def once(result, sent):
    assert result == {"answers": sent, "addresses": 1, "people": 1, "created": 1, "submissions": 1}


def test_of_officers_who_move_one_person_at_once_one_does_and_the_others_are_told(transactional_db, tmp_path):
    result = work(tmp_path, "move_one_person", 6)
    assert result == {"moved": 1, "told": 5, "lines": 1, "entries": 1, "stands": True}


def test_of_officers_who_make_two_entries_one_at_once_one_does(transactional_db, tmp_path):
    result = work(tmp_path, "merge_one_pair", 6)
    assert result == {"merged": 1, "told": 5, "merges": 1, "people": 1, "entries": 2}
