"""Charts as SVG drawn on the server, the same for page and paper, readable in black and white.

Only presentation attributes: no style attribute, no script (CSP); the classes are there for a page that wants colours.
Every user's text goes through ``format_html``. Lengths are SVG units; 620 of them are the width of the paper's text.
"""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from . import vocabulary, wording
from .percent import in_vietnamese

WIDTH = 620
FONT = "Tinos, 'Times New Roman', 'Liberation Serif', serif"
INK, GREY, PALE = "#000", "#777", "#ccc"


# --- (a) Month by month


LEFT, RIGHT, TOP, BOTTOM = 40, 24, 46, 34
HEIGHT = 300


def by_month(figures):
    """Admissions from January on by month: this year, last year, and the year's quota as a line."""
    year = figures.calendar_year
    quota = figures.year.target.persons if figures.year and figures.year.target else None
    numbers = [n for point in figures.by_month for n in (point.this_year, point.last_year) if n is not None]
    steps = _steps(max([*numbers, quota or 0, 1]))
    parts = [
        *_grid(steps),
        *_quota_line(quota, steps),
        *_line([p.last_year for p in figures.by_month], steps, "last-year"),
        *_line([p.this_year for p in figures.by_month], steps, "this-year"),
        *_key(year, quota),
    ]
    said = f"Năm {year}: {_listed(p.this_year for p in figures.by_month)}. "
    said += f"Năm {year - 1}: {_listed(p.last_year for p in figures.by_month)}."
    if quota:
        said += f" Chỉ tiêu năm {year}: {wording.grouped(quota)}."
    return _svg("by-month", HEIGHT, "Số đảng viên kết nạp lũy kế theo tháng", said, parts)


def _steps(highest):
    """The marks of the upright axis from 0: five at the most, round numbers, the last not under ``highest``."""
    size = 1
    while size * 5 < highest:
        size = size * 5 // 2 if str(size).startswith("2") else size * 2
    return list(range(0, highest + size, size))


def _x(month):
    return LEFT + 20 + (month - 1) * (WIDTH - LEFT - RIGHT - 40) / 11


def _y(number, steps):
    return HEIGHT - BOTTOM - number * (HEIGHT - TOP - BOTTOM) / steps[-1]


def _grid(steps):
    for step in steps:
        y = _y(step, steps)
        yield _tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, stroke=INK if step == 0 else PALE, stroke_width=1)
        yield _text(LEFT - 6, y + 4, wording.grouped(step), "end")
    for month in range(1, 13):
        yield _text(_x(month), HEIGHT - BOTTOM + 18, f"T{month}")


def _quota_line(quota, steps):
    if quota:
        y = _y(quota, steps)
        yield _tag("line", x1=LEFT, x2=WIDTH - RIGHT, y1=y, y2=y, **_stroke("quota"))


def _line(numbers, steps, name):
    """A line through the known months, broken at unknown ones; every point is marked, this year's with its number."""
    points = [(_x(month), _y(n, steps), n) for month, n in enumerate(numbers, start=1) if n is not None]
    runs = _runs(numbers)
    for first, last in runs:
        corners = " ".join(f"{_x(m):.1f},{_y(numbers[m - 1], steps):.1f}" for m in range(first, last + 1))
        yield _tag("polyline", points=corners, fill="none", **_stroke(name))
    for x, y, number in points:
        yield _mark(x, y, name)
        if name == "this-year":
            yield _number_at(x, y - 9, number, "bold", INK)
    if name == "last-year" and points:
        x, y, number = points[-1]
        yield _number_at(x, y + 19, number, "normal", GREY)


def _number_at(x, y, number, weight, fill):
    """A number on a white ground, so that no line runs through it."""
    words = wording.grouped(number)
    width = 7 * len(words) + 2
    ground = _tag("rect", x=x - width / 2, y=y - 11, width=width, height=13, fill="#fff")
    return ground + _text(x, y, words, weight=weight, fill=fill)


def _runs(numbers):
    """(first, last) months of the stretches without an unknown one."""
    runs, start = [], None
    for month, number in enumerate([*numbers, None], start=1):
        if number is not None:
            start = start or month
        elif start:
            runs.append((start, month - 1))
            start = None
    return runs


def _stroke(name):
    return {
        "this-year": {"stroke": INK, "stroke_width": 2.5, "class": "chart-this-year"},
        "last-year": {"stroke": GREY, "stroke_width": 1.5, "stroke_dasharray": "6 4", "class": "chart-last-year"},
        "quota": {"stroke": INK, "stroke_width": 1.5, "stroke_dasharray": "12 3 2 3", "class": "chart-quota"},
    }[name]


def _mark(x, y, name):
    if name == "this-year":
        return _tag("circle", cx=x, cy=y, r=4, fill=INK)
    return _tag("rect", x=x - 3, y=y - 3, width=6, height=6, fill="#fff", stroke=GREY)


def _key(year, quota):
    names = [("this-year", f"Năm {year}"), ("last-year", f"Năm {year - 1}")]
    if quota:
        names.append(("quota", f"Chỉ tiêu năm {year}: {wording.grouped(quota)}"))
    for place, (name, words) in enumerate(names):
        x = LEFT + place * 150
        yield _tag("line", x1=x, x2=x + 36, y1=14, y2=14, **_stroke(name))
        if name != "quota":
            yield _mark(x + 18, 14, name)
        yield _text(x + 44, 19, words, "start")


def _listed(numbers):
    return ", ".join(
        f"tháng {month}: {wording.grouped(n)}" for month, n in enumerate(numbers, start=1) if n is not None
    )


# --- (b) Children against their quota


NAMES, NUMBERS, ROW = 236, 132, 26
LETTERS = 32
"""So many letters of a name fit before its bar; the table has the whole name."""


def children(figures, rows=None, name="children"):
    """A bar for each of ``rows`` (default: all children in official order) with a mark at its quota of the year.

    ``name``: of the drawing, another for each of several in one document.
    """
    rows = figures.children if rows is None else rows
    asked = [row.target.persons if row.target else None for row in rows]
    highest = max([1, *(_drawn(row.admitted_year) for row in rows), *(persons or 0 for persons in asked)])
    scale = (WIDTH - NAMES - NUMBERS) / highest
    parts = [_hatching(name), *_children_key(name)]
    for place, (row, persons) in enumerate(zip(rows, asked, strict=True)):
        parts += _child(name, place, row, persons, scale)
    said = "; ".join(f"{_child_name(row)}: {_child_numbers(row)}" for row in rows)
    return _svg(name, 34 + len(rows) * ROW, "Kết quả kết nạp so với chỉ tiêu năm của các đơn vị", said, parts)


def _hatching(name):
    """The bars' filling; its id bears the drawing's name, for a page may hold several."""
    line = _tag("path", d="M-2,2 l4,-4 M0,8 l8,-8 M6,10 l4,-4", stroke=INK, stroke_width=1.2)
    ground = _tag("rect", width=8, height=8, fill="#fff")
    pattern = _tag("pattern", ground + line, id=f"{name}-hatching", width=8, height=8, patternUnits="userSpaceOnUse")
    return _tag("defs", pattern)


def _bar(name, x, y, width):
    fill = {"fill": f"url(#{name}-hatching)", "stroke": INK, "class": "chart-bar"}
    return _tag("rect", x=x, y=y, width=width, height=15, **fill)


def _children_key(name):
    yield _bar(name, NAMES, 5, 26)
    yield _text(NAMES + 33, 17, "Lũy kế năm", "start")
    yield _tag("line", x1=NAMES + 130, x2=NAMES + 130, y1=3, y2=22, stroke=INK, stroke_width=3)
    yield _text(NAMES + 139, 17, "Chỉ tiêu năm", "start")


def _child(name, place, row, persons, scale):
    y = 34 + place * ROW
    yield _text(NAMES - 8, y + 15, _short(_child_name(row)), "end")
    yield _tag("line", x1=NAMES, x2=NAMES, y1=y - 3, y2=y + ROW - 3, stroke=INK, stroke_width=1)
    if _drawn(row.admitted_year):
        yield _bar(name, NAMES, y + 3, row.admitted_year * scale)
    if persons:
        x = NAMES + persons * scale
        yield _tag("line", x1=x, x2=x, y1=y - 1, y2=y + 22, stroke=INK, stroke_width=3, **{"class": "chart-quota"})
    end = NAMES + max(_drawn(row.admitted_year), persons or 0) * scale
    yield _text(end + 8, y + 15, _child_numbers(row), "start")


def _drawn(number):
    """The length of a bar: nought where the number is unknown, or hidden in a public version."""
    return number if isinstance(number, int) else 0


def _child_name(row):
    return "Trực tiếp" if row.branch.code is None else row.branch.name


def _child_numbers(row):
    """``9/8 (112,5%)``; ``3/4`` for a small quota; ``9`` without one."""
    if row.target is None or row.target.persons is None:
        return wording.grouped(row.admitted_year)
    both = f"{wording.grouped(row.admitted_year)}/{wording.grouped(row.target.persons)}"
    if wording.is_small(row.target) or row.percent is None or row.target.kind == "rate":
        return both
    return f"{both} ({in_vietnamese(row.percent)})"


# --- (c) Who is on the way


def on_the_way(figures):
    """A bar for each stage: those who are here hatched, those away for work white at its end."""
    name, stages = "on-the-way", figures.on_the_way.stages
    scale = (WIDTH - NAMES - NUMBERS) / max([1, *(stage.people for stage in stages)])
    parts = [_hatching(name), *_on_the_way_key(name)]
    for place, stage in enumerate(stages):
        parts += _stage(name, 34 + place * ROW, stage, scale)
    said = "; ".join(f"{vocabulary.STAGES[stage.stage]}: {_stage_numbers(stage)}" for stage in stages)
    return _svg(name, 38 + len(stages) * ROW, "Nguồn phát triển đảng viên theo bước", said, parts)


def _on_the_way_key(name):
    yield _bar(name, NAMES, 5, 26)
    yield _text(NAMES + 33, 17, "Đang ở đơn vị", "start")
    yield _blank_bar(NAMES + 150, 5, 26)
    yield _text(NAMES + 183, 17, "Đi làm ăn xa", "start")


def _stage(name, y, stage, scale):
    here = stage.people - stage.away
    yield _text(NAMES - 8, y + 15, _short(vocabulary.STAGES[stage.stage]), "end")
    if here:
        yield _bar(name, NAMES, y + 3, here * scale)
    if stage.away:
        yield _blank_bar(NAMES + here * scale, y + 3, stage.away * scale)
    yield _text(NAMES + stage.people * scale + 8, y + 15, _stage_numbers(stage), "start")


def _blank_bar(x, y, width):
    return _tag("rect", x=x, y=y, width=width, height=15, fill="#fff", stroke=INK, **{"class": "chart-away"})


def _stage_numbers(stage):
    """``12``; ``12 (đi xa: 02)`` where some are away."""
    number = wording.grouped(stage.people)
    return f"{number} (đi xa: {wording.grouped(stage.away)})" if stage.away else number


# --- (d) One breakdown


def breakdown(breakdown):
    """The parts of a ``Breakdown`` as small bars, each with its number and share; parts that are nought are left out."""
    name, parts = f"breakdown-{breakdown.code}", [part for part in breakdown.parts if part.count != 0]
    scale = (WIDTH - NAMES - NUMBERS) / max([1, *(_drawn(part.count) for part in parts)])
    drawn = [_hatching(name)]
    for place, part in enumerate(parts):
        y = 4 + place * ROW
        width = _drawn(part.count) * scale
        drawn.append(_text(NAMES - 8, y + 15, _short(vocabulary.part(breakdown, part)), "end"))
        drawn.append(_bar(name, NAMES, y + 3, width))
        drawn.append(_text(NAMES + width + 8, y + 15, _part_numbers(part), "start"))
    said = "; ".join(f"{vocabulary.part(breakdown, part)}: {_part_numbers(part)}" for part in parts)
    return _svg(name, 8 + len(parts) * ROW, vocabulary.breakdown(breakdown), said, drawn)


def _part_numbers(part):
    return wording.grouped(part.count) + (f" ({in_vietnamese(part.share)})" if part.share else "")


# --- SVG


def _svg(name, height, title, description, parts) -> SafeString:
    """One drawing; title and description say the same to who cannot see it. Ids bear the drawing's name."""
    inside = format_html_join("", "{}", ((part,) for part in parts))
    words = _tag("title", title, id=f"{name}-title") + _tag("desc", description, id=f"{name}-desc")
    return _tag(
        "svg",
        words + inside,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {WIDTH} {height}",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        font_family=FONT,
        font_size=14,
        **{"class": "chart"},
    )


def _text(x, y, words, anchor="middle", weight="normal", fill=INK):
    return _tag("text", words, x=x, y=y, text_anchor=anchor, font_weight=weight, fill=fill)


def _tag(name, content="", **attributes):
    """An element; ``_`` in an attribute's name stands for ``-``, numbers are rounded to a tenth."""
    said = format_html_join(
        "", ' {}="{}"', ((key.replace("_", "-"), _number(value)) for key, value in attributes.items())
    )
    return format_html("<{}{}>{}</{}>", mark_safe(name), said, content, mark_safe(name))


def _number(value):
    return f"{value:.1f}".rstrip("0").rstrip(".") if isinstance(value, float) else value


def _short(name):
    return name if len(name) <= LETTERS else f"{name[: LETTERS - 1].rstrip()}…"
