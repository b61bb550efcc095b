"""What the papers call groups, lines and parts, by code: the words of the statistics, in Vietnamese.

The figures bear these words too, whoever asks for them, so that what is frozen is the same for all. On screen the same
things go through the catalogue, in the user's language (``on_screen``); a paper never does. What is not listed
(the office's own groups) keeps the name it bears.
"""

GROUPS = {
    "": "Toàn đơn vị",
    "village": "Chi bộ thôn",
    "women": "Nữ",
    "minority": "Dân tộc thiểu số",
    "religion": "Tôn giáo",
    "union": "Đoàn viên",
    "students": "Học sinh, sinh viên",
    "workers": "Công nhân",
    "direct": "Lao động trực tiếp",
    "teachers": "Viên chức giáo dục",
}

STAGES = {
    "introduced": "Quần chúng được giới thiệu",
    "listed": "Cảm tình Đảng",
    "certified": "Có giấy chứng nhận lớp bồi dưỡng",
    "permitted": "Được phép làm thủ tục",
    "dossier": "Đang lập hồ sơ",
    "verified": "Đã thẩm tra, chứng nhận lý lịch",
    "cell_resolved": "Chi bộ đã ra nghị quyết",
    "section_reported": "Đảng ủy bộ phận đã báo cáo",
    "base_resolved": "Đảng ủy cơ sở đã ra nghị quyết",
    "received": "Ban tổ chức tiếp nhận hồ sơ",
    "appraised": "Đã thẩm định hồ sơ",
    "returned": "Trả lại bổ sung",
    "consulted": "Xin ý kiến",
    "submitted": "Trình ban thường vụ",
    "decided": "Có quyết định, chờ lễ kết nạp",
    "probation": "Đảng viên dự bị",
    "recognition_proposed": "Đã đề nghị công nhận chính thức",
}
"""Where a person stands for whom something is still to be done."""

MATTERS = {
    "decision": "hồ sơ quá thời hạn xem xét, quyết định kết nạp",
    "ceremony": "quyết định quá thời hạn tổ chức lễ kết nạp",
    "recognition_meeting": "đảng viên dự bị đã hết 12 tháng nhưng chi bộ chưa xét, đề nghị công nhận chính thức",
    "recognition_decision": "hồ sơ quá thời hạn xem xét, quyết định công nhận đảng viên chính thức",
    "verification": "yêu cầu thẩm tra lý lịch quá thời hạn trả lời",
    "certificate": "giấy chứng nhận bồi dưỡng nhận thức về Đảng đã hết giá trị",
    "dossier": "hồ sơ quá thời hạn, phải làm lại tài liệu",
    "sixty": "người quá 60 tuổi chưa có ý kiến đồng ý của cấp có thẩm quyền",
}
"""What is overdue by a rule, as it stands after its number; the order is that of the sentence."""

USAGES = {
    "no_sponsor": "người chưa được phân công đảng viên giúp đỡ",
    "sponsor_report": "người chưa được đảng viên giúp đỡ nhận xét đúng định kỳ",
    "absence": "người đi làm ăn xa lâu ngày chưa có thông tin",
}
"""What is overdue by the usage of the office, as it stands after its number."""

SPONSORS = {"introduces": "giới thiệu", "helps": "được phân công giúp đỡ"}

HEADCOUNT_LINES = {
    "B1": "Kết nạp",
    "B2": "Chuyển đến",
    "B2a": "Chuyển đến từ tỉnh khác",
    "B2b": "Chuyển đến từ đơn vị khác trong tỉnh",
    "B3": "Phục hồi đảng tịch",
    "B4": "Tiếp nhận do sắp xếp tổ chức",
    "B5": "Chênh lệch số đầu kỳ",
    "B9": "Lý do khác",
    "C1": "Từ trần",
    "C2": "Khai trừ",
    "C3": "Xóa tên",
    "C4": "Xin ra khỏi Đảng",
    "C5": "Chuyển đi",
    "C5a": "Chuyển đi tỉnh khác",
    "C5b": "Chuyển đi đơn vị khác trong tỉnh",
    "C6": "Hủy quyết định kết nạp",
    "C7": "Bàn giao do sắp xếp tổ chức",
    "C8": "Chênh lệch số đầu kỳ",
    "C9": "Lý do khác",
}
"""Biểu 1 of the statistics (DOMAIN 8.2), and our own lines after them."""

OTHER_REASONS = {"+": "B9", "-": "C9"}
"""Only in public versions: what came and went for reasons of few persons each."""

ALWAYS_PRINTED = ("B1", "B2", "B3", "C1", "C2", "C3", "C4", "C5")
"""The rows of Biểu 1, printed even where they are nought."""

OWN_ROW = "Trực tiếp"
"""What hangs at the organisation itself, among those below it."""

BREAKDOWNS = {
    "sex": "Giới tính",
    "minority": "Dân tộc",
    "religion": "Tôn giáo",
    "union": "Đoàn viên Đoàn TNCS Hồ Chí Minh",
    "age": "Tuổi đời",
    "general_education": "Giáo dục phổ thông",
    "professional_education": "Trình độ chuyên môn",
    "occupation": "Nghề nghiệp",
    "setting": "Loại hình tổ chức đảng",
}

UNKNOWN_PART = "Chưa rõ"
PARTS = {
    "sex": {"female": "Nữ", "male": "Nam"},
    "minority": {"minority": "Dân tộc thiểu số", "kinh": "Kinh"},
    "religion": {"religion": "Theo tôn giáo", "none": "Không theo tôn giáo"},
    "union": {"yes": "Đoàn viên", "no": "Không là đoàn viên"},
    "age": {"under18": "Dưới 18 tuổi", "over60": "Trên 60 tuổi"},
    "general_education": {
        "literate": "Biết đọc, biết viết",
        "primary": "Tiểu học",
        "lower_secondary": "Trung học cơ sở",
        "upper_secondary": "Trung học phổ thông",
    },
    "professional_education": {
        "none": "Chưa qua đào tạo",
        "elementary": "Công nhân kỹ thuật, sơ cấp",
        "intermediate": "Trung cấp",
        "college": "Cao đẳng",
        "bachelor": "Đại học",
        "master": "Thạc sĩ",
        "doctor": "Tiến sĩ",
    },
    "occupation": {
        "civil_servant": "Cán bộ, công chức cơ quan nhà nước",
        "party_cadre": "Cán bộ, công chức cơ quan Đảng, MTTQ, đoàn thể",
        "commune_cadre": "Cán bộ, công chức, người không chuyên trách cấp xã",
        "village_cadre": "Người hoạt động không chuyên trách ở thôn, tổ dân phố",
        "public_employee": "Viên chức đơn vị sự nghiệp công lập",
        "teacher": "Viên chức giáo dục",
        "nonpublic_employee": "Lao động đơn vị ngoài công lập",
        "manager": "Lãnh đạo, quản lý doanh nghiệp",
        "clerk": "Lao động gián tiếp trong doanh nghiệp",
        "worker": "Công nhân trực tiếp",
        "farmer": "Lao động nông, lâm, ngư nghiệp",
        "armed_forces": "Lực lượng vũ trang",
        "student": "Sinh viên",
        "pupil": "Học sinh",
        "retired": "Nghỉ hưu",
        "other": "Nghề nghiệp khác",
    },
    "setting": {
        "commune": "Xã",
        "village": "Thôn",
        "agency": "Cơ quan",
        "party_agency": "Cơ quan Đảng và đoàn thể",
        "school": "Trường học",
        "public_service": "Đơn vị sự nghiệp",
        "army": "Quân đội",
        "police": "Công an",
        "state_company": "Doanh nghiệp nhà nước",
        "private_company": "Doanh nghiệp ngoài nhà nước",
        "cooperative": "Hợp tác xã",
        "other": "Khác",
    },
}


def group(code, name=""):
    return GROUPS.get(code, name or code)


def headcount_line(line):
    return HEADCOUNT_LINES.get(line.code, line.label)


def breakdown(breakdown):
    return BREAKDOWNS.get(breakdown.code, breakdown.label)


def part(breakdown, part):
    return part_named(breakdown.code, part.code, part.label)


def part_named(breakdown, code, name=""):
    """A part's name by the codes of its breakdown and its own; age bands read "18 - 30 tuổi"."""
    if code == "unknown":
        return UNKNOWN_PART
    if breakdown == "age" and code[:1].isdigit():
        return f"{code.replace('-', ' - ')} tuổi"
    return PARTS.get(breakdown, {}).get(code, name or code)
