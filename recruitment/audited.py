"""How the audit's screen says what lies in a dossier and what a vote was: values of ``dossier`` and ``voting`` in words."""

from functools import partial

from django.utils.translation import gettext_lazy as _

from branches.audit.subjects import field_in_words, value_in_words

from .rules.papers import BY_KEY
from .rules.votes import Body, Excluded

PARTS = {
    "papers": _("documents of the dossier"),
    "verifications": _("verifications"),
    "consents": _("consents"),
    "absences": _("absence for work"),
    "sponsorships": _("sponsors"),
    "sponsor_reports": _("sponsors' reports"),
    "introduction": _("who introduced the person"),
    "seats": _("place in a class"),
    "plan_lines": _("yearly plan"),
    "charges": _("who sees to a matter"),
}
"""The parts of a dossier, which an entry about a person names as if they were fields."""

LABELS = PARTS | {"apart": _("said to be somebody else than a person much alike")}
"""What an entry about a person may name besides the fields of a person."""

OF_ONE_KIND = {
    "absences": "recruitment.absence",
    "sponsorships": "recruitment.sponsorship",
    "sponsor_reports": "recruitment.sponsorreport",
    "introduction": "recruitment.introduction",
    "seats": "recruitment.seat",
    "plan_lines": "recruitment.planline",
    "charges": "recruitment.charge",
}
"""Parts of which an entry tells what has changed in one row, and the model of that row."""

KINDS = {"state": "recruitment.paper", "relation": "recruitment.verification", "case": "recruitment.consent"}
"""Which rows they are, by a field that only those have."""


def rows_in_words(rows):
    """Rows of a dossier as ``dossier`` writes them down, one after the other."""
    return "; ".join(_row_in_words(row) for row in rows)


def _changes_in_words(kind, changes):
    said = [(field_in_words(kind, name), value_in_words(kind, name, now)) for name, (_was, now) in changes.items()]
    return "; ".join(f"{name}: {value}" for name, value in said)


WORDS = dict.fromkeys(PARTS, rows_in_words)
WORDS |= {part: partial(_changes_in_words, kind) for part, kind in OF_ONE_KIND.items()}


def _row_in_words(row):
    kind = next((kind for name, kind in KINDS.items() if name in row), "")
    said = []
    for name, value in row.items():
        if name == "kind":
            said.append(str(BY_KEY[value]) if value in BY_KEY else value)
        elif value == "True":
            said.append(field_in_words(kind, name))
        elif name != "ordinal" or value != "1":
            said.append(value_in_words(kind, name, value))
    return ", ".join(said)


def excluded_in_words(excluded):
    return "; ".join(f"{Excluded(reason).label}: {n}" for reason, n in excluded.items())


def body_in_words(body):
    return str(Body(body).label)
