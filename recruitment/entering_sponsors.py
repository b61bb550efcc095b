"""Who has introduced and helped many people, as a list says it: what has been so is a fact, be it against a rule.

Recording is not permitting: only the impossible is refused, and what a rule says against a row comes back as a remark.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.finding import named_member
from branches.names import clean
from branches.spans import ONE_DAY
from config import installation
from config.clock import today
from config.outcome import Outcome, Remark
from config.refusal import Problem, Refused

from .impossible import born_too_late
from .models import AcquaintanceWaiver, Candidate, SponsorLeft, SponsorReport, SponsorRole, Sponsorship
from .named import MembersNamed, Named, people_named
from .sponsor_reasons import Around, impossible, rules_against
from .sponsoring import ASSIGNED, ENDED
from .stages import OPEN

BATCH = 1000
OPTIONAL = ("number", "known_since", "waived_by", "is_relative", *ENDED)
CHOICES = {"waived_by": {"", *AcquaintanceWaiver.values}, "ended_because": {"", *SponsorLeft.values}}


@dataclass(frozen=True, eq=False)
class SponsorshipDraft:
    """What somebody says of a sponsorship. ``member``: a code, or a name within the person's base organisation. ``said``:
    of ``OPTIONAL``; what does not stand there stays. ``ended_on`` is the first day without, as in ``Sponsorship``.
    """

    person: Named
    member: str
    role: str
    assigned_on: date
    said: dict = field(default_factory=dict)


@installation.read_once()
@transaction.atomic
def enter_sponsorships(drafts, *, by):
    """Write ``drafts``: the same person, member, role and day is corrected, others are new. Returns an Outcome, its remarks
    saying which rules stand against what was written.

    Raises Refused with every problem, PermissionDenied where ``by`` may not, and writes nothing then. People and members
    whom ``by`` does not see are nobody. A fixed number of statements a batch of rows.
    """
    drafts = list(drafts)
    people, missing = people_named([draft.person for draft in drafts], by=by)
    require(by, Action.MOVE_PEOPLE, *{person.branch for person in people.values()})
    problems = [Problem(draft, *missing[draft.person]) for draft in drafts if draft.person in missing]
    named = [(draft, people[draft.person]) for draft in drafts if draft.person in people]
    roll = _Roll(named, by)
    problems += roll.problems()
    if problems:
        raise Refused(problems)
    return roll.write(by)


class _Roll:
    """``rows``: {draft: its sponsorship, as said}. ``was``: {id of a known one: what it said}."""

    def __init__(self, said, by):
        self.members = MembersNamed([(draft.member, candidate) for draft, candidate in said], by=by)
        self.around = Around.of(list({candidate for _draft, candidate in said}))
        self.rows, self.was, self.refused = {}, {}, []
        for draft, candidate in said:
            self._take(draft, candidate)
        self.last_reports = _last_reports(self.was)

    def _take(self, draft, candidate):
        member, why = self.members.find(draft.member, candidate, draft.assigned_on)
        if member is None:
            self.refused.append(Problem(draft, "member", _sentence(why)))
            return
        others = self.around[candidate.pk].others
        key = (member.pk, draft.role, draft.assigned_on)
        row = next((each for each in others if (each.member_id, each.role, each.assigned_on) == key), None)
        if row is None:
            row = Sponsorship(candidate=candidate, member=member, role=draft.role, assigned_on=draft.assigned_on)
            others.append(row)
        elif row.pk is None or row.pk in self.was:
            self.refused.append(Problem(draft, "member", _("The same person, member, role and day stand twice.")))
            return
        else:
            row.candidate, row.member = candidate, member
            self.was[row.pk] = said_of(row, (*ASSIGNED, *ENDED))
        self._say(row, draft.said)
        self.rows[draft] = row

    def _say(self, row, said):
        for name, value in said.items():
            setattr(row, name, clean(value) if isinstance(value, str) else value)
        if row.ended_on and not row.ended_because:
            row.ended_because = SponsorLeft.OTHER

    def problems(self):
        found = [Problem(draft, *why) for draft, row in self.rows.items() for why in self._reasons_against(row)]
        return self.refused + found

    def _reasons_against(self, row):
        yield from impossible(row, self.around[row.candidate_id])
        if row.role not in SponsorRole.values:
            yield "role", _("Choose one of the list.")
        for name, allowed in CHOICES.items():
            if getattr(row, name) not in allowed:
                yield name, _("Choose one of the list.")
        days = {name: day for name in ("assigned_on", "known_since", "ended_on") if (day := getattr(row, name))}
        yield from born_too_late(row.candidate.birth_date, row.candidate.birth_year, days)
        yield from self._against_the_end(row)

    def _against_the_end(self, row):
        if row.ended_on is None:
            if row.ended_because:
                yield "ended_on", _("Why it ended stands here, but not when.")
            return
        if row.ended_on > today() + ONE_DAY:  # the last day may be today
            yield "ended_on", _("The day lies in the future.")
        if row.ended_on < row.assigned_on:
            yield "ended_on", _("The last day lies before the first one.")
        last = self.last_reports.get(row.pk)
        if last and last > row.ended_on:
            yield "ended_on", _("The sponsor still reported on %(day)s.") % {"day": f"{last:%d/%m/%Y}"}

    def write(self, by):
        new = [row for row in self.rows.values() if row.pk is None]
        changed = {row.pk: said for row in self.rows.values() if row.pk and (said := self._changes(row))}
        touched = [(draft, row) for draft, row in self.rows.items() if row.pk is None or row.pk in changed]
        remarks = [Remark(draft, *why) for draft, row in touched for why in self._against_rules(row)]
        old = [row for row in self.rows.values() if row.pk in changed]
        Sponsorship.objects.bulk_update(old, OPTIONAL, batch_size=200)
        Sponsorship.objects.bulk_create(new, batch_size=BATCH)
        people = list({row.candidate.pk: row.candidate for _draft, row in touched}.values())
        for person in people:
            person.version += 1
        Candidate.objects.bulk_update(people, ["version"], batch_size=BATCH)
        record([_trace(row, changed.get(row.pk)) for _draft, row in touched], by=by)
        counts = {"created": len(new), "changed": len(changed), "unchanged": len(self.rows) - len(touched)}
        return Outcome({what: count for what, count in counts.items() if count}, remarks)

    def _changes(self, row):
        return changes(self.was[row.pk], said_of(row, (*ASSIGNED, *ENDED)))

    def _against_rules(self, row):
        if row.is_open and row.candidate.stage not in OPEN:
            yield "", _("This person is no longer on the way: nobody is assigned any more.")
        yield from rules_against(row, self.around[row.candidate_id])


def _sentence(why):
    if why == MembersNamed.SEVERAL:
        return _("Several members bear this name: write the code of the one.")
    return _("You list no member with this code, and none of this name in the person's base organisation.")


def _last_reports(ids):
    """{id of a sponsorship: the day of its last report}"""
    ids, found = list(ids), {}
    for start in range(0, len(ids), BATCH):
        rows = SponsorReport.objects.filter(sponsorship__in=ids[start : start + BATCH]).order_by()
        found |= dict(rows.values_list("sponsorship").annotate(Max("reported_on")))
    return found


def _trace(row, changed):
    changed = changed or changes(None, said_of(row, (*ASSIGNED, *ENDED)))
    said = {"member": [None, named_member(row.member)], **changed}
    return Trace(Act.CHANGED, row.candidate, row.candidate.branch, {"sponsorships": [None, said]})
