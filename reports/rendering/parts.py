"""A document with a long table, cut into documents that are printed one after the other and joined.

What laying out takes grows with the rows: 12 000 at once need 1.9 GB, 500 at a time an eighth of it. Each cut ends a
page. Knows the shape of our own templates; no user's text holds a bare ``<``.
"""

import re
from typing import NamedTuple

ROWS = 500
"""So many rows of a table are printed at once."""

TABLE = re.compile(r'<table class="rows">.*?<tbody>(?P<rows>.*?)</tbody>', re.DOTALL)
ROW = re.compile(r"<tr[ >]")
AROUND = re.compile(r"<(?P<end>/?)(?P<name>section|body)\b[^>]*>")


class Cut(NamedTuple):
    """Where a document is cut: ``place`` in its text, what ends the part before, what begins the one after."""

    place: int
    end: str
    beginning: str


def parts_of(text, rows=ROWS):
    """The document as a list of whole documents in order, no table of which has more than ``rows`` rows."""
    cuts = [cut for table in TABLE.finditer(text) for cut in _cuts(text, table, rows)]
    starts = [(0, ""), *((cut.place, cut.beginning) for cut in cuts)]
    ends = [*((cut.place, cut.end) for cut in cuts), (len(text), "")]
    return [beginning + text[start:stop] + end for (start, beginning), (stop, end) in zip(starts, ends, strict=True)]


def _cuts(text, table, rows):
    places = [row.start() for row in ROW.finditer(text, table.start("rows"), table.end("rows"))][rows::rows]
    if not places:
        return
    head = text[: text.index("</head>") + len("</head>")]
    around = _open_at(text, table.start())
    heading = text[table.start() : table.start("rows")]
    beginning = head + "".join(tag.group() for tag in around) + heading
    end = "</tbody></table>" + "".join(f"</{tag['name']}>" for tag in reversed(around)) + "</html>"
    for place in places:
        yield Cut(place, end, beginning)


def _open_at(text, place):
    """The tags of body and section within which ``place`` lies, from the outside in."""
    found = []
    for tag in AROUND.finditer(text, 0, place):
        if tag["end"]:
            found.pop()
        else:
            found.append(tag)
    return found
