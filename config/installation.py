"""The one table of settings: (key, value, from). Each app declares its own keys and the verb that changes them.

CUT_OFF_DAY = installation.declare("cut_off_day", default=None, read=int)
installation.value_of(CUT_OFF_DAY, on=some_day)
"""

from collections.abc import Callable
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from typing import Any

from .models import Setting

_kept: ContextVar[dict | None] = ContextVar("settings_of_this_request", default=None)


@dataclass(frozen=True)
class Key:
    name: str
    default: Any
    read: Callable[[str], Any]


def declare(name, *, default, read=str):
    """A key whose stored text ``read`` turns into a value; ``default`` where nothing is stored."""
    return Key(name, default, read)


def value_of(key, on=date.max):
    """The value of ``key`` in force on the day ``on``; without one, the last there is. One statement at most."""
    in_force = [(first, value) for first, value in _rows().get(key.name, ()) if first <= on]
    return key.read(max(in_force)[1]) if in_force else key.default


def turns(keys):
    """The days from which one of ``keys`` holds another value. One statement at most."""
    rows = _rows()
    return {first for key in keys for first, _value in rows.get(key.name, ())}


def set_value(key, value, *, valid_from=date.min):
    """Write what ``key`` is from a day on. For the verbs of the apps, which check the right and the value."""
    Setting.objects.update_or_create(key=key.name, valid_from=valid_from, defaults={"value": str(value)})
    if (kept := _kept.get()) is not None:
        kept.clear()


def lock(name):
    """Wait until nobody else holds the lock ``name``, and hold it until the transaction ends."""
    Setting.objects.get_or_create(key=f"lock:{name}", valid_from=date.min)
    Setting.objects.select_for_update().get(key=f"lock:{name}", valid_from=date.min)


def last_number(name):
    """The last number of the count ``name``, as the database has it at this moment; None before the first. One statement.

    Whoever counts on holds a lock, and keeps what was reached with ``keep_number``.
    """
    row = Setting.objects.filter(key=f"last:{name}", valid_from=date.min).first()
    return row and int(row.value)


def keep_number(name, number):
    """One statement."""
    row = Setting(key=f"last:{name}", value=str(number), valid_from=date.min)
    Setting.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["key", "valid_from"], update_fields=["value"]
    )


@contextmanager
def read_once():
    """Within this block the table is read at most once, however often it is asked; blocks may nest."""
    if _kept.get() is not None:
        yield
        return
    token = _kept.set({})
    try:
        yield
    finally:
        _kept.reset(token)


def _rows():
    kept = _kept.get()
    if kept:
        return kept["rows"]
    rows = {}
    for key, first, value in Setting.objects.values_list("key", "valid_from", "value"):
        rows.setdefault(key, []).append((first, value))
    if kept is not None:
        kept["rows"] = rows
    return rows
