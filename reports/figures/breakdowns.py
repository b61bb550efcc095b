"""Who the year's new members are: by sex, ethnic group, religion, union, age, education, occupation and setting.

Unknown is a row of its own, never left out: what is outside its list, and totals of years before names were kept.
"""

from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Avg, Count, Q
from django.utils.translation import gettext as _

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

from ..percent import percent
from .facts import Breakdown, Part

UNKNOWN = "unknown"
AGE_BANDS = ((18, 30), (31, 35), (36, 40), (41, 45), (46, 50), (51, 55), (56, 60))
"""Completed years on the counting day, both included (Biểu 2 of the organisation departments' statistics)."""


def _by_choices(field, choices):
    return [(value, str(label), Q(**{field: value})) for value, label in choices.choices]


def _ages():
    bands = [(f"{low}-{high}", f"{low} - {high}", Q(age__range=(low, high))) for low, high in AGE_BANDS]
    return [
        ("under18", _("Under 18"), Q(age__lt=18)),
        *bands,
        ("over60", _("Over 60"), Q(age__gt=60)),
    ]


def _attributes():
    """(code, label, parts as (code, label, condition)); the conditions of one attribute exclude each other."""
    return [
        ("sex", _("Sex"), _by_choices("sex", Sex)),
        (
            "minority",
            _("Ethnic group"),
            [
                ("minority", _("Ethnic minorities"), Q(ethnic_group__in=MINORITIES)),
                ("kinh", "Kinh", Q(ethnic_group=KINH)),
            ],
        ),
        (
            "religion",
            _("Religion"),
            [
                ("religion", _("Religious believers"), Q(religion__in=FAITHS)),
                ("none", _("No religion"), Q(religion=NO_RELIGION)),
            ],
        ),
        (
            "union",
            _("Youth Union"),
            [
                ("yes", _("Youth Union members"), Q(is_union_member=True)),
                ("no", _("Not members"), Q(is_union_member=False)),
            ],
        ),
        ("age", _("Age"), _ages()),
        ("general_education", _("General education"), _by_choices("general_education", GeneralEducation)),
        (
            "professional_education",
            _("Professional education"),
            _by_choices("professional_education", ProfessionalEducation),
        ),
        ("occupation", _("Occupation"), _by_choices("occupation", Occupation)),
        ("setting", _("Setting of the cell"), _by_choices("setting", Setting)),
    ]


def aggregates(window):
    """What has to be counted for ``breakdowns``, among the admissions of ``window`` (a condition)."""
    parts = {
        _name(code, part): Count("pk", filter=window & condition)
        for code, _label, attribute in _attributes()
        for part, _part_label, condition in attribute
    }
    return parts | {"everybody": Count("pk", filter=window), "average_age": Avg("age", filter=window)}


def breakdowns(counts, whole_totals):
    """(breakdowns, average age) from the values of ``aggregates``; ``whole_totals`` persons more are known as totals.

    The average age is in completed years with one decimal, half up, of those whose age is known.
    """
    total = counts["everybody"] + whole_totals
    made = tuple(_breakdown(code, label, parts, counts, total) for code, label, parts in _attributes())
    return made, _one_decimal(counts["average_age"])


def _name(code, part):
    return f"part_{code}__{part}".replace("-", "_")


def _breakdown(code, label, parts, counts, total):
    found = [(part, name, counts[_name(code, part)]) for part, name, _condition in parts]
    found.append((UNKNOWN, _("Not known"), total - sum(count for _part, _name, count in found)))
    shown = [(part, name, count) for part, name, count in found if count or part not in {UNKNOWN, "under18"}]
    return Breakdown(code, label, tuple(Part(p, name, count, percent(count, total)) for p, name, count in shown), total)


def _one_decimal(average):
    if average is None:
        return None
    return str(Decimal(str(average)).quantize(Decimal("0.1"), ROUND_HALF_UP))
