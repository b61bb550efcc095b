"""What people write under Chỉ tiêu and Tỷ lệ công bố: ``50``, ``từ 50``, ``90-100``, ``3%``, ``2000/năm``, ``vượt 8%``."""

import re
from decimal import Decimal

from django.utils.translation import gettext as _
from import_export.widgets import Widget

from ..models import QuotaKind
from .cells import MOST, excel_date, without_point

_NUMBER = r"(?:\d{1,3}(?:[. ]\d{3})+|\d+)"
_SHARE = r"(\d+(?:[.,]\d+)?)\s*%"
_LEAST = r"(?:>=|≥|>|từ|ít nhất|tối thiểu|không dưới|trên)"
_PEOPLE = r"(?:\s*(?:người|đảng viên|đồng chí|đ/c|đv))?"
_EXACT = re.compile(rf"({_NUMBER}){_PEOPLE}")
_MINIMUM = re.compile(rf"{_LEAST}\s*({_NUMBER}){_PEOPLE}(?:\s+trở lên)?|({_NUMBER}){_PEOPLE}\s+trở lên")
_RANGE = re.compile(rf"(?:từ\s*)?({_NUMBER})\s*(?:-|đến)\s*({_NUMBER}){_PEOPLE}")
_RATE = re.compile(rf"(?:{_LEAST}\s*)?{_SHARE}(?:\s*trở lên)?")
_A_YEAR = re.compile(r"\s*(?:/\s*(?:1\s*)?năm|mỗi năm|một năm|hằng năm|hàng năm)$")
_STATED = re.compile(r"(?:đạt\s*)?(vượt\s*)?(\d+(?:[.,]\d+)?)\s*%?")


_SHARE_OF_ONE = re.compile(r"0[.,]\d+")
_SHARE_UP_TO_THREE = re.compile(r"[0-2][.,]\d+")


def _number(value, form):
    """A fraction that came as text is the number that Excel would hold; anything else stays."""
    return float(value.replace(",", ".")) if isinstance(value, str) and form.fullmatch(value) else value


class Target(Widget):
    """The value of a quota. Reads as a dict of ``kind``, ``low``, ``high``, ``rate``, and ``a_year`` where it says so."""

    def clean(self, value, row=None, **kwargs):
        if excel_date(value):
            raise ValueError(_("Excel has made a date of this range: write “6 đến 8”."))
        if isinstance(value, bool) or not isinstance(value, int | float | str):
            raise ValueError(_forms())
        value = _number(without_point(value), _SHARE_OF_ONE)
        return _of_number(value) if isinstance(value, int | float) else _of_text(value)


def _of_number(value):
    if value < 0:
        raise ValueError(_("A quota is not negative."))
    if isinstance(value, int):
        return {"kind": QuotaKind.EXACT, "low": _whole(str(value))}
    if value < 1:
        return {"kind": QuotaKind.RATE, "rate": _rate(Decimal(str(value)) * 100)}
    raise ValueError(_forms())


def _of_text(text):
    text = re.sub(r"[–—−]", "-", text.lower())
    if re.match(r"-\s*\d", text):
        raise ValueError(_("A quota is not negative."))
    bare = _A_YEAR.sub("", text)
    said = _parsed(bare.strip())
    if bare == text:
        return said
    if said["kind"] != QuotaKind.RATE:
        said["kind"] = QuotaKind.YEARLY
    return said | {"a_year": True}


def _parsed(text):
    if found := _EXACT.fullmatch(text):
        return {"kind": QuotaKind.EXACT, "low": _whole(found[1])}
    if found := _RANGE.fullmatch(text):
        return {"kind": QuotaKind.RANGE, "low": _whole(found[1]), "high": _whole(found[2])}
    if found := _MINIMUM.fullmatch(text):
        return {"kind": QuotaKind.MINIMUM, "low": _whole(found[1] or found[2])}
    if found := _RATE.fullmatch(text):
        return {"kind": QuotaKind.RATE, "rate": _rate(Decimal(found[1].replace(",", ".")))}
    raise ValueError(_forms())


def _whole(text):
    number = int(re.sub(r"[. ]", "", text))
    if number > MOST:
        raise ValueError(_forms())
    return number


def _rate(percent):
    if not 0 < percent <= 100 or percent != round(percent, 3):
        raise ValueError(_("A share of the members lies above 0% and up to 100%, with three decimals at most."))
    return round(percent, 3).normalize() + 0


def _forms():
    return _("Write one of: 50; >=50; từ 50; 50 trở lên; 90-100; 90 đến 100; 3%; 90-100/năm; 2000/năm.")


class Stated(Widget):
    """A published share, as percent with the decimals it was published with: ``23,5%`` → "23.5", ``vượt 8%`` → "108".

    A number of Excel up to 3 is a fraction (0.8 → "80"), above it percent already.
    """

    def clean(self, value, row=None, **kwargs):
        value = _number(value, _SHARE_UP_TO_THREE)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return self._of_number(Decimal(str(value)))
        found = _STATED.fullmatch(value.lower()) if isinstance(value, str) else None
        if found is None:
            raise ValueError(_share_forms())
        share = Decimal(found[2].replace(",", "."))
        return self._plain(100 + share if found[1] else share)

    def _of_number(self, number):
        if not 0 <= number <= 3:
            return self._plain(number)
        return self._plain(round(number * 100, 4).normalize())

    def _plain(self, share):
        if not 0 <= share <= 100_000 or -share.as_tuple().exponent > 6:
            raise ValueError(_share_forms())
        return f"{share:f}"

    def render(self, value, obj=None, **kwargs):
        return f"{value.replace('.', ',')}%" if value else ""


def _share_forms():
    return _("Write a share such as 80%, 23,5% or “vượt 8%”.")
