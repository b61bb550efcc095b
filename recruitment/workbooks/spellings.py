"""How people spell the values of our lists: folded text (no accents, spaces, punctuation) → value.

These are words of Vietnamese files, not of our screens: they stand here as they are typed, whatever the language.
"""

from branches.kinds import Admitting, Kind, Setting
from branches.models import MovementKind
from branches.models.movement import Beyond
from branches.names import fold_tight

from ..groups import EVERYBODY
from ..profiles import (
    ETHNIC_GROUPS,
    KINH,
    NO_RELIGION,
    RELIGIONS,
    SOME_MINORITY,
    SOME_RELIGION,
    GeneralEducation,
    Occupation,
    ProfessionalEducation,
    Sex,
)


def spelled(names):
    """{value: "a; b; c"} → {folded spelling: value}."""
    return {fold_tight(name): value for value, said in names.items() for name in said.split(";")}


def is_spelled(text, *lists):
    """Whether one of ``lists`` knows this spelling."""
    folded = fold_tight(text)
    return any(folded in names for names in lists)


# --- Branches

KIND_NAMES = {
    Kind.PROVINCE: "Đảng bộ tỉnh",
    Kind.DISTRICT: "Đảng bộ huyện",
    Kind.COMMUNE: "Đảng bộ xã",
    Kind.BASE: "Đảng bộ cơ sở",
    Kind.DIVISION: "Đảng bộ bộ phận",
    Kind.SUBORDINATE: "Đảng bộ trực thuộc cơ sở",
    Kind.BASE_CELL: "Chi bộ cơ sở",
    Kind.CELL: "Chi bộ trực thuộc",
}
VILLAGE_CELL = "Chi bộ thôn"

KINDS = {key: (kind, None) for key, kind in spelled(KIND_NAMES).items()} | spelled(
    {
        (Kind.PROVINCE, None): "Đảng bộ cấp tỉnh;Tỉnh ủy",
        (Kind.DISTRICT, None): "Đảng bộ cấp huyện;Đảng bộ quận;Đảng bộ thị xã;Huyện ủy",
        (Kind.COMMUNE, None): "Đảng bộ cấp xã;Đảng bộ phường;Đảng bộ thị trấn;Đảng bộ đặc khu;Đảng bộ xã, phường;"
        "Đảng bộ xã, phường, thị trấn;Đảng bộ xã, phường, đặc khu",
        (Kind.BASE, None): "Đảng ủy cơ sở",
        (Kind.DIVISION, None): "Đảng ủy bộ phận;Đảng bộ bộ phận trực thuộc đảng ủy cơ sở",
        (Kind.SUBORDINATE, None): "Đảng bộ trực thuộc;Đảng bộ trực thuộc đảng ủy cơ sở;"
        "Đảng bộ trực thuộc đảng bộ cơ sở",
        (Kind.CELL, None): "Chi bộ;Chi bộ trực thuộc cơ sở;Chi bộ trực thuộc đảng ủy cơ sở;"
        "Chi bộ trực thuộc đảng bộ cơ sở;Chi bộ trực thuộc đảng ủy;Chi bộ trực thuộc đảng ủy bộ phận;"
        "Chi bộ trực thuộc đảng bộ bộ phận",
        (Kind.CELL, Setting.VILLAGE): f"{VILLAGE_CELL};Chi bộ làng;Chi bộ buôn;Chi bộ bản;Chi bộ ấp;"
        "Chi bộ tổ dân phố;Chi bộ khu phố;Chi bộ thôn, làng;Chi bộ thôn, tổ dân phố;Chi bộ khu dân cư",
    }
)
"""Folded → (kind, setting that the words imply)."""

ADMITTING_NAMES = {
    "": "Theo quy định",
    Admitting.COMMITTEE: "Ủy quyền",
    Admitting.STANDING: "Giao quyền",
}
ADMITTING = spelled(ADMITTING_NAMES) | spelled(
    {
        "": "Theo quy định chung",
        Admitting.COMMITTEE: "Được ủy quyền;Đảng ủy cơ sở được ủy quyền",
        Admitting.STANDING: "Được giao quyền;Thí điểm giao quyền",
    }
)
"""Who decides on admissions where that was decided for an organisation (Quy định 294-QĐ/TW, 26/05/2025, 4.3.2, 22.1)."""

SETTING_NAMES = {
    Setting.COMMUNE: "Xã",
    Setting.VILLAGE: "Thôn",
    Setting.AGENCY: "Cơ quan",
    Setting.PARTY_AGENCY: "Cơ quan Đảng và đoàn thể",
    Setting.SCHOOL: "Trường học",
    Setting.PUBLIC_SERVICE: "Đơn vị sự nghiệp",
    Setting.ARMY: "Quân đội",
    Setting.POLICE: "Công an",
    Setting.STATE_COMPANY: "Doanh nghiệp nhà nước",
    Setting.PRIVATE_COMPANY: "Doanh nghiệp ngoài nhà nước",
    Setting.COOPERATIVE: "Hợp tác xã",
    Setting.OTHER: "Khác",
}
SETTINGS = spelled(SETTING_NAMES) | spelled(
    {
        Setting.COMMUNE: "Phường;Thị trấn;Xã, phường;Xã, phường, thị trấn;Xã, phường, đặc khu",
        Setting.VILLAGE: "Làng;Buôn;Bản;Ấp;Tổ dân phố;Khu phố;Thôn, làng;Thôn, tổ dân phố;Khu dân cư;Nông thôn",
        Setting.AGENCY: "Cơ quan nhà nước;Cơ quan hành chính;Cơ quan hành chính nhà nước",
        Setting.PARTY_AGENCY: "Cơ quan Đảng;Cơ quan Đảng, đoàn thể;Cơ quan Đảng, MTTQ, đoàn thể;"
        "Cơ quan Đảng, Mặt trận Tổ quốc, đoàn thể;Đảng, đoàn thể",
        Setting.SCHOOL: "Trường",
        Setting.PUBLIC_SERVICE: "Sự nghiệp;Sự nghiệp công lập;Đơn vị sự nghiệp công lập;ĐVSN",
        Setting.STATE_COMPANY: "DN nhà nước;DNNN;Doanh nghiệp có vốn nhà nước",
        Setting.PRIVATE_COMPANY: "DN ngoài nhà nước;Doanh nghiệp tư nhân;Doanh nghiệp ngoài khu vực nhà nước",
        Setting.COOPERATIVE: "HTX",
        Setting.OTHER: "Loại hình khác",
    }
)

# --- The ledger of heads

MOVEMENT_NAMES = {
    MovementKind.OPENING: "Số đầu kỳ",
    MovementKind.COUNTED: "Số kiểm kê",
    MovementKind.TRANSFER_IN: "Chuyển đến",
    MovementKind.TRANSFER_OUT: "Chuyển đi",
    MovementKind.INTERNAL: "Chuyển nội bộ",
    MovementKind.RESTORED: "Phục hồi đảng tịch",
    MovementKind.DIED: "Từ trần",
    MovementKind.EXPELLED: "Khai trừ",
    MovementKind.STRUCK_OFF: "Xóa tên",
    MovementKind.RESIGNED: "Xin ra khỏi Đảng",
    MovementKind.RECOGNISED: "Công nhận chính thức",
}
MOVEMENTS = spelled(MOVEMENT_NAMES)
BEYOND_NAMES = {Beyond.SAME_PROVINCE: "trong tỉnh", Beyond.OTHER_PROVINCE: "ngoài tỉnh"}
BEYOND = spelled(BEYOND_NAMES)

# --- Groups of quotas and totals

GROUP_NAMES = {
    EVERYBODY: "Tất cả",
    "village": "Chi bộ thôn",
    "women": "Nữ",
    "minority": "Dân tộc thiểu số",
    "religion": "Tôn giáo",
    "union": "Đoàn viên",
    "students": "Học sinh sinh viên",
    "workers": "Công nhân",
    "direct": "Lao động trực tiếp",
    "teachers": "Viên chức giáo dục",
}
GROUPS = spelled(GROUP_NAMES) | spelled(
    {
        "minority": "DTTS;Người dân tộc thiểu số",
        "union": "Đoàn viên TNCS;Đoàn viên TNCS Hồ Chí Minh",
        "students": "HSSV",
    }
)

# --- Persons

SEXES = spelled({Sex.MALE: "Nam;Nam giới;Trai;Male;M", Sex.FEMALE: "Nữ;Nữ giới;Gái;Female;F"})
SEX_NAMES = ("Nam", "Nữ")

ETHNIC = {fold_tight(name): name for name in ETHNIC_GROUPS} | spelled(
    {
        KINH: "Việt;Kinh (Việt)",
        "Xơ Đăng": "Xê Đăng;Sê Đăng;Sơ Đăng;Xê-đăng;Xđăng;Hà Lăng;Ca Dong;Kà Dong",
        "Gia Rai": "Jrai;J'rai;Jarai;Ja rai;Giarai;Chơ Rai;Gia-lai",
        "Ê Đê": "Ê-đê;Rhade;Rhadé;Ra đê;Êđê",
        "Ba Na": "Bahnar;Bana;Ba-na;Bơ Nâm",
        "Mông": "H'Mông;Hmông;Mèo;Hmong",
        "Giẻ Triêng": "Gié Triêng;Giẻ-Triêng;Dẻ Triêng;Giẻ;Triêng;Jẻ Triêng;Jeh",
        "Mnông": "M'nông;Mơ Nông",
        "Cơ Ho": "K'ho;Kơ ho;Kho;Cơho;Srê",
        "Chăm": "Chàm",
        "Khmer": "Khơ me;Khơme;Khơ-me;Kh'mer;Miên",
        "Hoa": "Hán;Tàu",
        "Sán Chay": "Cao Lan;Sán Chỉ;Sán Chí",
        "Ra Glai": "Raglay;Ra-glai;Rắc Lây",
        "Xtiêng": "S'tiêng;Stiêng;Xơ Tiêng;Sơ Tiêng",
        "Khơ Mú": "Khơmú;Khmu",
        "Bru - Vân Kiều": "Vân Kiều;Bru;Bru Vân Kiều",
        "Cơ Tu": "Cơtu;Katu;Ka Tu;K'tu",
        "Tà Ôi": "Tà-ôi;Pa Cô;Pacô;Ta Oi",
        "Chơ Ro": "Châu Ro;Chro",
        "Chu Ru": "Churu;Chu-ru",
        "Hrê": "H'rê;Hơ Rê",
        "Rơ Măm": "Rơmăm;Rơ-măm",
        "Brâu": "B'râu",
        "Co": "Cor;Kor",
        SOME_MINORITY: "DTTS;Người dân tộc thiểu số",
    }
)

FAITHS = {fold_tight(name): name for name in RELIGIONS} | spelled(
    {
        NO_RELIGION: "0;K;Không có;Không theo;Không tôn giáo;Không theo tôn giáo;Lương;No",
        SOME_RELIGION: "x;Có;Có tôn giáo;Theo tôn giáo;Có theo đạo;Theo đạo",
        "Công giáo": "Thiên chúa;Thiên chúa giáo;Đạo Thiên chúa;Đạo Công giáo;Kitô giáo;Ki-tô giáo;Gia tô",
        "Phật giáo": "Phật;Đạo Phật",
        "Tin lành": "Đạo Tin lành;Tin Lành giáo",
        "Cao Đài": "Đạo Cao Đài;Cao Đài giáo",
        "Phật giáo Hòa Hảo": "Hòa Hảo;PGHH;Đạo Hòa Hảo",
        "Hồi giáo": "Hồi;Đạo Hồi;Islam;Bà-ni",
        "Bà-la-môn": "Bà la môn giáo;Đạo Bà-la-môn",
        "Baha'i": "Bahai;Tôn giáo Baha'i",
    }
)

OCCUPATION_NAMES = {
    Occupation.CIVIL_SERVANT: "Cán bộ, công chức cơ quan nhà nước",
    Occupation.PARTY_CADRE: "Cán bộ, công chức cơ quan Đảng, MTTQ, đoàn thể",
    Occupation.COMMUNE_CADRE: "Cán bộ, công chức, người hoạt động không chuyên trách cấp xã",
    Occupation.VILLAGE_CADRE: "Người hoạt động không chuyên trách ở thôn, tổ dân phố",
    Occupation.PUBLIC_EMPLOYEE: "Viên chức đơn vị sự nghiệp công lập",
    Occupation.TEACHER: "Viên chức giáo dục",
    Occupation.NONPUBLIC_EMPLOYEE: "Lao động đơn vị ngoài công lập",
    Occupation.MANAGER: "Lãnh đạo, quản lý doanh nghiệp",
    Occupation.CLERK: "Lao động gián tiếp doanh nghiệp",
    Occupation.WORKER: "Công nhân trực tiếp",
    Occupation.FARMER: "Lao động nông, lâm, ngư nghiệp",
    Occupation.ARMED_FORCES: "Lực lượng vũ trang",
    Occupation.STUDENT: "Sinh viên",
    Occupation.PUPIL: "Học sinh",
    Occupation.RETIRED: "Nghỉ hưu",
    Occupation.OTHER: "Khác",
}
OCCUPATIONS = spelled(OCCUPATION_NAMES) | spelled(
    {
        Occupation.CIVIL_SERVANT: "CBCC cơ quan nhà nước;CBCC nhà nước;Cán bộ, công chức nhà nước;"
        "Công chức nhà nước;Công chức;CBCC",
        Occupation.PARTY_CADRE: "CBCC Đảng, MTTQ, đoàn thể;Cán bộ, công chức Đảng, MTTQ, đoàn thể;"
        "CBCC cơ quan Đảng, MTTQ, đoàn thể;Cán bộ Đảng, đoàn thể;Cán bộ Đảng, MTTQ, đoàn thể",
        Occupation.COMMUNE_CADRE: "CBCC cấp xã;CBCC xã;Cán bộ, công chức xã;Cán bộ, công chức cấp xã;"
        "Cán bộ không chuyên trách cấp xã;Không chuyên trách cấp xã;Người hoạt động không chuyên trách cấp xã;"
        "CBCC và không chuyên trách cấp xã;CBCC, không chuyên trách cấp xã;Cán bộ xã;Công chức xã",
        Occupation.VILLAGE_CADRE: "Người HĐ không chuyên trách thôn, tổ dân phố;"
        "Người hoạt động không chuyên trách thôn, tổ dân phố;Không chuyên trách thôn, tổ dân phố;"
        "Cán bộ không chuyên trách thôn;Người hoạt động không chuyên trách ở thôn;Không chuyên trách thôn;"
        "Cán bộ thôn;Trưởng thôn;Thôn trưởng",
        Occupation.PUBLIC_EMPLOYEE: "Viên chức ĐVSN công lập;Viên chức sự nghiệp công lập;Viên chức;"
        "Viên chức ĐVSN;Viên chức đơn vị sự nghiệp",
        Occupation.TEACHER: "Giáo viên;Viên chức ngành giáo dục;Nhà giáo;Giảng viên;Viên chức giáo dục công lập",
        Occupation.NONPUBLIC_EMPLOYEE: "Lao động ngoài công lập;Lao động khu vực ngoài công lập;"
        "Người lao động ngoài công lập",
        Occupation.MANAGER: "Lãnh đạo doanh nghiệp;Quản lý doanh nghiệp;DN lãnh đạo;Chủ doanh nghiệp;"
        "Lãnh đạo DN;Doanh nghiệp: lãnh đạo",
        Occupation.CLERK: "Gián tiếp;Lao động gián tiếp;DN gián tiếp;Nhân viên gián tiếp;"
        "Lao động gián tiếp trong doanh nghiệp;Doanh nghiệp: gián tiếp",
        Occupation.WORKER: "Công nhân;DN công nhân trực tiếp;Công nhân trực tiếp doanh nghiệp;"
        "Công nhân trực tiếp sản xuất;Công nhân cao su;Doanh nghiệp: công nhân trực tiếp",
        Occupation.FARMER: "Nông-lâm-ngư nghiệp;Nông, lâm, ngư nghiệp;Nông lâm ngư;Nông nghiệp;Nông dân;Làm nông;"
        "Làm nông nghiệp;Làm rẫy;Nông;Lao động nông nghiệp;Ngư dân;Lâm nghiệp;Ngư nghiệp",
        Occupation.ARMED_FORCES: "LLVT;Bộ đội;Quân nhân;Công an;Chiến sĩ;Quân đội",
        Occupation.STUDENT: "SV",
        Occupation.PUPIL: "HS",
        Occupation.RETIRED: "Hưu trí;Hưu;Cán bộ hưu trí;Cán bộ nghỉ hưu",
        Occupation.OTHER: "Nghề khác;Nghề nghiệp khác",
    }
)

GENERAL_NAMES = {
    GeneralEducation.LITERATE: "Biết đọc, biết viết",
    GeneralEducation.PRIMARY: "Tiểu học",
    GeneralEducation.LOWER_SECONDARY: "THCS",
    GeneralEducation.UPPER_SECONDARY: "THPT",
}
GENERAL = spelled(GENERAL_NAMES) | spelled(
    {
        GeneralEducation.LITERATE: "Biết đọc viết;Biết chữ;Biết đọc và viết;Xóa mù chữ",
        GeneralEducation.PRIMARY: "Cấp 1;Cấp I;TH;Tốt nghiệp tiểu học",
        GeneralEducation.LOWER_SECONDARY: "Trung học cơ sở;Cấp 2;Cấp II;Tốt nghiệp THCS;Phổ thông cơ sở;PTCS",
        GeneralEducation.UPPER_SECONDARY: "Trung học phổ thông;Cấp 3;Cấp III;Tốt nghiệp THPT;PTTH;"
        "Phổ thông trung học;Bổ túc THPT;BTTHPT;GDTX",
    }
)

PROFESSIONAL_NAMES = {
    ProfessionalEducation.NONE: "Chưa qua đào tạo",
    ProfessionalEducation.ELEMENTARY: "CNKT, sơ cấp",
    ProfessionalEducation.INTERMEDIATE: "Trung cấp",
    ProfessionalEducation.COLLEGE: "Cao đẳng",
    ProfessionalEducation.BACHELOR: "Đại học",
    ProfessionalEducation.MASTER: "Thạc sĩ",
    ProfessionalEducation.DOCTOR: "Tiến sĩ",
}
PROFESSIONAL = spelled(PROFESSIONAL_NAMES) | spelled(
    {
        ProfessionalEducation.NONE: "Không;0;Không có;Chưa đào tạo;Chưa qua đào tạo chuyên môn",
        ProfessionalEducation.ELEMENTARY: "Sơ cấp;CNKT;Công nhân kỹ thuật;Công nhân kỹ thuật, sơ cấp;SC;Sơ cấp nghề",
        ProfessionalEducation.INTERMEDIATE: "TC;THCN;Trung học chuyên nghiệp;Trung cấp nghề;"
        "Trung cấp chuyên nghiệp;TCCN",
        ProfessionalEducation.COLLEGE: "CĐ;Cao đẳng nghề",
        ProfessionalEducation.BACHELOR: "ĐH;Cử nhân;Kỹ sư",
        ProfessionalEducation.MASTER: "Thạc sỹ;ThS;Cao học",
        ProfessionalEducation.DOCTOR: "Tiến sỹ;TS",
    }
)
