"""The one writer of the tree: founding, moving, renaming, correcting and closing branches, with their history.

What is *said* of a branch from a day on is a line (``forest``). From the lines of a branch and of those above it follow
its placements, the rows that carry paths: a line is cut wherever a branch above it moves.
"""

from collections import defaultdict
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from config import installation
from config.refusal import Refused

from .access import Action, require
from .audit import Act, Trace, changes, record, said_of
from .forest import Draft, Forest, Loop, check, segments
from .models import Branch, BranchPlacement
from .models.branch import DETAIL_FIELDS, MAX_PATH

__all__ = ["Draft", "astray", "place_branches", "why_it_cannot_stand"]

BATCH = 1000
LOCK = "tree"
AUDITED = (
    *("code", "parent", "valid_from", "valid_to", "order", "followed_from", "successor"),
    *DETAIL_FIELDS,
)


@installation.read_once()
@transaction.atomic
def place_branches(drafts, *, by):
    """Write what ``drafts`` say; one is a list of one. Returns a Counter of created, changed and unchanged rows.

    A draft of a known branch whose ``valid_from`` is that of a line (or both since always) corrects that line; one
    after the line in force is a change from that day. Raises Refused with every problem, PermissionDenied
    where ``by`` may not, and writes nothing then. A fixed number of statements a batch of rows.
    """
    installation.lock(LOCK)
    forest = Forest.load()
    before = {code: said_of(plan.branch, AUDITED) for code, plan in forest.plans.items()}
    result = forest.apply(drafts)
    check(forest)
    if forest.problems:
        raise Refused(forest.problems)
    _require_right(forest, by)
    _write(forest)
    record(_traces(forest, before), by=by)
    return result


def _traces(forest, before):
    """One for every branch of which something was said; those that were only carried along stay silent."""
    for code, plan in forest.plans.items():
        if plan.is_changed:
            was = before.get(code)
            act = Act.CHANGED if was else Act.CREATED
            yield Trace(act, plan.branch, plan.branch, changes(was, said_of(plan.branch, AUDITED)))


def _require_right(forest, by):
    """At every branch that is changed and at its parent: what an organisation is, is decided above it."""
    touched = []
    for plan in forest.plans.values():
        if plan.is_changed:
            parent = forest.branch(plan.lines[-1].said["parent"])
            touched += [branch for branch in (plan.branch, parent) if branch and branch.pk]
            if parent is None and plan.branch.pk is None:
                touched.append(plan.branch)  # a new root: its empty path is below nobody's
    require(by, Action.PLACE, *touched)


def _rows(forest, plan):
    """The placements that follow from the lines: unsaved rows, oldest first."""
    rows = []
    for first, line, codes in segments(forest.plans, plan, plan.lines[0].first, plan.end):
        path = "/" + "".join(f"{forest.plans[code].branch.pk}/" for code in codes)
        if len(path) > MAX_PATH:
            raise ValidationError(_("The tree is too deep."))
        if rows and rows[-1].path == path and line.first != first:
            continue
        parent = forest.branch(line.said["parent"])
        details = {name: line.said.get(name, "") for name in DETAIL_FIELDS if name in line.said}
        rows.append(
            BranchPlacement(
                branch=plan.branch,
                parent=parent,
                path=path,
                valid_from=first,
                document=line.said.get("document", ""),
                is_carried=first != line.first,
                **details,
            )
        )
    for row, following in pairwise(rows):
        row.valid_to = following.valid_from
    rows[-1].valid_to = plan.end
    return rows


def _write(forest):
    _create_new(forest)
    stored = _stored_lines()
    changed, rows = [], []
    for plan in forest.plans.values():
        wanted = _rows(forest, plan)
        if plan.is_changed or list(map(_content, wanted)) != list(map(_content, stored[plan.branch.pk])):
            changed.append(plan.branch)
            rows += wanted
            _copy(wanted[-1], plan.branch)
    _follow_successors(forest, changed)
    for some in _batches(changed):
        BranchPlacement.objects.filter(branch__in=[branch.pk for branch in some]).delete()
        columns = [
            *DETAIL_FIELDS,
            "parent",
            "path",
            "valid_from",
            "valid_to",
            "order",
            "followed_from",
            "successor",
        ]
        # An upsert by id: bulk_update spells every value out in a CASE and is ten times slower.
        Branch.objects.bulk_create(some, update_conflicts=True, unique_fields=["id"], update_fields=columns)
    BranchPlacement.objects.bulk_create(rows, batch_size=BATCH)


def _stored_lines():
    """{id of a branch: its placements, oldest first}."""
    stored = defaultdict(list)
    for row in BranchPlacement.objects.order_by("valid_from"):
        stored[row.branch_id].append(row)
    return stored


def _create_new(forest):
    new = [plan.branch for plan in forest.plans.values() if plan.branch.pk is None]
    for branch in new:
        _copy_line(forest.plans[branch.code], branch)
    Branch.objects.bulk_create(new, batch_size=BATCH)
    for code, heir in forest.heirs.items():
        forest.plans[code].branch.successor = heir


def _follow_successors(forest, changed):
    """A closed branch is reached, for access, where its successor is."""
    by_id = {plan.branch.pk: plan.branch for plan in forest.plans.values()}
    for plan in forest.plans.values():
        heir = _heir(plan.branch, by_id)
        if heir is not plan.branch and plan.branch.path != heir.path:
            plan.branch.path = heir.path
            if plan.branch not in changed:
                Branch.objects.filter(pk=plan.branch.pk).update(path=heir.path)


def _heir(branch, by_id):
    while branch.valid_to and branch.successor_id:
        branch = by_id[branch.successor_id]
    return branch


def _content(row):
    fields = (*DETAIL_FIELDS, "parent_id", "path", "valid_from", "valid_to", "document", "is_carried")
    return tuple(getattr(row, name) for name in fields)


def _copy(row, branch):
    """The columns of ``branch`` are those of its line in force, else of its last one."""
    for name in (*DETAIL_FIELDS, "parent", "path"):
        setattr(branch, name, getattr(row, name))
    branch.valid_to = row.valid_to


def _copy_line(plan, branch):
    for name in DETAIL_FIELDS:
        if name in plan.lines[-1].said:
            setattr(branch, name, plan.lines[-1].said[name])
    branch.valid_from, branch.valid_to = plan.lines[0].first, plan.end


def _batches(rows, size=BATCH):
    return (rows[start : start + size] for start in range(0, len(rows), size))


# --- Whether what is stored is what was said: for those who write these rows without ``place_branches``


def astray():
    """Branches whose paths are not what their lines, and those of the branches above them, say. None while nobody but
    ``place_branches`` writes here. Three statements.
    """
    forest, stored = Forest.load(), _stored_lines()
    by_id = {plan.branch.pk: plan.branch for plan in forest.plans.values()}
    return [plan.branch for plan in forest.plans.values() if not _lies_as_said(forest, plan, stored, by_id)]


def _lies_as_said(forest, plan, stored, by_id):
    try:
        rows = _rows(forest, plan)
    except (Loop, ValidationError):
        return False
    heir = _heir(plan.branch, by_id)
    path = rows[-1].path if heir is plan.branch else heir.path
    return plan.branch.path == path and list(map(_content, rows)) == list(map(_content, stored[plan.branch.pk]))


def why_it_cannot_stand():
    """The problems of the tree as it is stored: a branch that ends before those below it, or hangs below itself. Three
    statements.
    """
    forest = Forest.load()
    check(forest)
    return forest.problems
