"""Texts of before Unicode: both encodings letter by letter, and never a suspicion against what is written properly."""

import random
import unicodedata

import pytest

from recruitment.demo.names import Names
from recruitment.profiles import ETHNIC_GROUPS, RELIGIONS
from recruitment.workbooks.fonts import TCVN3, VNI, is_syllable
from recruitment.workbooks.legacy_text import converted, suspected
from recruitment.workbooks.reading import RawSheet, RawWorkbook, read_workbook
from recruitment.workbooks.sheets import SHEETS
from tests.legacy_fonts import LETTERS, in_tcvn3, in_vni
from tests.workbooks import workbook

NAMES = ["Nguyễn Thị Hoa Pơ Lang", "Trần Văn Rừng Khộp", "Lê Sương Núi", "Đặng Thị Nắng Sớm", "Hoàng Mưa Ngâu"]


def book(*columns):
    return RawWorkbook(
        [RawSheet("A", [(n, list(cells)) for n, cells in enumerate(zip(*columns, strict=True), start=1)])]
    )


def cells_of(read):
    return [cell for sheet in read.sheets for _number, cells in sheet.rows for cell in cells]


def test_there_are_134_letters():
    assert len(set(LETTERS)) == 134


def test_every_letter_of_vni_comes_back():
    assert [VNI.decode(in_vni(letter)) for letter in LETTERS] == LETTERS


def test_every_letter_of_tcvn3_comes_back_capitals_with_tones_as_small_ones():
    capitals = set("ĂÂĐÊÔƠƯ")
    meant = [letter if letter in capitals else letter.lower() for letter in LETTERS]
    assert [TCVN3.decode(in_tcvn3(letter)) for letter in LETTERS] == meant


@pytest.mark.parametrize(
    ("legacy", "typed", "meant"),
    [
        (TCVN3, "NguyÔn V¨n", "Nguyễn Văn"),
        (TCVN3, "TrÇn ThÞ H­êng", "Trần Thị Hường"),
        (TCVN3, "§¶ng bé huyÖn Ia H'Drai", "Đảng bộ huyện Ia H'Drai"),
        (VNI, "Nguyeãn Vaên", "Nguyễn Văn"),
        (VNI, "Traàn Thò Höôøng", "Trần Thị Hường"),
        (VNI, "ÑAËNG THÒ ÖÙNG", "ĐẶNG THỊ ỨNG"),
        (VNI, "Ñaûng boä huyeän", "Đảng bộ huyện"),
    ],
)
def test_words_as_they_arrive(legacy, typed, meant):
    assert legacy.decode(typed) == meant


@pytest.mark.parametrize(("legacy", "encode"), [(TCVN3, in_tcvn3), (VNI, in_vni)])
def test_a_workbook_of_it_is_suspected_and_converted_through_a_file(tmp_path, legacy, encode):
    rows = [[encode("Họ và tên"), encode("Dân tộc")], *([encode(name), encode("Xơ Đăng")] for name in NAMES)]
    read = read_workbook(workbook(tmp_path / "a.xlsx", {"Sheet1": rows}))
    assert suspected(read) is legacy
    meant = ["Họ và tên", "Dân tộc", *(cell for name in NAMES for cell in (name, "Xơ Đăng"))]
    assert cells_of(converted(read, legacy)) == meant
    assert suspected(converted(read, legacy)) is None


@pytest.mark.parametrize(("legacy", "encode"), [(TCVN3, in_tcvn3), (VNI, in_vni)])
def test_a_csv_file_of_it_is_read_byte_by_byte(tmp_path, legacy, encode):
    lines = [f"{encode('Họ và tên')};{encode('Chi bộ')}", *(f"{encode(name)};T1" for name in NAMES)]
    (tmp_path / "a.csv").write_bytes("\r\n".join(lines).encode("cp1252"))
    read = read_workbook(tmp_path / "a.csv")
    assert suspected(read) is legacy
    assert cells_of(converted(read, legacy))[2::2] == NAMES


def test_what_is_unicode_already_stays(tmp_path):
    read = book(["Họ và tên", *NAMES, "Lê Hà"], ["Tên cũ", *map(in_tcvn3, NAMES), "T1"])
    assert suspected(read) is TCVN3
    assert cells_of(converted(read, TCVN3)) == [
        *("Họ và tên", "Tên cũ"),
        *(cell for name in NAMES for cell in (name, name)),
        *("Lê Hà", "T1"),
    ]


def test_names_in_a_font_of_capitals_get_their_capitals_back():
    names = ["nguyễn thị hoa", "trần văn núi", "lan anh", "đặng văn đồi"]
    read = book([in_tcvn3("họ và tên"), *map(in_tcvn3, names)], [in_tcvn3("nghề nghiệp"), *[in_tcvn3("làm rẫy")] * 4])
    assert cells_of(converted(read, suspected(read)))[2:] == [
        *("Nguyễn Thị Hoa", "làm rẫy", "Trần Văn Núi", "làm rẫy"),
        *("Lan Anh", "làm rẫy", "Đặng Văn Đồi", "làm rẫy"),
    ]


@pytest.mark.parametrize("head", ["Tên", None])
def test_every_word_of_a_name_gets_its_capital(head):
    columns = ["Họ và tên", "Nguyễn thị"], [head, "ánh"], ["Thôn", "làng mới"]
    read = book(*([cell and in_tcvn3(cell) for cell in column] for column in columns))
    assert cells_of(converted(read, TCVN3))[-3:] == ["Nguyễn Thị", "Ánh", "làng mới"]


def test_a_hyphen_that_nobody_sees_is_no_letter_in_a_proper_text(tmp_path):
    path = workbook(tmp_path / "a.xlsx", {"A": [["Nguy\u00adễn Văn", "T\u00adêng"]]})
    assert cells_of(read_workbook(path)) == ["Nguyễn Văn", "Têng"]


# --- Never against what is written properly


def demo_names():
    names = Names(random.Random(5))
    peoples = ["", "Thái", "Tày", "Nùng", "Mường", "Gia Rai", "Xơ Đăng"]
    return [
        names.draw(woman=woman, ethnic_group=people)
        for people in peoples
        for woman in (True, False)
        for _n in range(15)
    ]


MINORITY = [
    "Y Brâm",
    "A Thơ̆m",
    "Rơ Châm Y Ƀlưĭ",
    "Ksor H’Bông",
    "Siu Blêh",
    "Y Ngêk",
    "A Điêh",
    "Kpă Klơng",
    "Rơ Mah Jân",
]
MINORITY += [
    "Nay Hrôl",
    "Y Sêng",
    "A Kâu",
    "K’Brêu",
    "Ê Ban Y Blô",
    "Niê Kđăm",
    "H'Hen Niê",
    "Đinh Krêng",
    "Lò Văn Bôn",
]
ENGLISH = [
    "naïve café",
    "Ångström",
    "Curaçao",
    "résumé",
    "façade",
    "Zoë",
    "piñata",
    "© 2024 Acme®",
    "5½ · 3¾",
    "±5 µm",
    "§ 4",
]
FRENCH = [
    "élève",
    "garçon",
    "très",
    "bientôt",
    "Noël",
    "où",
    "forêt",
    "août",
    "île",
    "hôtel",
    "château",
    "pâté",
    "crème",
    "brûlée",
    "à",
    "la",
    "carte",
    "déjà",
    "vu",
]


@pytest.mark.parametrize(
    "texts",
    [
        demo_names(),
        [*ETHNIC_GROUPS],
        [*RELIGIONS],
        MINORITY,
        ENGLISH,
        FRENCH,
        ["Hoà", "Thuý", "Quý", "Khoẻ", "Uý", "HUỲNH"],
    ]
    + [[heading for sheet in SHEETS for _name, column in sheet.columns() for heading in column.headings]],
)
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_proper_texts_are_never_suspected(tmp_path, texts, form):
    rows = [[unicodedata.normalize(form, text)] for text in texts]
    assert suspected(read_workbook(workbook(tmp_path / "a.xlsx", {"A": rows}))) is None


def test_two_words_alone_are_no_suspicion():
    assert suspected(book(["NguyÔn V¨n"])) is None


def test_names_of_sheets_that_become_equal_are_told_apart():
    cells = [(1, [in_tcvn3(NAMES[0])])]
    read = converted(RawWorkbook([RawSheet("Nguồn", cells), RawSheet(in_tcvn3("Nguồn"), cells)]), TCVN3)
    assert [(sheet.name, sheet.rows) for sheet in read.sheets] == [
        ("Nguồn", [(1, [NAMES[0]])]),
        ("Nguồn (2)", [(1, [NAMES[0]])]),
    ]


@pytest.mark.parametrize(
    "word", ["Nguyễn", "HƯỜNG", "hoà", "Hòa", "quyển", "giếng", "Y", "Ân", "uỷ", "ủy", "khuỷu", "ngoằn"]
)
def test_what_a_syllable_is(word):
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["NguyÔn", "Vaên", "Brâm", "cafe", "hòá", "nGa", "V¨n", "Thuùy"])
def test_what_none_is(word):
    assert not is_syllable(word)
