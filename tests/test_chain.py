"""Every cumulative figure goes on from the one signed before, and what came late is named for its month."""

import json
import random
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from branches.access import system_user
from branches.kinds import Kind
from branches.models import Branch
from branches.placing import Draft, place_branches
from config import installation
from recruitment.models import Admission
from recruitment.registering import register_people
from reports import prospects, tables
from reports.document import Document
from reports.figures import frozen
from reports.models import Report, State
from reports.narrative import sections
from reports.periods import CUT_OFF_DAY
from tests import cast

MONTHS = ((2022, 11, 30), (2022, 12, 31), (2023, 1, 31), (2023, 2, 28), (2023, 3, 31))
"""Month after month is signed, over a turn of the year within one term."""


def sign(branch, month, number, **asked):
    """The report of a branch and a month as it stands now, signed."""
    got = cast.figures(branch, month, for_paper=True, **asked)
    return Report.objects.create(
        branch=branch,
        period=month,
        kind=got.period_kind,
        first=got.first,
        as_of=got.as_of,
        state=State.SIGNED,
        frozen=json.dumps({"figures": json.loads(frozen.as_text(got)), "text": "của người viết"}),
        number=number,
        symbol="BC",
        signed_on=got.as_of,
        created_by=system_user(),
    )


def chain(figures, window="year"):
    return next((each for each in figures.chain if each.window == window), None)


def links(chain):
    return chain.previous, chain.since, chain.late, chain.cancelled, chain.total


# --- One story


@pytest.fixture
def signed(party, clock):
    """November 2023 signed with two admissions, one of October and one of November; it is December."""
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    clock(2023, 12, 1)
    cast.admit(party.hill, "10/10/2023")
    cast.admit(party.dale, "10/11/2023")
    sign(party.country, "2023-11", 1)
    clock(2023, 12, 31)
    return party


def test_without_anything_late_the_figure_is_the_signed_one_and_what_came_since(signed):
    cast.admit(signed.hill, "05/12/2023")
    got = cast.figures(signed.country, "2023-12", for_paper=True)
    assert links(chain(got)) == links(chain(got, "term")) == (2, 1, 0, 0, 3)
    assert prospects.chain_note(got) == ""
    assert not tables.chain(got).rows


def test_a_late_entry_and_a_cancellation_are_named_and_add_up(signed):
    cast.admit(signed.moor, "20/10/2023")
    Admission.objects.filter(counted_on=date(2023, 11, 10)).update(cancelled_on=date(2023, 12, 9))
    cast.admit(signed.hill, "05/12/2023")
    got = cast.figures(signed.country, "2023-12", for_paper=True)
    assert links(chain(got)) == (2, 1, 1, 1, 3)
    note = (
        "(Chú thích: So với số đã báo cáo đến hết ngày 30/11/2023, số lũy kế gồm 01 trường hợp bổ sung của tháng 10/2023, "
        "đã trừ 01 trường hợp hủy quyết định.)"
    )
    assert note in [said for section in sections(Document(got)) for said in section.paragraphs]
    rows = [(row.cells[0], *map(_number, row.cells[1:])) for row in tables.chain(got).rows]
    assert rows == [
        ("Số đã báo cáo, đến hết ngày 30/11/2023", 2, 2),
        ("Kết nạp sau ngày 30/11/2023, đến hết ngày 31/12/2023", 1, 1),
        ("Bổ sung số liệu tháng 10/2023", 1, 1),
        ("Hủy quyết định kết nạp", -1, -1),
        ("Lũy kế", 3, 3),
    ]


def _number(cell):
    return cell.number if isinstance(cell, tables.Signed) else cell


def test_what_is_struck_out_as_wrong_is_taken_back_from_its_month(signed):
    Admission.objects.filter(counted_on=date(2023, 10, 10)).update(is_void=True)
    got = cast.figures(signed.country, "2023-12", for_paper=True)
    assert links(chain(got)) == (2, 0, -1, 0, 1)
    said = "số lũy kế đã giảm 01 trường hợp do điều chỉnh số liệu của tháng 10/2023.)"
    assert prospects.chain_note(got).endswith(said)


def test_one_late_and_one_taken_back_are_both_said_though_they_even_out(signed):
    Admission.objects.filter(counted_on=date(2023, 10, 10)).update(is_void=True)
    cast.admit(signed.hill, "11/11/2023")
    got = cast.figures(signed.country, "2023-12", for_paper=True)
    assert links(chain(got)) == (2, 0, 0, 0, 2)
    assert [(each.month, each.heads) for each in chain(got).late_by_month] == [("2023-10", -1), ("2023-11", 1)]


def test_the_first_report_and_the_first_of_a_year_have_nothing_to_go_on_from(signed, clock):
    assert cast.figures(signed.north, "2023-12", for_paper=True).chain == ()
    clock(2024, 1, 31)
    sign(signed.country, "2023-12", 2)
    got = cast.figures(signed.country, "2024-01", for_paper=True)
    assert chain(got) is None
    assert links(chain(got, "term")) == (2, 0, 0, 0, 2)


def test_only_a_report_that_is_signed_counts_and_one_of_an_earlier_day(signed, clock):
    clock(2024, 1, 31)
    Report.objects.filter(period="2023-11").update(state=State.SUPERSEDED)
    assert cast.figures(signed.country, "2023-12", for_paper=True).chain == ()
    Report.objects.filter(period="2023-11").update(state=State.SIGNED)
    assert cast.figures(signed.country, "2023-11", for_paper=True).chain == ()


@pytest.mark.parametrize("period", ["2023-quy4", "2023-6thang", "2023-9thang", "2023-nam", "2020-2025", "2023-12-10"])
def test_a_longer_period_goes_on_from_the_last_report_within_it(party, clock, period):
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    cast.admit(party.hill, "10/05/2023")
    clock(2023, 12, 31)
    before = {"2023-6thang": "2023-05", "2023-9thang": "2023-8"}.get(period, "2023-11")
    report = sign(party.country, before, 1)
    cast.admit(party.moor, "11/05/2023")
    got = cast.figures(party.country, period, for_paper=True)
    assert [links(each) for each in got.chain] == [(1, 0, 1, 0, 2)] * 2
    assert {(each.previous_as_of, each.previous_id) for each in got.chain} == {(report.as_of, report.pk)}
    assert f"So với số đã báo cáo đến hết ngày {report.as_of:%d/%m/%Y}, " in prospects.chain_note(got)
    told = [row.cells[0] for row in tables.chain(got).rows]
    assert told[:2] == [
        f"Số đã báo cáo, đến hết ngày {report.as_of:%d/%m/%Y}",
        f"Kết nạp sau ngày {report.as_of:%d/%m/%Y}, đến hết ngày {got.as_of:%d/%m/%Y}",
    ]


def test_a_month_goes_on_from_a_report_of_any_kind(signed):
    report = sign(signed.country, "2023-12-10", 2)
    got = chain(cast.figures(signed.country, "2023-12", for_paper=True))
    assert (got.previous_as_of, got.previous_id) == (date(2023, 12, 10), report.pk)


def test_a_new_issue_does_not_go_on_from_the_one_it_replaces(signed, clock):
    clock(2023, 12, 15)
    sign(signed.country, "2023-12", 2)
    clock(2023, 12, 31)
    got = chain(cast.figures(signed.country, "2023-12", for_paper=True))
    assert got.previous_as_of == date(2023, 11, 30)


def test_totals_of_years_before_that_come_late_are_named_for_their_last_month(signed):
    cast.total(signed.dale, "01/02/2023", "31/03/2023", 4)
    got = cast.figures(signed.country, "2023-12", for_paper=True)
    assert links(chain(got)) == (2, 0, 4, 0, 6)
    assert [(each.month, each.heads) for each in chain(got).late_by_month] == [("2023-03", 4)]


def test_a_figure_that_a_total_hides_in_part_has_no_chain(signed):
    cast.total(signed.dale, "01/11/2022", "31/03/2023", 4)
    got = cast.figures(signed.country, "2023-12", for_paper=True)
    assert got.year_admitted is None
    assert chain(got) is None
    assert links(chain(got, "term")) == (2, 0, 4, 0, 6)


def test_a_report_frozen_before_days_were_kept_is_no_ground_to_go_on_from(signed):
    report = Report.objects.get()
    kept = json.loads(report.frozen)
    del kept["figures"]["gross_year"], kept["figures"]["gross_term"]
    Report.objects.update(frozen=json.dumps(kept))
    assert cast.figures(signed.country, "2023-12", for_paper=True).chain == ()


# --- Any story


@dataclass
class Known:
    """An admission as a report knew it."""

    cell: str
    day: date
    cancelled_on: date | None


class Story:
    """A district in which people are admitted, entered late, cancelled, struck out and cells moved, month by month."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.parents = {"D": [(date.min, "")]} | {f"C{n}": [(date.min, "D")] for n in range(3)}
        self.parents |= {f"Z{n}": [(date.min, f"C{n % 3}")] for n in range(6)}
        kinds = {"D": Kind.DISTRICT, "C": Kind.BASE, "Z": Kind.CELL}
        place_branches(
            [
                Draft(code, None, details={"kind": kinds[code[0]], "name": f"Tổ chức {code}", "parent": lines[0][1]})
                for code, lines in self.parents.items()
            ],
            by=system_user(),
        )
        self.branches = {branch.code: branch for branch in Branch.objects.all()}

    def go_on(self, first, last):
        """What happens from ``first`` to ``last``, which is today: some of it is about days long before."""
        cell = f"Z{self.chance.randrange(6)}"
        target = f"C{self.chance.randrange(3)}"
        if self.parents[cell][-1][1] != target:
            self.parents[cell].append((first, target))
            place_branches([Draft(cell, first, details={"parent": target})], by=system_user())
        days = [self._day(first, last) for _ in range(5)] + [self._day(date(2022, 1, 1), last) for _ in range(4)]
        people = [cast.person(branch=self.branches[f"Z{self.chance.randrange(6)}"], decision_on=day) for day in days]
        register_people(people, by=system_user())
        for admission in self.chance.sample(list(Admission.objects.all()), 4):
            end = None if admission.cancelled_on else self._day(admission.counted_on, last)
            Admission.objects.filter(pk=admission.pk).update(cancelled_on=end)
        wrong = self.chance.choice(list(Admission.objects.all()))
        Admission.objects.filter(pk=wrong.pk).update(is_void=True)

    def _day(self, first, last):
        return first + timedelta(days=self.chance.randrange((last - first).days + 1))

    def known(self):
        rows = Admission.objects.values_list("branch__code", "counted_on", "cancelled_on")
        return [Known(*row) for row in rows]

    def is_below(self, code, root, day):
        while code and code != root:
            code = next(parent for first, parent in reversed(self.parents[code]) if first <= day)
        return code == root

    def gross(self, known, root, first, last):
        """Admissions by month, cancelled or not."""
        days = [each.day for each in known if first <= each.day <= last and self.is_below(each.cell, root, each.day)]
        return Counter(f"{day:%Y-%m}" for day in days)

    def cancelled(self, known, root, first, last, by):
        return sum(
            each.cancelled_on is not None and each.cancelled_on <= by
            for each in known
            if first <= each.day <= last and self.is_below(each.cell, root, each.day)
        )


def tell(story, clock):
    """Live through ``MONTHS``, signing every report of every branch; check each against what the last one knew."""
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    before, checked = None, 0
    for number, (year, month, last) in enumerate(MONTHS, start=1):
        day = date(year, month, last)
        clock(year, month, last)
        story.go_on(day.replace(day=1), day)
        known = story.known()
        for code, branch in story.branches.items():
            report = sign(branch, f"{year}-{month:02d}", number)
            got = frozen.made_of(json.loads(report.frozen)["figures"])
            if before:
                checked += check(story, code, got, known, *before)
        before = (day, known)
    return checked


def check(story, root, got, known, day_before, known_before):
    """The identity, and that late entries are those that the last report did not know, month for month."""
    checked = 0
    firsts = {"year": date(got.calendar_year, 1, 1), "term": date(2020, 7, 1)}
    for window, total in (("year", got.year_admitted), ("term", got.term_admitted)):
        found, first = chain(got, window), firsts[window]
        if window == "year" and day_before < first:
            assert found is None
            continue
        was = story.gross(known_before, root, first, day_before)
        now = story.gross(known, root, first, day_before)
        late = {month: now[month] - was[month] for month in sorted(now | was) if now[month] != was[month]}
        gone_before = story.cancelled(known_before, root, first, day_before, day_before)
        gone = story.cancelled(known, root, first, day_before, got.as_of)
        since = story.gross(known, root, day_before + timedelta(days=1), got.as_of).total()
        since -= story.cancelled(known, root, day_before + timedelta(days=1), got.as_of, got.as_of)
        assert {each.month: each.heads for each in found.late_by_month} == late
        assert links(found) == (was.total() - gone_before, since, sum(late.values()), gone - gone_before, total)
        assert found.previous + found.since + found.late - found.cancelled == found.total
        checked += 1
    return checked


@pytest.mark.parametrize(("before", "after"), [(31, 20), (20, 31), (15, 25), (25, 10)])
def test_a_changed_cut_off_day_invents_no_late_entries(db, clock, before, after):
    """Everything is signed under one cut-off day; nothing is entered before it is looked at under another."""
    clock(2022, 10, 31)
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    story = Story(seed=before)
    for year, month, last in MONTHS:
        clock(year, month, last)
        story.go_on(date(year, month, 1), date(year, month, last))
    installation.set_value(CUT_OFF_DAY, before, valid_from=date(2022, 1, 1))
    signed = {
        branch: sign(branch, "2023-02", 1) for code, branch in story.branches.items() if code in {"D", "C0", "Z0"}
    }
    installation.set_value(CUT_OFF_DAY, after, valid_from=date(2022, 1, 1))
    for branch, report in signed.items():
        for period in ("2023-03", "2023-quy1", "2023-nam", "2023-03-29"):
            got = cast.figures(branch, period, for_paper=True)
            assert [(each.window, each.total) for each in got.chain] == [
                ("year", got.year_admitted),
                ("term", got.term_admitted),
            ]
            for each in got.chain:
                assert (each.previous_id, each.late, each.late_by_month) == (report.pk, 0, ())
                assert each.previous + each.since + each.late - each.cancelled == each.total


def test_after_a_changed_cut_off_a_late_entry_is_of_the_month_in_which_its_day_lies_now(signed):
    cast.admit(signed.hill, "25/10/2023")
    installation.set_value(CUT_OFF_DAY, 20, valid_from=date(2023, 1, 1))
    got = chain(cast.figures(signed.country, "2023-12", for_paper=True))
    assert links(got) == (2, 0, 1, 0, 3)
    assert [(each.month, each.heads) for each in got.late_by_month] == [("2023-11", 1)]


@pytest.mark.parametrize("seed", range(1))
def test_five_months_signed_one_after_the_other_always_add_up(db, clock, seed):
    clock(2022, 10, 31)
    assert tell(Story(seed), clock) == 10 * (4 + 3)  # four terms and three years go on, for ten branches


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(100, 140))
def test_forty_stories_always_add_up(db, clock, seed):
    clock(2022, 10, 31)
    assert tell(Story(seed), clock) == 10 * (4 + 3)
