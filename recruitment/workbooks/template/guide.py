"""What the template says: what each sheet is for, what a column takes, and two examples of plainly invented rows."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..cells import Birth, Code, Count, Day, Listed, OneOf, Reference, Text, Tick
from ..person_cells import Schooling, Tags
from ..quota_values import Stated, Target
from ..sheets.branches import BranchSheet
from ..sheets.members import MemberSheet
from ..sheets.movements import MovementSheet
from ..sheets.papers import PaperSheet
from ..sheets.people import PeopleSheet
from ..sheets.quotas import GroupName, QuotaSheet
from ..sheets.sponsors import SponsorSheet
from ..sheets.terms import Period, TermSheet
from ..sheets.totals import TotalSheet
from ..spellings import GROUP_NAMES

PURPOSES = {
    BranchSheet: gettext_lazy("The tree of Party organisations, and what changed in it since which day."),
    TermSheet: gettext_lazy("Terms of the committees, where quotas are set for a whole term."),
    QuotaSheet: gettext_lazy("Quotas as documents say them, for everybody or for one group."),
    TotalSheet: gettext_lazy("Admissions of earlier years of which only the number is known."),
    PeopleSheet: gettext_lazy("People on the way into the Party and those admitted; one row for each."),
    MemberSheet: gettext_lazy("Members who may introduce and help people; the headcount does not come from here."),
    SponsorSheet: gettext_lazy("Who has introduced and helped whom, from when until when."),
    PaperSheet: gettext_lazy("The state of the documents in dossiers, and where they lie; never what stands in them."),
    MovementSheet: gettext_lazy("The ledger of heads: what it began with, who came and who went."),
}

RULES = (
    gettext_lazy("Fill in the sheets that are needed and leave the others empty; rows stand below the headings."),
    gettext_lazy("Columns with a dark heading are needed in every row. Each heading bears a note: what it takes."),
    gettext_lazy("A day is written day/month/year, for example 31/12/2023; of a birth the year alone will do."),
    gettext_lazy("Where a code is left empty a new row gets one; with a known code the row corrects what is there."),
    gettext_lazy("An empty cell says nothing: what is known stays as it is."),
    gettext_lazy(
        "Do not enter citizen numbers, telephone numbers, curricula vitae, findings of a verification or scans."
    ),
    gettext_lazy("This sheet is not read: its examples, in grey, are invented and only show how to write."),
)

EXAMPLES = {
    BranchSheet: {
        "code": ("MINHHOA", "MINHHOA-T1"),
        "name": ("Đảng bộ xã Minh Họa", "Chi bộ thôn Minh Họa 1"),
        "kind": ("Đảng bộ cơ sở", "Chi bộ trực thuộc"),
        "setting": ("Xã", "Thôn"),
        "parent": ("", "MINHHOA"),
        "order": ("1", "1"),
    },
    TermSheet: {
        "name": ("Nhiệm kỳ minh họa 2020-2025", "Nhiệm kỳ minh họa 2025-2030"),
        "first": ("01/07/2020", "01/07/2025"),
        "last": ("30/06/2025", "30/06/2030"),
        "branch": ("MINHHOA", "MINHHOA"),
    },
    QuotaSheet: {
        "branch": ("MINHHOA", "MINHHOA-T1"),
        "period": ("2023", "2023"),
        "group": ("", "Nữ"),
        "target": ("5", ">=1"),
        "number": ("01-MH", ""),
        "issued_on": ("05/01/2023", ""),
    },
    TotalSheet: {
        "branch": ("MINHHOA", "MINHHOA"),
        "first": ("01/01/2018", "01/01/2019"),
        "last": ("31/12/2018", "31/12/2019"),
        "group": ("", ""),
        "heads": ("3", "4"),
    },
    PeopleSheet: {
        "code": ("", "MH-002"),
        "full_name": ("Y Minh Họa", "A Ví Dụ"),
        "birth_date": ("05/03/1999", "1990"),
        "sex": ("Nữ", "Nam"),
        "ethnic_group": ("Xơ Đăng", "Kinh"),
        "religion": ("Không", "Công giáo"),
        "occupation": ("Viên chức giáo dục", "Lao động nông, lâm, ngư nghiệp"),
        "general_education": ("12/12", "THCS"),
        "professional_education": ("Cao đẳng", "Chưa qua đào tạo"),
        "is_union_member": ("x", "không"),
        "tags": ("", "Già làng; Trưởng thôn"),
        "residence": ("Thôn Minh Họa 1", ""),
        "branch": ("MINHHOA-T1", "MINHHOA-T1"),
        "decision_number": ("", "07-QĐ/MH"),
        "decision_on": ("", "01/03/2023"),
        "ceremony_on": ("", "10/03/2023"),
        "recognised_on": ("", ""),
        "stage": ("Cảm tình Đảng", ""),
        "stage_on": ("15/06/2022", ""),
        "listed_on": ("15/06/2022", ""),
        "certified_on": ("", ""),
        "helpers": ("Lê Thị Minh Họa", ""),
    },
    MemberSheet: {
        "code": ("MH-DV1", ""),
        "full_name": ("Lê Thị Minh Họa", "A Thí Dụ"),
        "birth_year": ("1970", "1985"),
        "branch": ("MINHHOA-T1", "MINHHOA-T1"),
        "official_on": ("01/06/1999", ""),
        "left_on": ("", ""),
    },
    SponsorSheet: {
        "person": ("MH-002", ""),
        "full_name": ("", "Y Minh Họa"),
        "branch": ("", "MINHHOA-T1"),
        "member": ("MH-DV1", "MH-DV1"),
        "role": ("giúp đỡ", "giới thiệu"),
        "assigned_on": ("01/06/2022", "15/06/2022"),
        "known_since": ("", "01/01/2020"),
    },
    PaperSheet: {
        "person": ("MH-002", ""),
        "full_name": ("", "Y Minh Họa"),
        "branch": ("", "MINHHOA-T1"),
        "kind": ("Giấy chứng nhận bồi dưỡng nhận thức về Đảng", "Đơn xin vào Đảng"),
        "state": ("đủ", "đang làm"),
        "number": ("15-GCN", ""),
        "dated_on": ("20/09/2022", ""),
    },
    MovementSheet: {
        "code": ("", ""),
        "branch": ("MINHHOA-T1", "MINHHOA-T1"),
        "day": ("01/01/2023", "15/05/2023"),
        "kind": ("Số đầu kỳ", "Chuyển đến"),
        "heads": ("12", "1"),
        "counterpart": ("", ""),
    },
}
"""Column → two rows, as somebody would type them. All of it is invented."""


def example_of(sheet, name):
    return EXAMPLES.get(sheet, {}).get(name, ("", ""))


def accepted(widget):
    """What a column takes, in one sentence; the first line that fits."""
    for kind, sentence in ACCEPTED:
        if isinstance(widget, kind):
            return sentence(widget)
    return ""


def _names(widget):
    return ", ".join(map(str, choices_of(widget)))


def choices_of(widget):
    """The values that a column offers; none where anything may stand there."""
    if isinstance(widget, OneOf):
        return [str(name) for name in widget.allowed]
    if isinstance(widget, GroupName):
        return list(GROUP_NAMES.values())
    if isinstance(widget, Tick):
        return ["x", "không"]
    if isinstance(widget, Listed):
        return [str(widget.names.get(value, value)) for value in dict.fromkeys(widget.spellings.values())]
    return []


ACCEPTED = (
    (Period, lambda widget: _("A year such as 2023, or a term such as 2020-2025.")),
    (GroupName, lambda widget: _("A group from the list or one of the office's own; empty: everybody.")),
    (OneOf, lambda widget: _("One of these: %(values)s.") % {"values": _names(widget)}),
    (Tick, lambda widget: _("Write x for yes, or “không”.")),
    (Schooling, lambda widget: _("A school or a grade: %(values)s, 9/12.") % {"values": _names(widget)}),
    (Listed, lambda widget: _("From the list; anything else is kept as typed and counts as unknown.")),
    (Birth, lambda widget: _("Day/month/year, for example 31/12/1990, or the year alone.")),
    (Day, lambda widget: _("Day/month/year, for example 31/12/2023.")),
    (Count, lambda widget: _("A whole number from 0 on, for example 12.")),
    (
        Target,
        lambda widget: _("Write one of: 50; >=50; từ 50; 50 trở lên; 90-100; 90 đến 100; 3%; 90-100/năm; 2000/năm."),
    ),
    (Stated, lambda widget: _("Write a share such as 80%, 23,5% or “vượt 8%”.")),
    (Reference, lambda widget: _("The code of the organisation, or its name where no other bears it.")),
    (Code, lambda widget: _("A code, kept as text: zeros in front stay.")),
    (Tags, lambda widget: _("Groups of the office's own, with ; between them.")),
    (Text, lambda widget: _("At most %(most)s letters.") % {"most": widget.most}),
)
