"""What sorts of party organisations there are, and where they work. Imports nothing of ours."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """The rank of a party organisation (DOMAIN: Điều lệ Đảng; Quy định 294-QĐ/TW, 208-QĐ/TW). Any may be a root."""

    PROVINCE = "province", _("Provincial Party organisation")
    DISTRICT = "district", _("District Party organisation")
    COMMUNE = "commune", _("Commune Party organisation")
    BASE = "base", _("Base Party organisation")
    DIVISION = "division", _("Party organisation of a division")
    SUBORDINATE = "subordinate", _("Party organisation under a base organisation")
    BASE_CELL = "base_cell", _("Base Party cell")
    CELL = "cell", _("Party cell")


class Setting(TextChoices):
    """Where an organisation works (loại hình). A village cell is a cell whose setting is ``VILLAGE``."""

    COMMUNE = "commune", _("Commune")
    VILLAGE = "village", _("Village")
    AGENCY = "agency", _("Government agency")
    PARTY_AGENCY = "party_agency", _("Party agency or mass organisation")
    SCHOOL = "school", _("School")
    PUBLIC_SERVICE = "public_service", _("Public service unit")
    ARMY = "army", _("Army")
    POLICE = "police", _("Police")
    STATE_COMPANY = "state_company", _("State-owned company")
    PRIVATE_COMPANY = "private_company", _("Non-state company")
    COOPERATIVE = "cooperative", _("Cooperative")
    OTHER = "other", _("Other")


class Admitting(TextChoices):
    """Who in this organisation decides on admissions, where that was decided for it and does not follow from its kind."""

    COMMITTEE = "committee", _("the whole committee (delegated)")
    STANDING = "standing", _("its standing committee (given the power)")


CELLS = frozenset({Kind.BASE_CELL, Kind.CELL})
"""The lowest organisations: people live their party life here."""

BASE_ORGANISATIONS = frozenset({Kind.BASE, Kind.BASE_CELL})
"""Tổ chức cơ sở đảng: what a district counts; at or below one of them one counts cells."""

ABOVE_BASE = frozenset({Kind.PROVINCE, Kind.DISTRICT, Kind.COMMUNE})
"""Committees whose sentences count base organisations."""
