"""One truth: page = paper = PDF = workbook = JSON, cell by cell, on random databases and every kind of period (T1).

A new format joins with a line in ``READERS``; figures that are frozen, or come out of a signed report, join in ``versions``.
"""

import json
import random
import re
import unicodedata
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from io import BytesIO

import docx as library
import openpyxl
import pytest
from django.urls import reverse
from pypdf import PdfReader

from branches.kinds import Setting
from branches.models import Branch
from recruitment.models import Admission, Candidate
from recruitment.profiles import Occupation
from reports import narrative, tables, wording
from reports.document import Added, Document
from reports.figures import frozen
from reports.rendering import html, pdf, render
from tests import cast
from tests.test_chain import sign
from tests.test_on_the_way import Crowd
from tests.worlds import random_world

PERIODS = ("2023-11", "2023-12", "2023-quy4", "2023-6thang", "2023-9thang", "2023-nam", "2020-2025", "2023-12-10")
ADDED = Added("Kết quả khá.\nNăm sau phải hơn.", "Do địa bàn xa.", "Giao chỉ tiêu sớm.")


def random_party(seed):
    """A world with quotas, totals, groups, people on the way, a report signed and what came late after it."""
    chance = random.Random(seed)
    world = random_world(seed, communes=3, cells=6, people=30, rows=15)
    cast.term("2020-2025", "01/07/2020", "30/06/2025")
    crowd = Crowd(world, seed, people=25)
    for branch in crowd.branches.values():
        if chance.random() < 0.7:
            cast.quota(branch, "2023", chance.randrange(1, 12))
        if branch.code[0] == "Z":
            Branch.objects.filter(pk=branch.pk).update(setting=chance.choice(Setting.values))
    root = crowd.branches["D"]
    cast.quota(root, "2020-2025", chance.randrange(20, 60), number="01-NQ/ĐH")
    for group in chance.sample(["women", "minority", "village", "teachers", "Trưởng thôn"], 3):
        cast.quota(root, chance.choice(["2023", "2020-2025"]), chance.randrange(1, 20), group=group)
    if chance.random() < 0.4:
        before = chance.choice([("01/07/2020", "31/12/2020"), ("01/01/2020", "30/09/2020")])
        cast.total(crowd.branches["Z0"], *before, chance.randrange(1, 30))
    if chance.random() < 0.3:
        unnamed = cast.village("Y0", crowd.branches["C0"])
        cast.total(unnamed, "01/11/2022", "31/03/2023", chance.randrange(1, 9))
    profile(chance, Candidate)
    profile(chance, Admission)
    sign(root, "2023-10", 1)
    come_late(chance, crowd.branches)
    return crowd.branches


def profile(chance, model):
    for row in model.objects.all():
        model.objects.filter(pk=row.pk).update(
            sex=chance.choice(["female", "male", ""]),
            ethnic_group=chance.choice(["Kinh", "Gia Rai", ""]),
            religion=chance.choice(["Không", "Công giáo", ""]),
            is_union_member=chance.choice([True, False, None]),
            occupation=chance.choice([*Occupation.values, ""]),
        )


def come_late(chance, branches):
    cast.admit(branches["Z1"], "15/02/2023")
    admission = chance.choice(list(Admission.objects.filter(counted_on__lte=date(2023, 9, 30))))
    Admission.objects.filter(pk=admission.pk).update(cancelled_on=date(2023, 11, 20))


# --- Every format, read back as (title, rows of texts)


def told(figures):
    """What ``tables`` say, as a reader sees it."""
    return [
        (table.title.upper(), [[html.shown(cell) for cell in row.cells] for row in table.rows])
        for table in tables.all_tables(figures)
    ]


def of_workbook(content):
    book = openpyxl.load_workbook(BytesIO(content))
    found = []
    for sheet in book.worksheets[1:]:
        rows = [[_as_read(cell) for cell in row] for row in sheet.iter_rows(min_row=3)]
        end = next((n for n, row in enumerate(rows) if not any(row)), len(rows))
        found.append((sheet["A1"].value, rows[:end]))
    return found


def _as_read(cell):
    """A cell as its number format shows it in a Vietnamese Excel."""
    value, shape = cell.value, cell.number_format
    if isinstance(value, str) or value is None:
        return value or ""
    if shape.endswith("%"):
        decimals = len(shape.partition(".")[2].removesuffix("%"))
        return f"{value * 100:.{decimals}f}%".replace(".", ",")
    number = f"{value:,}".replace(",", ".")
    return f"+{number}" if shape.startswith("+") and value >= 0 and value else number


class Paper(HTMLParser):
    """The annexes and the paragraphs of the paper."""

    def __init__(self):
        super().__init__()
        self.annexes, self.paragraphs, self.text, self.place = [], [], "", None

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "table":
            self.place = "rows" if said.get("class") == "rows" else None
        if tag == "tr" and self.place == "rows":
            self.annexes[-1][1].append([])
        self.text = ""

    def handle_data(self, data):
        self.text += data

    def handle_endtag(self, tag):
        text = self.text.strip()
        if tag == "h2":
            self.annexes.append((text, []))
        elif tag == "td" and self.place == "rows":
            self.annexes[-1][1][-1].append(text)
        elif tag == "p":
            self.paragraphs.append(text)
        elif tag == "table":
            self.place = None


def of_paper(content):
    return [(title, [row for row in rows if row]) for title, rows in read(content).annexes if rows]


def read(content):
    paper = Paper()
    paper.feed(content.decode())
    return paper


def of_word(content):
    """The annexes of the file for Word: every table with lines, under the heading before it."""
    word = library.Document(BytesIO(content))
    titles = [each.text for each in word.paragraphs if each.style.name == "Heading 2"]
    grids = [table for table in word.tables if table.style.name == "Table Grid"]
    return [
        (title, [[cell.text for cell in row.cells] for row in table.rows[1:]])
        for title, table in zip(titles, grids, strict=True)
    ]


READERS = {"xlsx": of_workbook, "docx": of_word, "html": of_paper}
"""Of each format the tables in the order of ``tables.all_tables``."""


# --- The comparisons


def versions(figures):
    """The same report as it is made now, and as it comes out of what it is frozen as."""
    yield figures
    yield frozen.from_text(frozen.as_text(figures))


def check_formats(figures):
    expected = told(figures)
    for made in versions(figures):
        document = Document(made, ADDED)
        for form, tables_of in READERS.items():
            assert same(tables_of(render(document, form))) == same(expected), form
        paragraphs = [text for section in narrative.sections(document) for text in section.paragraphs]
        written = read(render(document, "html")).paragraphs
        assert [text for text in paragraphs if text not in written] == []
        check_json(json.loads(render(document, "json")), figures)


def same(found):
    """A sign before a nought and the sign of a plus are the look of a cell, not its number."""
    return [(title, [[re.sub(r"^\+0$", "0", cell) for cell in row] for row in rows]) for title, rows in found]


def check_json(got, figures):
    """Every number of every table stands in the JSON under its key."""
    if wording.has_units(figures):
        check_units(got, figures)
    progresses = [p for p in (got["year"], got["term"], *got["groups"]) if p]
    progresses.sort(key=lambda p: p["period"] != str(figures.calendar_year))
    found = tables.groups(figures).rows
    assert [row.cells[4] for row in found] == [p["admitted"] for p in progresses]
    assert [row.cells[6] and row.cells[6].number for row in found] == [p["difference"] for p in progresses]
    parts = [part for breakdown in got["breakdowns"] for part in breakdown["parts"]]
    shown = [row for row in tables.make_up(figures).rows if not row.is_strong]
    assert [row.cells[2] for row in shown] == ([part["count"] for part in parts] if figures.year_admitted else [])
    heads = {row.cells[0]: row.cells[2] for row in tables.heads(figures).rows}
    for line in (got["headcount"] or {"lines": []})["lines"]:
        assert heads[line["code"]] == line["heads"]
    if got["on_the_way"]:
        stages = [[s["people"], s["away"]] for s in got["on_the_way"]["stages"]]
        assert [list(row.cells[2:]) for row in tables.on_the_way(figures).rows if not row.is_strong] == stages
        assert len(tables.empty_cells(figures).rows) == len(got["on_the_way"]["empty_cells"] or ())
    overdue = {each["matter"]: each["count"] for each in (got["overdue"] or {"overdue": []})["overdue"]}
    assert sorted(row.cells[2] for row in tables.matters(figures).rows) == sorted(overdue.values())
    if rows := tables.chain(figures).rows:
        assert list(rows[-1].cells[1:]) == [chain["total"] for chain in got["chain"]]
    assert len(tables.silent(figures).rows) == len(got["silent_cells"])


def check_units(got, figures):
    rows = [row for row in tables.children(figures).rows if not row.is_strong]
    assert [[row.cells[2], row.cells[4], row.cells[5], row.cells[8]] for row in rows] == [
        [child[key] for key in ("heads", "admitted_month", "admitted_year", "admitted_term")]
        for child in got["children"]
    ]
    keys = ("admitted", "women", "minority", "religion", "union", "village", "listed", "certified", "appraised")
    rows = [row for row in tables.make_up_of_children(figures).rows if not row.is_strong]
    assert [list(row.cells[2:]) for row in rows] == [[row[key] for key in keys] for row in got["make_up_of_children"]]


def check_page(client, branch, period, figures):
    """The page knows the same figures, but not those that only papers have."""
    shown = client.get(reverse("reports:branch_detail", args=[branch.code, period])).context["figures"]
    assert shown == replace(figures, chain=(), heads_signed=None, on_the_way=None, make_up_of_children=(), matters=None)


OF_ITS_OWN = {"Tổng số ĐV", "Chỉ tiêu năm"}
"""Columns whose total is the branch's own figure: stocks and quotas need not be the sum."""


def check_sums(figures):
    """The rows of every table with a total sum to it; what is unknown makes the total unknown, never less."""
    for table in tables.all_tables(figures):
        for column, total in enumerate(table.rows[-1].cells):
            if (
                table.rows[-1].cells[1] != "Tổng số"
                or not isinstance(total, int)
                or table.columns[column].title[0] in "TC"
            ):
                continue
            assert total == sum(row.cells[column] for row in table.rows[:-1]), table.columns[column].title


PARTS = {3: ("sex", "female"), 4: ("minority", "minority"), 5: ("religion", "religion"), 6: ("union", "yes")}
"""The columns of who the new members are, and the parts of the whole that they must sum to."""


def check_parts(figures):
    counts = {(b.code, part.code): part.count for b in figures.breakdowns for part in b.parts}
    if rows := tables.make_up_of_children(figures).rows:
        assert rows[-1].cells[2] == figures.year_admitted
        assert all(rows[-1].cells[column] in (None, counts[part]) for column, part in PARTS.items())


def check_world(client, seed, *, periods):
    branches = random_party(seed)
    chance = random.Random(seed)
    for period in periods:
        for branch in (branches["D"], chance.choice(list(branches.values()))):
            figures = cast.figures(branch, period, for_paper=True)
            check_formats(figures)
            check_page(client, branch, period, figures)
            check_sums(figures)
            check_parts(figures)


@pytest.fixture
def reader(client, clock):
    """Somebody who may see everything of a random party: an account is made with the party."""
    clock(2023, 12, 31)

    def enter():
        client.force_login(cast.account("doc-so-lieu", "leader", Branch.objects.get(code="D")))
        return client

    return enter


class Late:
    """A client that logs in once there is a party to log in to."""

    def __init__(self, enter):
        self.enter, self.client = enter, None

    def get(self, address):
        self.client = self.client or self.enter()
        return self.client.get(address)


@pytest.mark.parametrize("seed", range(4))
def test_every_format_of_a_random_party_says_the_same(reader, seed):
    check_world(Late(reader), seed, periods=PERIODS[seed::4])


@pytest.mark.prove
@pytest.mark.parametrize("seed", range(100, 300))
def test_two_hundred_random_parties(reader, seed):
    check_world(Late(reader), seed, periods=random.Random(seed).sample(PERIODS, 3))


def test_the_printed_paper_says_what_the_figures_say(reader):
    branches = random_party(7)
    figures = cast.figures(branches["D"], "2023-12", for_paper=True)
    document = Document(figures, ADDED)
    text = words("".join(page.extract_text() for page in PdfReader(BytesIO(pdf.render(document))).pages))
    for section in narrative.sections(document):
        for paragraph in section.paragraphs:
            assert words(paragraph) in text
    for title, rows in told(figures):
        assert words(title) in text
        for row in rows:
            assert words("".join(row)) in text, row


def words(text):
    """Without any space: where a line breaks is a matter of the paper."""
    return re.sub(r"[\s\N{SOFT HYPHEN}]", "", unicodedata.normalize("NFC", text))
