"""One person at a time: entered on the screen, and the present description corrected."""

from dataclasses import replace

from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import Action, may, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.codes import give_codes
from branches.movements import outside_life
from branches.names import clean, fold
from branches.spans import holds
from branches.versions import refuse_stale
from config import installation
from config.clock import today
from config.refusal import Problem, Refused

from .duplicates import Described, likely_same
from .impossible import STEPS, born_too_late, reasons_against
from .merging import say_two_people
from .models import PROFILE_FIELDS, Admission, Candidate
from .registering import PREFIX, SAID_OF_CANDIDATE, known_people, register_people, said_tags, tags_named
from .totals import LOCK

EDITED = ("full_name", "branch", "residence", *PROFILE_FIELDS)
"""What can be corrected, besides the groups of the office (``tags``). A code is for ever."""


class KnownAlready(Refused):
    """Somebody much alike is listed already: ``alike`` are (candidate, ``duplicates.Why``), the surest first; or was struck
    out as a wrong entry (no Why). Whoever says that it is somebody else passes.
    """

    def __init__(self, person, alike):
        self.alike = alike
        candidate, _why = alike[0]
        sentence = _("Somebody much alike is listed already: look whether it is the same person.")
        if candidate.is_void:
            sentence = _("Somebody of this name, birth and cell was struck out as a wrong entry: restore that one.")
        super().__init__([Problem(person, "full_name", sentence)])


@transaction.atomic
def enter_person(person, apart_from=(), *, by):
    """Write down one new ``registering.Person``; returns the candidate.

    ``apart_from``: ids of people much alike, of whom ``by`` says that they are somebody else; that is remembered. Raises
    KnownAlready for others whom ``by`` sees and who are likely the same, Refused and PermissionDenied as
    ``register_people``.
    """
    installation.lock(LOCK)
    require(by, Action.EDIT_PEOPLE, person.branch)
    alike = alike_to(person, by=by)
    if any(known.pk not in apart_from for known, _why in alike):
        raise KnownAlready(person, alike)
    # A code of its own: people whom ``by`` may not see are neither changed nor betrayed by a refusal.
    new = Candidate(code=person.code)
    give_codes([new], Candidate.with_void, PREFIX)
    register_people([replace(person, code=new.code)], by=by)
    entered = Candidate.objects.select_related("branch").get(code=new.code)
    for known, _why in alike:
        if not known.is_void and may(by, Action.EDIT_PEOPLE, known.branch):
            say_two_people(known.pk, entered.pk, by=by)
    return entered


def alike_to(person, *, by):
    """(candidate, Why) of those whom ``by`` sees and who are likely ``person``; or who was struck out under the same name,
    birth and cell, or bears the code.
    """
    ((seen, _is_elsewhere),) = likely_same([described(person)], by=by)
    known = _listed_as(person, by)
    if known and known.pk not in {each.pk for each, _why in seen}:
        return ((known, None), *seen)
    return seen


def described(person):
    """A ``registering.Person`` as ``duplicates`` compares people."""
    return Described(person.full_name, *person.birth, person.branch)


def _listed_as(person, by):
    """Whom ``by`` sees under this name, birth and cell (or code), standing ones first."""
    by_code, by_key = known_people([person])
    found = by_code[person.code] if person.code else by_key[person.key()]
    seen = Candidate.with_void.visible_to(by).filter(pk__in=[candidate.pk for candidate in found])
    return seen.select_related("branch__parent").order_by("is_void", "pk").first()


@transaction.atomic
def edit_person(pk, values, version, *, by):
    """Correct the present description of a person: ``values`` of ``EDITED`` and ``tags`` (names). Returns the candidate.

    Admissions, which describe their own day, stay. Where everything is so already nothing is written, whatever the
    version. Raises Stale, Refused with every problem, PermissionDenied.
    """
    candidate = Candidate.with_void.select_for_update(of=("self",)).select_related("branch").get(pk=pk)
    require(by, Action.EDIT_PEOPLE, candidate.branch, values.get("branch", candidate.branch))
    before = said_of(candidate, SAID_OF_CANDIDATE) | said_tags(candidate)
    changed = changes(before, _said(values, candidate))
    if not changed:
        return candidate
    refuse_stale(candidate, version)
    _refuse_impossible(candidate, values)
    _write(candidate, values, changed)
    record([Trace(Act.CHANGED, candidate, candidate.branch, changed)], by=by)
    return candidate


def _said(values, candidate):
    """``values`` as the audit keeps them."""
    given = {name: value for name, value in values.items() if name != "tags"}
    if "full_name" in given:
        given["full_name"] = clean(given["full_name"])
    said = said_of(Candidate(pk=candidate.pk, **given), given)
    borne = {tag.folded: tag.name for tag in candidate.tags.all()}
    return said | ({"tags": sorted({borne.get(fold(t), clean(t)) for t in values["tags"]})} if "tags" in values else {})


def _refuse_impossible(candidate, values):
    now = {name: values.get(name, getattr(candidate, name)) for name in EDITED}
    reasons = list(reasons_against(now["full_name"], now["birth_date"], now["birth_year"], {}))
    if candidate.is_void:
        reasons.append(("", _("This person was struck out as a wrong entry: restore it first, then correct it.")))
    if now["branch"] != candidate.branch and not holds(now["branch"].valid_from, now["branch"].valid_to, today()):
        reasons.append(("branch", outside_life(now["branch"])))
    for admission in Admission.objects.filter(candidate=candidate):
        days = {name: day for name in STEPS if (day := getattr(admission, name))}
        if any(born_too_late(now["birth_date"], now["birth_year"], days)):
            reasons.append(("birth_date", _("The person was admitted before this birth.")))
    if reasons:
        raise Refused([Problem(candidate, *reason) for reason in dict.fromkeys(reasons)])


def _write(candidate, values, changed):
    for name, value in values.items():
        if name in changed and name not in {"full_name", "tags"}:
            setattr(candidate, name, value)
    if "full_name" in changed:
        candidate.name(values["full_name"])
    candidate.version += 1
    candidate.save(update_fields=[*EDITED, "search_name", "sort_name", "version"])
    if "tags" in changed:
        candidate.tags.set(tags_named([clean(name) for name in values["tags"]]))
