"""Headings that lists of people and lists of members share, as offices write them."""

BIRTHS = ("Ngày sinh", "Năm sinh", "Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Sinh ngày", "Sinh năm")
CELLS = (
    "Chi bộ",
    "Chi bộ công nhận",
    "Chi bộ SH",
    "Chi bộ sinh hoạt",
    "Sinh hoạt tại chi bộ",
    "Tổ chức đảng",
    "Đơn vị",
)
FULL_NAMES = ("Họ tên", "Họ và tên khai sinh", "Họ tên khai sinh")
FAMILY_NAMES = (
    *("Họ và đệm", "Họ và tên đệm", "Họ và chữ đệm", "Họ, chữ đệm", "Họ tên đệm", "Họ, đệm"),
    *("Họ lót", "Họ và lót", "Họ, lót", "Họ"),
)
OFFICIAL = ("Ngày vào Đảng chính thức", "Ngày chính thức vào Đảng", "Ngày công nhận chính thức", "Ngày CN chính thức")


def under(heading, *above):
    """The headings of a second level: ``Năm sinh: Nam``."""
    return tuple(f"{name}: {heading}" for name in above)
