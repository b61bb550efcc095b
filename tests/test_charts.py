"""The drawings: read as XML, as a browser and the printer do."""

from dataclasses import replace
from xml.etree import ElementTree

import pytest

from reports import charts
from tests.figures_for_tests import CHILDREN, IA_HDRAI, breakdown, child, figures, progress, target

SVG = "{http://www.w3.org/2000/svg}"


def drawn(svg):
    return ElementTree.fromstring(svg)


def texts(svg):
    return [node.text for node in drawn(svg).iter(f"{SVG}text")]


def bars(svg):
    """Widths of the bars, without the key's."""
    found = [float(n.get("width")) for n in drawn(svg).iter(f"{SVG}rect") if n.get("class") == "chart-bar"]
    return found[1:]


def marks(svg):
    return [float(n.get("x1")) for n in drawn(svg).iter(f"{SVG}line") if n.get("class") == "chart-quota"]


def corners(svg, name):
    lines = [n for n in drawn(svg).iter(f"{SVG}polyline") if n.get("class") == name]
    return [[tuple(map(float, point.split(","))) for point in line.get("points").split()] for line in lines]


ALL = [
    charts.by_month(IA_HDRAI),
    charts.children(IA_HDRAI),
    charts.breakdown(IA_HDRAI.breakdowns[0]),
]


@pytest.mark.parametrize("svg", ALL)
def test_every_drawing_says_itself_in_words_and_holds_neither_style_nor_script(svg):
    root = drawn(svg)
    assert root.get("role") == "img"
    assert len(root.find(f"{SVG}title").text) > 5
    assert len(root.find(f"{SVG}desc").text) > 10
    assert {node.tag for node in root.iter()}.isdisjoint({f"{SVG}style", f"{SVG}script", f"{SVG}image", f"{SVG}use"})
    assert not [name for node in root.iter() for name in node.attrib if name == "style" or name.startswith("on")]


@pytest.mark.parametrize("svg", ALL)
def test_every_drawing_uses_no_colour(svg):
    colours = {node.get(name) for node in drawn(svg).iter() for name in ("fill", "stroke")} - {None, "none"}
    assert {c for c in colours if not c.startswith("url(#") and len(set(c[1:])) > 1} == set()


def test_the_year_rises_to_its_figure_above_last_years_and_the_quota():
    svg = charts.by_month(IA_HDRAI)
    (this,), (last,) = corners(svg, "chart-this-year"), corners(svg, "chart-last-year")[:1]
    assert [len(this), len(last)] == [12, 12]
    quota = next(float(n.get("y1")) for n in drawn(svg).iter(f"{SVG}line") if n.get("class") == "chart-quota")
    assert this[-1][1] < quota < last[-1][1] < last[0][1]  # y grows downwards: 57 > 50 > 49 > 1
    assert {"57", "49", "Năm 2023", "Năm 2022", "Chỉ tiêu năm 2023: 50", "T12"} <= set(texts(svg))
    assert "tháng 12: 57" in drawn(svg).find(f"{SVG}desc").text


def test_months_to_come_and_unknown_months_break_the_line():
    points = list(IA_HDRAI.by_month)
    points[3] = replace(points[3], this_year=None)
    points[8:] = [replace(point, this_year=None) for point in points[8:]]
    svg = charts.by_month(figures(by_month=tuple(points)))
    assert [len(line) for line in corners(svg, "chart-this-year")] == [3, 4]


def test_a_year_without_anybody_and_without_quota_is_still_drawn():
    points = tuple(replace(point, this_year=0, last_year=None) for point in IA_HDRAI.by_month)
    svg = charts.by_month(figures(by_month=points, year=None))
    assert not [t for t in texts(svg) if t.startswith("Chỉ tiêu")]
    assert corners(svg, "chart-last-year") == []


@pytest.mark.parametrize(
    ("highest", "steps"),
    [
        (1, [0, 1]),
        (5, [0, 1, 2, 3, 4, 5]),
        (57, [0, 20, 40, 60]),
        (60, [0, 20, 40, 60]),
        (1905, [0, 500, 1000, 1500, 2000]),
    ],
)
def test_the_upright_axis_has_round_numbers(highest, steps):
    assert charts._steps(highest) == steps


def test_bars_are_as_long_as_the_numbers_and_marks_stand_at_the_quotas():
    svg = charts.children(IA_HDRAI)
    unit = bars(svg)[0] / 15
    assert bars(svg) == pytest.approx([row.admitted_year * unit for row in CHILDREN if row.admitted_year], abs=0.1)
    quotas = [row.target.persons for row in CHILDREN if row.target]
    assert marks(svg) == pytest.approx([charts.NAMES + persons * unit for persons in quotas], abs=0.1)


def test_children_are_labelled_with_their_numbers():
    rows = (
        child("A", "Đảng bộ xã A", 8, 0, 9, 9, 10),
        child("B", "Chi bộ B", 4, 0, 3, 3, 10),
        child("C", "Chi bộ C", None, 0, 2, 2, 10),
        child(None, "Đảng bộ huyện", None, 0, 1, 1, None),
        replace(child("D", "Chi bộ D", 12, 0, 0, 0, 10), admitted_year=None, percent=None),
        replace(
            child("E", "Chi bộ E", 12, 0, 5, 0, 10),
            target=target(None, "rate", rate="7", base=100, persons=7),
            percent="5",
        ),
    )
    words = texts(charts.children(figures(children=rows)))
    assert words[2:] == [
        *("Đảng bộ xã A", "9/8 (112,5%)", "Chi bộ B", "3/4", "Chi bộ C", "2", "Trực tiếp", "1"),
        *("Chi bộ D", "–/12", "Chi bộ E", "5/7"),
    ]


def test_rows_may_come_in_another_order_and_under_another_name():
    svg = charts.children(IA_HDRAI, rows=CHILDREN[2::-1], name="worst-first")
    assert [t for t in texts(svg) if t.startswith("Đảng bộ")] == [
        "Đảng bộ xã Ia Tơi",
        "Đảng bộ xã Ia Đal",
        "Đảng bộ xã Ia Dom",
    ]
    assert {n.get("id") for n in drawn(svg).iter() if n.get("id")} == {
        *("worst-first-title", "worst-first-desc", "worst-first-hatching")
    }


def test_a_hostile_or_endless_name_stays_a_text():
    hostile = '<script>alert(1)</script>{{ 7|add:"1" }}" onload="x'
    svg = charts.children(
        figures(children=(child("A", hostile, 8, 0, 9, 9, 10), child("B", "Ơ" * 500, 8, 0, 9, 9, 10)))
    )
    words = texts(svg)
    assert words[2] == hostile[:31] + "…"
    assert words[4] == "Ơ" * 31 + "…"


def test_a_breakdown_leaves_out_what_is_nought_and_names_the_unknown():
    made = breakdown("religion", ("religion", 4), ("none", 0), ("unknown", 6))
    assert texts(charts.breakdown(made)) == ["Theo tôn giáo", "4 (40%)", "Chưa rõ", "6 (60%)"]


def test_a_quota_far_above_what_was_admitted_fits_the_drawing():
    svg = charts.by_month(figures(year=progress(57, 1950)))
    (this,) = corners(svg, "chart-this-year")
    assert all(0 <= y <= charts.HEIGHT for _x, y in this)
    assert "1.950" not in texts(svg)
    assert "Chỉ tiêu năm 2023: 1.950" in texts(svg)
