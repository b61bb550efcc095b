"""Totals of years before names were kept may not count anybody twice."""

import pytest

from branches.kinds import Kind
from config.refusal import Refused
from tests import cast


@pytest.fixture
def merged(party):
    """EAST and WEST, both gone into BOTH on 30/06/2023."""
    for code in ("EAST", "WEST", "BOTH"):
        cast.place(code, Kind.BASE, party.country)
    return [cast.place(code, until="30/06/2023", successor="BOTH") for code in ("EAST", "WEST")]


def test_totals_of_two_branches_that_were_merged_later_share_nothing(party, merged):
    """A closed branch lies, for access, where its successor does; in the year of the total it did not."""
    east, west = merged
    cast.total(east, "01/01/2020", "31/12/2020", 5)
    cast.total(west, "01/01/2020", "31/12/2020", 7)
    assert cast.figures(party.country, "2020-12").year_admitted == 12


def test_totals_share_days_along_the_line_of_those_days(party):
    cast.total(party.north, "01/01/2020", "31/12/2020", 5)
    with pytest.raises(Refused):
        cast.total(party.hill, "01/12/2020", "31/12/2020", 1)
    cast.place("HILL", parent=party.south, since="01/06/2023")
    with pytest.raises(Refused):
        cast.total(party.hill, "01/12/2020", "31/12/2020", 1)
    cast.total(party.hill, "01/07/2023", "31/07/2023", 1)
    cast.total(party.north, "01/07/2023", "31/07/2023", 1)
