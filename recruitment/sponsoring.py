"""Who introduces and who helps a person: full members, assigned, handed over, reporting (the verbs).

How many at once and how often they report, the documents leave to the office; what they ask is in ``sponsor_reasons``.
"""

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.finding import named_member
from branches.models import Member
from branches.names import clean
from branches.versions import refuse_stale
from config import installation
from config.refusal import Problem, Refused

from .limits import SPONSOR_LOAD
from .models import Candidate, SponsorReport, Sponsorship
from .sponsor_reasons import TOLD, reasons_against, reasons_against_end, reasons_against_report, why_it_stays
from .stages import OPEN

ASSIGNED = ("role", "assigned_on", "number", "known_since", "waived_by", "is_relative")
ENDED = ("ended_on", "ended_because", "comment")


@transaction.atomic
def assign_sponsor(pk, member, values, version, *, by):
    """Give the person a sponsor: ``member``, and ``values`` of ``ASSIGNED``. Returns the Sponsorship.

    Raises Stale, Refused with every problem, PermissionDenied.
    """
    candidate = _locked(pk)
    require(by, Action.MOVE_PEOPLE, candidate.branch)
    refuse_stale(candidate, version)
    rows = Member.objects.select_for_update(of=("self",), no_key=True)  # as ``edit_member``
    member = rows.select_related("branch").get(pk=member.pk)
    row = Sponsorship(candidate=candidate, member=member, **{name: values[name] for name in ASSIGNED})
    row.number = clean(row.number)
    if problems := [Problem(None, *why) for why in reasons_against(row, by)]:
        raise Refused(problems)
    row.save()
    _write_down(row, changes(None, said_of(row, ASSIGNED)), by)
    return row


@transaction.atomic
def end_sponsorship(pk, values, *, by):
    """The sponsor goes on no longer: ``values`` of ``ENDED``. Returns the Sponsorship.

    Raises Refused with every problem, also where somebody has written another end before; PermissionDenied.
    """
    row = _sponsorship(pk)
    require(by, Action.MOVE_PEOPLE, row.candidate.branch)
    was_open, before = row.is_open, said_of(row, ENDED)
    for name in ENDED:
        setattr(row, name, values[name])
    row.comment = clean(row.comment)
    if not was_open and before == said_of(row, ENDED):
        return row
    if not was_open:
        raise Refused([Problem(row, "", _("Somebody has ended this sponsorship already: look at what stands there."))])
    if problems := [Problem(row, *why) for why in reasons_against_end(row)]:
        raise Refused(problems)
    row.save(update_fields=ENDED)
    _write_down(row, changes(before, said_of(row, ENDED)), by)
    return row


@transaction.atomic
def strike_sponsorship(pk, *, by):
    """It was written down by mistake: nobody had been assigned. Raises Refused where something hangs on it: a report, an
    end, the cell's resolution.
    """
    row = _sponsorship(pk)
    require(by, Action.MOVE_PEOPLE, row.candidate.branch)
    if problems := [Problem(row, "", why) for why in why_it_stays(row)]:
        raise Refused(problems)
    said = said_of(row, (*ASSIGNED, *ENDED))
    row.delete()
    _write_down(row, changes(None, said), by, is_struck=True)
    return row.candidate


@transaction.atomic
def record_report(pk, reported_on, values, *, corrects=None, by):
    """What a sponsor told on a day: ``values`` of ``TOLD``. ``corrects``: the id of the report that this one takes the
    place of, its day too; another report of that day is never overwritten.

    Returns the SponsorReport. Raises Refused with every problem, PermissionDenied.
    """
    sponsorship = _sponsorship(pk)
    require(by, Action.MOVE_PEOPLE, sponsorship.candidate.branch)
    row = sponsorship.reports.filter(pk=corrects).first() if corrects else None
    before = row and said_of(row, ("reported_on", *TOLD))
    row = row or SponsorReport(sponsorship=sponsorship)
    row.reported_on = reported_on
    for name in TOLD:
        setattr(row, name, clean(values[name]))
    if problems := [Problem(row, *why) for why in reasons_against_report(row)]:
        raise Refused(problems)
    if changed := changes(before, said_of(row, ("reported_on", *TOLD))):
        row.save()
        _write_down(sponsorship, changed | {"reported_on": [None, reported_on.isoformat()]}, by, part="sponsor_reports")
    return row


def loads_of(members, *, by):
    """{id of a member: how many people whom ``by`` may see are in the care of that member now}, of ids of members. One
    statement.
    """
    people = Candidate.objects.visible_to(by).filter(stage__in=OPEN)
    rows = Sponsorship.objects.open().filter(member__in=members, candidate__in=people)
    return dict(rows.order_by().values_list("member").annotate(Count("candidate", distinct=True)))


def is_too_many(load):
    """Whether so many people in the care of one member are more than the office finds good; never where it set no number."""
    return 0 < installation.value_of(SPONSOR_LOAD) < load


def _locked(pk):
    return Candidate.with_void.select_for_update(of=("self",)).select_related("branch").get(pk=pk)


def _sponsorship(pk):
    """The row, under the lock of its person."""
    _locked(Sponsorship.objects.values_list("candidate", flat=True).get(pk=pk))
    return Sponsorship.objects.select_related("candidate__branch", "member").get(pk=pk)


def _write_down(row, changed, by, *, part="sponsorships", is_struck=False):
    """The person has changed: who sponsors, by name and code, and what was said of it."""
    candidate, sponsor = row.candidate, named_member(row.member)
    candidate.version += 1
    candidate.save(update_fields=["version"])
    changed = {"member": [None, sponsor], **changed}
    values = {part: [changed, None] if is_struck else [None, changed]}
    record([Trace(Act.CHANGED, candidate, candidate.branch, values)], by=by)
