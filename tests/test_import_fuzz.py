"""I1: an import loses nothing and does not crash, whatever stands in the cells.

Workbooks are made by chance: right cells and wrong ones, gaps, merged and hidden ones, formulas with and without value or
with an error, letters in pieces, old fonts, serial dates, codes without their zeros. Of every row it is known whether it
holds anything; all of those must come back as created, changed, unchanged or rejected, and a rejected one with its reasons.
"""

import random
import unicodedata
from collections import Counter
from datetime import date, datetime, time

import pytest
import xlsxwriter
from django.db import transaction

from branches.access import system_user
from recruitment.workbooks.importing import ImportRefused, import_workbook, open_workbook
from tests.legacy_fonts import in_tcvn3, in_vni
from tests.workbooks import TREE, bring, rows_of_every_table

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tree")]

ROWS = 25
"""Of each sheet."""
NOTHING = ("", " ", "\u200b", "\u00ad", "\u00a0 ", "\n")
"""What looks like a cell and holds nothing."""
WORDS = ("Núi", "Suối", "Rừng", "Nắng", "Lá", "Đồi", "Brâm", "Thơ̆m", "Ƀlưĭ")
ODD = (
    *(
        "'",
        "=1+1",
        "@a",
        "x" * 5000,
        "🙂",
        "\u202eabc",
        "a\x01b",
        "<b>&",
        "NULL",
        "-",
        "0",
        "nan",
        "1e400",
        "𝟙𝟚",
        "٣/٤/٢٠٢٤",
    ),
    *(-1, 0, 1, 3.5, 1e300, -1e-300, 99_999_999_999, 45385, 3042024, True, False),
    *(date(2024, 12, 9), date(9999, 12, 31), datetime(2024, 1, 1, 13, 45), time(7, 30), date(1900, 1, 1)),
)


def name(chance):
    return f"{chance.choice('AY')} {chance.choice(WORDS)} {chance.choice(WORDS)} {chance.randrange(60)}"


def day(chance):
    some = date(chance.randrange(2015, 2025), chance.randrange(1, 13), chance.randrange(1, 29))
    texts = (
        f"{some:%d/%m/%Y}",
        f"{some.day}.{some.month}.{some.year}",
        f"{some:%d%m%Y}",
        f"{some.day}-{some.month}-{some:%y}",
    )
    return chance.choice((some, (some - date(1899, 12, 30)).days, *texts, int(f"{some:%d%m%Y}")))


def of(*values):
    return lambda chance: chance.choice(values)


def number(most):
    return lambda chance: chance.choice(
        (chance.randrange(most), str(chance.randrange(most)), float(chance.randrange(most)))
    )


CELL = of("T1", "T2", "Chi bộ thôn Đồi", "Chi bộ Trường học")
ORGANISATION = of("H", "X", "T1", "T2", "Đảng bộ xã Bắc")
SHEETS = {
    "Quần chúng": {
        "STT": number(100),
        "Mã": lambda chance: chance.choice((None, f"0{chance.randrange(99)}", chance.randrange(99))),
        "Họ và tên": name,
        "Ngày sinh": lambda chance: chance.choice((1990, "1991", date(1990, 4, 3), "3/4/1992", 32966, "03041993")),
        "Giới tính": of("Nam", "nữ", "NU", None),
        "Dân tộc": of("Kinh", "Xê Đăng", "Jrai", "nt", None),
        "Có đạo": of("x", None, "không", 0),
        "Văn hóa": of("9/12", date(2024, 12, 9), "THPT", 12, None),
        "Đoàn viên": of("x", None, True, 1),
        "Đối tượng": of("Trưởng thôn; Dân quân", None),
        "Chi bộ": CELL,
        "Ngày QĐ": lambda chance: day(chance) if chance.random() < 0.3 else None,
        "Ngày tổ chức lễ": of(None),
        "Ghi chú lạ": of("a", None),
    },
    "Đảng viên": {"Mã": of(None), "Họ và tên": name, "Năm sinh": of(1970, "1980", None), "Chi bộ": CELL},
    "Chỉ tiêu": {
        "Đơn vị": ORGANISATION,
        "Năm": of(2023, 2024, "2024", "2020-2025"),
        "Nhóm": of(None, "Nữ", "DTTS", "Công nhân"),
        "KH giao": of(5, "50", ">=3", 0.03, "3%", "90-100", "2000/năm", date(2024, 8, 6)),
        "Số văn bản": lambda chance: f"{chance.randrange(99)}-TB/HU",
    },
    "Đảng số": {
        "Chi bộ": CELL,
        "Ngày": day,
        "Loại": of("Số đầu kỳ", "Chuyển đến", "Chuyển đi", "Từ trần", "Công nhận chính thức"),
        "Số ĐV": number(5),
        "Dự bị": of(None, 1, "-1"),
    },
}
"""{sheet: {heading: a right cell by chance}}."""
UNREAD = {"STT", "Ghi chú lạ"}


@pytest.fixture
def tree(clock):
    clock(2024, 3, 24)
    bring({"Tổ chức": TREE})


class Fuzz:
    """A workbook made by chance. ``filled``: {sheet: rows, as Excel numbers them, that hold something we read}."""

    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.filled = {}

    def write(self, path):
        with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
            for name, columns in SHEETS.items():
                self._write_sheet(book.add_worksheet(name), name, columns)
        return path

    def _write_sheet(self, sheet, name, columns):
        first = self.chance.randrange(4)
        if first:
            sheet.write(0, 0, "DANH SÁCH")
        headings = self.chance.sample(list(columns), len(columns))
        for place, heading in enumerate(headings):
            sheet.write_string(first, place, _in_pieces(heading) if self.chance.random() < 0.2 else heading)
        filled = Counter()
        lines = [line for line in range(first + 1, first + 1 + ROWS) if self.chance.random() > 0.05]
        for place, heading in enumerate(headings):
            merged = self._merge(sheet, lines, place) if self.chance.random() < 0.3 else ()
            for line in lines:
                is_there = line not in merged and self._write_cell(sheet, line, place, columns[heading])
                filled[line + 1] += is_there and heading not in UNREAD
        for line in lines:
            if self.chance.random() < 0.05:
                sheet.set_row(line, options={"hidden": True})
        self.filled[name] = {row for row, count in filled.items() if count}

    def _merge(self, sheet, lines, place):
        """Merge two or three cells below each other; returns those that nobody sees any more."""
        pairs = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if b == a + 1]
        top, bottom = self.chance.choice(pairs)
        sheet.merge_range(top, place, bottom, place, "")
        return (bottom,)

    def _write_cell(self, sheet, line, place, right):
        """Whether the cell holds anything."""
        luck = self.chance.random()
        if luck < 0.90:
            return self._write_value(sheet, line, place, right(self.chance))
        if luck < 0.92:
            return self._write_value(sheet, line, place, None)
        if luck < 0.94:
            return self._write_value(sheet, line, place, self.chance.choice(NOTHING))
        if luck < 0.955:
            return self._write_formula(sheet, line, place, right(self.chance))
        if luck < 0.985:
            return self._write_value(sheet, line, place, self._old(right(self.chance)))
        return self._write_value(sheet, line, place, self.chance.choice(ODD))

    def _old(self, value):
        if not isinstance(value, str):
            return value
        return self.chance.choice((_in_pieces, in_tcvn3, in_vni, str.upper))(value)

    def _write_value(self, sheet, line, place, value):
        if isinstance(value, str):
            sheet.write_string(line, place, value)
            return value not in NOTHING
        if value is not None:
            sheet.write(line, place, value)
        return value is not None

    def _write_formula(self, sheet, line, place, value):
        """With its value, without one, or failed, which reads as empty."""
        result = self.chance.choice((value if isinstance(value, str | int) else 7, "", "#N/A"))
        sheet.write_formula(line, place, "=A1", None, result)
        return result != "#N/A"


def _in_pieces(text):
    return unicodedata.normalize("NFD", text)


def import_everything(path):
    """[(sheet, Counter)], and the problems for which nothing was written."""
    opened = open_workbook(path)
    try:
        with transaction.atomic():
            return import_workbook(opened, by=system_user()).counts, []
    except ImportRefused as refused:
        return refused.counts, refused.problems


def check(seed, folder):
    fuzz = Fuzz(seed)
    before = rows_of_every_table()
    counts, problems = import_everything(fuzz.write(folder / f"{seed}.xlsx"))
    said = {sheet: counter.total() for sheet, counter in counts}
    assert said == {sheet: len(rows) for sheet, rows in fuzz.filled.items()}, seed
    for sheet, counter in counts:
        rejected = {problem.row for problem in problems if problem.sheet == sheet and problem.row}
        assert counter["rejected"] == len(rejected), (seed, sheet)
        assert rejected <= fuzz.filled[sheet], (seed, sheet)
    assert all(problem.sheet and problem.sentence and problem.heading for problem in problems if problem.row), seed
    if problems:
        assert rows_of_every_table() == before, seed
    return sum(said.values()), sum(counter["rejected"] for _sheet, counter in counts)


@pytest.mark.parametrize("seed", range(3))
def test_a_hundred_rows_by_chance_are_all_accounted_for(seed, tmp_path):
    rows, rejected = check(seed, tmp_path)
    assert rows > 80
    assert rejected


@pytest.mark.prove
def test_ten_thousand_rows_by_chance_are_all_accounted_for(tmp_path):
    done = seed = 0
    while done < 10_000:
        done += check(100 + seed, tmp_path)[0]
        seed += 1
