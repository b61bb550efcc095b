"""Nobody is counted twice and nobody is left out, through whatever moves; D = A + B − C for everybody, always (T4, T7)."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import pytest

from branches.models import Branch
from branches.spans import ONE_DAY
from tests import cast
from tests.worlds import World, random_world

MONTHS = ("2021-01", "2021-08", "2022-03", "2022-04", "2022-05", "2023-12")


@dataclass
class Reports:
    """The reports of every branch of a random world, each made once."""

    world: World
    made: dict

    @classmethod
    def of(cls, world, months=MONTHS):
        return cls(world, {b.code: [cast.figures(b, month) for month in months] for b in Branch.objects.all()})

    def check_counts(self):
        for code, got in self:
            year = date(got.as_of.year, 1, 1)
            assert got.period_admitted == self.world.admitted(code, got.first, got.as_of)
            assert got.year_admitted == self.world.admitted(code, year, got.as_of)
            assert sum(row.admitted_year for row in got.children) == got.year_admitted
            assert sum(row.admitted_period for row in got.children) == got.period_admitted

    def check_heads(self):
        for code, got in self:
            assert (got.headcount is not None) == self.is_known(code, got.as_of)
            if heads := got.headcount:
                assert heads.closing == self.world.heads(code, got.as_of)
                assert heads.opening + heads.increase - heads.decrease == heads.closing

    def check_chain(self):
        """Where the heads of a month's end are known, the next month opens with them."""
        for reports in self.made.values():
            for before, after in pairwise(reports):
                if before.headcount and after.first == before.as_of + ONE_DAY:
                    assert before.headcount.closing == after.headcount.opening

    def is_known(self, code, day):
        """Whether an opening counts by then at a cell that hung here when it opened, or hangs here now."""
        opened = {cell: on for cell, (on, _heads) in self.world.openings.items() if on <= day}
        return any(self.world.is_below(c, code, day) or self.world.is_below(c, code, on) for c, on in opened.items())

    def __iter__(self):
        return ((code, report) for code, reports in self.made.items() for report in reports)


@pytest.mark.parametrize("seed", range(2))
def test_counts_and_heads_agree_with_brute_force_through_random_moves(clock, seed):
    clock(2023, 12, 31)
    reports = Reports.of(random_world(seed))
    reports.check_counts()
    reports.check_heads()
    reports.check_chain()


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(100, 300))
def test_two_hundred_random_worlds(clock, seed):
    clock(2023, 12, 31)
    reports = Reports.of(random_world(seed, communes=5, cells=10, moves=12, people=80, rows=60))
    reports.check_counts()
    reports.check_heads()
    reports.check_chain()
