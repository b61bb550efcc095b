"""Writing people down: who is on the way, and who has been admitted when and where."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.codes import give_codes
from branches.models import Branch
from branches.movements import outside_life
from branches.names import clean, fold
from branches.spans import holds
from config import installation
from config.clock import today
from config.refusal import Problem, Refused

from . import stage_log
from .counting import count
from .impossible import STEPS, born_too_late, reasons_against, wrong_order
from .models import PROFILE_FIELDS, Admission, Candidate, StageChange, Tag
from .totals import LOCK, already_counted, totals_over

BATCH = 1000
STANDING_FIRST = (F("cancelled_on").asc(nulls_first=True), "pk")
CANDIDATE_FIELDS = ("full_name", "search_name", "sort_name", "branch", "residence", *stage_log.SAID, *PROFILE_FIELDS)
ADMISSION_DAYS = ("decision_number", *STEPS)
ADMISSION_FIELDS = ("branch", *ADMISSION_DAYS, "counted_on", "age", *PROFILE_FIELDS)
PREFIX = "QC"
"""Of the codes of people who bring none."""

SAID_OF_CANDIDATE = ("code", "full_name", "branch", "residence", *stage_log.SAID, *PROFILE_FIELDS)
SAID_OF_ADMISSION = ("branch", *ADMISSION_DAYS, *PROFILE_FIELDS)


@dataclass(frozen=True, eq=False)
class Person:
    """What somebody says of a person. What is not said stands nowhere in the dicts and stays as it is.

    ``profile``: fields of ``Profile``. ``admission``: ``decision_number``, ``decision_on``, ``ceremony_on``,
    ``recognised_on``. With a decision or a ceremony the person describes that day: ``branch`` is the cell then.
    ``tags``: names of the office's groups; None: not said.
    """

    full_name: str
    branch: Branch
    code: str = ""
    residence: str | None = None
    profile: dict = field(default_factory=dict)
    admission: dict = field(default_factory=dict)
    tags: tuple[str, ...] | None = None

    @property
    def admitted_on(self):
        """The decision's day, else the ceremony's; None for somebody not admitted."""
        return self.admission.get("decision_on") or self.admission.get("ceremony_on")

    def key(self):
        """What makes it the same person as another row: the code, else folded name, birth and cell."""
        if self.code:
            return self.code
        return (fold(self.full_name), *self.birth, self.branch.pk)

    @property
    def birth(self):
        """(day, year) of birth; each None where it is not said, but a day says its year."""
        day, year = self.profile.get("birth_date"), self.profile.get("birth_year")
        return day, day.year if day else year


@installation.read_once()
@transaction.atomic
def register_people(people, *, by):
    """Write ``people``: known ones are corrected, others are new. Returns a Counter of what became of them.

    A known person is one with the code, or, without a code, of the same folded name, birth and cell (the present one
    or that of the admission). Raises Refused with every problem, PermissionDenied where ``by`` may not, and writes
    nothing then. A fixed number of statements a batch of rows.
    """
    people = list(people)
    installation.lock(LOCK)
    require(by, Action.EDIT_PEOPLE, *{person.branch for person in people})
    require(by, Action.RECORD_ADMISSION, *{person.branch for person in people if person.admitted_on})
    problems = [Problem(person, *why) for person in people for why in _reasons_against(person)]
    register = _Register.around(people)
    require(by, Action.EDIT_PEOPLE, *{known.branch for known in register.matches.values()})
    require(by, Action.RECORD_ADMISSION, *{admission.branch for admission in register.corrected(people)})
    problems += register.repeats(people)
    if not problems:
        register.take(people)
        problems = register.contradictions() + register.inside_totals()
    if problems:
        raise Refused(problems)
    return register.write(by)


def _reasons_against(person):
    """Why what the row says cannot be, as (field, sentence)."""
    days = {name: day for name in ADMISSION_DAYS[1:] if (day := person.admission.get(name))}
    yield from reasons_against(person.full_name, *person.birth, days)
    day = person.admitted_on or today()
    if not holds(person.branch.valid_from, person.branch.valid_to, day):
        yield "branch", outside_life(person.branch)


class _Register:
    """The people who are known already and those who are new, while what is said of them is taken in."""

    def __init__(self, matches, ambiguous):
        self.matches = matches
        self.ambiguous = ambiguous
        self.admissions = {}
        self.new, self.changed = [], {}
        self.new_admissions, self.changed_admissions = [], {}
        self.tags, self.said_by, self.was = {}, {}, {}
        self.steps, self.stood_on = [], {}
        self.result = Counter()

    @classmethod
    def around(cls, people):
        matches, ambiguous = {}, set()
        for start in range(0, len(people), BATCH):
            some = people[start : start + BATCH]
            by_code, by_key = known_people(some)
            for person in some:
                found = by_code.get(person.code, []) if person.code else by_key.get(person.key(), [])
                found = [candidate for candidate in found if not candidate.is_void] or found
                if len(found) > 1:
                    ambiguous.add(person)
                elif found:
                    matches[person] = found[0]
        register = cls(matches, ambiguous)
        register._load_admissions()
        return register

    def _load_admissions(self):
        """Of each known person the last admission that stands; but the cancelled one, where just that is said again."""
        said = {candidate.pk: person for person, candidate in self.matches.items()}
        known = list(said)
        for start in range(0, len(known), BATCH):
            some = Admission.objects.filter(candidate__in=known[start : start + BATCH])
            for row in some.select_related("branch").prefetch_related("tags").order_by(*STANDING_FIRST):
                if row.cancelled_on is None or _is_decision(said[row.candidate_id], row):
                    self.admissions[row.candidate_id] = row

    def corrected(self, people):
        """The admissions known already of which ``people`` say something, wherever they are written down."""
        candidates = [self.matches[person].pk for person in people if person.admitted_on and person in self.matches]
        return [self.admissions[pk] for pk in candidates if pk in self.admissions]

    def repeats(self, people):
        """Rows of which two would be one person, and rows that could be two people."""
        identities = [self._identity(person) for person in people]
        seen, codes = Counter(identities), Counter(person.code for person in people)
        twice = _("Two rows bear this code: give each person a code of their own.")
        same = _("Two rows are the same person (name, birth, cell): give each a code.")
        problems = [
            Problem(person, "code", twice if person.code and codes[person.code] > 1 else same)
            for person, identity in zip(people, identities, strict=True)
            if seen[identity] > 1
        ]
        text = _("Several people bear this name, birth and cell: give the code.")
        problems += [Problem(person, "code", text) for person in people if person in self.ambiguous]
        text = _("This person was struck out as a wrong entry: restore it first, or leave the row out.")
        return problems + [Problem(person, "code", text) for person, known in self.matches.items() if known.is_void]

    def _identity(self, person):
        match = self.matches.get(person)
        return match.pk if match else person.key()

    # --- taking in

    def take(self, people):
        """Change and make the rows, in memory; count them all at once; then see what has become of them."""
        taken = [self._take(person) for person in people]
        admissions = [admission for admission, _person in self.said_by.values()]
        count(admissions)
        self.steps = [change for row in admissions if (change := stage_log.follow(row, self.stood_on.get(row.pk)))]
        for before in taken:
            self._settle(*before)

    def _take(self, person):
        candidate = self.matches.get(person)
        is_new = candidate is None
        candidate = candidate or Candidate(code=person.code)
        old = self.admissions.get(candidate.pk) if not is_new else None
        self._remember(candidate, old)
        was, was_there = _content(candidate, CANDIDATE_FIELDS), old and _content(old, ADMISSION_FIELDS)
        tags_then = tuple(old.tags.all()) if old else None
        if person.admitted_on:
            self._take_admission(person, candidate, old, is_new)
        else:
            self._describe(candidate, person, None)
        self._take_tags(person, candidate, old, tags_then, is_new)
        if clean(person.full_name) != candidate.full_name:
            candidate.name(person.full_name)
        return person, candidate, old, was, was_there, is_new

    def _remember(self, candidate, admission):
        """What the rows say before they are changed, for the audit."""
        if candidate.pk:
            self.was[candidate] = said_of(candidate, SAID_OF_CANDIDATE) | said_tags(candidate)
        if admission:
            self.was[admission] = said_of(admission, SAID_OF_ADMISSION) | said_tags(admission)
            self.stood_on[admission.pk] = stage_log.day_of(admission)

    def _settle(self, person, candidate, old, was, was_there, is_new):
        changed = is_new or was != _content(candidate, CANDIDATE_FIELDS)
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

    def contradictions(self):
        """What a row says may contradict what was known of the person before."""
        problems = []
        for admission, person in self.said_by.values():
            days = {name: day for name in ADMISSION_DAYS[1:] if (day := getattr(admission, name))}
            reasons = [*wrong_order(days), *born_too_late(admission.birth_date, admission.birth_year, days)]
            problems += [Problem(person, *why) for why in reasons]
        return problems

    def inside_totals(self):
        """Admissions that lie inside a total of years before names were kept would count twice."""
        admissions = [*self.new_admissions, *self.changed_admissions.values()]
        return [
            Problem(
                self.said_by[id(admission)][1],
                "decision_on" if admission.decision_on else "ceremony_on",
                already_counted(total),
            )
            for admission, total in totals_over(admissions)
        ]

    # --- writing

    def write(self, by):
        give_codes(self.new, Candidate.with_void, PREFIX)
        Candidate.objects.bulk_create(self.new, batch_size=BATCH)
        for candidate in self._touched(self.changed, Candidate):
            candidate.version += 1
            self.changed[candidate.pk] = candidate
        Candidate.objects.bulk_update(self.changed.values(), (*CANDIDATE_FIELDS, "version"), batch_size=200)
        for admission in self.new_admissions:
            admission.candidate_id = admission.candidate.pk
        Admission.objects.bulk_create(self.new_admissions, batch_size=BATCH)
        Admission.objects.bulk_update(self.changed_admissions.values(), ADMISSION_FIELDS, batch_size=200)
        self._write_steps(by)
        self._write_tags()
        record(self._traces(), by=by)
        return self.result

    def _write_steps(self, by):
        """Whoever was admitted stands where the admission says."""
        for change in self.steps:
            change.candidate_id, change.by = change.candidate.pk, by
        StageChange.objects.bulk_create(self.steps, batch_size=BATCH)

    def _touched(self, changed, model):
        """The known rows of ``model`` that change, be it their tags alone."""
        tagged = {row.pk: row for row, _said in self.tags.values() if isinstance(row, model) and row in self.was}
        return (changed | tagged).values()

    def _traces(self):
        tags = {id(row): sorted(tag for tag in _names_of(said)) for row, said in self.tags.values()}
        every = [(self.new, SAID_OF_CANDIDATE), (self.new_admissions, SAID_OF_ADMISSION)]
        every += [(self._touched(self.changed, Candidate), SAID_OF_CANDIDATE)]
        every += [(self._touched(self.changed_admissions, Admission), SAID_OF_ADMISSION)]
        for rows, fields in every:
            for row in rows:
                was = self.was.get(row)
                now = said_of(row, fields) | {"tags": tags.get(id(row), was["tags"] if was else [])}
                yield Trace(Act.CHANGED if was else Act.CREATED, row, row.branch, changes(was, now))

    def _write_tags(self):
        if not self.tags:
            return
        named = [name for _row, said in self.tags.values() if isinstance(said, tuple) for name in said]
        known = {tag.folded: tag for tag in tags_named(named)}
        for model in (Candidate, Admission):
            link = model.tags.through
            owner = f"{model._meta.model_name}_id"
            said = [(row, wanted) for row, wanted in self.tags.values() if isinstance(row, model)]
            wanted_tags = {row.pk: _tags_of(wanted, known) for row, wanted in said}
            link.objects.filter(**{f"{owner}__in": list(wanted_tags)}).delete()
            links = [link(**{owner: pk, "tag_id": tag.pk}) for pk, tags in wanted_tags.items() for tag in tags]
            link.objects.bulk_create(links, batch_size=BATCH)


def tags_named(names):
    """The groups of the office that bear these names; those that are new are made. Two statements."""
    names = {fold(name): name for name in names}
    Tag.objects.bulk_create([Tag(name=n, folded=f) for f, n in names.items()], ignore_conflicts=True)
    return list(Tag.objects.filter(folded__in=names))


def _tags_of(wanted, known):
    """Tags by name, or those that a candidate bears."""
    return {known[fold(name)] for name in wanted} if isinstance(wanted, tuple) else set(wanted.tags.all())


def said_tags(row):
    return {"tags": sorted(tag.name for tag in row.tags.all())}


def _names_of(said):
    return said if isinstance(said, tuple) else (tag.name for tag in said.tags.all())


def known_people(people):
    """Candidates that ``people`` could be: by code, and by folded name, birth and cell (of now or of the admission)."""
    names = {fold(person.full_name) for person in people if not person.code}
    codes = {person.code for person in people if person.code}
    found = Candidate.with_void.filter(Q(code__in=codes) | Q(search_name__in=names)).select_related("branch")
    found = found.select_for_update(of=("self",))  # somebody may be editing one of them
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
