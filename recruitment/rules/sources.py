"""Which document says so, where, from which day on, and how sure we are of it."""

from dataclasses import dataclass, replace
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Certainty(TextChoices):
    TEXT = "text", _("the text of the document was read")
    SECONDARY = "secondary", _("from newspapers or local guides")
    MEMORY = "memory", _("from memory, not verified")
    INFERRED = "inferred", _("our own reading, no rule")
    UNKNOWN = "unknown", _("searched for and not found: assumed unchanged")


OPEN = frozenset({Certainty.INFERRED, Certainty.UNKNOWN})
"""What the documents we have do not settle: whoever runs this may set it otherwise."""


@dataclass(frozen=True)
class Instrument:
    """A document by number and date, always both: three guides bear the number 01-HD/TW."""

    kind: str
    number: str
    day: date
    issuer: str = ""

    def __str__(self):
        return " ".join(filter(None, [self.kind, self.number, self.issuer, f"ngày {short(self.day)}"]))


@dataclass(frozen=True)
class Source:
    """``article``: "" where only the document is known. ``since``: the first day on which it holds.

    ``renewed_by``: later documents that say the same, oldest first, each from its own day on.
    """

    instrument: Instrument
    article: str
    since: date
    certainty: Certainty
    renewed_by: tuple[Instrument, ...] = ()

    def __str__(self):
        """As papers cite it: Quy định 294-QĐ/TW ngày 26/5/2025, mục 4.3.1."""
        return ", ".join(filter(None, [str(self.instrument), self.article]))

    def on(self, day):
        """The source as it is cited for a ``day``: with the document then in force."""
        newest = max((each for each in self.renewed_by if each.day <= day), key=lambda each: each.day, default=None)
        return replace(self, instrument=newest) if newest else self

    @property
    def is_open(self):
        return self.certainty in OPEN


def short(day):
    """A day as papers write it, a nought before days under 10 and before the months 1 and 2: 26/5/2025, 09/6/2025."""
    return f"{day.day:02}/{day.month:02}/{day.year}" if day.month < 3 else f"{day.day:02}/{day.month}/{day.year}"


STATUTES_2016 = Instrument("Quy định", "29-QĐ/TW", date(2016, 7, 25))
STATUTES_2021 = Instrument("Quy định", "24-QĐ/TW", date(2021, 7, 30))
STATUTES_JANUARY_2025 = Instrument("Quy định", "232-QĐ/TW", date(2025, 1, 20))
STATUTES_2025 = Instrument("Quy định", "294-QĐ/TW", date(2025, 5, 26))
STATUTES_2026 = Instrument("Quy định", "208-QĐ/TW", date(2026, 7, 26))
GUIDE_2016 = Instrument("Hướng dẫn", "01-HD/TW", date(2016, 9, 20))
GUIDE_2021 = Instrument("Hướng dẫn", "01-HD/TW", date(2021, 9, 28))
GUIDE_2025 = Instrument("Hướng dẫn", "06-HD/TW", date(2025, 6, 9))
GUIDE_2026 = Instrument("Hướng dẫn", "01-HD/TW", date(2026, 5, 19))
FORMS_2022 = Instrument("Hướng dẫn", "12-HD/BTCTW", date(2022, 1, 18))
FORMS_2025 = Instrument("Hướng dẫn", "38-HD/BTCTW", date(2025, 9, 29))
HANOI_2025 = Instrument("Hướng dẫn", "02-HD/BTCTU", date(2025, 11, 21), "của Ban Tổ chức Thành ủy Hà Nội")
DIGITISING_2026 = Instrument("Công văn", "1361-CV/BTCTW", date(2026, 6, 30))
"""The regulations that apply the Party Statutes, the Secretariat's guides to them, the guides to the forms, and the
list of papers to be digitised."""

IN_2016, IN_JULY_2025, IN_JULY_2026 = date(2016, 7, 25), date(2025, 7, 1), date(2026, 7, 26)
"""The days from which the three columns of the rules hold."""


def statutes_2016(article="", certainty=Certainty.SECONDARY):
    return Source(STATUTES_2016, article, IN_2016, certainty, (STATUTES_2021, STATUTES_JANUARY_2025))


def guide_2016(article="", certainty=Certainty.SECONDARY):
    return Source(GUIDE_2016, article, IN_2016, certainty, (GUIDE_2021,))


def statutes_2025(article, certainty=Certainty.TEXT):
    return Source(STATUTES_2025, article, IN_JULY_2025, certainty)


def guide_2025(article, certainty=Certainty.TEXT):
    return Source(GUIDE_2025, article, IN_JULY_2025, certainty)


def statutes_2026(article="", certainty=Certainty.SECONDARY):
    return Source(STATUTES_2026, article, IN_JULY_2026, certainty)


def guide_2026(article="", certainty=Certainty.SECONDARY):
    return Source(GUIDE_2026, article, IN_JULY_2026, certainty)
