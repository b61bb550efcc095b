"""Reading everything as it was at one moment, whatever others write meanwhile."""

from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def as_of_one_moment():
    """Within this block all statements see the database as the first one found it, and nothing can be written.

    On PostgreSQL a transaction that is REPEATABLE READ and READ ONLY; on SQLite a deferred BEGIN, which waits for no
    writer and keeps none waiting (``atomic`` begins as a writer there). Within a transaction that has begun already it
    changes nothing: what that one sees is the business of who began it. Blocks may nest.
    """
    if connection.in_atomic_block or not connection.get_autocommit():
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic():
            _run("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with _deferred():
            yield


@contextmanager
def _deferred():
    if connection.connection is not None and connection.connection.in_transaction:
        yield  # nested
        return
    _run("BEGIN DEFERRED")
    try:
        _run("PRAGMA query_only = ON")
        yield
    finally:
        _run("ROLLBACK")
        _run("PRAGMA query_only = OFF")


def _run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
