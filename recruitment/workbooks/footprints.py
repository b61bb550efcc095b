"""Which rows of the database rows of a sheet may touch: querysets for ``branches.journal.images``.

Each holds what lies there, and asked again what was made since. Lists are cut, so that every database takes the statement.
"""

from branches.journal import every
from branches.names import fold

from ..models import Admission, Candidate, Paper, Sponsorship, StageChange

MOST = 5000
"""Values in one statement."""

TO_THE_PERSON = {
    Candidate: "",
    Candidate.tags.through: "candidate__",
    Admission: "candidate__",
    Admission.tags.through: "admission__candidate__",
    StageChange: "candidate__",
    Paper: "candidate__",
    Sponsorship: "candidate__",
}
"""How the columns of a person are reached from what hangs on one."""


def rows_with(model, lookup, values, **more):
    """Querysets of the rows of ``model`` where ``lookup`` is one of ``values`` (None and "" apart) and ``more`` holds."""
    values = sorted({value for value in values if value not in (None, "")})
    cuts = [values[start : start + MOST] for start in range(0, len(values), MOST)]
    return [every(model).filter(**{f"{lookup}__in": some}, **more) for some in cuts]


def of_people(rows, models, code="code"):
    """What of ``models`` hangs on the people whom ``rows`` name: by the attribute ``code``, else by ``full_name``."""
    codes = [row.get(code) for row in rows]
    names = [fold(row.get("full_name", "")) for row in rows if not row.get(code)]
    return [
        queryset
        for model in models
        for column, values in (("code", codes), ("search_name", names))
        for queryset in rows_with(model, TO_THE_PERSON[model] + column, values)
    ]


def named(rows):
    """The folded names of rows that bring no code."""
    return [fold(row.get("full_name", "")) for row in rows if not row.get("code")]
