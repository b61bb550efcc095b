"""Groups of persons that quotas are set for: those every office has, and the office's own (tags).

A group is a code and the condition that an admission, as on its own day, belongs to it. Conditions are asked of
``Admission.objects.counted_below(...)``, which knows the cell's kind and setting of that day.
"""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from branches.kinds import CELLS, Setting
from branches.names import fold

from .profiles import FAITHS, MINORITIES, Occupation, Sex

EVERYBODY = ""


@dataclass(frozen=True)
class Group:
    code: str
    name: str
    condition: Q


GROUPS = (
    Group("village", _("Village cells"), Q(kind__in=CELLS, setting=Setting.VILLAGE)),
    Group("women", _("Women"), Q(sex=Sex.FEMALE)),
    Group("minority", _("Ethnic minorities"), Q(ethnic_group__in=MINORITIES)),
    Group("religion", _("Religious believers"), Q(religion__in=FAITHS)),
    Group("union", _("Youth Union members"), Q(is_union_member=True)),
    Group("students", _("Pupils and students"), Q(occupation__in=[Occupation.STUDENT, Occupation.PUPIL])),
    Group("workers", _("Workers"), Q(occupation=Occupation.WORKER)),
    Group("direct", _("Direct labourers"), Q(occupation__in=[Occupation.WORKER, Occupation.FARMER])),
    Group("teachers", _("Teachers"), Q(occupation=Occupation.TEACHER)),
)
BUILT_IN = {group.code: group for group in GROUPS}


def group_of(code):
    """The group with this code; a code that is not built in is a group of the office's own, borne as a tag."""
    return BUILT_IN.get(code) or Group(code, code, Q(tags__folded=fold(code)))


def is_own(code):
    return code != EVERYBODY and code not in BUILT_IN
