"""Triggers by which the database itself refuses to change or delete what stands in the audit.

They are put up after every ``migrate`` and not in a migration, because SQLite loses them whenever it rebuilds a table.
Whoever owns the database can take them down; the chain tells of what is done then.
"""

from ..models import AuditEntry, AuditValues

ENTRIES, VALUES = AuditEntry._meta.db_table, AuditValues._meta.db_table
REFUSED = ((ENTRIES, "UPDATE"), (ENTRIES, "DELETE"), (VALUES, "UPDATE"))
"""Values may be deleted: erasing a person does it."""

FUNCTION = "audit_is_append_only"


def put_up(connection):
    """Put the triggers up where they are missing."""
    with connection.cursor() as cursor:
        for statement in statements(connection.vendor):
            cursor.execute(statement)


def take_down(connection):
    """For tests that tamper, or empty the whole database."""
    with connection.cursor() as cursor:
        for table, act in REFUSED:
            where = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {_name(table, act)}{where}")
        if connection.vendor == "postgresql":
            cursor.execute(f"DROP TRIGGER IF EXISTS {_name(ENTRIES, 'TRUNCATE')} ON {ENTRIES}")


def missing(connection):
    """Names of the triggers that are not there. One statement."""
    catalogue = {
        "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(catalogue)
        there = {name for (name,) in cursor.fetchall()}
    wanted = {_name(table, act) for table, act in REFUSED}
    if connection.vendor == "postgresql":
        wanted.add(_name(ENTRIES, "TRUNCATE"))
    return sorted(wanted - there)


def statements(vendor):
    if vendor == "sqlite":
        for table, act in REFUSED:
            yield (
                f"CREATE TRIGGER IF NOT EXISTS {_name(table, act)} BEFORE {act} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the audit is never changed'); END"
            )
        return
    yield (
        f"CREATE OR REPLACE FUNCTION {FUNCTION}() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the audit is never changed'; END $$"
    )
    for table, act in REFUSED:
        yield from _postgres_trigger(table, act, "ROW")
    yield from _postgres_trigger(ENTRIES, "TRUNCATE", "STATEMENT")


def _postgres_trigger(table, act, each):
    yield f"DROP TRIGGER IF EXISTS {_name(table, act)} ON {table}"
    yield (f"CREATE TRIGGER {_name(table, act)} BEFORE {act} ON {table} FOR EACH {each} EXECUTE FUNCTION {FUNCTION}()")


def _name(table, act):
    return f"{table}_no_{act.lower()}"
