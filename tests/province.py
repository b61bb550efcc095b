"""People by the thousand, everywhere on the way, with all that clocks run from: written straight into the tables, for size
and for days that no verb would write (corrections of corrections, who left and came again, reports before an assignment).
"""

import random
from datetime import date, timedelta

from branches.access import system_user
from branches.models import Member
from branches.names import fold, sort_key
from recruitment.models import (
    Absence,
    Admission,
    Candidate,
    Consent,
    Paper,
    SponsorReport,
    Sponsorship,
    StageChange,
    Verification,
)
from recruitment.rules.papers import PAPERS, to_redo
from recruitment.stages import EXITS, MEMBERS, ON_PROBATION, WAY, Stage

TODAY = date(2025, 12, 15)
S = Stage
SHARES = {
    **{S.INTRODUCED: 8, S.LISTED: 30, S.CERTIFIED: 15, S.PERMITTED: 5, S.DOSSIER: 8, S.VERIFIED: 5, S.CELL_RESOLVED: 2},
    **{S.SECTION_REPORTED: 1, S.BASE_RESOLVED: 2, S.RECEIVED: 1, S.APPRAISED: 1, S.RETURNED: 1, S.CONSULTED: 1},
    **{S.SUBMITTED: 1, S.DECIDED: 2, S.PROBATION: 14, S.RECOGNITION_PROPOSED: 3},
}
"""Of a hundred people for whom something is still to be done."""

SIDEWAYS = {S.SECTION_REPORTED, S.RETURNED, S.CONSULTED}
FOLDER = [paper.key for paper in (*to_redo(), *PAPERS) if paper.key != "certificate"][:8]
A_BATCH = 5_000


class Province:
    """``fill(people)``: so many for whom something is to be done, one of twenty more who have arrived or left."""

    def __init__(self, cells, seed=0):
        self.chance, self.cells, self.by = random.Random(seed), list(cells), system_user()
        self.rows = {}
        self.members = self._members()

    def fill(self, people):
        stages = self.chance.choices(list(SHARES), SHARES.values(), k=people)
        stages += self.chance.choices([*EXITS, S.RECOGNISED], k=people // 20)
        candidates = [self._candidate(n, stage) for n, stage in enumerate(stages)]
        Candidate.objects.bulk_create(candidates, batch_size=A_BATCH)
        for each in candidates:
            self._history(each)
        for model, rows in self.rows.items():
            model._base_manager.bulk_create(rows, batch_size=A_BATCH)
        reports = [SponsorReport(sponsorship=each, **said) for each in self.rows[Sponsorship] for said in each.told]
        SponsorReport.objects.bulk_create(reports, batch_size=A_BATCH)

    def some(self, share):
        return self.chance.random() < share

    def ago(self, most, least=0):
        return TODAY - timedelta(days=self.chance.randint(least, most))

    def add(self, row):
        self.rows.setdefault(type(row), []).append(row)
        return row

    def _members(self):
        rows = [
            Member(code=f"M{n}", full_name="Lê Văn Một", search_name="le van mot", sort_name="mot", branch=cell)
            for n, cell in enumerate(self.cells)
        ]
        for row in rows:
            row.official_on = date(2010, 1, 1)
        return Member.objects.bulk_create(rows, batch_size=A_BATCH)

    def _candidate(self, n, stage):
        name = f"{self.chance.choice(['A', 'Y', 'Lê', 'Đinh'])} {self.chance.choice(['Bình', 'Ân', 'Ước'])} {n}"
        born = date(1964, 1, 1) + timedelta(days=self.chance.randint(0, 45 * 365))
        if self.some(0.03):
            born = self.ago(300, -250) - timedelta(days=60 * 365 + 15)
        elif self.some(0.08):
            born = self.ago(100, -150) - timedelta(days=31 * 365 + 8)
        row = Candidate(code=f"P{n}", branch=self.chance.choice(self.cells), stage=stage, is_void=self.some(0.01))
        row.full_name, row.search_name, row.sort_name = name, fold(name), sort_key(name)
        row.birth_date = born if self.some(0.9) else None
        row.is_union_member = self.chance.choice([None, True, True, False])
        row.stage_on = self.ago(400)
        return row

    def _history(self, person):
        self._course(person)
        place = WAY.index(person.stage) if person.stage in WAY else 0
        if place >= WAY.index(S.CERTIFIED):
            self._papers(person, place)
        if place >= WAY.index(S.DOSSIER):
            self._verifications(person)
        if person.stage in MEMBERS:
            self._admissions(person)
        if person.stage != S.INTRODUCED:
            self._sponsors(person)
        if self.some(0.05):
            self.add(Absence(candidate=person, left_on=self.ago(600, 300), returned_on=self.ago(299)))
        if self.some(0.05):
            heard = self.ago(200) if self.some(0.6) else None
            self.add(Absence(candidate=person, left_on=self.ago(400, 200), last_contact_on=heard))
        if self.some(0.02):
            self.add(Consent(candidate=person, case="over_sixty", dated_on=self.ago(90) if self.some(0.6) else None))

    def _course(self, person):
        """From the beginning to where the person stands; some were corrected on the way, some had left it before."""
        end = WAY.index(person.stage) if person.stage in WAY else WAY.index(S.LISTED)
        road = [stage for stage in WAY[: end + 1] if stage not in SIDEWAYS or (stage == person.stage)]
        if person.stage not in WAY:
            road.append(person.stage)
        lines = [("move", stage) for stage in road[1:]]
        if self.some(0.03):
            again = self.chance.randint(0, max(len(lines) - 1, 0))
            wrong, back = self.chance.choice(WAY), road[again]
            lines[again:again] = [("move", wrong), ("correction", back)]
        if self.some(0.02):
            first = [("move", stage) for stage in self.chance.choice([WAY[1:4], WAY[1:8], WAY[1:3]])]
            lines = [*first, ("move", self.chance.choice(EXITS)), *lines]
        if self.some(0.1) and lines:
            lines = lines[-1:]
        on = person.stage_on - timedelta(days=20 * len(lines))
        for n, (way, stage) in enumerate(lines):
            on += timedelta(days=self.chance.randint(0, 20))
            on = person.stage_on if n == len(lines) - 1 else on
            source = lines[n - 1][1] if n else S.INTRODUCED
            line = StageChange(candidate=person, way=way, source=source, target=stage, on=on, by=self.by)
            line.reason = "ghi nhầm" if way == "correction" else ""
            line.branch = line.body = person.branch
            self.add(line)

    def _papers(self, person, place):
        on = self.ago(1900, 20)
        states = self.chance.choices(["complete", "under_way"], [9, 1])
        self.add(Paper(candidate=person, kind="certificate", state=states[0], dated_on=on))
        if self.some(0.1):
            self.add(
                Paper(candidate=person, kind="certificate", ordinal=2, state="complete", dated_on=self.ago(900, -30))
            )
        for kind in FOLDER if place >= WAY.index(S.DOSSIER) else ():
            state = self.chance.choice(["complete", "complete", "missing", "not_needed"])
            dated = self.ago(420) if state == "complete" and self.some(0.9) else None
            self.add(Paper(candidate=person, kind=kind, state=state, dated_on=dated))

    def _verifications(self, person):
        for relation in ("self", "parents"):
            sent = self.ago(200) if self.some(0.9) else None
            answered = max(sent, self.ago(60)) if sent and self.some(0.7) else None
            waived = "same_commune" if self.some(0.1) else ""
            row = Verification(
                candidate=person, relation=relation, sent_on=sent, answered_on=answered, waived_by=waived
            )
            row.is_abroad = self.some(0.1)
            self.add(row)

    def _admissions(self, person):
        if self.some(0.02):
            days = {"decision_on": self.ago(900, 800), "cancelled_on": self.ago(700, 600)}
            self.add(Admission(candidate=person, branch=person.branch, **days))
        row = Admission(candidate=person, branch=person.branch, is_void=self.some(0.01))
        row.decision_on = self.ago(500, 20)
        if person.stage in (*ON_PROBATION, S.RECOGNISED):
            row.ceremony_on = row.decision_on + timedelta(days=self.chance.randint(0, 40))
        self.add(row)

    def _sponsors(self, person):
        for role in ("introduces", "helps"):
            if self.some(0.9 if (role == "helps") == (person.stage in ON_PROBATION) else 0.4):
                self._sponsor(person, role)
            if self.some(0.08):
                self._sponsor(person, role, ended_on=self.ago(60), ended_because="moved")

    def _sponsor(self, person, role, **ended):
        member = self.chance.choice(self.members)
        row = Sponsorship(candidate=person, member=member, role=role, assigned_on=self.ago(700, 61), **ended)
        days = {self.ago(300) for _ in range(self.chance.randint(0, 4))}
        row.told = [{"reported_on": day, "strengths": "Chăm chỉ"} for day in days]
        self.add(row)
