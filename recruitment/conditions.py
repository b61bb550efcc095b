"""What stands in the way of a step: each function yields a ``Lack`` for whatever is missing. Pure; asks ``Facts`` only.

What cannot have been (``Lack.is_impossible``) is refused, whoever says it. What is merely against a rule stops what we
propose; what a body has already resolved or signed is recorded all the same, with a reason, and stays to be put right.
"""

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from config.clock import today

from . import clocks
from .impossible import born_too_late
from .lacks import lack
from .models import Case, PaperState, Question, Relation
from .profiles import NO_RELIGION, GeneralEducation
from .rules import papers, requirements
from .rules.ages import UNION_CADRE_AGE, age_in_months
from .rules.deadlines import Kind as Due
from .rules.months import add_months
from .rules.papers import Group, Need
from .rules.paths import Actor
from .rules.rulesets import Moment
from .stages import Stage


def asked(requirement, facts):
    """The document that asks for it on the day of the act."""
    return requirement.source_on(facts.day)


# --- The day


def in_order(facts):
    """No step lies in the future, before the birth, or before the last one."""
    if facts.day > today():
        yield lack("future")
    yield from _born(facts)
    held = facts.step.held_on
    if held and held > facts.day:
        yield lack("meeting_after_document", day=date_format(held))
    since = facts.candidate.stage_on
    if since and min(facts.day, held or facts.day) < since:
        yield lack("before_last_step", day=date_format(since))


def certificate_after_listing(facts):
    """Who is sent to the class stands on the cell's list before; lists of earlier years often say otherwise."""
    since = facts.candidate.stage_on
    yield from _born(facts)
    if facts.day > today():
        yield lack("future")
    elif since and facts.day < since:
        yield lack("certificate_before_listing", asked(requirements.LISTED_BEFORE_CLASS, facts), day=date_format(since))


def _born(facts):
    person = facts.candidate
    if any(born_too_late(person.birth_date, person.birth_year, {"on": facts.day})):
        yield lack("before_birth")


def back_to_its_place(target):
    """Returned for supplement, a dossier keeps its place at the department."""

    def condition(facts):
        if facts.returned_from != target:
            yield lack("not_where_it_came_from")

    return condition


# --- The person


def old_enough(facts):
    """From 18 years, counted in months, when the cell considers (Quy định 294-QĐ/TW ngày 26/5/2025, mục 1.1)."""
    born, youngest = facts.candidate.birth_date, facts.limits().age_from
    if born is None:
        yield lack("no_birth_date", youngest.source.on(facts.day))
    elif (age := age_in_months(born, facts.day)) < youngest.value:
        years, months = divmod(age, 12)
        yield lack("too_young", youngest.source.on(facts.day), years=years, months=months)


def schooled(facts):
    """Lower secondary school; in mountain, border and minority areas primary school; elders and respected people there who
    read and write need a consent (Quy định 294-QĐ/TW ngày 26/5/2025, mục 1.2.1; Hướng dẫn 06-HD/TW ngày 09/6/2025, mục
    1.2). What is not known, or not one of the list, is not judged.
    """
    known = facts.candidate.general_education
    least = GeneralEducation.PRIMARY if facts.is_special_area else GeneralEducation.LOWER_SECONDARY
    if known in GeneralEducation.values and Case.EDUCATION not in facts.consents and _rank(known) < _rank(least):
        yield lack("schooling", facts.limits().minimum_education.source.on(facts.day), asked=least.label)


def _rank(education):
    return GeneralEducation.values.index(education)


def consents_given(facts):
    """Cases that ask for a written consent before the decision (Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 1.1, 1.2b, 3.7c).

    Beside those that somebody has noted: who is older than 60 when the cell considers, who follows a religion.
    """
    for case in cases_of(facts):
        consent = facts.consents.get(case)
        if consent is None or consent.dated_on is None:
            yield lack("consent_missing", asked(consent_rule(case), facts), case=Case(case).label)
        elif consent.dated_on > facts.day:
            yield lack("consent_late", asked(consent_rule(case), facts), case=Case(case).label)


CONSENT_RULES = {
    Case.OVER_SIXTY: requirements.OLDER_THAN_SIXTY,
    Case.EDUCATION: requirements.READS_AND_WRITES,
    Case.AGAIN: requirements.ADMITTED_AGAIN,
}


def consent_rule(case):
    return CONSENT_RULES.get(case, requirements.SPECIAL_CASE)


def cases_of(facts):
    """The cases of a person, in the order of ``Case``."""
    return [case for case in Case.values if case in facts.consents or (case in APPLIES and APPLIES[case](facts))]


def _is_over_sixty(facts):
    considered = facts.day_of(Stage.CELL_RESOLVED) or facts.day
    born = facts.candidate.birth_date
    return born is not None and age_in_months(born, considered) > facts.limits(considered).age_to.value


def _is_religious(facts):
    return facts.candidate.religion not in {"", NO_RELIGION}


APPLIES = {Case.OVER_SIXTY: _is_over_sixty, Case.RELIGION: _is_religious}


# --- The dossier


def certificate_valid(facts):
    """60 months from its issue to the cell's meeting (Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 5.4b)."""
    dated = [paper.dated_on for paper in facts.complete("certificate") if paper.dated_on]
    if not dated:
        yield lack("certificate_missing", facts.limits().certificate.source.on(facts.day))
    elif facts.day > (last := add_months(max(dated), facts.limits(max(dated)).certificate.value)):
        yield lack(
            "certificate_expired", facts.limits(max(dated)).certificate.source.on(max(dated)), day=date_format(last)
        )


def dossier_fresh(facts):
    """12 months from the earliest paper to the cell's meeting (Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 5.4a)."""
    dated = ageing_papers(facts)
    if stale := stale_papers(facts):
        begun = min(dated)
        limit = facts.limits(begun).dossier
        names = ", ".join(paper.code or paper.name for paper in stale)
        said = {"count": limit.value, "day": date_format(begun), "papers": names}
        yield lack("dossier_stale", limit.source.on(begun), **said)


def stale_papers(facts):
    """The papers that a dossier asks for anew because of their age, in the order of the folder.

    Each counts from its own day; where the office counts from the permission, none of the time before it is too old.
    """
    dated = ageing_papers(facts)
    if not dated:
        return []
    rules, permitted = facts.limits(min(dated)), facts.day_of(Stage.PERMITTED)
    latest_start = permitted if rules.dossier_from.value == Moment.PERMISSION else None
    old = {
        key
        for day, keys in dated.items()
        for key in keys
        if facts.day > add_months(max(day, latest_start or day), rules.dossier.value)
    }
    return [paper for paper in papers.to_redo() if paper.key in old]


def ageing_papers(facts):
    """{day: the kinds of paper of that day that grow old}"""
    ageing, dated = {paper.key for paper in papers.to_redo()}, {}
    for (key, _n), paper in facts.papers.items():
        if key in ageing and paper.dated_on:
            dated.setdefault(paper.dated_on, set()).add(key)
    return dated


COUNTED_APART = {"certificate", "sponsor_letter", "youth_union_resolution", "trade_union_resolution"}


def papers_complete(*groups):
    """All mandatory papers of ``groups`` are there, or do not apply; the certificate and the introductions count apart."""

    def condition(facts):
        poor = {kind for (kind, _n), paper in facts.papers.items() if paper.state == PaperState.TO_SUPPLEMENT}
        for paper in papers.papers_of(*groups):
            is_missing = (
                paper.need == Need.MANDATORY and paper.key not in COUNTED_APART and not facts.settles(paper.key)
            )
            if is_missing or paper.key in poor:
                yield lack("paper_missing", paper.source_on(facts.day), paper=paper)

    return condition


dossier_complete = papers_complete(Group.CONSIDERING)
probation_complete = papers_complete(Group.PROBATION)


def two_introductions(facts):
    """Two full members with a letter each; a union's resolution replaces one (Quy định 294-QĐ/TW ngày 26/5/2025, mục 3.1)."""
    source, doubt = asked(requirements.INTRODUCTIONS, facts), _youth_union_cannot(facts)
    youth, trade = facts.complete("youth_union_resolution"), facts.complete("trade_union_resolution")
    unions = bool(trade or (youth and not doubt))
    if youth and doubt and not trade:
        yield lack("union_resolution_void", source, why=doubt)
    if (sponsors := len({each.member_id for each in facts.introducers})) + unions < 2:
        yield lack("sponsors_missing", source, count=sponsors)
    if len(facts.complete("sponsor_letter")) + unions < 2:
        yield lack("introductions_missing", source)


def _youth_union_cannot(facts):
    """Why the Youth Union does not introduce this person; "" where it does, or nothing speaks against it."""
    person = facts.candidate
    if person.is_union_member is False:
        return _("the person is no member of the Youth Union")
    age = person.age_on(facts.day)
    return _("the person is past its age") if age is not None and age * 12 >= UNION_CADRE_AGE else ""


def verified(facts):
    """Everybody asked about has been answered for, the person first (Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 3.4)."""
    source = asked(requirements.VERIFICATION, facts)
    if not any(each.relation == Relation.SELF and _is_answered(each, facts.day) for each in facts.verifications):
        yield lack("verification_missing", source)
    for each in facts.verifications:
        if not _is_answered(each, facts.day) and each.relation != Relation.SELF:
            yield lack("verification_open", source, relation=Relation(each.relation).label, place=each.place)


def _is_answered(verification, day):
    """Whether nobody was waited for any more on ``day``."""
    return verification.is_done and (verification.answered_on or day) <= day


# --- Votes and the bodies that must have spoken


def vote_told(facts):
    """A resolution is recorded with the numbers of its vote."""
    if facts.step.count is None:
        yield lack("votes_missing", asked(requirements.VOTE_COUNTED, facts))


def vote_possible(facts):
    """Where the numbers of a vote are told, they can have been."""
    for problem in facts.step.count.problems() if facts.step.count else ():
        yield lack("vote", problem=problem)


def resolved_below(facts):
    """The cell, the division and the base committee have spoken, as far as the path has them."""
    path, source = facts.path, asked(requirements.RESOLVED_BELOW, facts)
    if not facts.has_passed(Stage.CELL_RESOLVED):
        yield lack("cell_resolution_missing", source)
    if path.section and not facts.has_passed(Stage.SECTION_REPORTED):
        yield lack("section_report_missing", source, committee=path.section.name)
    if path.voting and not facts.has_passed(Stage.BASE_RESOLVED):
        yield lack("base_resolution_missing", source, committee=path.voting.name)


def recognition_resolved(facts):
    """The base committee has resolved on the recognition since the cell proposed it, where the path has that step."""
    voting, proposed = facts.path.voting, facts.day_of(Stage.RECOGNITION_PROPOSED)
    votes = facts.votes_on(Question.RECOGNITION, facts.path.body_of(Actor.BASE))
    if voting and not any(vote.has_passed and vote.held_on >= proposed for vote in votes if proposed):
        source = asked(requirements.RECOGNITION_RESOLVED, facts)
        yield lack("recognition_vote_missing", source, committee=voting.name)


# --- Days that run


def decision_in_time(facts):
    """45 working days from the cell's resolution (Quy định 294-QĐ/TW ngày 26/5/2025, mục 4.3.1)."""
    yield from _in_time(facts, Due.ADMISSION_DECISION, facts.resolved_on, "decision_late")


def ceremony_in_time(facts):
    """30 working days from receipt, since 26/7/2026 from issuance (Quy định 294-QĐ/TW, mục 4.1; 208-QĐ/TW)."""
    decided, received = facts.decided_on, facts.step.received_on
    if received and not (decided or received) <= received <= facts.day:
        yield lack("receipt_out_of_order")
    elif received and facts.limits(decided).ceremony_from.value == Moment.RECEIPT:
        yield from _in_time(facts, Due.CEREMONY, received, "ceremony_late")
    else:
        yield from _in_time(facts, Due.CEREMONY, decided, "ceremony_late")


def probation_over(facts):
    """Twelve months from the ceremony (Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 4.2)."""
    if (end := probation_end(facts)) and facts.day < end.day:
        yield lack("probation_running", end.source, day=date_format(end.day))


def recognition_in_time(facts):
    """The cell considers within 30 working days after the twelve months (Quy định 294-QĐ/TW, mục 4.2.1)."""
    end = probation_end(facts)
    yield from _in_time(facts, Due.RECOGNITION_MEETING, end and end.day, "recognition_late")


def recognition_decision_in_time(facts):
    """30 working days from the cell's resolution (Quy định 294-QĐ/TW ngày 26/5/2025, mục 4.3.1)."""
    yield from _in_time(facts, Due.RECOGNITION_DECISION, facts.proposed_on, "recognition_decision_late")


def probation_end(facts):
    """The Deadline at which the probation ends; None while there was no ceremony."""
    return clocks.probation_end(facts, facts.deadlines)


def _in_time(facts, kind, start, key):
    if start and start <= facts.day:
        last = facts.deadlines(kind, start)
        if facts.day > last.day:
            yield lack(key, last.source, day=date_format(last.day), count=last.count)


# --- The document


def number_told(facts):
    """A decision has a number."""
    if not facts.step.number:
        yield lack("number_missing", asked(requirements.DECISION_NUMBER, facts))


def number_of_certificate(facts):
    """A certificate bears a number."""
    if not facts.step.number:
        yield lack("certificate_number_missing", asked(requirements.CERTIFICATE, facts))


def number_unused(facts):
    """One decision and one number for each person (Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 3.7)."""
    if facts.is_number_taken:
        yield lack("number_taken", asked(requirements.DECISION_NUMBER, facts), number=facts.step.number)
