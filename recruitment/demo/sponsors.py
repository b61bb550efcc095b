"""Giving the demo's people sponsors: two who introduce, one who helps and reports; a few have nobody, a few say nothing."""

from datetime import timedelta

from branches.models import Member
from config.clock import today
from recruitment.models import Candidate, SponsorRole
from recruitment.rules.months import add_months
from recruitment.sponsoring import assign_sponsor, record_report
from recruitment.stages import DESK, PREPARING, RESOLVED, Stage

STRENGTHS = (
    "Chịu khó, gương mẫu trong lao động",
    "Tích cực tham gia việc của thôn",
    "Được bà con tín nhiệm",
    "Có ý thức tổ chức, kỷ luật",
)
WEAKNESSES = ("Còn ngại phát biểu", "Chưa thường xuyên dự họp đoàn thể", "Cần bồi dưỡng thêm về kỹ năng vận động", "")
PROPOSALS = ("Tiếp tục giúp đỡ", "Đề nghị cử đi học lớp bồi dưỡng nhận thức về Đảng", "Giao thêm việc ở chi đoàn", "")
SILENT, ALONE = 0.15, 0.12
"""The shares of helpers who have not reported for long, and of people to whom nobody is assigned."""

HELPED = (*PREPARING, *RESOLVED, *DESK, Stage.DECIDED, Stage.PROBATION)


def introduce(person, day, by):
    """Two full members of the cell introduce the person, whom they have known for some years."""
    for place, member in enumerate(_full_members(person, day)[:2], start=2):
        _assign(person, member, SponsorRole.INTRODUCES, day, by, known_since=day - timedelta(days=400 * place))


def help_on(chance, by):
    """A full member of the cell helps each of those on the way, and most of these told the cell of it lately."""
    for person in Candidate.objects.filter(stage__in=HELPED).select_related("branch").order_by("code"):
        day = min(person.stage_on or today(), today())
        members = _full_members(person, day)
        if members and chance.random() >= ALONE:
            sponsorship = _assign(person, chance.choice(members), SponsorRole.HELPS, day, by)
            _report(chance, sponsorship, by)


def _full_members(person, day):
    return list(Member.objects.filter(branch=person.branch, left_on=None).full_on(day).order_by("code"))


def _assign(person, member, role, day, by, known_since=None):
    version = Candidate.objects.values_list("version", flat=True).get(pk=person.pk)
    said = {"role": role, "assigned_on": day, "number": "", "known_since": known_since}
    return assign_sponsor(person.pk, member, said | {"waived_by": "", "is_relative": False}, version, by=by)


def _report(chance, sponsorship, by):
    """Once a quarter since the assignment; the silent stopped long ago."""
    last = add_months(today(), -7) if chance.random() < SILENT else today()
    day = sponsorship.assigned_on + timedelta(days=chance.randint(20, 60))
    while day <= last:
        told = {"strengths": chance.choice(STRENGTHS), "weaknesses": chance.choice(WEAKNESSES)}
        record_report(sponsorship.pk, day, told | {"proposal": chance.choice(PROPOSALS)}, by=by)
        day = add_months(day, 3)
