"""Rows between the people that name the cell of those below: ``I. Chi bộ thôn Đồi``, ``2. Trường Mầm non``."""

import re
from dataclasses import dataclass

from .evidence import PARTY_ORGANISATION
from .line import is_text

_LONGEST = 200
"""Letters: more than any branch has."""
_NUMBERING = re.compile(r"(?:[IVXLC]+|[A-Za-z]|\d{1,3})\s*[.)/:-]\s*|[-–—+*•]\s*")
_ROMAN = re.compile(r"[IVXLC]+\s*[.)/:-]?")
_HOW_MANY = re.compile(
    r"\s*(?:[:(–-]\s*)?\(?\d+\s*(?:người|đồng chí|đ/c|quần chúng|đảng viên|qc|đv)\)?\.?$", re.IGNORECASE
)
_ORGANISATION = re.compile(
    r"(?:trường|công an|trạm|ubnd|ủy ban|uỷ ban|mttq|mặt trận|bch|ban (?:chỉ huy|quản lý|chấp hành)|quân sự|công ty"
    r"|doanh nghiệp|htx|hợp tác xã|xí nghiệp|nhà máy|thôn|làng|bản|buôn|bon|ấp|xóm|khóm|tổ dân phố|tdp|khu phố"
    r"|khu dân cư|xã|phường|thị trấn|đặc khu|cơ quan|văn phòng|phòng|trung tâm|bệnh viện|đơn vị|khối|đồn|đội|đại đội"
    r"|tiểu đoàn|trung đoàn|hội (?:nông dân|phụ nữ|cựu chiến binh|liên hiệp)|đoàn (?:thanh niên|tncs))\s+\S",
    re.IGNORECASE,
)
"""How organisations begin, and names of persons do not."""


@dataclass(frozen=True)
class Group:
    """``name``: what the row calls the cell. ``is_sure``: it says so itself; else it only stands as such rows do.
    ``is_in_name``: where the names of persons stand.
    """

    name: str
    is_sure: bool
    is_in_name: bool


def groups_among(rows, evidence, elsewhere):
    """{number: Group} of ``rows``, (number, cells). ``elsewhere``: the places of the column of cells; a row that says
    something there is somebody without a name.
    """
    read = {
        number: one
        for number, cells in rows
        if not any(place < len(cells) and cells[place] is not None for place in elsewhere)
        and (one := _Lone.of(cells, evidence)) is not None
    }
    sure = {number for number, one in read.items() if one.names_organisation()}
    if not sure:
        return {}
    shapes = {read[number].shape for number in sure}
    return {
        number: Group(one.name, number in sure, one.is_in_name)
        for number, one in read.items()
        if number in sure or one.may_stand_beside(shapes)
    }


def numbered_organisation(text):
    """Whether ``text`` is ``II. Chi bộ Trường học``."""
    numbering = _NUMBERING.match(text)
    return numbering is not None and PARTY_ORGANISATION.match(text, numbering.end()) is not None


@dataclass(frozen=True)
class _Lone:
    """A row with one text, before which a Roman numeral may stand in a cell of its own.

    ``text`` is without the numbering before it; ``shape`` says how it is numbered and where it stands; ``is_alone``: without
    any number in another cell.
    """

    text: str
    shape: tuple
    is_in_name: bool
    is_alone: bool

    @classmethod
    def of(cls, cells, evidence):
        """None of a row that holds several texts, a birth, or what is too long for a name."""
        filled = [(place, cell) for place, cell in enumerate(cells) if cell is not None]
        found = [(place, cell) for place, cell in filled if is_text(cell)]
        roman = [place for place, cell in found if _ROMAN.fullmatch(cell) and place not in evidence.names]
        others = [(place, cell) for place, cell in found if place not in roman]
        if len(others) != 1 or len(roman) > 1 or len(others[0][1]) > _LONGEST or evidence.has_birth(cells):
            return None
        ((place, text),) = others
        numbering = _NUMBERING.match(text)
        bare = text[numbering.end() :] if numbering else text
        kind = "cell" if roman else "text" if numbering else ""
        return cls(bare, (kind, place), place in evidence.names, len(filled) == len(found))

    @property
    def name(self):
        return _HOW_MANY.sub("", self.text).strip(" :.")

    def names_organisation(self):
        """Whether it names one whatever stands around it."""
        is_numbered = self.shape[0] != ""
        return self._is_of_party() or (is_numbered and self.is_alone and self.begins_as_organisation())

    def begins_as_organisation(self):
        return self._is_of_party() or _ORGANISATION.match(self.text) is not None

    def may_stand_beside(self, shapes):
        """Whether it names one where others, of ``shapes``, do: numbered as they are, or where they or names stand and called
        like an organisation, or numbered where names stand, as nobody is.
        """
        kind, place = self.shape
        if self.begins_as_organisation():
            return self.is_in_name or any(place == other for _kind, other in shapes)
        return (kind == "text" and self.is_in_name) or (kind != "" and self.is_alone and self.shape in shapes)

    def _is_of_party(self):
        return PARTY_ORGANISATION.match(self.text) is not None
