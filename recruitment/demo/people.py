"""Inventing people: who they are, and the ``Person`` that the verb is told."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from branches.kinds import Setting
from recruitment.profiles import KINH, NO_RELIGION, GeneralEducation, ProfessionalEducation, Sex
from recruitment.profiles import Occupation as Work
from recruitment.registering import Person

from . import decisions
from .names import Names
from .scenario import Cell, Intake, Scenario

PEOPLES = {"Thái": 6, "Tày": 4, "Mường": 5, "Gia Rai": 5, "Xơ Đăng": 5, "Nùng": 3, "Brâu": 1, "Rơ Măm": 1}
"""The minorities of the region, and how often they are drawn."""

AWAY = "Đi làm ăn xa"
"""A group of the office's own, as lists name those who have left for work."""

FAITHS = ("Công giáo", "Tin lành", "Phật giáo")
WORK = {
    Setting.VILLAGE: (Work.FARMER,) * 6 + (Work.VILLAGE_CADRE,) * 2 + (Work.WORKER,),
    Setting.COMMUNE: (Work.COMMUNE_CADRE,),
    Setting.AGENCY: (Work.CIVIL_SERVANT,),
    Setting.PARTY_AGENCY: (Work.PARTY_CADRE,),
    Setting.SCHOOL: (Work.TEACHER,),
    Setting.PUBLIC_SERVICE: (Work.PUBLIC_EMPLOYEE,),
    Setting.ARMY: (Work.ARMED_FORCES,),
    Setting.POLICE: (Work.ARMED_FORCES,),
    Setting.STATE_COMPANY: (Work.WORKER,),
}
FIELD_WORK = {Work.FARMER, Work.WORKER, Work.VILLAGE_CADRE}
FIELD_TRAINING = (
    ProfessionalEducation.NONE,
    ProfessionalEducation.NONE,
    ProfessionalEducation.ELEMENTARY,
    ProfessionalEducation.INTERMEDIATE,
)
DESK_TRAINING = (
    ProfessionalEducation.COLLEGE,
    ProfessionalEducation.BACHELOR,
    ProfessionalEducation.BACHELOR,
    ProfessionalEducation.INTERMEDIATE,
)


@dataclass
class Invented:
    """A person before a name is found. Without ``decision_on`` and ``ceremony_on``: still on the way.

    ``day``: the one that the person is described on. ``unknown``: fields of the profile that nobody wrote down.
    """

    cell: Cell
    day: date
    decision_on: date | None = None
    ceremony_on: date | None = None
    recognised_on: date | None = None
    number: str = ""
    work: str = ""
    age: int = 0
    is_woman: bool = False
    is_minority: bool = False
    is_believer: bool = False
    is_union_member: bool = False
    tags: tuple[str, ...] = ()
    unknown: set[str] = field(default_factory=set)

    @property
    def admitted_on(self):
        return self.decision_on or self.ceremony_on


def invent(chance, scenario: Scenario):
    """Everybody of a scenario, those admitted first."""
    admitted = [one for intake in scenario.intakes for one in _admitted(chance, scenario, intake)]
    waiting = _on_the_way(chance, scenario)
    if scenario.oddities:
        _make_odd(admitted)
    _tag(scenario, admitted, waiting)
    return admitted + waiting


def to_people(chance, invented, branches):
    """``invented`` with a name, a birth date and a code, as the verb takes them."""
    names = Names(chance)
    return [_person(chance, names, one, code=f"DEMO-{n:04d}", branches=branches) for n, one in enumerate(invented, 1)]


def _admitted(chance, scenario, intake: Intake):
    """The year's admissions, in the order of their decisions."""
    cells = [cell for cell in scenario.cells for _ in range(cell.admitted.get(intake.year, 0))]
    chance.shuffle(cells)
    people = []
    for cell, day in zip(cells, decisions.decision_days(chance, intake), strict=True):
        ceremony, recognised = decisions.days_after(chance, day, scenario.clock)
        number = f"{len(people) + 3:02d}-{scenario.decision}"
        people.append(Invented(cell, day, day, ceremony, recognised, number, work=_work(chance, cell)))
    _describe_year(chance, people, intake)
    return people


def _describe_year(chance, people, intake):
    """Deal out exactly as many women, believers and so on as the intake says, to those likeliest to be it."""
    _deal(chance, people, "is_woman", intake.women, {Work.TEACHER: 0.5, Work.ARMED_FORCES: -0.6})
    _deal(chance, people, "is_minority", intake.minority, {Work.FARMER: 0.6, Work.VILLAGE_CADRE: 0.6, Work.WORKER: 0.3})
    _deal(chance, people, "is_believer", intake.believers, {Work.FARMER: 0.3, Work.ARMED_FORCES: -1})
    youngest_first = sorted(people, key=lambda one: (one.work != Work.PUPIL, chance.random()))
    for place, (one, age) in enumerate(zip(youngest_first, _ages(chance, len(people), intake), strict=True)):
        one.age, one.is_union_member = age, place < intake.union


def _work(chance, cell):
    return chance.choice(cell.work or WORK[cell.setting])


def _deal(chance, people, attribute, count, likelier):
    ranked = sorted(people, key=lambda one: chance.random() + likelier.get(one.work, 0), reverse=True)
    for one in ranked[:count]:
        setattr(one, attribute, True)


def _ages(chance, count, intake):
    """Ages that sum to the intake's, the youngest first: union members are 18 to 30, the others older."""
    limits = [(18, 30)] * intake.union + [(31, 50)] * (count - intake.union)
    ages = [int(chance.triangular(low, high, low + 6)) for low, high in limits]
    while missing := intake.ages - sum(ages):
        place = chance.randrange(count)
        low, high = limits[place]
        ages[place] = min(max(ages[place] + (1 if missing > 0 else -1), low), high)
    return sorted(ages)


def _on_the_way(chance, scenario):
    open_cells = [cell for cell in scenario.cells if cell.heads]
    cells = chance.choices(open_cells, weights=[cell.heads for cell in open_cells], k=scenario.on_the_way)
    people = [Invented(cell, day=scenario.clock, work=_work(chance, cell)) for cell in cells]
    for one in people:
        one.age = 17 if one.work == Work.PUPIL else int(chance.triangular(19, 45, 25))
        one.is_union_member = one.age <= 30 and chance.random() < 0.9
        one.is_woman, one.is_believer = chance.random() < 0.4, chance.random() < 0.06
        one.is_minority = chance.random() < (0.6 if one.cell.setting == Setting.VILLAGE else 0.3)
    return people


def _make_odd(admitted):
    """What real lists look like: a birth year only, an unknown people, a ceremony whose decision nobody found."""
    latest = [one for one in admitted if one.day.year == admitted[-1].day.year]
    latest[0].unknown.add("birth_date")
    next(one for one in latest[1:] if not one.is_minority).unknown.add("ethnic_group")
    undecided = next(one for one in admitted if one.day.year == 2021)
    undecided.day, undecided.decision_on, undecided.number = undecided.ceremony_on, None, ""
    for one in admitted:
        if (one.day.year, one.day.month) == (2023, 1):
            one.recognised_on = None  # the cell should have considered them by now


def _tag(scenario, admitted, waiting):
    in_villages = [one for one in waiting if one.cell.setting == Setting.VILLAGE]
    for one in in_villages[: scenario.away]:
        one.tags = (AWAY,)
    admitted_in_villages = [one for one in admitted if one.cell.setting == Setting.VILLAGE]
    for one in in_villages[scenario.away : scenario.away + 3] + admitted_in_villages[-1:]:
        one.tags = (scenario.own_group,)


def _person(chance, names, one, *, code, branches):
    ethnic_group = chance.choices(list(PEOPLES), weights=PEOPLES.values())[0] if one.is_minority else KINH
    days = ("decision_on", "ceremony_on", "recognised_on")
    admission = {"decision_number": one.number} | {name: getattr(one, name) for name in days}
    return Person(
        full_name=names.draw(woman=one.is_woman, ethnic_group=ethnic_group),
        branch=branches[one.cell.code],
        code=code,
        residence=one.cell.village,
        profile=_profile(chance, one, ethnic_group),
        admission=admission if one.admitted_on else {},
        tags=one.tags or None,
    )


def _profile(chance, one, ethnic_group):
    birth = _birth(chance, one)
    is_field_work = one.work in FIELD_WORK
    general = (
        chance.choice((GeneralEducation.LOWER_SECONDARY, GeneralEducation.UPPER_SECONDARY)) if is_field_work else None
    )
    training = ProfessionalEducation.NONE if one.work == Work.PUPIL else chance.choice(DESK_TRAINING)
    profile = {
        "birth_date": birth,
        "birth_year": birth.year,
        "sex": Sex.FEMALE if one.is_woman else Sex.MALE,
        "ethnic_group": ethnic_group,
        "religion": chance.choice(FAITHS) if one.is_believer else NO_RELIGION,
        "occupation": one.work,
        "general_education": general or GeneralEducation.UPPER_SECONDARY,
        "professional_education": chance.choice(FIELD_TRAINING) if is_field_work else training,
        "is_union_member": one.is_union_member,
    }
    return {name: value for name, value in profile.items() if name not in one.unknown}


def _birth(chance, one):
    """A day of birth that makes the person ``one.age`` years old on the day of the description."""
    birthday = one.day.replace(year=one.day.year - one.age, day=min(one.day.day, 28))
    return birthday - timedelta(days=chance.randint(1, 330))
