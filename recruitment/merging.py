"""Two entries of one person made one, and undone; and that two people much alike are two people (the verbs)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, record
from branches.journal import BuiltOn, differences, every, images, pack, undo, unpack
from branches.models import Branch
from branches.versions import refuse_stale
from config import installation
from config.refusal import Problem, Refused

from .closed import refuse_closed, touched_by_lines
from .duplicates import said_to_be_two
from .kept_journals import tell_of_undoing
from .merge_plan import MergePlan, plan_merge
from .merge_writing import write_plan
from .models import Admission, Candidate, Merge, SponsorReport, StageChange, TwoPeople
from .totals import LOCK, admissions_inside_totals
from .uniting import HANGINGS

# --- Two entries, one person


@installation.read_once()
@transaction.atomic
def merge_people(kept, dropped, takes, versions, *, by):
    """Make the entry with the id ``dropped`` part of the one with the id ``kept``. Returns the Merge.

    ``takes``: {field: ``merge_plan.KEPT`` or ``DROPPED``} where the two say different things; who is not named follows
    the plan. ``versions``: those of the two that were looked at. Whatever hangs on ``dropped`` hangs on ``kept``
    afterwards, and ``dropped`` is struck out. Raises Stale, PermissionDenied, and Refused with every problem; writes
    nothing then. A fixed number of statements.
    """
    installation.lock(LOCK)
    people = _locked([kept, dropped])
    plan = _plan(people[kept], people[dropped], takes, versions, by)
    before = images(_everything_of([kept, dropped]))
    traces = write_plan(plan, by)
    lines = differences(before, images(_everything_of([kept, dropped])))
    refuse_closed(touched_by_lines(lines), by=by)
    merge = Merge(kept=plan.kept, dropped=plan.dropped, by=by)
    merge.journal = pack(lines)
    merge.save()
    record(traces, by=by)
    return merge


def _plan(kept, dropped, takes, versions, by) -> MergePlan:
    require(by, Action.EDIT_PEOPLE, kept.branch, dropped.branch)
    _refuse_struck_out(kept, dropped)
    for person, version in zip((kept, dropped), versions, strict=True):
        refuse_stale(person, version)
    plan = plan_merge(kept, dropped, takes)
    for action, where in plan.needed.items():
        require(by, action, *where)
    problems = [Problem(kept, *why) for why in plan.problems]
    if said_to_be_two(kept.pk, dropped.pk):
        problems.append(Problem(kept, "", _("Somebody has said that these are two people: take that back first.")))
    if problems:
        raise Refused(problems)
    return plan


def _locked(ids):
    """The people, wrong entries with them, once nobody else can change them; in the order of their ids."""
    if len(set(ids)) < len(ids):
        raise Refused([Problem(None, "", _("A person stands there twice."))])
    rows = Candidate.with_void.select_for_update(of=("self",)).select_related("branch")
    return rows.prefetch_related("tags").order_by("pk").in_bulk(ids)


def _refuse_struck_out(*people):
    text = _("%(person)s was struck out as a wrong entry: restore the entry first.")
    if void := [person for person in people if person.is_void]:
        raise Refused([Problem(person, "", text % {"person": person}) for person in void])


def _everything_of(ids):
    """The querysets of every row that making these people one may change, delete or make."""
    own = {"candidate__in": ids}
    return [
        every(Candidate).filter(pk__in=ids),
        every(Candidate.tags.through).filter(**own),
        every(Admission).filter(**own),
        every(Admission.tags.through).filter(admission__candidate__in=ids),
        every(StageChange).filter(**own),
        *(every(hanging.model).filter(**own) for hanging in HANGINGS),
        every(SponsorReport).filter(sponsorship__candidate__in=ids),
        every(TwoPeople).filter(one__in=ids),
        every(TwoPeople).filter(other__in=ids),
    ]


# --- Undone


@transaction.atomic
def undo_merge(pk, *, by):
    """Put everything back as it was before the Merge ``pk``. Returns the Merge.

    Raises Refused where something was written since on what it joined, PermissionDenied as ``merge_people``.
    """
    installation.lock(LOCK)
    merge = Merge.objects.select_for_update(of=("self",)).get(pk=pk)
    people = _locked(sorted([merge.kept_id, merge.dropped_id]))
    merge.kept, merge.dropped = people[merge.kept_id], people[merge.dropped_id]
    lines = unpack(merge.journal)
    for action, where in rights_to_undo(merge, lines).items():
        require(by, action, *where)
    if merge.undone_at:
        return merge
    if not merge.journal:
        raise Refused([Problem(merge.kept, "", _("This was so long ago that it can no longer be undone."))])
    refuse_closed(touched_by_lines(lines), by=by)
    try:
        _put_back(lines)
    except BuiltOn:
        text = _("Something was written about this person since: what two entries became can no longer be taken apart.")
        raise Refused([Problem(merge.kept, "", text)])
    if inside := admissions_inside_totals(Admission.objects.filter(pk__in=_admissions_in(lines))):
        raise Refused(inside)
    merge.undone_at, merge.journal = timezone.now(), b""
    merge.save(update_fields=["undone_at", "journal"])
    tell_of_undoing(lines)
    people = Candidate.with_void.select_related("branch").in_bulk(people)
    record([Trace(Act.UNDONE, person, person.branch) for person in people.values()], by=by)
    return merge


def rights_to_undo(merge, lines=None):
    """{what one must be allowed: where}, as for merging the two. One statement, another for the journal's branches."""
    cells, recorded = set(), set()
    for line in unpack(merge.journal) if lines is None else lines:
        if line.model == Candidate._meta.label_lower:
            cells |= {line.was["branch_id"], line.now["branch_id"]}
        elif line.model == Admission._meta.label_lower:
            recorded |= {line.was["branch_id"], line.now["branch_id"]}
    branches = Branch.objects.in_bulk(cells | recorded)
    where = {merge.kept.branch, merge.dropped.branch, *(branches[pk] for pk in cells if pk in branches)}
    return {
        Action.EDIT_PEOPLE: where,
        Action.MOVE_PEOPLE: where,
        Action.RECORD_ADMISSION: {branches[pk] for pk in recorded if pk in branches},
    }


def _admissions_in(lines):
    return [line.pk for line in lines if line.model == Admission._meta.label_lower]


def _put_back(lines):
    """What went over goes back first, so that no two of one thing ever hang on one person."""
    went, others = [], []
    for line in lines:
        is_other = line.was and line.now and _owner(line.was) != _owner(line.now)
        (went if is_other else others).append(line)
    undo(went)
    undo(others)


def _owner(image):
    return image.get("candidate_id"), image.get("sponsorship_id")


# --- Two people


@transaction.atomic
def say_two_people(one, other, *, by):
    """Remember that these two, much alike, are two people. Returns the TwoPeople.

    Raises Refused for one and the same, PermissionDenied.
    """
    people = _looked_at(one, other, by)
    row, is_new = TwoPeople.objects.get_or_create(one=people[0], other=people[1], defaults={"by": by})
    if is_new:
        record([Trace(Act.CHANGED, person, person.branch, {"apart": [False, True]}) for person in people], by=by)
    return row


@transaction.atomic
def take_back_two_people(one, other, *, by):
    """They may be one person after all: the pair is found again. Returns the two people. Raises as ``say_two_people``."""
    people = _looked_at(one, other, by)
    gone, _kinds = TwoPeople.objects.filter(one=people[0], other=people[1]).delete()
    if gone:
        record([Trace(Act.CHANGED, person, person.branch, {"apart": [True, False]}) for person in people], by=by)
    return people


def _looked_at(one, other, by):
    people = _locked(sorted([one, other]))
    require(by, Action.EDIT_PEOPLE, *(person.branch for person in people.values()))
    return [people[pk] for pk in sorted(people)]


def merged_into(person):
    """The Merge by which a struck out ``person`` became part of another entry; None without. One statement."""
    rows = Merge.objects.filter(dropped=person, undone_at=None).select_related("kept__branch", "dropped__branch", "by")
    return rows.first()
