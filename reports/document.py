"""A report as one thing to render: its figures, what a person added to them, how it is numbered and signed."""

from dataclasses import dataclass, field
from datetime import date

from .figures.facts import Figures
from .look import PRESET_2018, Look


@dataclass(frozen=True)
class Added:
    """What the figures cannot say; texts of several lines, empty where nobody has said anything."""

    assessment: str = ""
    causes: str = ""
    tasks: str = ""


@dataclass(frozen=True)
class Signing:
    """Number and day of a signed report, and who signs. What a draft leaves blank is None or empty.

    ``replaces``: the report that this one is issued instead of, "Báo cáo số 05-BC/HU, ngày 05/01/2024"; else empty.
    """

    number: int | None = None
    symbol: str = ""
    day: date | None = None
    authority: str = ""
    post: str = ""
    signer: str = ""
    replaces: str = ""


@dataclass(frozen=True)
class Document:
    """What every renderer is given. ``digest``: SHA-256 of the JSON file of the figures, for the metadata of the others.
    ``look``: how it is printed and worded (``look_in_force()``, or the one frozen with a report). ``is_public``: whether
    it is the version with numbers only that may be shown to everybody (``reports.publishing``). ``sections`` ((title,
    sentences) of each) and ``brief``: the text and the quick report as they were worded when the report was put up for
    signature (``issued.worded``); empty before, and ``narrative`` words them.

    A report that is put up for signature keeps all of this (``issued.frozen``), so every field is plain data with a
    default. The JSON file depends neither on ``signing`` nor on ``digest``.
    """

    figures: Figures
    added: Added = field(default_factory=Added)
    signing: Signing = field(default_factory=Signing)
    digest: str = ""
    look: Look = PRESET_2018
    is_public: bool = False
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    brief: str = ""
