"""What a step rests on besides limits and votes, with the document that says so on each day.

The articles are those of 2025, whose texts were read; before and after them the documents are known that held, not where
in them it stands.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from .sources import (
    FORMS_2022,
    FORMS_2025,
    Certainty,
    Source,
    guide_2016,
    guide_2025,
    guide_2026,
    statutes_2016,
    statutes_2025,
    statutes_2026,
)


@dataclass(frozen=True)
class Requirement:
    """``sources``: one for each time in which other documents held, oldest first."""

    label: str
    sources: tuple[Source, ...]

    def source_on(self, day):
        """The document that asked for it on ``day``; before the first one, the first."""
        held = [each for each in self.sources if each.since <= day]
        return max(held, key=lambda source: source.since, default=self.sources[0]).on(day)


def by_statutes(label, article):
    return Requirement(label, (statutes_2016(), statutes_2025(article), statutes_2026()))


def by_guide(label, article):
    return Requirement(label, (guide_2016(), guide_2025(article), guide_2026()))


LISTED_BEFORE_CLASS = Requirement(
    _("Listed by the cell before going to the class"),
    (
        Source(FORMS_2022, "", FORMS_2022.day, Certainty.SECONDARY),
        Source(FORMS_2025, "mục I.1.1b", FORMS_2025.day, Certainty.TEXT),
    ),
)
CERTIFICATE = by_guide(_("Class certificate with its number"), "mục 5.4b")
INTRODUCTIONS = by_statutes(_("Two introductions; a union's resolution replaces one"), "mục 3.1")
SPONSOR_IS_FULL_MEMBER = by_statutes(_("Sponsors are full members"), "mục 3.2.1")
SPONSOR_OF_THE_SAME_PLACE = by_statutes(_("Sponsors work, learn or live where the person does"), "mục 3.2.1")
SPONSOR_REPLACED = by_statutes(_("Another full member replaces a sponsor, twelve months not asked"), "mục 3.2.2")
VERIFICATION = by_guide(_("History verified, everybody asked has answered"), "mục 3.4")
RESOLVED_BELOW = by_guide(_("Every body of the path has resolved"), "mục 3.6")
VOTE_COUNTED = by_statutes(_("Resolution with the numbers of its vote"), "mục 9.3")
FAILED_VOTES = by_statutes(_("After the last vote allowed the higher committee decides"), "mục 4.2.3")
DECISION_NUMBER = by_guide(_("One decision and one number for each person"), "mục 3.7")
RECOGNITION_RESOLVED = by_guide(_("Base committee's resolution on recognition"), "mục 4.5")
OLDER_THAN_SIXTY = by_guide(_("Written consent: older than 60"), "mục 1.1")
READS_AND_WRITES = by_guide(_("Written consent: elder or respected person who reads and writes"), "mục 1.2b")
ADMITTED_AGAIN = by_statutes(_("Written consent: admitted again"), "mục 3.5")
ASSIGNED = by_guide(_("A full member is assigned to help"), "mục 2.3")
ASSIGNED_ON_PROBATION = by_guide(_("A full member is assigned to help on probation"), "mục 3.8c")
SPECIAL_CASE = by_guide(_("Written consent: other special cases"), "mục 3.7c")

REQUIREMENTS = (
    *(LISTED_BEFORE_CLASS, ASSIGNED, CERTIFICATE, INTRODUCTIONS, SPONSOR_IS_FULL_MEMBER, SPONSOR_OF_THE_SAME_PLACE),
    *(SPONSOR_REPLACED, VERIFICATION, VOTE_COUNTED, FAILED_VOTES, RESOLVED_BELOW, DECISION_NUMBER, OLDER_THAN_SIXTY),
    *(READS_AND_WRITES, ADMITTED_AGAIN, SPECIAL_CASE, ASSIGNED_ON_PROBATION, RECOGNITION_RESOLVED),
)
"""In the order of a person's way."""
