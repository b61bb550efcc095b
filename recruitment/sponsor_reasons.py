"""Why a member cannot become a sponsor, end, report, or be struck out: (field, sentence) of every reason, each with its rule.

Quy định 294-QĐ/TW ngày 26/5/2025, mục 3.2; Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 3.8c, 3.9a, 3.10.
"""

from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from branches.kinds import BASE_ORGANISATIONS
from branches.models import Branch, Member
from branches.names import fold
from config.clock import today

from .limits import limits_on
from .models import AcquaintanceWaiver, SponsorLeft, SponsorRole, Sponsorship
from .rules import requirements
from .rules.months import add_months
from .stages import OPEN, PREPARING

MOST_IN_A_ROLE = 2
TOLD = ("strengths", "weaknesses", "proposal")


def base_of(branch):
    """The base organisation that a cell belongs to or is, as the tree is today; None above them. One statement."""
    ids = [int(part) for part in branch.path.split("/")[1:-1]]
    return Branch.objects.filter(pk__in=ids, kind__in=BASE_ORGANISATIONS).order_by("-path").first()


def members_for(candidate, *, by):
    """Full members whom ``by`` may see and who may sponsor the person: of the same base organisation, still here."""
    base = base_of(candidate.branch)
    members = Member.objects.visible_to(by).full_on(today())
    return members.filter(branch__in=Branch.objects.at_or_below([base])) if base else members


def reasons_against(row, by):
    """Why this member cannot become a sponsor, (field, sentence) of each reason."""
    candidate, member, day = row.candidate, row.member, row.assigned_on
    yield from _struck_out(candidate)
    if candidate.stage not in OPEN:
        yield "", _("This person is no longer on the way: nobody is assigned any more.")
    if row.role not in SponsorRole.values:
        yield "role", _("Choose one of the list.")
    if row.waived_by not in {"", *AcquaintanceWaiver.values}:
        yield "waived_by", _("Choose one of the list.")
    if not Member.objects.visible_to(by).filter(pk=member.pk).exists():
        yield "member", _("No member of yours has this code or name: type a part of it and choose from the list.")
        return
    yield from _on_the_member(candidate, member)
    if day is None:
        yield "assigned_on", _("The day of the assignment is missing.")
        return
    if day > today():
        yield "assigned_on", _("The day lies in the future.")
    if not member.is_full_on(day):
        source = requirements.SPONSOR_IS_FULL_MEMBER.source_on(day)
        yield "member", _not_full(member, day) % {"member": member, "day": date_format(day), "source": source}
    yield from _on_the_role(row)
    yield from _on_acquaintance(row)
    yield from _on_the_others(row)


def _not_full(member, day):
    if member.left_on and member.left_on <= day:
        return _("%(member)s had left on %(day)s: a sponsor is a full member of the organisation (%(source)s).")
    return _("%(member)s was no full member on %(day)s: a sponsor must be one (%(source)s).")


def _on_the_member(candidate, member):
    """Nobody sponsors himself or herself, and sponsors work and live where the person does."""
    same_name = fold(candidate.full_name) == member.search_name
    if same_name and candidate.birth_year and candidate.birth_year == member.birth_year:
        yield "member", _("This is the person: nobody sponsors himself or herself.")
    base = base_of(candidate.branch)
    if base and not member.branch.path.startswith(base.path):
        said = {"base": base, "source": requirements.SPONSOR_OF_THE_SAME_PLACE.source_on(today())}
        yield "member", _("A sponsor belongs to the same base organisation, here %(base)s (%(source)s).") % said


def _on_the_role(row):
    """Who is admitted needs nobody to introduce any more: from the ceremony on a full member helps."""
    admission = row.candidate.admissions.filter(cancelled_on=None, decision_on__lte=row.assigned_on).last()
    if row.role == SponsorRole.INTRODUCES and admission:
        said = {"day": date_format(admission.decision_on)}
        yield (
            "role",
            _("The decision on admission is of %(day)s: from then on a member is only assigned to help.") % said,
        )


def _on_acquaintance(row):
    """Twelve months together, asked of who introduces, unless waived for a replacement or a person who moved here."""
    if row.known_since and row.known_since > today():
        yield "known_since", _("The day lies in the future.")
        return
    if row.role != SponsorRole.INTRODUCES:
        return
    if row.waived_by == AcquaintanceWaiver.REPLACES and not _somebody_to_replace(row):
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


def _somebody_to_replace(row):
    """Whether another member who introduced had gone by then, and nobody has taken that place yet (mục 3.2.2)."""
    others = Sponsorship.objects.filter(candidate=row.candidate, role=SponsorRole.INTRODUCES)
    gone = others.filter(ended_on__lte=row.assigned_on).exclude(member=row.member)
    gone = gone.exclude(ended_because=SponsorLeft.FINISHED)
    return gone.count() > others.filter(waived_by=AcquaintanceWaiver.REPLACES).count()


def _on_the_others(row):
    others = Sponsorship.objects.filter(candidate=row.candidate, role=row.role)
    until_then = Q(ended_on=None) | Q(ended_on__gt=row.assigned_on)
    if others.filter(until_then, member=row.member).exists():
        yield "member", _("%(member)s has this task for the person already.") % {"member": row.member}
    elif others.open().count() >= MOST_IN_A_ROLE:
        yield "role", _("Two have this task for the person already: end one sponsorship first.")


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
