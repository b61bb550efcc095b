"""How the audit's screen says what lies in a dossier and what a vote was: values of ``dossier`` and ``voting`` in words."""

from django.utils.translation import gettext_lazy as _

from branches.audit.subjects import field_in_words, value_in_words

from .due import Matter
from .rules.papers import BY_KEY
from .rules.votes import Body, Excluded

PARTS = {
    "papers": _("documents of the dossier"),
    "verifications": _("verifications"),
    "consents": _("consents"),
    "absences": _("absence for work"),
    "charges": _("who sees to a matter"),
}
"""The parts of a dossier, which an entry about a person names as if they were fields."""

ABSENCE, CHARGE = "recruitment.absence", "recruitment.charge"
KINDS = {"state": "recruitment.paper", "relation": "recruitment.verification", "case": "recruitment.consent"}
"""Which rows they are, by a field that only those have."""


def rows_in_words(rows):
    """Rows of a dossier as ``dossier`` writes them down, one after the other; of an absence and a charge what has changed."""
    if isinstance(rows, dict):
        kind = CHARGE if "matter" in rows else ABSENCE
        return "; ".join(
            f"{field_in_words(kind, name)}: {_said(kind, name, now)}" for name, (_was, now) in rows.items()
        )
    return "; ".join(_row_in_words(row) for row in rows)


def _said(kind, name, value):
    return str(Matter(value).label) if name == "matter" else value_in_words(kind, name, value)


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
