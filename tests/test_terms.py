"""The periods that quotas are set for."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from recruitment.models import Term
from tests import cast


def test_a_term_said_again_is_not_written_again_and_the_others_are_left_alone(party):
    cast.term("2015-2020", "01/07/2015", "30/06/2020")
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    with CaptureQueriesContext(connection) as captured:
        cast.term("2020-2025", "01/07/2020", "30/06/2025")
    assert not [query["sql"] for query in captured if '"recruitment_term" SET' in query["sql"]]
    cast.term("2020-2025", "01/08/2020", "31/07/2025")
    assert [(term.name, term.first) for term in Term.objects.order_by("first")] == [
        ("2015-2020", cast.day("01/07/2015")),
        ("2020-2025", cast.day("01/08/2020")),
    ]
