"""Why a member cannot become a sponsor, end, report, or be struck out: (field, sentence) of every reason, each with its rule.

Quy định 294-QĐ/TW ngày 26/5/2025, mục 3.2; Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 3.8c, 3.9a, 3.10.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from branches.kinds import BASE_ORGANISATIONS
from branches.models import Branch, Member
from branches.names import fold
from config.clock import today

from .limits import limits_on
from .models import AcquaintanceWaiver, Admission, SponsorLeft, SponsorRole, Sponsorship
from .rules import requirements
from .rules.months import add_months
from .stages import OPEN, PREPARING

MOST_IN_A_ROLE = 2
TOLD = ("strengths", "weaknesses", "proposal")
BATCH = 1000


@dataclass(frozen=True)
class Around:
    """What is asked beside a sponsorship itself. ``base``: the person's base organisation, None above them. ``decided``: the
    days of the standing decisions on admission, oldest first. ``others``: the sponsorships of the person that there are.
    """

    base: Branch | None
    decided: Sequence[date] = ()
    others: Sequence[Sponsorship] = ()

    @classmethod
    def of(cls, candidates):
        """{id of a candidate: Around}. Three statements a batch."""
        bases, decided, others = (
            bases_of({candidate.branch for candidate in candidates}),
            defaultdict(list),
            defaultdict(list),
        )
        ids = [candidate.pk for candidate in candidates]
        for start in range(0, len(ids), BATCH):
            some = ids[start : start + BATCH]
            rows = Admission.objects.filter(candidate__in=some, cancelled_on=None, decision_on__isnull=False)
            for candidate, day in rows.values_list("candidate", "decision_on"):
                decided[candidate].append(day)
            for row in Sponsorship.objects.filter(candidate__in=some).select_related("member__branch"):
                others[row.candidate_id].append(row)
        return {
            candidate.pk: cls(bases.get(candidate.branch_id), decided[candidate.pk], others[candidate.pk])
            for candidate in candidates
        }


def bases_of(branches):
    """{id of a branch: the base organisation that it belongs to or is, as the tree is today}, without those above them."""
    lines = {branch.pk: [int(part) for part in branch.path.split("/")[1:-1]] for branch in branches}
    ids, bases = sorted({pk for line in lines.values() for pk in line}), {}
    for start in range(0, len(ids), BATCH):
        bases |= Branch.objects.filter(kind__in=BASE_ORGANISATIONS).in_bulk(ids[start : start + BATCH])
    found = {pk: next((bases[each] for each in reversed(line) if each in bases), None) for pk, line in lines.items()}
    return {pk: base for pk, base in found.items() if base}


def base_of(branch):
    """The base organisation that a cell belongs to or is, as the tree is today; None above them. One statement."""
    return bases_of([branch]).get(branch.pk)


def members_for(candidate, *, by):
    """Full members whom ``by`` may see and who may sponsor the person: of the same base organisation, still here."""
    base = base_of(candidate.branch)
    members = Member.objects.visible_to(by).full_on(today())
    return members.filter(branch__in=Branch.objects.at_or_below([base])) if base else members


def reasons_against(row, by):
    """Why this member cannot become a sponsor, (field, sentence) of each reason."""
    candidate = row.candidate
    yield from _struck_out(candidate)
    if candidate.stage not in OPEN:
        yield "", _("This person is no longer on the way: nobody is assigned any more.")
    if row.role not in SponsorRole.values:
        yield "role", _("Choose one of the list.")
    if row.waived_by not in {"", *AcquaintanceWaiver.values}:
        yield "waived_by", _("Choose one of the list.")
    if not Member.objects.visible_to(by).filter(pk=row.member.pk).exists():
        yield "member", _("No member of yours has this code or name: type a part of it and choose from the list.")
        return
    around = Around.of([candidate])[candidate.pk]
    if row.assigned_on is None:
        yield "assigned_on", _("The day of the assignment is missing.")
        yield from _wrong_member(row)
        return
    yield from impossible(row, around)
    yield from rules_against(row, around)


def impossible(row, around):
    """What cannot have been so, whoever says it."""
    yield from _wrong_member(row)
    for name in ("assigned_on", "known_since"):
        if (day := getattr(row, name)) and day > today():
            yield name, _("The day lies in the future.")
    if any(_at_once(row, other) for other in around.others if other.member_id == row.member_id):
        yield "member", _("%(member)s has this task for the person already.") % {"member": row.member}


def rules_against(row, around):
    """What a rule says against it, be it assigned now or recorded as it was."""
    member, day = row.member, row.assigned_on
    if around.base and not member.branch.path.startswith(around.base.path):
        said = {"base": around.base, "source": requirements.SPONSOR_OF_THE_SAME_PLACE.source_on(today())}
        yield "member", _("A sponsor belongs to the same base organisation, here %(base)s (%(source)s).") % said
    if not member.is_full_on(day):
        source = requirements.SPONSOR_IS_FULL_MEMBER.source_on(day)
        yield "member", _not_full(member, day) % {"member": member, "day": date_format(day), "source": source}
    yield from _on_the_role(row, around)
    if not (row.known_since and row.known_since > today()):
        yield from _on_acquaintance(row, around)
    others = [other for other in around.others if other.role == row.role and other is not row and other.is_open]
    if row.is_open and len(others) >= MOST_IN_A_ROLE and row.member_id not in {other.member_id for other in others}:
        yield "role", _("Two have this task for the person already: end one sponsorship first.")


def _not_full(member, day):
    if member.left_on and member.left_on <= day:
        return _("%(member)s had left on %(day)s: a sponsor is a full member of the organisation (%(source)s).")
    return _("%(member)s was no full member on %(day)s: a sponsor must be one (%(source)s).")


def is_the_same(member, candidate):
    """Whether the member seems to be the person: the register of members tells nobody more than name and birth year."""
    same_name = fold(candidate.full_name) == member.search_name
    return bool(same_name and candidate.birth_year and candidate.birth_year == member.birth_year)


def _wrong_member(row):
    if is_the_same(row.member, row.candidate):
        yield "member", _("This is the person: nobody sponsors himself or herself.")


def _at_once(one, other):
    """Whether two rows of one person and member are one task on some day."""
    if one is other or one.role != other.role:
        return False
    begins_before_end = other.ended_on is None or one.assigned_on < other.ended_on
    return begins_before_end and (one.ended_on is None or other.assigned_on < one.ended_on)


def _on_the_role(row, around):
    """Who is admitted needs nobody to introduce any more: from the ceremony on a full member helps."""
    decided = [day for day in around.decided if day <= row.assigned_on]
    if row.role == SponsorRole.INTRODUCES and decided:
        said = {"day": date_format(decided[-1])}
        yield (
            "role",
            _("The decision on admission is of %(day)s: from then on a member is only assigned to help.") % said,
        )


def _on_acquaintance(row, around):
    """Twelve months together, asked of who introduces, unless waived for a replacement or a person who moved here."""
    if row.role != SponsorRole.INTRODUCES:
        return
    if row.waived_by == AcquaintanceWaiver.REPLACES and not _somebody_to_replace(row, around):
        yield "waived_by", _("Nobody who introduced the person has ended: end that sponsorship first.")
    if row.waived_by:
        return
    limit = limits_on(row.assigned_on).acquaintance
    said = {"count": limit.value, "source": limit.source.on(row.assigned_on)}
    if row.known_since is None:
        yield (
            "known_since",
            _("Say since when the sponsor knows the person: %(count)s months are asked (%(source)s).") % said,
        )
    elif (last := add_months(row.known_since, limit.value)) > row.assigned_on:
        said["day"] = date_format(last)
        yield "known_since", _("The %(count)s months together are full only on %(day)s (%(source)s).") % said


def _somebody_to_replace(row, around):
    """Whether another member who introduced had gone by then, and nobody has taken that place yet (mục 3.2.2)."""
    others = [other for other in around.others if other.role == SponsorRole.INTRODUCES and other is not row]
    gone = [each for each in others if each.ended_on and each.ended_on <= row.assigned_on]
    gone = [e for e in gone if e.member_id != row.member_id and e.ended_because != SponsorLeft.FINISHED]
    return len(gone) > sum(other.waived_by == AcquaintanceWaiver.REPLACES for other in others)


def _struck_out(candidate):
    if candidate.is_void:
        yield "", _("This person was struck out as a wrong entry: restore it first, then correct it.")


def why_it_stays(row):
    """Why a sponsorship is not struck out as if nobody had been assigned."""
    yield from (why for _field, why in _struck_out(row.candidate))
    if row.reports.exists():
        yield _("This sponsor has reported: end the sponsorship instead.")
    elif not row.is_open:
        yield _("This sponsorship has ended; what was handed over stays with the person.")
    elif row.role == SponsorRole.INTRODUCES and row.candidate.stage not in PREPARING:
        yield _("The cell has resolved on this introduction: end the sponsorship instead.")


def reasons_against_end(row):
    yield from _struck_out(row.candidate)
    if row.ended_because not in SponsorLeft.values:
        yield "ended_because", _("Choose one of the list.")
    if row.ended_on is None:
        yield "ended_on", _("The day is missing.")
    elif row.ended_on > today():
        yield "ended_on", _("The day lies in the future.")
    elif row.ended_on < row.assigned_on:
        yield "ended_on", _("The end lies before the assignment (%(day)s).") % {"day": date_format(row.assigned_on)}
    elif last := row.reports.order_by("reported_on").filter(Q(reported_on__gt=row.ended_on)).last():
        said = {"day": date_format(last.reported_on)}
        yield "ended_on", _("The sponsor still reported on %(day)s.") % said


def reasons_against_report(row):
    sponsorship, day = row.sponsorship, row.reported_on
    left_on = sponsorship.member.left_on
    yield from _struck_out(sponsorship.candidate)
    if not any(getattr(row, name) for name in TOLD):
        yield "strengths", _("Write at least one of: strengths, weaknesses, proposal.")
    if day is None:
        yield "reported_on", _("The day is missing.")
    elif day > today():
        yield "reported_on", _("The day lies in the future.")
    elif day < sponsorship.assigned_on:
        said = {"day": date_format(sponsorship.assigned_on)}
        yield "reported_on", _("The report lies before the assignment (%(day)s).") % said
    elif sponsorship.ended_on and day > sponsorship.ended_on:
        said = {"day": date_format(sponsorship.ended_on)}
        yield "reported_on", _("The sponsorship ended on %(day)s.") % said
    elif left_on and day > left_on:
        yield "reported_on", _("The member left on %(day)s.") % {"day": date_format(left_on)}
    elif sponsorship.reports.filter(reported_on=day).exclude(pk=row.pk).exists():
        yield "reported_on", _("The sponsor has reported on that day already: correct that report.")
