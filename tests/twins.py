"""Two entries of one person with all that can hang on them, at random; written straight into the database, since it is
not the rules of the Party that are tried with them."""

import random
from datetime import date, timedelta

from branches.access import system_user
from branches.journal import every, images
from recruitment.editing import edit_person
from recruitment.merge_plan import DROPPED, KEPT
from recruitment.merging import merge_people
from recruitment.models import (
    Absence,
    Admission,
    Attendance,
    Candidate,
    Case,
    Charge,
    Consent,
    Course,
    Introduction,
    Paper,
    PaperState,
    PlanLine,
    Relation,
    Resolution,
    Seat,
    Shortfall,
    Source,
    SponsorReport,
    SponsorRole,
    Sponsorship,
    StageChange,
    Tag,
    Verification,
)
from recruitment.stages import EXITS, WAY, Stage
from tests import cast

FIRST = date(2022, 1, 1)
MODELS = (
    *(Candidate, Candidate.tags.through, Admission, Admission.tags.through, StageChange, Shortfall, Resolution),
    *(Paper, Verification, Consent, Sponsorship, SponsorReport, Introduction, Seat, PlanLine, Absence, Charge),
)


def everything():
    """The querysets of all rows that hang on people, directly or not."""
    return [every(model) for model in MODELS]


def without_versions(rows):
    return {key: {name: value for name, value in row.items() if name != "version"} for key, row in rows.items()}


def everything_now():
    """``images`` of all these rows but for their versions, which only rise."""
    return without_versions(images(everything()))


def merge(kept, dropped, takes=None, *, by=None):
    """Merge two people as they are now."""
    people = Candidate.with_void.in_bulk([kept.pk, dropped.pk])
    versions = (people[kept.pk].version, people[dropped.pk].version)
    return merge_people(kept.pk, dropped.pk, takes or {}, versions, by=by or system_user())


def edit(person, values, *, by):
    """Correct a person as they are now."""
    return edit_person(person.pk, values, Candidate.with_void.get(pk=person.pk).version, by=by)


def takes_at_random(chance, fields):
    return {name: chance.choice((KEPT, DROPPED)) for name in fields}


class World:
    """Members, classes and cells that random people have to do with."""

    def __init__(self, party):
        self.cells = [party.hill, party.moor, party.dale]
        self.members = [cast.member(cell, f"Lê Minh Họa {n}") for n, cell in enumerate(self.cells)]
        day = {"first": FIRST, "last": FIRST}
        self.courses = [Course.objects.create(branch=party.country, name=f"Lớp {n}", **day) for n in range(2)]
        self.tags = [Tag.objects.create(name=f"Nhóm {n}") for n in range(3)]
        self.by = system_user()


def somebody(chance, world, name="Y Thử"):
    """A person of this name with random rows of every kind; the stage is that of the last step."""
    return Somebody(chance, world, name).person


class Somebody:
    def __init__(self, chance, world, name):
        self.chance, self.world = chance, world
        code = f"T{chance.randrange(10**9)}"
        self.person = cast.candidate(chance.choice(world.cells), name, code=code, birth_date="01/02/1990")
        Candidate.objects.filter(pk=self.person.pk).update(residence=self.text())
        self.person.tags.set(self.some(world.tags))
        self.steps()
        self.dossier()
        self.sponsors()
        self.others()
        if chance.random() < 0.2:
            self.admission(is_void=True, void_reason="duplicate")

    def some(self, things):
        return [thing for thing in things if self.chance.random() < 0.6]

    def text(self):
        return self.chance.choice(("", "", "A", "B"))

    def day(self, since=FIRST):
        return since + timedelta(days=self.chance.randrange(4) * 30)

    def maybe(self, value):
        return value if self.chance.random() < 0.5 else None

    def steps(self):
        lines, been = [], []
        for _ in range(self.chance.randrange(5)):
            way = StageChange.Way.MOVE
            target = self.chance.choice((*WAY[1:8], EXITS[0]))
            if been and self.chance.random() < 0.25:
                way, target = StageChange.Way.CORRECTION, self.chance.choice((*been, Stage.INTRODUCED))
            been.append(target)
            lines.append(
                StageChange.objects.create(
                    **{"candidate": self.person, "way": way, "target": target, "on": self.day(), "reason": "vì thế"},
                    **{"branch": self.person.branch, "body": self.person.branch, "by": self.world.by},
                )
            )
        if lines:
            stands = {"stage": lines[-1].target, "stage_on": lines[-1].on}
            Candidate.objects.filter(pk=self.person.pk).update(**stands)
        for line in self.some(lines):
            Shortfall.objects.create(candidate=self.person, change=line, key="number_missing")
        for n in range(1, 1 + self.chance.randrange(3)):
            line = self.chance.choice(lines) if lines and self.chance.random() < 0.5 else None
            votes = {"members": 9, "present": 9, "yes": self.chance.choice((7, 8)), "has_passed": True}
            Resolution.objects.create(
                **{"candidate": self.person, "question": "admission", "body": "cell", "attempt": n, "change": line},
                **{"branch": self.world.cells[0], "held_on": self.day() + timedelta(days=n), "number": self.text()},
                **votes,
            )

    def dossier(self):
        for kind in self.some(("application", "certificate")):
            state = self.chance.choice(PaperState.values)
            said = {"number": self.text(), "signer": self.text(), "dated_on": self.maybe(self.day())}
            Paper.objects.create(candidate=self.person, kind=kind, state=state, **said)
        for place in self.some(("Xã Bắc", "Xã Nam")):
            said = {"relation": Relation.SELF, "place": place, "sent_on": self.maybe(FIRST)}
            Verification.objects.create(candidate=self.person, **said)
        for case in self.some(Case.values[:2]):
            Consent.objects.create(candidate=self.person, case=case, body=self.text(), number=self.text())

    def sponsors(self):
        for member in self.some(self.world.members):
            for number in range(self.chance.randrange(1, 3)):
                began = self.day()
                is_over = number == 0 or self.chance.random() < 0.5
                ended = {"ended_on": self.day(began), "ended_because": "moved"} if is_over else {}
                row = Sponsorship.objects.create(
                    **{"candidate": self.person, "member": member, "role": SponsorRole.HELPS, "assigned_on": began},
                    **ended,
                    number=self.text(),
                )
                for n in self.some(range(2)):
                    told = {"strengths": self.text() or "Chịu khó", "weaknesses": self.text()}
                    day = FIRST + timedelta(days=n)
                    SponsorReport.objects.create(sponsorship=row, reported_on=day, **told)

    def others(self):
        person = self.person
        if self.chance.random() < 0.6:
            Introduction.objects.create(candidate=person, source=self.chance.choice(Source.values), unit=self.text())
        for course in self.some(self.world.courses):
            Seat.objects.create(course=course, candidate=person, attendance=self.chance.choice(Attendance.values))
        for year in self.some((2022, 2023)):
            said = {"year": year, "quarter": self.chance.randrange(1, 5)}
            PlanLine.objects.create(branch=person.branch, candidate=person, **said)
        for n in range(self.chance.randrange(3)):
            left = self.day()
            returned = self.day(left) if n or self.chance.random() < 0.5 else None
            Absence.objects.create(candidate=person, left_on=left, returned_on=returned, place=self.text())
        for matter in self.some(("certificate", "absence")):
            Charge.objects.create(candidate=person, matter=matter, name=self.text(), set_on=self.day())

    def admission(self, **said):
        said = {"branch": self.person.branch, "decision_on": date(2023, 5, 1), "counted_on": date(2023, 5, 1)} | said
        row = Admission.with_void.create(candidate=self.person, **said)
        row.tags.set(self.some(self.world.tags))
        return row


def chance(seed):
    return random.Random(seed)
