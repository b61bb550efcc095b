"""How a person is described on screens: what each field is called, and what it says in words."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.finding import named

from .audited import LABELS
from .models import Admission, Candidate
from .profiles import GeneralEducation, Occupation, ProfessionalEducation

LISTS = {
    "occupation": Occupation,
    "general_education": GeneralEducation,
    "professional_education": ProfessionalEducation,
}
"""Fields that hold a value of a list, or what somebody typed."""

NAMES = {
    "birth": gettext_lazy("birth date or year"),
    "birth_date": gettext_lazy("birth date or year"),
    "birth_year": gettext_lazy("birth date or year"),
    "branch": gettext_lazy("cell"),
    **LABELS,
}
DESCRIBED = (
    *("full_name", "birth", "sex", "ethnic_group", "religion", "branch", "residence"),
    *("occupation", "general_education", "professional_education", "is_union_member", "tags"),
)
"""What a form asks and a page shows, in this order; ``birth`` is the day or the year alone."""

OF_AN_ADMISSION = tuple(field for field in DESCRIBED if field not in {"full_name", "residence"})
"""What an admission describes as on its day."""


def name_of(field):
    """What a field of a candidate or an admission is called."""
    if field in NAMES:
        return str(NAMES[field])
    model = Candidate if field in {each.name for each in Candidate._meta.get_fields()} else Admission
    return str(model._meta.get_field(field).verbose_name)


def names_of(fields):
    """Names of changed fields in words, each once."""
    return list(dict.fromkeys(map(name_of, fields)))


def in_words(field, value):
    """A value of a field as people say it; empty where nothing is known."""
    if value is None:
        return ""
    if field == "birth":
        day, year = value
        return date_format(day) if day else str(year or "")
    if field == "is_union_member":
        return _("yes") if value else _("no")
    if field == "branch":
        return named(value)
    if field == "tags":
        return "; ".join(map(str, value))
    choices = LISTS[field].choices if field in LISTS else Candidate._meta.get_field(field).flatchoices
    return str(dict(choices).get(value, value))


def value_of(row, field):
    """What ``row`` (a candidate or an admission) says of a field of ``DESCRIBED``."""
    if field == "birth":
        return row.birth_date, row.birth_year
    return row.tags.all() if field == "tags" else getattr(row, field)


def description(row, fields):
    """``[(name, value in words)]`` of what is known."""
    said = [(name_of(field), in_words(field, value_of(row, field))) for field in fields]
    return [(name, text) for name, text in said if text]
