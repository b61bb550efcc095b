"""The demo: the figures of the article of 24/03/2024 about Ia H'Drai, counted plainly from the rows, then by the report."""

from collections import Counter, defaultdict
from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import get_user
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Q, Sum

from branches.access import home_of
from branches.accounts import add_account
from branches.kinds import BASE_ORGANISATIONS, CELLS, Kind, Setting
from branches.models import Access, Branch, Member, Movement, MovementKind, User
from branches.models.movement import SIGN
from branches.roles import Role
from config.clock import is_demo, today
from config.models import Setting as Kept
from recruitment.clocks import running_clock
from recruitment.courses import numbers_of
from recruitment.demo.accounts import PASSWORD
from recruitment.demo.district import ACCOUNTS
from recruitment.facts import facts_today
from recruitment.models import (
    Absence,
    Admission,
    Candidate,
    Course,
    Introduction,
    PastTotal,
    PlanLine,
    Quota,
    Resolution,
    Shortfall,
    StageChange,
)
from recruitment.plan_numbers import plans_below
from recruitment.stages import ON_THE_WAY, Stage
from reports.models import Report, ReportFile
from reports.periods import months_before
from reports.rendering import ISSUED_FORMS
from tests import cast

END_OF_2023, CLOCK = date(2023, 12, 31), date(2024, 3, 24)
TERM = date(2020, 7, 1)


def filled(blocker, *words):
    """Fills the database once for all tests of this worker, and takes it all back afterwards."""
    with blocker.unblock(), transaction.atomic():
        call_command("demo", *words, stdout=StringIO())
        yield
        transaction.set_rollback(True)


@pytest.fixture(scope="class")
def district(django_db_setup, django_db_blocker):
    yield from filled(django_db_blocker)


@pytest.fixture(scope="class")
def commune(django_db_setup, django_db_blocker):
    yield from filled(django_db_blocker, "--commune")


def decided(first, last):
    return Admission.objects.filter(decision_on__range=(first, last))


def year(number):
    return date(number, 1, 1), date(number, 12, 31)


def ledger():
    """cell code → [(day, heads, probationary)] in order, folded plainly from openings, rows and admissions."""
    changes = defaultdict(list)
    for row in Movement.objects.exclude(kind=MovementKind.COUNTED).select_related("branch", "counterpart"):
        sign, probationary = SIGN.get(row.kind, 1), row.probationary or 0
        if row.kind == MovementKind.RECOGNISED:
            probationary = -probationary
        order = 0 if row.kind == MovementKind.OPENING else 1
        changes[row.branch.code].append((row.day, order, sign * row.heads, probationary))
        if row.counterpart:
            changes[row.counterpart.code].append((row.day, 1, row.heads, probationary))
    for one in Admission.objects.select_related("branch"):
        changes[one.branch.code].append((one.counted_on, 1, 1, 1))
        if one.recognised_on:
            changes[one.branch.code].append((one.recognised_on, 1, 0, -1))
    return {code: list(folded(sorted(rows))) for code, rows in changes.items()}


def folded(rows):
    heads, probationary = 0, 0
    opened = next((day for day, order, *_ in rows if order == 0), date.min)
    for day, _order, more, more_probationary in rows:
        if day >= opened:
            heads, probationary = heads + more, probationary + more_probationary
            yield day, heads, probationary


def heads_on(day):
    """cell code → heads at the end of ``day``."""
    return {code: next((h for on, h, _p in reversed(rows) if on <= day), 0) for code, rows in ledger().items()}


def silent_villages(months):
    """Codes of the village cells with nobody admitted for so many months back from the end of 2023."""
    start = months_before(END_OF_2023, months)
    busy = Admission.objects.filter(counted_on__gt=start, counted_on__lte=END_OF_2023).values("branch")
    hidden = Q(past_totals__last__gt=start, past_totals__heads__gt=0)
    unknown = Branch.objects.filter(Q(code__in=["IADOM", "IATOI"]) & hidden)
    villages = Branch.objects.filter(setting=Setting.VILLAGE).exclude(pk__in=busy).exclude(parent__in=unknown)
    return set(villages.values_list("code", flat=True))


@pytest.mark.django_db
@pytest.mark.usefixtures("district")
class TestDistrict:
    def test_57_of_50_were_admitted_in_2023(self):
        assert decided(*year(2023)).count() == 57
        assert Admission.objects.filter(counted_on__year=2023).count() == 57
        assert Quota.objects.get(branch__code="IAHDRAI", period="2023", group="").low == 50

    def test_two_of_them_waited_for_the_ceremony(self):
        waiting = decided(*year(2023)).exclude(ceremony_on__lte=END_OF_2023)
        assert [(one.decision_on.month, one.ceremony_on.year) for one in waiting] == [(12, 2024)] * 2

    def test_30_of_them_in_village_cells_of_37_stated_as_80_percent(self):
        village = decided(*year(2023)).filter(branch__kind__in=CELLS, branch__setting=Setting.VILLAGE)
        quota = Quota.objects.get(branch__code="IAHDRAI", period="2023", group="village")
        assert (village.count(), quota.low, quota.stated) == (30, 37, "80")

    def test_212_in_the_term_by_name_and_by_totals(self):
        named = Admission.objects.filter(counted_on__range=(TERM, CLOCK)).count()
        unnamed = PastTotal.objects.filter(group="", first__gte=TERM).aggregate(Sum("heads"))["heads__sum"]
        assert (named, unnamed, named + unnamed) == (141, 71, 212)
        assert Quota.objects.get(branch__code="IAHDRAI", period="2020-2025", group="").low == 200

    def test_729_members_at_the_end_of_2023(self):
        heads = heads_on(END_OF_2023)
        assert sum(heads.values()) == 729
        cells = Branch.objects.filter(kind__in=CELLS)
        assert set(heads) == {cell.code for cell in cells}
        assert min(heads.values()) >= 3

    def test_no_cell_ever_has_less_than_nobody(self):
        for code, rows in ledger().items():
            assert all(0 <= probationary <= heads for _day, heads, probationary in rows), code

    def test_the_quotas_of_2023_do_not_sum_to_the_districts(self):
        below = Quota.objects.filter(branch__parent__code="IAHDRAI", period="2023", group="")
        assert (below.count(), below.aggregate(Sum("low"))["low__sum"]) == (15, 53)
        assert Quota.objects.filter(branch__parent__code="CAOSU", period="2023").count() == 4

    def test_sixteen_base_organisations(self):
        assert Branch.objects.filter(parent__code="IAHDRAI", kind__in=BASE_ORGANISATIONS).count() == 16

    def test_three_village_cells_of_24_silent_months(self):
        assert silent_villages(36) == {"IADAL-T5"}
        assert silent_villages(24) == {"IADAL-T5", "IADOM-T3", "IATOI-T4"}
        assert silent_villages(12) == silent_villages(24) | {"IADAL-T3", "IADAL-T8"}

    def test_somebody_stands_at_every_stage_that_a_district_has(self):
        standing = set(Candidate.objects.values_list("stage", flat=True))
        assert set(Stage) - standing == {Stage.SECTION_REPORTED, Stage.REMOVED, Stage.CANCELLED}

    def test_some_are_late_some_were_refused_some_entered_midway_and_something_is_to_be_put_right(self):
        clocks = [
            running_clock(facts, facts.deadlines)
            for facts in facts_today(list(Candidate.objects.select_related("branch")))
        ]
        assert sum(1 for clock in clocks if clock and clock.day < CLOCK) >= 3
        assert Candidate.objects.filter(stage=Stage.REFUSED).exists()
        midway = StageChange.objects.filter(way=StageChange.Way.ENTRY, target__in=ON_THE_WAY)
        assert midway.count() >= 3
        assert Shortfall.objects.open().exists()
        assert Resolution.objects.filter(has_passed=False).exists()

    def test_some_have_left_for_work_and_keep_their_stage(self):
        away = Absence.objects.filter(returned_on=None)
        assert 4 <= away.count() <= 7
        assert set(away.values_list("candidate__stage", flat=True)) <= set(ON_THE_WAY)

    def test_most_people_have_a_source_and_some_have_none(self):
        known = Introduction.objects.values_list("source", flat=True)
        assert 110 <= len(known) <= 145
        assert len(set(known)) >= 6
        assert not Introduction.objects.filter(handed_over_on__gt=CLOCK).exists()

    def test_one_class_was_held_and_one_is_planned(self):
        held, planned = Course.objects.get(is_held=True), Course.objects.get(is_held=False)
        assert held.last < CLOCK < planned.first
        numbers = numbers_of([held, planned], by=cast.system_user())
        assert numbers[held.pk].certified >= 5
        assert (numbers[held.pk].absent, numbers[held.pk].attended) == (2, numbers[held.pk].certified + 1)
        assert (numbers[planned.pk].seats, numbers[planned.pk].attended) == (10, 0)

    def test_some_cells_have_planned_this_year_by_name(self):
        plans = plans_below(Branch.objects.get(code="IAHDRAI"), 2024, by=cast.system_user())
        assert plans.planned >= 20
        assert sum(map(bool, plans.quarters)) >= 3
        assert plans.without
        assert PlanLine.objects.filter(branch__code="IADOM-T1").exists()

    def test_everybody_stands_where_the_log_says(self):
        for person in Candidate.objects.exclude(stage=Stage.INTRODUCED):
            assert person.stage == person.stage_changes.last().target

    def test_nobody_teaches_among_those_of_2024(self):
        work = Counter(decided(*year(2024)).values_list("occupation", flat=True))
        assert (sum(work.values()), work["teacher"]) == (12, 0)
        assert Quota.objects.get(period="2024", group="teachers").low == 5

    def test_everybody_is_marked_as_invented(self):
        assert not Candidate.objects.exclude(code__startswith="DEMO-").exists()
        assert Candidate.objects.filter(admissions__isnull=True).count() == 86
        names = Candidate.objects.values_list("full_name", flat=True)
        assert len(set(names)) == len(names)

    def test_every_cell_has_a_few_members_who_can_be_sponsors(self):
        members = Member.objects.values_list("branch__code", flat=True)
        cells = Branch.objects.filter(kind__in=CELLS, valid_to=None)
        assert {code: 3 <= count <= 6 for code, count in Counter(members).items()} == {c.code: True for c in cells}
        full = Counter(Member.objects.full_on(CLOCK).values_list("branch__code", flat=True))
        assert min(full[cell.code] for cell in cells) >= 3
        assert Member.objects.filter(official_on=None).exists()
        assert Member.objects.filter(left_on__isnull=False).exists()
        assert len(set(Member.objects.full_on(CLOCK).values_list("official_on__year", flat=True))) > 10

    def test_members_are_invented_and_bear_nobodys_name(self):
        names = list(Member.objects.values_list("full_name", flat=True))
        assert len(set(names)) == len(names)
        assert not Candidate.objects.filter(full_name__in=names).exists()
        assert not Member.objects.exclude(code__startswith="DEMO-DV").exists()

    def test_the_lists_are_as_imperfect_as_real_ones(self):
        of_2024 = decided(*year(2024))
        assert of_2024.filter(birth_date=None, birth_year__isnull=False).count() == 1
        assert of_2024.filter(ethnic_group="").count() == 1
        assert of_2024.filter(tags__folded="truong thon").count() == 1
        assert list(Admission.objects.filter(decision_on=None).values_list("ceremony_on__year", flat=True)) == [2021]

    def test_three_months_are_signed_one_of_them_anew_one_is_put_up_and_one_is_a_draft(self):
        states = Report.objects.order_by("period", "issue").values_list("period", "state", "number")
        assert list(states) == [
            ("2023-11", "signed", 1),
            ("2023-12", "superseded", 2),
            ("2023-12", "signed", 3),
            ("2024-01", "signed", 4),
            ("2024-02", "submitted", None),
            ("2024-03", "draft", None),
        ]
        assert ReportFile.objects.count() == 4 * len(ISSUED_FORMS)

    def test_report_of_december_2023(self):
        figures = cast.figures(Branch.objects.get(code="IAHDRAI"), "2023-12")
        assert (figures.year.admitted, figures.year.percent, figures.awaiting_ceremony) == (57, "114", 2)
        village = next(group for group in figures.groups if group.code == "village")
        assert (village.admitted, village.percent, village.stated, village.flag) == (30, "81.08", "80", "không khớp")
        assert (figures.headcount.closing, figures.headcount.counted_difference) == (729, 0)
        assert (figures.allocation.quota, figures.allocation.children, figures.allocation.gap) == (50, 53, -3)
        silent = {
            (cell.branch.code, cell.months) for cell in figures.silent_cells if cell.is_village and cell.months > 12
        }
        assert silent == {("IADAL-T5", 36), ("IADOM-T3", 24), ("IATOI-T4", 24)}

    def test_report_of_march_2024(self):
        figures = cast.figures(Branch.objects.get(code="IAHDRAI"), "2024-03")
        assert figures.as_of == CLOCK
        assert (figures.term.admitted, figures.term.percent) == (212, "106")
        assert (figures.year.admitted, figures.headcount.closing) == (12, sum(heads_on(CLOCK).values()))

    def test_children_of_every_base_organisation_carry_its_heads(self):
        heads, figures = heads_on(END_OF_2023), cast.figures(Branch.objects.get(code="IAHDRAI"), "2023-12")
        wanted = Counter()
        for code, count in heads.items():
            wanted[code.split("-")[0]] += count
        assert {child.branch.code: child.heads for child in figures.children} == wanted

    @pytest.mark.parametrize(
        ("name", "role", "home"),
        [
            ("canbo", Role.OFFICER, "IAHDRAI"),
            ("lanhdao", Role.LEADER, "IAHDRAI"),
            ("capuy", Role.SECRETARY, "IAHDRAI"),
            ("quantri", Role.ADMIN, "IAHDRAI"),
            ("canbo-iadom", Role.OFFICER, "IADOM"),
            ("bithu-iadom", Role.SECRETARY, "IADOM"),
            ("lanhdao-iatoi", Role.LEADER, "IATOI"),
            ("quantri-iadom", Role.ADMIN, "IADOM"),
            ("chibo", Role.SECRETARY, "IADOM-T1"),
        ],
    )
    def test_the_accounts_log_in_and_land_at_home(self, client, name, role, home):
        client.post("/dang-nhap/", {"username": name, "password": PASSWORD})
        user = get_user(client)
        assert home_of(user).code == home
        assert Access.objects.in_force().get(user=user).role == role

    def test_accounts_are_listed_without_writing(self):
        out = StringIO()
        call_command("demo", "--accounts", stdout=out)
        assert [line.split()[:2] for line in out.getvalue().splitlines()[1:]] == [
            [account.username, PASSWORD] for account in ACCOUNTS
        ]

    def test_the_clock_stands_still(self):
        assert is_demo()
        assert today() == CLOCK

    def test_a_second_demo_is_refused(self):
        with pytest.raises(CommandError):
            call_command("demo", "--commune")
        assert Candidate.objects.count() == 227
        assert today() == CLOCK


@pytest.mark.django_db
@pytest.mark.usefixtures("commune")
class TestCommune:
    def test_23_cells_hang_directly_below(self):
        root = Branch.objects.get(code="IATOI")
        assert (root.kind, root.setting, root.line_above) == (Kind.BASE, Setting.COMMUNE, "Đảng bộ tỉnh Quảng Ngãi")
        below = Branch.objects.filter(parent=root, valid_to=None)
        assert [cell.kind for cell in below] == [Kind.CELL] * 23
        assert below.filter(setting=Setting.VILLAGE).count() == 10

    def test_what_there_was_before_the_merger_is_closed(self):
        ended = Branch.objects.filter(valid_to=date(2025, 7, 1)).values_list("code", "successor__code")
        assert set(ended) == {("IAHDRAI", None), ("IADOM", "IATOI"), ("IATOI-CU", "IATOI")}

    def test_members_stand_at_open_cells(self):
        assert set(Member.objects.values_list("branch__code", flat=True)) == set(
            Branch.objects.filter(kind__in=CELLS, valid_to=None).values_list("code", flat=True)
        )

    def test_nobody_is_left_in_a_closed_cell_and_nobody_is_missing(self):
        heads = heads_on(today())
        assert all(0 <= probationary <= count for rows in ledger().values() for _day, count, probationary in rows)
        closed = Branch.objects.filter(kind__in=CELLS, valid_to__isnull=False)
        assert {cell.code: heads[cell.code] for cell in closed} == {"CA2": 0, "QS2": 0}
        assert sum(heads.values()) == 388

    def test_report_counts_against_three_percent_of_the_members(self):
        figures = cast.figures(Branch.objects.get(code="IATOI"), "2026-11")
        assert figures.as_of == date(2026, 11, 20)
        base = sum(heads_on(date(2025, 12, 31)).values())
        assert (figures.year.target.rate, figures.year.target.base, figures.year.admitted) == ("3", base, 11)
        assert figures.headcount.closing == 388

    def test_old_commune_reports_as_it_did_before_the_merger(self):
        figures = cast.figures(Branch.objects.get(code="IADOM"), "2025-06")
        cells = {"T07", "T08", "T09", "T10", "MN2", "TH2", "KTXH", "CA2", "QS2"}
        assert {child.branch.code for child in figures.children} == cells
        on_the_day = heads_on(date(2025, 6, 30))
        assert figures.headcount.closing == sum(on_the_day[code] for code in cells)

    def test_everybody_lands_at_the_commune_itself(self):
        assert home_of(User.objects.get(username="lanhdao")).code == "IATOI"
        assert home_of(User.objects.get(username="bithu-thon7")).code == "T07"


@pytest.mark.django_db
class TestWhereTheDemoIsNotWanted:
    def test_an_office_of_its_own_is_left_alone(self):
        place = cast.place("OWN", Kind.BASE)
        add_account("canbo", password=cast.PASSWORD, role=Role.OFFICER, branch=place, by=cast.system_user())
        with pytest.raises(CommandError):
            call_command("demo")
        assert list(Branch.objects.values_list("code", flat=True)) == ["OWN"]
        assert not Kept.objects.filter(key="demo_clock").exists()
        out = StringIO()
        call_command("demo", "--accounts", stdout=out)
        assert out.getvalue() == ""

    def test_a_name_that_is_taken_leaves_nothing_behind(self):
        User.objects.create(username="quantri")
        with pytest.raises(CommandError):
            call_command("demo")
        assert not Branch.objects.exists()
        assert not is_demo()


@pytest.mark.django_db
def test_the_same_people_every_time():
    once, again = everything(), everything()
    assert once == again


def everything():
    """What a demo writes, without ids; taken back at once."""
    with transaction.atomic():
        call_command("demo", stdout=StringIO())
        people = list(Candidate.objects.order_by("code").values_list("code", "full_name", "birth_date", "branch__code"))
        days = list(
            Admission.objects.order_by("candidate__code").values_list("decision_on", "ceremony_on", "recognised_on")
        )
        rows = list(Movement.objects.order_by("code").values_list("code", "branch__code", "day", "kind", "heads"))
        members = list(Member.objects.order_by("code").values_list("code", "full_name", "branch__code", "official_on"))
        transaction.set_rollback(True)
    return people, days, rows, members
