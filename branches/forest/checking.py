"""Whether the forest can be as it is wanted."""

from django.utils.translation import gettext as _

from ..spans import ALWAYS, ONE_DAY
from .paths import Loop, segments


def check(forest):
    """Every parent is there for as long as its children need it, and nobody hangs below himself."""
    for plan in forest.plans.values():
        for line, end in plan.spans():
            _check_parent(forest, plan, line, end)
    for code in forest.heirs:
        _check_heirs(forest, code)
    if not forest.problems:
        for plan in forest.plans.values():
            _check_paths(forest, plan)


def _check_parent(forest, plan, line, end):
    if not line.said["parent"]:
        return
    parent = forest.plans.get(line.said["parent"])
    draft = forest.draft_of.get(plan.code)
    if parent is None and line.said["parent"] in forest.draft_of:
        return None  # refused itself: its own problem says why
    if parent is None:
        text = _("There is no branch with the code %(code)s to hang it under.")
        return forest.refuse(draft, "parent", text % {"code": line.said["parent"]})
    if parent.end and (end is None or end > parent.end):
        text = _("%(parent)s ended on %(day)s, but %(child)s still hangs under it then: move or close it first.")
        values = {"parent": parent.code, "day": f"{parent.end - ONE_DAY:%d/%m/%Y}", "child": plan.code}
        draft, where = (draft, "parent") if draft else (forest.draft_of.get(parent.code), "last_day")
        return forest.refuse(draft, where, text % values)
    if ALWAYS < line.first < parent.lines[0].first:
        text = _("%(parent)s begins only on %(day)s; leave the first day empty where it is not known.")
        values = {"parent": parent.code, "day": f"{parent.lines[0].first:%d/%m/%Y}"}
        return forest.refuse(draft or forest.draft_of.get(parent.code), "valid_from", text % values)


def _check_heirs(forest, code):
    """Nobody succeeds himself, be it by way of others."""
    heirs = [code]
    while (heir := _heir_of(forest, heirs[-1])) and heir not in heirs:
        heirs.append(heir)
    if heir == code:
        text = _("A branch does not succeed itself: %(codes)s.") % {"codes": " → ".join([*heirs, code])}
        forest.refuse(forest.draft_of[code], "successor", text)


def _heir_of(forest, code):
    heir = forest.heirs.get(code, forest.plans[code].branch.successor)
    return heir and heir.code


def _check_paths(forest, plan):
    try:
        list(segments(forest.plans, plan, ALWAYS, None))
    except Loop as loop:
        text = _("The branch hangs below itself: %(codes)s.") % {"codes": " → ".join(loop.codes)}
        draft = next((forest.draft_of[code] for code in (plan.code, *loop.codes) if code in forest.draft_of), None)
        if not any(forest.draft_of.get(code) in [p[0] for p in forest.problems] for code in loop.codes):
            forest.refuse(draft, "parent", text)
