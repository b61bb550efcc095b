"""Two entries beside each other: what each says, and where they say different things."""

from collections import defaultdict
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from branches.access import Action, may, paths_where
from branches.audit import Act
from branches.finding import name_if_within, named_member
from branches.models import AuditEntry

from .describing import DESCRIBED, in_words, name_of, value_of
from .models import Admission, Candidate, PaperState, Sponsorship


class Line(NamedTuple):
    """What the two say of one matter, in words; "" where one says nothing. ``is_own``: it is of the entry and not of the
    person, and never the same in two.
    """

    name: str
    one: str
    other: str
    is_own: bool = False

    @property
    def contradicts(self):
        """Both say something, and not the same."""
        return bool(self.one and self.other and self.one != self.other and not self.is_own)


@dataclass(frozen=True)
class SideBySide:
    """Two people with what is known of each. ``why``: of ``duplicates.Why``, None where they are not much alike;
    ``may_edit``: whether the reader may say what they are.
    """

    one: Candidate
    other: Candidate
    why: str | None
    lines: list[Line]
    may_edit: bool


class _Known:
    """What a page tells of some people, read for all of them together. Five statements."""

    def __init__(self, ids, by):
        people = Candidate.objects.visible_to(by).select_related("branch__parent").prefetch_related("tags")
        self.people = people.annotate(
            complete=Count("papers", filter=Q(papers__state=PaperState.COMPLETE), distinct=True)
        ).in_bulk(ids)
        self.by, self.shown, self.own = by, paths_where(by, Action.VIEW), paths_where(by, Action.VIEW_PEOPLE)
        self.sponsors, self.admissions = defaultdict(list), defaultdict(list)
        for row in Sponsorship.objects.open().filter(candidate__in=self.people).select_related("member"):
            self.sponsors[row.candidate_id].append(row)
        for row in Admission.objects.filter(candidate__in=self.people).select_related("branch").order_by("pk"):
            self.admissions[row.candidate_id].append(row)
        kind = Candidate._meta.label_lower
        entries = AuditEntry.objects.filter(kind=kind, object_id__in=list(self.people), act=Act.CREATED)
        self.entered = {entry.object_id: entry for entry in entries.select_related("actor").order_by("-pk")}

    def told(self, pk):
        """[(name, in words, whether it is of the entry alone)] of a person."""
        person = self.people[pk]
        return [
            *((name_of(name), self._field(person, name), False) for name in DESCRIBED),
            (_("code"), person.code, True),
            (_("stage"), self._stage(person), False),
            (_("sponsors"), "; ".join(named_member(row.member) for row in self.sponsors[pk]), False),
            (_("documents complete"), str(person.complete or ""), False),
            (_("admission"), "; ".join(self._admission(row) for row in self.admissions[pk]), False),
            (_("entered"), self._entered(person), True),
        ]

    def _field(self, person, name):
        return _cell(person.branch, self.shown) if name == "branch" else in_words(name, value_of(person, name))

    def _stage(self, person):
        if not person.stage_on:
            return person.get_stage_display()
        since = {"stage": person.get_stage_display(), "day": date_format(person.stage_on)}
        return _("%(stage)s, since %(day)s") % since

    def _admission(self, row):
        if not name_if_within(row.branch, self.own):
            return _("admitted elsewhere")
        day = date_format(row.decision_on or row.ceremony_on)
        return ", ".join(filter(None, [day, row.decision_number, row.branch.name]))

    def _entered(self, person):
        """When and by whom; as in the history of a person, for those who may correct it."""
        entry = self.entered.get(person.pk)
        if entry is None or not may(self.by, Action.EDIT_PEOPLE, person.branch):
            return ""
        return f"{date_format(localtime(entry.at), 'SHORT_DATETIME_FORMAT')}, {entry.actor}"


def side_by_side(pairs, *, by):
    """A SideBySide for each of ``pairs`` (of ``duplicates.pairs_seen``). Seven statements, however many there are."""
    known = _Known({pk for pair in pairs for pk in pair[:2]}, by)
    return [_beside(known, pair, by) for pair in pairs if pair.one in known.people and pair.other in known.people]


def _beside(known, pair, by):
    one, other = known.people[pair.one], known.people[pair.other]
    may_edit = all(may(by, Action.EDIT_PEOPLE, person.branch) for person in (one, other))
    return SideBySide(one, other, pair.why, _lines(known.told(pair.one), known.told(pair.other)), may_edit)


def typed_beside(typed, alike, *, by):
    """(candidate, why in words, lines) of each of ``alike`` beside what was ``typed``: {field of ``DESCRIBED``: value}."""
    shown = paths_where(by, Action.VIEW)
    return [(person, why.label if why else "", _typed_lines(typed, person, shown)) for person, why in alike]


def _typed_lines(typed, person, shown):
    lines = [
        Line(name_of(name), _typed(name, typed[name]), in_words(name, value_of(person, name)))
        for name in DESCRIBED
        if name not in {"branch", "tags"}
    ]
    lines.append(Line(name_of("branch"), _cell(typed["branch"], shown), _cell(person.branch, shown)))
    lines.append(Line(_("code"), "", person.code))
    lines.append(Line(_("stage"), "", person.get_stage_display()))
    return [line for line in lines if line.one or line.other]


def _cell(branch, shown):
    """A cell with the organisation above it, where that lies within the paths ``shown``."""
    return ", ".join(filter(None, [branch.name, name_if_within(branch.parent, shown)]))


def _typed(name, value):
    return in_words(name, value) if value not in ("", None) else ""


def _lines(one, other):
    lines = [Line(name, left, right, own) for (name, left, own), (_n, right, _o) in zip(one, other, strict=True)]
    return [line for line in lines if line.one or line.other]
