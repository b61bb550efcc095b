"""Whom a list of people is about: who is known already, and who is known but not to whoever brings the list."""

from collections import Counter, defaultdict

from django.db.models import F, Q
from django.utils.translation import gettext as _

from branches.names import fold
from config.refusal import Problem

from ..models import Admission, Candidate, StageChange
from .person import BATCH

STANDING_FIRST = (F("cancelled_on").asc(nulls_first=True), "pk")


class Known:
    """``matches``: {person: the candidate of whom it speaks}. ``ambiguous``: who could be several. ``hidden``: who is known,
    but nobody whom ``by`` sees. ``admissions``: {id of a candidate: the admission that the row may be about}. ``logs``:
    {id of a candidate: lines of the log, oldest first} of those of whom the list says where they stand.
    """

    def __init__(self):
        self.matches, self.ambiguous, self.hidden = {}, set(), set()
        self.admissions, self.logs = {}, defaultdict(list)

    @classmethod
    def among(cls, people, *, by):
        known = cls()
        for start in range(0, len(people), BATCH):
            known._match(people[start : start + BATCH], by)
        known._load_admissions()
        known._load_logs()
        return known

    def _match(self, some, by):
        by_code, by_key = known_people(some)
        found = {person: by_code[person.code] if person.code else by_key[person.key()] for person in some}
        ids = {candidate.pk for rows in found.values() for candidate in rows}
        seen = set(Candidate.with_void.visible_to(by).filter(pk__in=ids).values_list("pk", flat=True))
        for person, rows in found.items():
            if rows and not any(row.pk in seen for row in rows):
                self.hidden.add(person)
                continue
            rows = [row for row in rows if row.pk in seen]
            rows = [row for row in rows if not row.is_void] or rows
            if len(rows) > 1:
                self.ambiguous.add(person)
            elif rows:
                self.matches[person] = rows[0]

    def _load_admissions(self):
        """Of each known person the last admission that stands; but the cancelled one, where just that is said again."""
        said = {candidate.pk: person for person, candidate in self.matches.items()}
        for some in _batches(list(said)):
            rows = Admission.objects.filter(candidate__in=some).select_related("branch").prefetch_related("tags")
            for row in rows.order_by(*STANDING_FIRST):
                if row.cancelled_on is None or _is_decision(said[row.candidate_id], row):
                    self.admissions[row.candidate_id] = row

    def _load_logs(self):
        for some in _batches([candidate.pk for person, candidate in self.matches.items() if person.way]):
            for line in StageChange.objects.filter(candidate__in=some).order_by("pk"):
                self.logs[line.candidate_id].append(line)

    def corrected(self, people):
        """The admissions known already of which ``people`` say something, wherever they are written down."""
        candidates = [self.matches[person].pk for person in people if person.admitted_on and person in self.matches]
        return [self.admissions[pk] for pk in candidates if pk in self.admissions]

    def problems(self, people):
        """Rows of which two would be one person, that could be two people, or speak of somebody who is none of ours."""
        codes = Counter(person.code for person in people)
        seen = Counter(map(self._identity, people))
        for person in people:
            if why := self._reason_against(person, codes, seen):
                yield Problem(person, "code", why)

    def _reason_against(self, person, codes, seen):
        known = self.matches.get(person)
        if person.code and codes[person.code] > 1:
            return _("Two rows bear this code: give each person a code of their own.")
        if seen[self._identity(person)] > 1:
            return _("Two rows are the same person (name, birth, cell): give each a code.")
        if person in self.ambiguous:
            return _("Several people bear this name, birth and cell: give the code.")
        if person in self.hidden and person.code:
            return _("This code is taken: give another one, or leave it empty.")
        if person in self.hidden:
            return _(
                "This person is no longer among those whom you list: leave the row out, or give a code of its own."
            )
        if known and known.is_void:
            return _("This person was struck out as a wrong entry: restore it first, or leave the row out.")
        return ""

    def _identity(self, person):
        match = self.matches.get(person)
        return match.pk if match else person.key()


def known_people(people):
    """Candidates that ``people`` could be: by code, and by folded name, birth and cell (of now or of the admission)."""
    names = {fold(person.full_name) for person in people if not person.code}
    codes = {person.code for person in people if person.code}
    found = Candidate.with_void.filter(Q(code__in=codes) | Q(search_name__in=names)).select_related("branch")
    found = found.order_by("pk").select_for_update(of=("self",))  # somebody may be editing one of them
    cells = defaultdict(set)
    for candidate_id, branch_id in Admission.objects.filter(candidate__search_name__in=names).values_list(
        "candidate_id", "branch_id"
    ):
        cells[candidate_id].add(branch_id)
    by_code, by_key = defaultdict(list), defaultdict(list)
    for candidate in found.prefetch_related("tags"):
        by_code[candidate.code].append(candidate)
        for branch_id in cells[candidate.pk] | {candidate.branch_id}:
            key = (candidate.search_name, candidate.birth_date, candidate.birth_year, branch_id)
            by_key[key].append(candidate)
    return by_code, by_key


def _is_decision(person, admission):
    """Whether ``person`` says what is known of ``admission``: its day, and no other number."""
    is_day = person.admitted_on is not None and person.admitted_on in {admission.decision_on, admission.ceremony_on}
    return is_day and person.admission.get("decision_number") in {None, "", admission.decision_number}


def _batches(things):
    return [things[start : start + BATCH] for start in range(0, len(things), BATCH)]
