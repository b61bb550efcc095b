"""What a list says of people is taken in: the rows change in memory, and it is seen whether that can be."""

from collections import Counter

from branches.audit import said_of
from branches.members import borne_by_another
from branches.names import clean, fold, is_same_name
from config.outcome import Remark
from config.refusal import Problem

from .. import stage_log
from ..closed import touched, touched_by_change
from ..counting import count
from ..impossible import born_too_late, wrong_order
from ..models import PROFILE_FIELDS, Admission, Candidate
from ..totals import already_counted, totals_over
from .helping import Helping
from .person import (
    ADMISSION_DAYS,
    ADMISSION_FIELDS,
    CANDIDATE_FIELDS,
    SAID_OF_ADMISSION,
    SAID_OF_CANDIDATE,
)
from .standing import Standing


class Register:
    """The people who are ``known`` already (``known.Known``) and those who are new, while what is said of them is taken in.

    ``followed``: lines of the log that admissions add; ``entered``: those of where people stood. ``certificates``:
    (candidate, day). ``tags``: {id of a row: (row, names, or the candidate whose tags it takes)}.
    ``was``: what rows said before. ``doubts``: remarks on codes that somebody else seems to bear.
    """

    def __init__(self, known):
        self.known = known
        self.candidate_of = {}
        self.new, self.changed = [], {}
        self.new_admissions, self.changed_admissions = [], {}
        self.tags, self.said_by, self.was = {}, {}, {}
        self.followed, self.entered, self.stood_on = [], [], {}
        self.certificates, self.impossible = [], []
        self.helping, self.touched = Helping(), set()
        self.result, self.doubts = Counter(), []

    def take(self, people, *, by):
        """Change and make the rows, in memory; count them all at once; then see what has become of them."""
        taken = [self._take(person) for person in people]
        admissions = [admission for admission, _person in self.said_by.values()]
        count(admissions)
        self._follow(admissions)
        self.helping = Helping.of(self.candidate_of, by=by)
        self.touched |= {id(row.candidate) for row in self.helping.new}
        for before in taken:
            self._settle(*before)

    def _take(self, person):
        candidate = self.known.matches.get(person)
        is_new = candidate is None
        candidate = self.candidate_of[person] = candidate or Candidate(code=person.code)
        old = self.known.admissions.get(candidate.pk) if not is_new else None
        if not is_new and _is_somebody_else(person, candidate):
            self.doubts.append(Remark(person, "code", borne_by_another(), f"{person.code} ({candidate})"))
        self._remember(candidate, old)
        was, was_there = _content(candidate, CANDIDATE_FIELDS), old and _content(old, ADMISSION_FIELDS)
        tags_then = tuple(old.tags.all()) if old else None
        if person.admitted_on:
            self._take_admission(person, candidate, old, is_new)
        else:
            self._describe(candidate, person, None)
        self._take_tags(person, candidate, old, tags_then, is_new)
        if not is_same_name(clean(person.full_name), candidate.full_name):
            candidate.name(person.full_name)
        return person, candidate, old, was, was_there, is_new

    def _remember(self, candidate, admission):
        """What the rows say before they are changed, for the audit."""
        if candidate.pk:
            self.was[candidate] = said_of(candidate, SAID_OF_CANDIDATE) | said_tags(candidate)
        if admission:
            self.was[admission] = said_of(admission, SAID_OF_ADMISSION) | said_tags(admission)
            self.stood_on[admission.pk] = stage_log.day_of(admission)

    def _follow(self, admissions):
        """Whoever was admitted stands where the admission says; then it is seen where the list says that people stand."""
        before = {person: candidate.stage if candidate.pk else "" for person, candidate in self.candidate_of.items()}
        of_candidate = {}
        for row in admissions:
            if change := stage_log.follow(row, self.stood_on.get(row.pk)):
                of_candidate[id(row.candidate)] = change
        for person, candidate in self.candidate_of.items():
            followed = of_candidate.get(id(candidate))
            if not (person.way and self._enter(person, candidate, followed, before[person])) and followed:
                self.followed.append(followed)

    def _enter(self, person, candidate, followed, source):
        """Take in where the row says that somebody stands; whether that is new."""
        standing = Standing.of(person, candidate, self.known.logs[candidate.pk], followed)
        problems = [Problem(person, *why) for why in standing.problems(person, candidate)]
        self.impossible += problems
        if problems or standing.is_known:
            return False
        if day := standing.certified_on:
            self.certificates.append((candidate, day))
        self.entered += stage_log.enter(candidate, standing.places, source)
        self.touched.add(id(candidate))
        return True

    def _settle(self, person, candidate, old, was, was_there, is_new):
        changed = is_new or was != _content(candidate, CANDIDATE_FIELDS) or id(candidate) in self.touched
        admission_changed = old is not None and was_there != _content(old, ADMISSION_FIELDS)
        if is_new:
            self.new.append(candidate)
        elif changed:
            self.changed[candidate.pk] = candidate
        if admission_changed:
            self.changed_admissions[old.pk] = old
        touched = changed or admission_changed or any(id(row) in self.tags for row in (candidate, old) if row)
        touched = touched or (person.admitted_on and old is None)
        self.result["created" if is_new else "changed" if touched else "unchanged"] += 1

    def _take_admission(self, person, candidate, old, is_new):
        """The row describes that day; what is known of the person today follows where nothing newer was said."""
        self._describe(candidate, person, old)
        admission = old or Admission(candidate=candidate, **{name: getattr(candidate, name) for name in PROFILE_FIELDS})
        admission.candidate = candidate  # the row in which the stage is written
        _say(admission, person.profile)
        for name, value in person.admission.items():
            setattr(admission, name, value)
        admission.branch = person.branch
        self.said_by[id(admission)] = (admission, person)
        if old is None:
            self.new_admissions.append(admission)

    def _describe(self, candidate, person, old):
        said = {name: value for name, value in person.profile.items() if old is None or _follows(candidate, old, name)}
        _say(candidate, said)
        if old is None or candidate.branch_id == old.branch_id:
            candidate.branch = person.branch
        if person.residence is not None:
            candidate.residence = person.residence

    def _take_tags(self, person, candidate, old, tags_then, is_new):
        if person.tags is None:
            if person.admitted_on and old is None and not is_new:
                self.tags[id(self.new_admissions[-1])] = (self.new_admissions[-1], candidate)
            return
        wanted = {fold(tag) for tag in person.tags}
        rows = [candidate] if not person.admitted_on or old is None else []
        if person.admitted_on:
            rows.append(old or self.new_admissions[-1])
            if old and {tag.folded for tag in candidate.tags.all()} == {tag.folded for tag in tags_then}:
                rows.append(candidate)
        for row in rows:
            if row.pk is None or {tag.folded for tag in row.tags.all()} != wanted:
                self.tags[id(row)] = (row, person.tags)

    # --- what cannot be

    def problems(self):
        return [*self._contradictions(), *self.impossible, *self._inside_totals()]

    def _contradictions(self):
        """What a row says may contradict what was known of the person before."""
        for admission, person in self.said_by.values():
            days = {name: day for name in ADMISSION_DAYS[1:] if (day := getattr(admission, name))}
            reasons = [*wrong_order(days), *born_too_late(admission.birth_date, admission.birth_year, days)]
            yield from (Problem(person, *why) for why in reasons)

    def _inside_totals(self):
        """Admissions that lie inside a total of years before names were kept would count twice."""
        for admission, total in totals_over([*self.new_admissions, *self.changed_admissions.values()]):
            field = "decision_on" if admission.decision_on else "ceremony_on"
            yield Problem(self.said_by[id(admission)][1], field, already_counted(total))

    def touched_days(self):
        """What is written of organisations and days (``closed.Touched``), of admissions and lines of the log."""
        label = Admission._meta.label_lower
        for row in (*self.new_admissions, *self.changed_admissions.values()):
            was, now = self.was.get(row) if row.pk else None, said_of(row, SAID_OF_ADMISSION)
            was = was and {name: was[name] for name in SAID_OF_ADMISSION}
            field = "decision_on" if row.decision_on else "ceremony_on"
            yield from touched_by_change(self.said_by[id(row)][1], label, was, now, field)
        person_of = {id(candidate): person for person, candidate in self.candidate_of.items()}
        for line in self.entered:
            yield from touched(person_of[id(line.candidate)], line.body, line.on, field="stage_on")

    @property
    def remarks(self):
        """What is worth saying of rows and stops nothing."""
        return [*self.doubts, *self.helping.remarks]


def _is_somebody_else(person, candidate):
    """Whether a row says another name of whoever bears its code, and another birth."""
    (day, year), known_day, known_year = person.birth, candidate.birth_date, candidate.birth_year
    is_other = day != known_day if day and known_day else None not in {year, known_year} and year != known_year
    return is_other and fold(person.full_name) != candidate.search_name


def said_tags(row):
    return {"tags": sorted(tag.name for tag in row.tags.all())}


def _say(row, said):
    """Set what is said; a birth year alone does not undo a birth date of that year, but one of another year."""
    said = dict(said)
    if said.get("birth_date"):
        said["birth_year"] = said["birth_date"].year
    if row.birth_date and not said.get("birth_date") and said.get("birth_year") == row.birth_date.year:
        said.pop("birth_date", None)
    elif said.get("birth_year"):
        said.setdefault("birth_date", None)
    for name, value in said.items():
        setattr(row, name, value)


def _follows(candidate, admission, name):
    return getattr(candidate, name) == getattr(admission, name)


def _content(row, fields):
    return tuple(getattr(row, row._meta.get_field(name).attname) for name in fields)
