"""A report costs the same number of statements, however much there is to count (S2)."""

from django.db import connection
from django.test.utils import CaptureQueriesContext

from branches.access import system_user
from reports.figures import figures_of
from reports.periods import parse_month
from tests import cast

MOST = 15
"""A page has its own statements besides: session, account, access, the branch and those above it."""


def statements(branch):
    user, month = system_user(), parse_month("2023-12")
    with CaptureQueriesContext(connection) as captured:
        figures_of(branch, month, by=user)
    return len(captured)


def test_a_report_of_one_branch_costs_as_much_as_one_of_many(party):
    def grow(times):
        for number in range(times):
            cell = cast.village(f"V{times}{number}", party.south)
            cast.opening(cell, "01/01/2023", 10)
            cast.admit(cell, "01/06/2023")
            cast.quota(cell, "2023", 2)
            cast.move(cell, "01/07/2023", "transfer_in", 1)
            cast.admit(cell, "01/07/2023", tags=("Trưởng thôn",))

    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    cast.quota(party.country, "2023", 5, group="Trưởng thôn")
    grow(1)
    with_one = statements(party.country)
    grow(3)
    assert statements(party.country) == with_one <= MOST
