"""The papers of a dossier: what each is called, who makes it, when it is needed and how long it holds.

Names and central codes of Hướng dẫn 38-HD/BTCTW ngày 29/9/2025 (mục II.1.1: the order in the folder), the same base numbers
as in Hướng dẫn 12-HD/BTCTW ngày 18/01/2022; codes above 16-KNĐ were not confirmed and are left empty. Provinces print
codes of their own: aliases. Only names are kept here, no texts, and the application keeps no scans.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .sources import DIGITISING_2026, FORMS_2022, FORMS_2025, HANOI_2025, Certainty, Source, guide_2025


class Group(TextChoices):
    """The stages in which a paper is made, in the order of a person's way."""

    LISTING = "listing", _("Listed and sent to the class")
    CONSIDERING = "considering", _("Before the cell considers")
    RESOLVING = "resolving", _("The cell and the committees resolve")
    DECIDING = "deciding", _("Decision on admission")
    PROBATION = "probation", _("Probation")
    RECOGNITION = "recognition", _("Full membership")
    MOVING = "moving", _("Moving to another organisation")
    MENDING = "mending", _("Putting right what went wrong")


class Maker(TextChoices):
    CANDIDATE = "candidate", _("the person")
    MEMBER = "member", _("the probationary member")
    SPONSOR = "sponsor", _("the sponsor")
    CENTRE = "centre", _("the political centre or the committee")
    YOUTH_UNION = "youth_union", _("the Youth Union")
    TRADE_UNION = "trade_union", _("the trade union")
    CELL = "cell", _("the cell")
    CELL_COMMITTEE = "cell_committee", _("the cell's committee")
    SECTION = "section", _("the committee of a division")
    BASE = "base", _("the base committee")
    DECIDING = "deciding", _("the competent committee")
    VERIFYING = "verifying", _("the committee that is asked")


class Need(TextChoices):
    MANDATORY = "mandatory", _("always")
    UNLESS_DIRECT = "unless_direct", _("unless the cell reports straight to the deciding committee")
    IF_ANY = "if_any", _("where there is one")


class WhenStale(TextChoices):
    """What happens to a paper of a dossier that is too old when the cell considers."""

    KEEP = "", _("stays")
    REDO = "redo", _("made anew")
    ADD = "add", _("made once more, in addition")
    ADD_IF_CHANGED = "add_if_changed", _("made once more, in addition, where something has changed")


HANOI = "Hà Nội"
_SINCE = date(2025, 9, 29)
_READ = Source(FORMS_2025, "mục II.1.1", _SINCE, Certainty.TEXT)
_TOLD = Source(FORMS_2025, "", _SINCE, Certainty.SECONDARY)
_LISTED = Source(
    DIGITISING_2026, "kế hoạch số hóa hồ sơ đảng viên, Phụ lục 1", DIGITISING_2026.day, Certainty.SECONDARY
)
_BEFORE = Source(FORMS_2022, "", FORMS_2022.day, Certainty.SECONDARY)
_LOCAL = Source(HANOI_2025, "", HANOI_2025.day, Certainty.SECONDARY)
STALE = guide_2025("mục 5.4a")
"""Which papers of an old dossier are made anew, and which once more."""


@dataclass(frozen=True)
class PaperType:
    """``code``: the central one, "" where none was confirmed. ``copies``: so many of them must there be.

    ``aliases``: {province: its codes}. ``valid``: the name of the rule set's limit on its age, "" for none.
    """

    key: str
    code: str
    name: str
    group: Group
    maker: Maker
    need: Need = Need.MANDATORY
    copies: int = 1
    aliases: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    valid: str = ""
    when_stale: WhenStale = WhenStale.KEEP
    source: Source = _TOLD

    @property
    def redo_when_stale(self):
        return self.when_stale != WhenStale.KEEP

    def months_valid(self, rule_set):
        """Months for which it holds under ``rule_set``; None: for ever."""
        return getattr(rule_set, self.valid).value if self.valid else None

    def source_on(self, day):
        """The document in force on ``day``: before the guide of 2025 the one of 2022, with the same base numbers."""
        is_older = self.source.instrument == FORMS_2025 and day < _SINCE
        return _BEFORE if is_older else self.source

    def codes_in(self, province):
        """What a paper of this type bears in the ``province``: its own codes, else the central one."""
        return self.aliases.get(province) or ((self.code,) if self.code else ())

    def __str__(self):
        return f"{self.code} {self.name}".strip()


def hanoi(*codes):
    return {HANOI: codes}


def uncoded(key, name, group, maker, *codes, source=_LISTED):
    """A paper of which no central code is known, made where there is occasion; ``codes`` of Hà Nội."""
    return PaperType(key, "", name, group, maker, Need.IF_ANY, aliases={HANOI: codes} if codes else {}, source=source)


def local(*said):
    """A paper that only a province's guide knows."""
    return uncoded(*said, source=_LOCAL)


IF_ANY, UNLESS_DIRECT = Need.IF_ANY, Need.UNLESS_DIRECT

_LISTING = (
    local(
        "listing_resolution",
        "Nghị quyết của chi bộ lựa chọn cảm tình Đảng",
        Group.LISTING,
        Maker.CELL,
        "1A-TN",
        "1B-TN",
    ),
    local("parents_opinion", "Ý kiến của cha mẹ", Group.LISTING, Maker.CANDIDATE, "2-TN"),
    local("sponsor_resolution", "Nghị quyết phân công đảng viên giúp đỡ", Group.LISTING, Maker.CELL, "3A-TN", "3B-TN"),
    local(
        "class_resolution",
        "Nghị quyết cử học lớp bồi dưỡng nhận thức về Đảng",
        Group.LISTING,
        Maker.CELL,
        "4A-TN",
        "4B-TN",
    ),
    local("permission_request", "Nghị quyết của chi bộ đề nghị cho làm thủ tục", Group.LISTING, Maker.CELL, "5-TN"),
    local("permission", "Văn bản đồng ý cho làm thủ tục kết nạp", Group.LISTING, Maker.BASE, "6-TN"),
)

_CONSIDERING = (
    PaperType(
        "certificate",
        "CN-NTVĐ",
        "Giấy chứng nhận học lớp bồi dưỡng nhận thức về Đảng",
        Group.CONSIDERING,
        Maker.CENTRE,
        valid="certificate",
        source=_READ,
    ),
    PaperType(
        "application",
        "1-KNĐ",
        "Đơn xin vào Đảng",
        Group.CONSIDERING,
        Maker.CANDIDATE,
        aliases=hanoi("1A-KNĐ", "1B-KNĐ"),
        source=_READ,
    ),
    PaperType(
        "curriculum_vitae",
        "2-KNĐ",
        "Lý lịch của người xin vào Đảng",
        Group.CONSIDERING,
        Maker.CANDIDATE,
        aliases=hanoi("02-KNĐ"),
        source=_READ,
    ),
    uncoded(
        "verification_introduction",
        "Giấy giới thiệu cử đảng viên hoặc cấp ủy viên đi thẩm tra lý lịch của người vào Đảng",
        Group.CONSIDERING,
        Maker.BASE,
    ),
    uncoded(
        "verification_request", "Công văn đề nghị thẩm tra lý lịch của người vào Đảng", Group.CONSIDERING, Maker.BASE
    ),
    PaperType(
        "verification_result",
        "",
        "Kết quả thẩm tra lý lịch của người vào Đảng",
        Group.CONSIDERING,
        Maker.VERIFYING,
        IF_ANY,
        valid="dossier",
        when_stale=WhenStale.ADD_IF_CHANGED,
        source=_READ,
    ),
    PaperType(
        "sponsor_letter",
        "3-KNĐ",
        "Giấy giới thiệu người vào Đảng",
        Group.CONSIDERING,
        Maker.SPONSOR,
        copies=2,
        aliases=hanoi("3-KNĐ"),
        valid="dossier",
        when_stale=WhenStale.REDO,
        source=_READ,
    ),
    PaperType(
        "youth_union_resolution",
        "4-KNĐ",
        "Nghị quyết giới thiệu đoàn viên ưu tú vào Đảng",
        Group.CONSIDERING,
        Maker.YOUTH_UNION,
        IF_ANY,
        aliases=hanoi("4B-KNĐ", "4C-KNĐ"),
        valid="dossier",
        when_stale=WhenStale.REDO,
        source=_READ,
    ),
    PaperType(
        "trade_union_resolution",
        "4A-KNĐ",
        "Nghị quyết giới thiệu đoàn viên công đoàn vào Đảng",
        Group.CONSIDERING,
        Maker.TRADE_UNION,
        IF_ANY,
        aliases=hanoi("4D-KNĐ"),
        valid="dossier",
        when_stale=WhenStale.REDO,
        source=_READ,
    ),
    PaperType(
        "opinions_summary",
        "5-KNĐ",
        "Tổng hợp ý kiến nhận xét của đoàn thể chính trị - xã hội nơi sinh hoạt và chi ủy (chi bộ) nơi cư trú "
        "đối với người vào Đảng",
        Group.CONSIDERING,
        Maker.CELL_COMMITTEE,
        aliases=hanoi("5D-KNĐ"),
        valid="dossier",
        when_stale=WhenStale.ADD,
        source=_READ,
    ),
)

_RESOLVING = (
    PaperType(
        "cell_resolution",
        "6-KNĐ",
        "Nghị quyết đề nghị kết nạp đảng viên của chi bộ",
        Group.RESOLVING,
        Maker.CELL,
        aliases=hanoi("6-KNĐ"),
    ),
    PaperType(
        "section_report",
        "7-KNĐ",
        "Báo cáo của đảng ủy bộ phận thẩm định nghị quyết đề nghị kết nạp đảng viên của chi bộ",
        Group.RESOLVING,
        Maker.SECTION,
        IF_ANY,
        aliases=hanoi("7-KNĐ"),
    ),
    PaperType(
        "base_resolution",
        "8-KNĐ",
        "Nghị quyết đề nghị kết nạp đảng viên của đảng ủy cơ sở",
        Group.RESOLVING,
        Maker.BASE,
        UNLESS_DIRECT,
        aliases=hanoi("8A-KNĐ", "8B-KNĐ", "8C-KNĐ"),
    ),
)

_DECIDING = (
    PaperType(
        "admission_decision",
        "9-KNĐ",
        "Quyết định kết nạp đảng viên",
        Group.DECIDING,
        Maker.DECIDING,
        aliases=hanoi("9A-KNĐ", "9B-KNĐ", "9D-KNĐ", "9E-KNĐ"),
    ),
    uncoded("readmission_decision", "Quyết định kết nạp lại đảng viên", Group.DECIDING, Maker.DECIDING, "9C-KNĐ"),
)

_PROBATION = (
    PaperType("member_curriculum_vitae", "1-HSĐV", "Lý lịch đảng viên", Group.PROBATION, Maker.MEMBER, source=_READ),
    PaperType("member_card_form", "2-HSĐV", "Phiếu đảng viên", Group.PROBATION, Maker.MEMBER, source=_READ),
    PaperType(
        "new_member_certificate",
        "",
        "Giấy chứng nhận học lớp đảng viên mới",
        Group.PROBATION,
        Maker.CENTRE,
        source=_READ,
    ),
    PaperType(
        "self_review",
        "10-KNĐ",
        "Bản tự kiểm điểm của đảng viên dự bị",
        Group.PROBATION,
        Maker.MEMBER,
        aliases=hanoi("10-KNĐ"),
    ),
    PaperType(
        "sponsor_comment",
        "11-KNĐ",
        "Bản nhận xét đảng viên dự bị của đảng viên được phân công giúp đỡ",
        Group.PROBATION,
        Maker.SPONSOR,
        aliases=hanoi("11-KNĐ"),
    ),
    PaperType(
        "probation_opinions",
        "12-KNĐ",
        "Tổng hợp ý kiến nhận xét của đoàn thể chính trị - xã hội và chi ủy nơi cư trú đối với đảng viên dự bị",
        Group.PROBATION,
        Maker.CELL_COMMITTEE,
        aliases=hanoi("12C-KNĐ"),
    ),
    uncoded(
        "removal_decision", "Quyết định xóa tên đảng viên dự bị", Group.PROBATION, Maker.DECIDING, "9F-XTĐV", "9G-XTĐV"
    ),
)

_RECOGNITION = (
    PaperType(
        "recognition_cell_resolution",
        "13-KNĐ",
        "Nghị quyết của chi bộ đề nghị công nhận đảng viên chính thức",
        Group.RECOGNITION,
        Maker.CELL,
        aliases=hanoi("13-KNĐ"),
    ),
    PaperType(
        "recognition_section_report",
        "14-KNĐ",
        "Báo cáo của đảng ủy bộ phận thẩm định nghị quyết đề nghị công nhận đảng viên chính thức của chi bộ",
        Group.RECOGNITION,
        Maker.SECTION,
        IF_ANY,
        aliases=hanoi("14-KNĐ"),
    ),
    PaperType(
        "recognition_base_resolution",
        "15-KNĐ",
        "Nghị quyết của đảng ủy cơ sở đề nghị công nhận đảng viên chính thức",
        Group.RECOGNITION,
        Maker.BASE,
        UNLESS_DIRECT,
        aliases=hanoi("15A-KNĐ", "15B-KNĐ", "15C-KNĐ"),
    ),
    PaperType(
        "recognition_decision",
        "16-KNĐ",
        "Quyết định công nhận đảng viên chính thức",
        Group.RECOGNITION,
        Maker.DECIDING,
        aliases=hanoi("16-KNĐ", "16B-KNĐ"),
    ),
    uncoded("recognition_notice", "Phiếu báo đảng viên được công nhận chính thức", Group.RECOGNITION, Maker.BASE),
)

_MOVING = (
    uncoded(
        "moving_certificate",
        "Giấy chứng nhận người vào Đảng đang trong thời gian được tổ chức đảng giúp đỡ, xem xét kết nạp",
        Group.MOVING,
        Maker.BASE,
    ),
    uncoded(
        "moving_letter_resolved",
        "Công văn của cấp ủy cơ sở giới thiệu người vào Đảng đã được chi bộ, đảng ủy cơ sở làm thủ tục",
        Group.MOVING,
        Maker.BASE,
    ),
    uncoded(
        "moving_letter_submitted",
        "Công văn của cấp ủy có thẩm quyền giới thiệu người vào Đảng đã được cấp ủy cơ sở làm thủ tục",
        Group.MOVING,
        Maker.DECIDING,
    ),
    uncoded(
        "moving_letter_decided",
        "Công văn giới thiệu người vào Đảng đã có quyết định kết nạp",
        Group.MOVING,
        Maker.DECIDING,
    ),
)

_MENDING = (
    PaperType("redo_letter", "", "Công văn chỉ đạo việc làm lại thủ tục", Group.MENDING, Maker.DECIDING, need=IF_ANY),
    uncoded(
        "mended_recognition_decision",
        "Quyết định công nhận đảng viên, đảng viên chính thức sau khi khắc phục",
        Group.MENDING,
        Maker.DECIDING,
    ),
    uncoded(
        "cancelled_admission_decision",
        "Quyết định hủy quyết định kết nạp đảng viên",
        Group.MENDING,
        Maker.DECIDING,
        "9H-HKN",
    ),
    uncoded(
        "cancelled_readmission_decision",
        "Quyết định hủy quyết định kết nạp lại đảng viên",
        Group.MENDING,
        Maker.DECIDING,
        "9K-HKN",
    ),
    uncoded(
        "cancelled_recognition_decision",
        "Quyết định hủy quyết định công nhận đảng viên chính thức",
        Group.MENDING,
        Maker.DECIDING,
        "9L-HCT",
    ),
)

PAPERS = (*_LISTING, *_CONSIDERING, *_RESOLVING, *_DECIDING, *_PROBATION, *_RECOGNITION, *_MOVING, *_MENDING)
"""In the order of the folder: group by group, and within a group as Hướng dẫn 38-HD/BTCTW ngày 29/9/2025, mục II.1.1."""

BY_KEY = {paper.key: paper for paper in PAPERS}


def papers_of(*groups):
    """The papers of these groups, in the order of the folder."""
    return [paper for paper in PAPERS if paper.group in groups]


def paper_with_code(code, province=""):
    """The paper that bears ``code`` in the ``province``, else centrally; None for a code that no paper bears."""
    local = (paper for paper in PAPERS if code in paper.aliases.get(province, ()))
    central = (paper for paper in PAPERS if code and code == paper.code)
    return next(local, None) or next(central, None)


def to_redo():
    """The papers of a dossier that is too old: made anew, or once more. Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 5.4a."""
    return [paper for paper in PAPERS if paper.redo_when_stale]
