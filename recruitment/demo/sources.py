"""Where the demo's people come from, two classes on the Party and the cells' plans of the year, through the verbs."""

import random
from collections import defaultdict
from datetime import timedelta

from django.db.models import Q

from branches.kinds import Setting
from branches.models import Branch
from recruitment.courses import note_attendance, seat_people, set_course
from recruitment.introductions import set_introduction
from recruitment.models import Attendance, Candidate, Source
from recruitment.plans import set_plan
from recruitment.profiles import Sex
from recruitment.stages import ON_THE_WAY, PREPARING, Stage

from .decisions import working_day

S = Stage
UNIONS = {
    Setting.VILLAGE: ((Source.FARMERS, "Chi hội Nông dân"), (Source.FRONT, "Ban công tác Mặt trận"), (Source.CELL, "")),
    Setting.ARMY: ((Source.CELL, ""),),
    Setting.POLICE: ((Source.CELL, ""),),
}
AT_WORK = ((Source.TRADE_UNION, "Công đoàn cơ sở"), (Source.TRADE_UNION, "Tổ công đoàn"), (Source.CELL, ""))
"""Who introduces people in an office, a school, a company."""

UNKNOWN = 0.15
"""Of so many nobody has written down who introduced them."""

HELD_BEFORE, PLANNED_IN, TAKES = 18, 40, 2
"""The class that was held began so many days before the clock, the other begins so many after; days that a class takes."""

QUARTERS_LEFT = {
    **dict.fromkeys((S.LISTED, S.CERTIFIED), 3),
    **dict.fromkeys((S.PERMITTED, S.DOSSIER, S.VERIFIED), 1),
}
"""About how many quarters after this one somebody is admitted; further on: in this one. Who is only introduced: unplanned."""

PLANS_OF = 0.7
"""So many of the cells with people on the way have made a plan."""


def bring_sources(scenario, accounts, by):
    """``accounts``: the codes of the branches where the demo has accounts; their cells have all made a plan."""
    chance = random.Random(scenario.seed + 3)
    _introduce(chance, scenario, by)
    root = Branch.objects.get(code=scenario.root)
    _hold_class(scenario, root, by)
    _plan_class(scenario, root, by)
    _plan_year(chance, scenario, accounts, by)


def _introduce(chance, scenario, by):
    """Those on the way, and those admitted since the year before, who came a year or two earlier."""
    since = scenario.clock.year - 1
    for person in _people().filter(Q(admissions=None) | Q(admissions__decision_on__year__gte=since)):
        if chance.random() < UNKNOWN:
            continue
        source, unit = _source(chance, person)
        admission, first = person.admissions.first(), person.stage_changes.order_by("on", "pk").first()
        if admission:
            day = admission.decision_on - timedelta(days=chance.randint(250, 600))
        else:
            day = (first.on if first else scenario.clock) - timedelta(days=chance.randint(6, 40))
        said = {"source": source, "unit": unit, "number": "", "handed_over_on": working_day(day)}
        if source == Source.YOUTH_UNION:
            said["number"] = f"{chance.randint(2, 40):02d}-NQ/ĐTN"
        set_introduction(person.pk, said, person.version, by=by)


def _source(chance, person):
    if person.is_union_member and chance.random() < 0.6:
        return Source.YOUTH_UNION, "Chi đoàn"
    if person.sex == Sex.FEMALE and person.branch.setting == Setting.VILLAGE and chance.random() < 0.6:
        return Source.WOMEN, "Chi hội Phụ nữ"
    return chance.choice(UNIONS.get(person.branch.setting, AT_WORK))


def _hold_class(scenario, root, by):
    """Those certified since came, and one who waits for the certificate; two did not come."""
    first = working_day(scenario.clock - timedelta(days=HELD_BEFORE))
    course = _course(scenario, root, first, "I", True, by)
    certified = [each.pk for each in _below(root, S.CERTIFIED) if each.stage_on >= course.last]
    waiting = [each.pk for each in _below(root, S.LISTED) if each.stage_on < first][:3]
    seat_people(course.pk, [*certified, *waiting], by=by)
    came = dict.fromkeys([*certified, *waiting[:1]], Attendance.ATTENDED)
    note_attendance(course.pk, came | dict.fromkeys(waiting[1:], Attendance.ABSENT), by=by)


def _plan_class(scenario, root, by):
    first = working_day(scenario.clock + timedelta(days=PLANNED_IN))
    course = _course(scenario, root, first, "II", False, by)
    seat_people(course.pk, [each.pk for each in _below(root, S.LISTED)][:10], by=by)


def _course(scenario, root, first, number, is_held, by):
    said = {
        "branch": root,
        "name": f"Lớp bồi dưỡng nhận thức về Đảng khóa {number} năm {scenario.clock.year} (minh họa)",
        "place": "Trung tâm Chính trị (minh họa)",
        "first": first,
        "last": first + timedelta(days=TAKES),
        "is_held": is_held,
    }
    return set_course(None, said, by=by)


def _plan_year(chance, scenario, accounts, by):
    quarter, cells = (scenario.clock.month + 2) // 3, defaultdict(dict)
    for person in _people().filter(stage__in=ON_THE_WAY).exclude(stage=S.INTRODUCED):
        wanted = quarter + (QUARTERS_LEFT.get(person.stage, 0) if person.stage in PREPARING else 0)
        cells[person.branch][person.pk] = wanted if wanted <= 4 else None
    for cell in sorted(cells, key=lambda cell: cell.code):
        if chance.random() < PLANS_OF or cell.code in accounts:
            set_plan(cell, scenario.clock.year, cells[cell], by=by)


def _people():
    return Candidate.objects.select_related("branch").order_by("code")


def _below(root, stage):
    return list(_people().filter(stage=stage, branch__in=Branch.objects.at_or_below([root])))
