"""What may be missing when a step is to be taken: the sentences, and where on a person's page each is put right."""

from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

SENTENCES = {
    "future": _("The day lies in the future."),
    "before_birth": _("The day lies before the person's birth."),
    "before_last_step": _("The day lies before the last step (%(day)s)."),
    "meeting_after_document": _("The meeting (%(day)s) lies after the day of its document."),
    "receipt_out_of_order": _("The decision cannot have been received before its day, or after the ceremony."),
    "not_where_it_came_from": _("A returned dossier goes back to the place from which it was returned."),
    "votes_missing": _("The numbers of the vote are missing."),
    "vote": _("%(problem)s"),
    "number_missing": _("The number of the decision is missing."),
    "certificate_number_missing": _("The number of the certificate is missing."),
    "certificate_before_listing": _("The certificate was issued before the cell listed the person (%(day)s)."),
    "no_birth_date": _("The day of birth is not known, so the age cannot be counted in months."),
    "too_young": _("On the day of the meeting the person was %(years)s years and %(months)s months old: 18 are asked."),
    "consent_missing": _("The written consent is missing: %(case)s."),
    "consent_late": _("The consent came after the decision: %(case)s."),
    "certificate_missing": _("The class certificate with its date is missing."),
    "certificate_expired": _("The class certificate was valid until %(day)s."),
    "dossier_stale": _("The dossier is older than %(count)s months (since %(day)s): make anew %(papers)s."),
    "paper_missing": _("Missing: %(paper)s."),
    "introductions_missing": _(
        "Two introductions are asked: two letters of sponsors, or one and a union's resolution."
    ),
    "sponsors_missing": _(
        "Two who introduce are asked: two full members, or one and a union's resolution; here %(count)s."
    ),
    "union_resolution_void": _("The Youth Union's resolution does not replace a sponsor: %(why)s."),
    "verification_missing": _("The verification of the person's history is missing."),
    "verification_open": _("A verification is still unanswered: %(relation)s, %(place)s."),
    "vote_failed": _("The vote did not reach its share: %(vote)s."),
    "base_resolution_missing": _("The resolution of %(committee)s is missing."),
    "recognition_vote_missing": _("The resolution of %(committee)s on the recognition is missing."),
    "section_report_missing": _("The report of %(committee)s is missing."),
    "cell_resolution_missing": _("The resolution of the cell is missing."),
    "decision_late": _("The decision was due on %(day)s (%(count)s working days after the cell's resolution)."),
    "ceremony_late": _("The ceremony was due on %(day)s (%(count)s working days)."),
    "probation_running": _("The twelve months of probation end on %(day)s."),
    "recognition_late": _("The cell should have considered the person by %(day)s."),
    "recognition_decision_late": _(
        "The decision was due on %(day)s (%(count)s working days after the cell's resolution)."
    ),
    "number_taken": _("The decision number %(number)s was used before in this term: every person has a number."),
    "schooling": _("The least education is %(asked)s."),
}

WHERE = {
    "no_birth_date": "person",
    "consent_missing": "consents",
    "consent_late": "consents",
    "verification_missing": "verification",
    "verification_open": "verification",
    "certificate_missing": "papers",
    "certificate_expired": "papers",
    "dossier_stale": "papers",
    "paper_missing": "papers",
    "introductions_missing": "papers",
    "sponsors_missing": "sponsors",
    "union_resolution_void": "sponsors",
    "recognition_vote_missing": "vote",
}
"""The part of a person's page where something is entered."""

LATE = {"decision_late", "ceremony_late", "recognition_late", "recognition_decision_late"}
TOLD_WITH_THE_STEP = {"votes_missing", "number_missing", "certificate_number_missing"}
"""What is only known once the step is taken: its own form asks for it."""


@dataclass(frozen=True)
class Lack:
    """``source``: the rule, as papers cite it; "" for what is no rule but cannot have been otherwise."""

    key: str
    params: dict = field(default_factory=dict)
    source: str = ""

    @property
    def is_impossible(self):
        return not self.source

    @property
    def sentence(self):
        return str(SENTENCES[self.key]) % self.params

    @property
    def where(self):
        return WHERE.get(self.key, "")

    @property
    def is_late(self):
        """A deadline is over: nothing that could still be brought."""
        return self.key in LATE

    @property
    def is_told_with_the_step(self):
        return self.key in TOLD_WITH_THE_STEP

    def __str__(self):
        return f"{self.sentence} ({self.source})" if self.source else self.sentence


def lack(key, source="", **params):
    return Lack(key, {name: str(value) for name, value in params.items()}, str(source))


def lack_of(shortfall):
    """What was missing when a body's act was recorded, as it was said then."""
    params = {name: said for name, said in shortfall.params.items() if name != "source"}
    return Lack(shortfall.key, params, shortfall.params.get("source", ""))
