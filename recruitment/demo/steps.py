"""Walking the demo's people along the way, through the verbs: somebody at every stage, some late, some refused."""

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, timedelta

from recruitment.absences import FIELDS, set_absence
from recruitment.dossier import set_papers, set_verifications
from recruitment.facts import Step, facts_today, path_on
from recruitment.models import Candidate, PaperState
from recruitment.moves import stages_on
from recruitment.profiles import NO_RELIGION
from recruitment.rules.months import add_months
from recruitment.rules.papers import Group, Need, papers_of
from recruitment.rules.votes import Body, Count
from recruitment.stages import EXITS, PREPARING, Stage
from recruitment.workflow import enter_at, move_candidates

from .decisions import working_day
from .people import AWAY
from .sponsors import help_on, introduce

S = Stage
GAPS = {
    **{S.LISTED: 0, S.CERTIFIED: 110, S.PERMITTED: 30, S.DOSSIER: 6, S.VERIFIED: 60, S.CELL_RESOLVED: 20},
    **{S.BASE_RESOLVED: 12, S.RECEIVED: 6, S.APPRAISED: 12, S.RETURNED: 8, S.CONSULTED: 8, S.SUBMITTED: 12},
    **dict.fromkeys(EXITS, 45),
}
"""About how many days after the stage before one comes to a stage."""

LEAVING = {S.DROPPED: S.LISTED, S.WITHDRAWN: S.CERTIFIED, S.MOVED: S.CERTIFIED, S.ADMITTED_ELSEWHERE: S.MOVED}
LEAVING |= {S.REFUSED: S.SUBMITTED, S.RETURNED: S.APPRAISED, S.CONSULTED: S.APPRAISED}
"""From where people come to a stage that lies beside the straight way."""

WHY = {
    S.DROPPED: "Chưa tích cực tham gia hoạt động của thôn",
    S.WITHDRAWN: "Có đơn xin rút vì hoàn cảnh gia đình",
    S.MOVED: "Chuyển nơi cư trú theo gia đình",
    S.ADMITTED_ELSEWHERE: "Nơi chuyển đến đã kết nạp",
    S.REFUSED: "Chưa đủ điều kiện, đề nghị tiếp tục giúp đỡ",
    S.RETURNED: "Bổ sung ý kiến nhận xét của chi ủy nơi cư trú",
}
LATE = 95
"""Days by which somebody who is late has stood still."""


@dataclass(eq=False)
class Journey:
    """One person's way: to which stage, on which days. ``is_late``: the clock has run out; ``skips``: papers that were
    missing when the cell resolved all the same.
    """

    person: Candidate
    road: list[Stage]
    days: dict[Stage, date] = field(default_factory=dict)
    is_late: bool = False
    is_midway: bool = False
    skips: tuple[str, ...] = ()


def walk(scenario, by):
    """Bring those on the way to the stages that the scenario asks for, the rest stays introduced."""
    chance = random.Random(scenario.seed + 2)
    people = list(Candidate.objects.filter(stage=S.INTRODUCED).select_related("branch").order_by("code"))
    away = set(Candidate.objects.filter(tags__name=AWAY).values_list("pk", flat=True))
    people.sort(key=lambda person: _stays_behind(person, scenario.clock, away))
    journeys = _journeys(chance, scenario, people)
    for stage in GAPS:
        _take(chance, [each for each in journeys if stage in each.road and each.person.stage != stage], stage, by)
    _fail_once(scenario, by)
    _propose_recognition(scenario, by)
    _send_away(chance, scenario, by)
    help_on(chance, by)


def _stays_behind(person, clock, away):
    """Believers ask for a consent first, the young for their birthday, and those who left for work stand still."""
    return person.religion not in {"", NO_RELIGION} or (person.age_on(clock) or 0) < 19 or person.pk in away


def _journeys(chance, scenario, people):
    """For each stage that is asked for, the longest roads first, the next person whose way has it."""
    wanted = [stage for stage, count in scenario.standing.items() for _ in range(count)]
    wanted.sort(key=lambda stage: -len(_road(stage, list(GAPS))))
    left = [(each.candidate, stages_on(each.path)[1:]) for each in facts_today(people)]
    journeys, seen = [], Counter()
    for end in wanted:
        person, straight = next(each for each in left if LEAVING.get(end, end) in (*each[1], *LEAVING))
        left.remove((person, straight))
        seen[end] += 1
        journey = Journey(person, _road(end, straight))
        journey.is_late = seen[end] == 1 and end in {S.CELL_RESOLVED, S.SUBMITTED}
        journey.is_midway = end == S.CERTIFIED and seen[end] <= 4
        journey.skips = ("opinions_summary",) if end == S.RECEIVED and seen[end] == 1 else ()
        _give_days(chance, scenario.clock, journey)
        if resolved := journey.days.get(S.CELL_RESOLVED):  # the way that the cell had on that day
            journey.road = _road(end, stages_on(path_on(person, resolved))[1:])
            _give_days(chance, scenario.clock, journey)
        journeys.append(journey)
    return journeys


def _road(stage, straight):
    """The stages on the way to ``stage``, itself the last."""
    if stage in LEAVING:
        return [*_road(LEAVING[stage], straight), stage]
    return straight[: straight.index(stage) + 1]


def _give_days(chance, clock, journey):
    """From the last stage backwards, then pushed on to working days."""
    day = clock - timedelta(days=chance.randint(4, 25) + LATE * journey.is_late)
    for stage in reversed(journey.road):
        journey.days[stage] = day
        day -= timedelta(days=GAPS[stage] + chance.randint(0, 5))
    latest = date.min
    for stage in journey.road:
        latest = journey.days[stage] = min(max(working_day(journey.days[stage]), latest), clock)


def _take(chance, journeys, stage, by):
    """Everybody who comes to ``stage``, at once."""
    if stage == S.CERTIFIED:
        for journey in (each for each in journeys if each.is_midway):
            enter_at(journey.person.pk, S.LISTED, journey.days[S.LISTED], by=by)
    if stage == S.VERIFIED:
        for journey in journeys:
            _fill(journey, by)
    for journey in journeys:
        journey.person.refresh_from_db()
    ready = [each for each in journeys if not (stage == S.LISTED and each.is_midway)]
    whole, poor = [each for each in ready if not each.skips], [each for each in ready if each.skips]
    steps = {each: _step(chance, each, stage) for each in ready}
    if whole:
        move_candidates([steps[each] for each in whole], stage, by=by)
    for journey in poor:
        despite = "Chi bộ đã họp, bổ sung sau" if stage in {S.VERIFIED, S.CELL_RESOLVED} else ""
        move_candidates([steps[journey]], stage, by=by, despite=despite)
    for journey in journeys:
        journey.person.refresh_from_db()


def _step(chance, journey, stage):
    person = journey.person
    numbers = {
        S.LISTED: "{:02d}-NQ/CB",
        S.CERTIFIED: "{}/CN",
        S.PERMITTED: "{:02d}-CV/ĐU",
        S.CELL_RESOLVED: "{:02d}-NQ/CB",
    }
    numbers |= {S.BASE_RESOLVED: "{:02d}-NQ/ĐU"}
    number = numbers[stage].format(chance.randint(2, 90)) if stage in numbers else ""
    counts = {S.CELL_RESOLVED: _vote(chance, Body.CELL, 5, 16), S.BASE_RESOLVED: _vote(chance, Body.BASE, 9, 15)}
    return Step(
        person.pk,
        person.stage,
        on=journey.days[stage],
        number=number,
        count=counts.get(stage),
        reason=WHY.get(stage, ""),
    )


def _vote(chance, body, fewest, most):
    """A meeting of which one or two stayed away, and everybody there agreed but sometimes one."""
    members = chance.randint(fewest, most)
    present = members - chance.randint(0, 1)
    against = chance.randint(0, 1) if members > 6 else 0
    return Count(body, members, present=present, yes=present - against, no=against)


def _fill(journey, by):
    """The dossier is drawn up in the weeks before it is verified."""
    day = journey.days[S.VERIFIED] - timedelta(days=10)
    kinds = [each for each in papers_of(Group.CONSIDERING) if each.need == Need.MANDATORY and each.key != "certificate"]
    rows = [
        {
            **{"kind": each.key, "ordinal": n, "state": PaperState.COMPLETE, "number": "", "signer": ""},
            **{"dated_on": max(day, journey.days[S.DOSSIER]), "place": "Văn phòng Đảng ủy"},
        }
        for each in kinds
        for n in range(1, each.copies + 1)
        if each.key not in journey.skips
    ]
    person = set_papers(journey.person.pk, rows, Candidate.objects.get(pk=journey.person.pk).version, by=by)
    asked = {"relation": "self", "place": "Đảng ủy nơi cư trú", "is_abroad": False, "done_by": "Chi ủy"}
    days = {"sent_on": journey.days[S.DOSSIER], "answered_on": journey.days[S.VERIFIED], "waived_by": ""}
    set_verifications(person.pk, [asked | days], person.version, by=by)
    introduce(journey.person, journey.days[S.DOSSIER], by)


def _fail_once(scenario, by):
    """One of those whom their cells consider next did not get two thirds the first time."""
    person = Candidate.objects.filter(stage=S.VERIFIED).order_by("code").last()
    count = Count(Body.CELL, 9, present=8, yes=5, no=3)
    on = working_day(person.stage_on)
    move_candidates([Step(person.pk, person.stage, on=on, number="09-NQ/CB", count=count)], S.CELL_RESOLVED, by=by)


def _propose_recognition(scenario, by):
    """The first of those whose twelve months are over is proposed for recognition; the others are late."""
    over = Candidate.objects.filter(stage=S.PROBATION, stage_on__lt=add_months(scenario.clock, -13)).order_by("code")
    if not (person := over.first()):
        return
    day = working_day(add_months(person.stage_on, 12) + timedelta(days=3))
    rows = [
        {
            **{"kind": each.key, "ordinal": 1, "state": PaperState.COMPLETE, "number": "", "dated_on": day},
            **{"signer": "", "place": "Văn phòng Đảng ủy"},
        }
        for each in papers_of(Group.PROBATION)
        if each.need == Need.MANDATORY
    ]
    set_papers(person.pk, rows, person.version, by=by)
    count = Count(Body.CELL, 9, present=9, yes=9)
    step = Step(person.pk, person.stage, on=day + timedelta(days=4), number="07-NQ/CB", count=count)
    move_candidates([step], S.RECOGNITION_PROPOSED, by=by)


def _send_away(chance, scenario, by):
    """Those who bear the office's group of that name have left for work; of some nobody has heard for months."""
    places = ("Bình Dương", "Đồng Nai", "Thành phố Hồ Chí Minh", "Gia Lai")
    away = Candidate.objects.filter(tags__name=AWAY, stage__in=PREPARING).order_by("code")
    for person in away:
        left = max(scenario.clock - timedelta(days=chance.randint(40, 200)), person.stage_on or date.min)
        said = dict.fromkeys(FIELDS) | {"left_on": left, "place": chance.choice(places), "contact": "Bí thư chi bộ"}
        if chance.random() < 0.5:
            said["last_contact_on"] = left + (scenario.clock - left) // 2
        set_absence(person.pk, said, person.version, by=by)
