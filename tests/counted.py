"""What a page asks the database."""

from django.db import connection
from django.test.utils import CaptureQueriesContext


def statements(client, address, query=None):
    """The statements of a page, without the marks of the test's own transaction.

    A session is marked once a minute, and making 300 people may take longer: another page is asked for first.
    """
    client.get("/")
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address, query).status_code == 200
    return [each["sql"] for each in asked.captured_queries if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]
