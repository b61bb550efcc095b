"""Who is on the way on the report's day: counted against a plain walk over everybody's log, on random trees."""

import random
from datetime import date, timedelta

import pytest

from branches.access import system_user
from branches.models import Branch
from branches.placing import Draft, place_branches
from recruitment.gaps import cells_without_anybody
from recruitment.models import Absence, Candidate, Paper, StageChange
from recruitment.rules.months import add_months
from recruitment.stages import EXITS, ON_THE_WAY, Stage
from reports import charts, prospects, tables
from reports.figures.on_the_way import APPRAISED, COMPLETING, LISTED, oldest_certificate
from tests import cast, way
from tests.worlds import random_world

DAYS = ("2022-06", "2023-11", "2023-12")
TODAY = date(2023, 12, 31)


def asked(branch, month):
    return cast.figures(branch, month, for_paper=True)


# --- Any tree, any log


class Crowd:
    """People with random logs, absences and certificates in the cells of a random world, and the truth about them."""

    def __init__(self, world, seed, people=60):
        self.world, self.chance = world, random.Random(seed)
        self.branches = {branch.code: branch for branch in Branch.objects.all()}
        cells = [code for code in world.parents if code[0] == "Z"]
        self.logs, self.away, self.certified = {}, {}, {}
        for number in range(people):
            cell = self.chance.choice(cells)
            person = Candidate(
                code=f"X{number}", branch=self.branches[cell], sex=self.chance.choice(["female", "male"])
            )
            person.name(f"Người Minh Họa {number}")
            person.save()
            self._live(person, cell, cells)

    def _live(self, person, cell, cells):
        days = sorted(self._day() for _ in range(self.chance.randrange(1, 6)))
        log = []
        for day in days:
            cell = self.chance.choice([cell, cell, self.chance.choice(cells)])
            log.append((day, self.chance.choice([*ON_THE_WAY, *ON_THE_WAY, Stage.DECIDED, *EXITS]), cell))
        self.logs[person.pk] = log
        by = system_user()
        for on, stage, at in log:
            branch = self.branches[at]
            StageChange.objects.create(
                candidate=person, source="", target=stage, on=on, branch=branch, body=branch, by=by, way="entry"
            )
        Candidate.objects.filter(pk=person.pk).update(stage=stage, stage_on=on, branch=branch)
        if self.chance.random() < 0.3:
            left = self._day()
            back = self.chance.choice([None, min(left + timedelta(days=100), TODAY)])
            Absence.objects.create(candidate=person, left_on=left, returned_on=back)
            self.away[person.pk] = (left, back)
        if self.chance.random() < 0.5:
            issued = date(2016, 1, 1) + timedelta(days=self.chance.randrange(2900))
            Paper.objects.create(candidate=person, kind="certificate", state="complete", dated_on=issued)
            self.certified[person.pk] = issued

    def _day(self):
        return date(2021, 1, 1) + timedelta(days=self.chance.randrange(1095))

    def standing(self, day):
        """(person, stage, cell) of everybody whose log has begun by ``day``."""
        for pk, log in self.logs.items():
            lines = [(stage, cell) for on, stage, cell in log if on <= day]
            if lines:
                yield pk, *lines[-1]

    def count(self, root, day, stages, of=lambda pk: True):
        return sum(
            stage in stages and of(pk) and self.world.is_below(cell, root, day)
            for pk, stage, cell in self.standing(day)
        )

    def is_away(self, day):
        def found(pk):
            left, back = self.away.get(pk, (date.max, None))
            return left <= day and (back is None or back > day)

        return found

    def is_certified(self, day):
        return lambda pk: pk in self.certified and self.certified[pk] <= day <= add_months(self.certified[pk], 60)

    def check(self, root, got):
        day, known = got.as_of, got.on_the_way
        away = self.is_away(day)
        assert known.people == self.count(root, day, ON_THE_WAY)
        assert known.listed == self.count(root, day, LISTED)
        assert known.certified == self.count(root, day, LISTED, self.is_certified(day))
        assert known.completing == self.count(root, day, COMPLETING)
        assert known.appraised == self.count(root, day, APPRAISED)
        assert known.away == self.count(root, day, LISTED, away)
        for stage in ON_THE_WAY:
            found = next((s for s in known.stages if s.stage == stage), None)
            counted = self.count(root, day, [stage]), self.count(root, day, [stage], away)
            assert ((found.people, found.away) if found else (0, 0)) == counted
        self.check_rows(got, known)
        self.check_cells(root, got)

    def check_rows(self, got, known):
        rows = got.make_up_of_children
        assert [row.branch for row in rows] == [row.branch for row in got.children]
        assert sum(row.listed for row in rows) == known.listed
        assert sum(row.certified for row in rows) == known.certified
        assert sum(row.appraised for row in rows) == known.appraised
        assert [row.admitted for row in rows] == [row.admitted_year for row in got.children]
        for row in rows:
            if row.branch.code and not next(c.ended_on for c in got.children if c.branch == row.branch):
                assert row.listed == self.count(row.branch.code, got.as_of, LISTED)

    def check_cells(self, root, got):
        if got.on_the_way.empty_cells is None:
            return
        day, away = got.as_of, self.is_away(got.as_of)
        cells = {c for c in self.world.parents if c[0] == "Z" and self.world.is_below(c, root, day)}
        on_way = [(pk, cell) for pk, stage, cell in self.standing(day) if stage in ON_THE_WAY]
        expected = {
            (cell, any(at == cell for _pk, at in on_way))
            for cell in cells
            if not any(at == cell and not away(pk) for pk, at in on_way)
        }
        assert {(cell.branch.code, cell.has_people_away) for cell in got.on_the_way.empty_cells} == expected


@pytest.mark.parametrize("seed", range(2))
def test_everybody_is_counted_once_where_they_stood_that_day(clock, seed):
    clock(2023, 12, 31)
    check_world(seed, cells=7)


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(100, 200))
def test_a_hundred_random_worlds(clock, seed):
    clock(2023, 12, 31)
    check_world(seed, cells=10, moves=12)


def check_world(seed, **size):
    crowd = Crowd(random_world(seed, people=10, rows=0, **size), seed)
    for code, branch in crowd.branches.items():
        for month in DAYS:
            got = asked(branch, month)
            if got.on_the_way is None:
                assert not list(crowd.standing(got.as_of)) or crowd.count(code, got.as_of, list(Stage)) == 0
            elif got.children:
                crowd.check(code, got)


# --- One by one


def test_the_report_of_today_names_the_cells_that_the_page_names(party):
    way.on_the_way(party.hill, Stage.LISTED)
    away = way.on_the_way(party.dale, Stage.DOSSIER)
    Absence.objects.create(candidate=away, left_on=date(2023, 6, 1))
    nobody, all_away = cells_without_anybody(party.country)
    cells = asked(party.country, "2023-12").on_the_way.empty_cells
    assert [c.branch.code for c in cells if not c.has_people_away] == [branch.code for branch in nobody] == ["MOOR"]
    assert [c.branch.code for c in cells if c.has_people_away] == [branch.code for branch in all_away] == ["DALE"]


def test_a_report_made_a_few_days_later_says_the_same_as_on_its_day(party, clock):
    way.crowd(party.hill, Stage.DOSSIER, 2)
    way.on_the_way(party.dale, Stage.RECEIVED)
    cast.candidate(party.moor)
    that_day = asked(party.country, "2023-12")
    clock(2024, 1, 5)
    later = asked(party.country, "2023-12")
    assert later.on_the_way == that_day.on_the_way
    assert later.make_up_of_children == that_day.make_up_of_children


def test_what_happens_after_the_day_changes_nothing_of_it(party, clock):
    person = way.on_the_way(party.hill, Stage.LISTED)
    clock(2024, 1, 31)
    by = system_user()
    StageChange.objects.create(
        candidate=person,
        source=Stage.LISTED,
        target=Stage.DROPPED,
        on=date(2024, 1, 20),
        branch=party.hill,
        body=party.hill,
        by=by,
        reason="Chuyển đi nơi khác",
    )
    Candidate.objects.filter(pk=person.pk).update(stage=Stage.DROPPED)
    assert asked(party.country, "2023-12").on_the_way.listed == 1
    assert asked(party.country, "2024-01").on_the_way.listed == 0


def test_people_of_a_cell_that_ended_are_counted_where_it_went(party, clock):
    way.on_the_way(party.hill, Stage.LISTED)
    clock(2024, 2, 29)
    place_branches([Draft("HILL", None, date(2024, 2, 1), standing={"successor": "MOOR"})], by=system_user())
    for month in ("2024-02", "2024-01"):
        got = asked(party.country, month)
        assert got.on_the_way.listed == 1
        assert sum(row.listed for row in got.make_up_of_children) == 1


def test_nobody_knows_who_was_on_the_way_before_anything_was_followed(party):
    way.on_the_way(party.hill, Stage.LISTED)
    got = asked(party.country, "2021-03")
    assert got.on_the_way is None
    assert {row.listed for row in got.make_up_of_children} == {None}
    assert prospects.people_on_the_way(got) == ""


def test_groups_with_a_quota_are_counted_on_the_way_too(party):
    for group in ("women", "village", "Trưởng thôn"):
        cast.quota(party.country, "2023", 5, group=group)
    cast.candidate(party.hill, sex="female", tags=("Trưởng thôn",))
    cast.candidate(party.moor, sex="female")
    cast.candidate(party.dale, sex="male")
    got = asked(party.country, "2023-12")
    assert {each.code: each.people for each in got.on_the_way.groups} == {"women": 2, "village": 2, "Trưởng thôn": 1}
    assert [row.cells[7] for row in tables.groups(got).rows] == [2, 2, 1]


@pytest.mark.parametrize("day", [date(2023, 12, 31), date(2024, 2, 29), date(2023, 2, 28), date(2020, 6, 15)])
def test_the_oldest_valid_certificate_is_five_years_old(db, day):
    first = oldest_certificate(day)
    assert add_months(first, 60) >= day > add_months(first - timedelta(days=1), 60)


def test_a_paper_without_people_is_the_page_and_nothing_more(party):
    way.on_the_way(party.hill, Stage.LISTED)
    got = cast.figures(party.country, "2023-12")
    assert (got.on_the_way, got.matters, got.make_up_of_children) == (None, None, ())


# --- What is overdue


def test_what_is_overdue_is_said_with_the_day_and_only_of_a_period_just_over(party, clock):
    way.on_the_way(party.hill, Stage.BASE_RESOLVED)
    got = asked(party.country, "2023-12")
    assert ("decision", 1) in [(each.matter, each.count) for each in got.matters.overdue]
    start = "Tại thời điểm lập báo cáo (31/12/2023) còn 01 hồ sơ quá thời hạn xem xét, quyết định kết nạp."
    assert prospects.overdue(got).startswith(start)
    assert asked(party.country, "2023-11").matters == got.matters
    assert asked(party.country, "2023-10").matters is None


def test_where_nothing_is_overdue_the_paper_says_so(party):
    got = asked(party.country, "2023-12")
    said = "Tại thời điểm lập báo cáo (31/12/2023), không có trường hợp quá thời hạn quy định."
    assert prospects.overdue(got) == said
    assert not tables.matters(got).rows


def test_the_drawing_says_how_many_stand_where_and_who_is_away(party):
    person = way.on_the_way(party.hill, Stage.DOSSIER)
    way.on_the_way(party.dale, Stage.DOSSIER)
    Absence.objects.create(candidate=person, left_on=date(2023, 6, 1))
    drawn = charts.on_the_way(asked(party.country, "2023-12"))
    assert "Đang lập hồ sơ: 2 (đi xa: 1)" in drawn
    assert drawn.count('class="chart-away"') == 2  # the key's and the bar's
