"""What a page calls groups, lines and parts, by code, in the user's language; papers have ``vocabulary``."""

from django.utils.translation import gettext_lazy as _

from branches.kinds import Setting
from recruitment.groups import EVERYBODY, group_of
from recruitment.profiles import GeneralEducation, Occupation, ProfessionalEducation, Sex

HEADCOUNT_LINES = {
    "B1": _("Admitted"),
    "B2a": _("Moved in from another province"),
    "B2b": _("Moved in from another unit of the province"),
    "B2": _("Moved in"),
    "B3": _("Membership restored"),
    "B4": _("Carried in by reorganisation"),
    "B5": _("Difference of opening heads"),
    "C1": _("Died"),
    "C2": _("Expelled"),
    "C3": _("Struck off"),
    "C4": _("Left the Party at own request"),
    "C5a": _("Moved out to another province"),
    "C5b": _("Moved out to another unit of the province"),
    "C5": _("Moved out"),
    "C6": _("Admission cancelled"),
    "C7": _("Carried out by reorganisation"),
    "C8": _("Difference of opening heads"),
}

BREAKDOWNS = {
    "sex": _("Sex"),
    "minority": _("Ethnic group"),
    "religion": _("Religion"),
    "union": _("Youth Union"),
    "age": _("Age"),
    "general_education": _("General education"),
    "professional_education": _("Professional education"),
    "occupation": _("Occupation"),
    "setting": _("Setting of the cell"),
}

PARTS = {
    "sex": dict(Sex.choices),
    "minority": {"minority": _("Ethnic minorities"), "kinh": "Kinh"},
    "religion": {"religion": _("Religious believers"), "none": _("No religion")},
    "union": {"yes": _("Youth Union members"), "no": _("Not members")},
    "age": {"under18": _("Under 18"), "over60": _("Over 60")},
    "general_education": dict(GeneralEducation.choices),
    "professional_education": dict(ProfessionalEducation.choices),
    "occupation": dict(Occupation.choices),
    "setting": dict(Setting.choices),
}


def group(progress):
    return _("Everybody") if progress.code == EVERYBODY else group_of(progress.code).name


def headcount_line(line):
    return HEADCOUNT_LINES[line.code]


def breakdown(breakdown):
    return BREAKDOWNS[breakdown.code]


def part(breakdown, part):
    """A part's name; age bands read "18 - 30"."""
    if part.code == "unknown":
        return _("Not known")
    return PARTS[breakdown.code].get(part.code, part.code.replace("-", " - "))
