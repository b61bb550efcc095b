"""Who the year's new members are: by sex, ethnic group, religion, union, age, education, occupation and setting.

Unknown is a row of its own, never left out: what is outside its list, and totals of years before names were kept.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, Q

from branches.kinds import Setting
from recruitment.profiles import (
    FAITHS,
    KINH,
    MINORITIES,
    NO_RELIGION,
    GeneralEducation,
    Occupation,
    ProfessionalEducation,
    Sex,
)

from .. import vocabulary
from ..percent import percent
from .facts import Breakdown, Part

UNKNOWN = "unknown"
AGE_BANDS = ((18, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60))
"""Completed years on the counting day, both included (Biểu 2 of the organisation departments' statistics)."""


def _by_choices(field, choices):
    return [(value, Q(**{field: value})) for value in choices.values]


def _ages():
    bands = [(f"{low}-{high}", Q(age__range=(low, high))) for low, high in AGE_BANDS]
    return [
        ("under18", Q(age__lt=18)),
        *bands,
        ("over60", Q(age__gt=60)),
    ]


def _attributes():
    """(code, parts as (code, condition)); the conditions of one attribute exclude each other."""
    return [
        ("sex", _by_choices("sex", Sex)),
        (
            "minority",
            [
                ("minority", Q(ethnic_group__in=MINORITIES)),
                ("kinh", Q(ethnic_group=KINH)),
            ],
        ),
        (
            "religion",
            [
                ("religion", Q(religion__in=FAITHS)),
                ("none", Q(religion=NO_RELIGION)),
            ],
        ),
        (
            "union",
            [
                ("yes", Q(is_union_member=True)),
                ("no", Q(is_union_member=False)),
            ],
        ),
        ("age", _ages()),
        ("general_education", _by_choices("general_education", GeneralEducation)),
        (
            "professional_education",
            _by_choices("professional_education", ProfessionalEducation),
        ),
        ("occupation", _by_choices("occupation", Occupation)),
        ("setting", _by_choices("setting", Setting)),
    ]


def aggregates(window):
    """What has to be counted for ``breakdowns``, among the admissions of ``window`` (a condition)."""
    parts = {
        _name(code, part): Count("pk", filter=window & condition)
        for code, attribute in _attributes()
        for part, condition in attribute
    }
    return parts | {"everybody": Count("pk", filter=window), "average_age": Avg("age", filter=window)}


def breakdowns(counts, whole_totals):
    """(breakdowns, average age) from the values of ``aggregates``; ``whole_totals`` persons more are known as totals.

    The average age is in completed years with one decimal, half up, of those whose age is known.
    """
    total = counts["everybody"] + whole_totals
    made = tuple(_breakdown(code, parts, counts, total) for code, parts in _attributes())
    return made, _one_decimal(counts["average_age"])


def _name(code, part):
    return f"part_{code}__{part}".replace("-", "_")


def _breakdown(code, parts, counts, total):
    found = [(part, counts[_name(code, part)]) for part, _condition in parts]
    found.append((UNKNOWN, total - sum(count for _part, count in found)))
    shown = [(part, count) for part, count in found if count or part not in {UNKNOWN, "under18"}]
    said = (Part(part, vocabulary.part_named(code, part), count, percent(count, total)) for part, count in shown)
    return Breakdown(code, vocabulary.BREAKDOWNS[code], tuple(said), total)


def _one_decimal(average):
    if average is None:
        return None
    return str(Decimal(str(average)).quantize(Decimal("0.1"), ROUND_HALF_UP))
