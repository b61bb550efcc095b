"""Drafts become part of what is known, line by line; what cannot be is refused with its reason."""

from collections import Counter, defaultdict
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from config.clock import today

from ..models import Branch, BranchPlacement
from ..models.branch import DETAIL_FIELDS
from ..spans import ALWAYS, ONE_DAY
from .plans import Line, Plan


class Forest:
    """All branches with their lines, in memory: drafts are applied here; nothing is written.

    ``problems``: (draft, field, sentence) of all that was refused. ``heirs``: new successors by code.
    """

    def __init__(self, plans):
        self.plans = plans
        self.problems = []
        self.draft_of = {}
        self.heirs = {}

    @classmethod
    def load(cls):
        branches = {branch.pk: branch for branch in Branch.objects.select_related("successor")}
        plans = {branch.code: Plan(branch.code, branch, [], branch.valid_to) for branch in branches.values()}
        for row in BranchPlacement.objects.filter(is_carried=False).order_by("valid_from"):
            said = {name: getattr(row, name) for name in (*DETAIL_FIELDS, "document")}
            said["parent"] = branches[row.parent_id].code if row.parent_id else ""
            plans[branches[row.branch_id].code].lines.append(Line(row.valid_from, said))
        return cls(plans)

    def apply(self, drafts):
        by_code = defaultdict(list)
        for draft in drafts:
            by_code[draft.code].append(draft)
            self.draft_of[draft.code] = draft
        result = Counter()
        for group in by_code.values():
            group.sort(key=lambda draft: draft.valid_from or ALWAYS)
            self._refuse_repeats(group)
            became = [self._apply_line(draft) for draft in group]
            for place, draft in enumerate(group):
                ends, stands = self._apply_end(draft, group[place + 1 :]), self._apply_standing(draft)
                if became[place] == "unchanged" and (ends or stands):
                    became[place] = "changed"
            result.update(became)
        for group in by_code.values():
            for draft in group:
                self._apply_successor(draft)
        return result

    def _refuse_repeats(self, group):
        for one, other in pairwise(group):
            if one.valid_from == other.valid_from:
                text = _(
                    "The code %(code)s stands twice with the same first day: "
                    "a code is one branch, a change begins on a day of its own."
                )
                self.refuse(other, "code", text % vars(other))

    def _apply_line(self, draft):
        """Put the draft into its branch's lines; says whether that created, changed or left unchanged."""
        if draft.valid_from and draft.valid_from > today():
            return self.refuse(draft, "valid_from", _("The first day lies in the future."))
        if self._refuse_details(draft):
            return "rejected"
        plan = self.plans.get(draft.code)
        if plan is None:
            return self._found(draft)
        first = draft.valid_from or ALWAYS
        same = next((line for line in plan.lines if line.first == first), None)
        known = same or plan.line_on(first) or (plan.lines[-1] if draft.valid_from is None else None)
        if plan.end and first >= plan.end:
            return self._refuse_after_end(plan, draft)
        if known and known.agrees(draft.details):
            return "unchanged"
        if draft.valid_from is None and plan.lines[-1].agrees(draft.details):
            return "unchanged"
        if same:
            return self._correct(plan, same, draft)
        return self._change(plan, draft)

    def _refuse_details(self, draft):
        """Whether a detail is no value for its field (too long, outside its list, empty where needed)."""
        details = dict(draft.details)
        if draft.code not in self.plans:
            details = {"code": draft.code, "name": "", "kind": ""} | details
        before = len(self.problems)
        for name, value in details.items():
            if name == "parent":
                continue
            model = BranchPlacement if name == "document" else Branch
            try:
                model._meta.get_field(name).clean(value, None)
            except ValidationError as error:
                self.refuse(draft, name, " ".join(error.messages))
        return len(self.problems) > before

    def _found(self, draft):
        line = Line(draft.valid_from or ALWAYS, {"parent": "", **draft.details})
        self.plans[draft.code] = Plan(draft.code, None, [line], is_changed=True)
        return "created"

    def _correct(self, plan, line, draft):
        if draft.valid_from is None and line is not plan.lines[-1]:
            return self._refuse_undated(plan, draft)
        line.said = line.said | draft.details
        plan.is_changed = True
        return "changed"

    def _change(self, plan, draft):
        if draft.valid_from is None:
            return self._refuse_undated(plan, draft)
        if draft.valid_from < plan.lines[-1].first:
            text = _("A line from %(day)s is already in force; a change must begin after it.")
            return self.refuse(draft, "valid_from", text % {"day": f"{plan.lines[-1].first:%d/%m/%Y}"})
        plan.lines.append(Line(draft.valid_from, plan.lines[-1].said | {"document": ""} | draft.details))
        plan.is_changed = True
        return "changed"

    def _refuse_after_end(self, plan, draft):
        text = _("The branch ended on %(day)s; nothing changes after that.")
        return self.refuse(draft, "valid_from", text % {"day": f"{plan.end - ONE_DAY:%d/%m/%Y}"})

    def _refuse_undated(self, plan, draft):
        text = _(
            "The line in force begins on %(day)s: give that day as the first day to correct it, or a later one for a change."
        )
        return self.refuse(draft, "valid_from", text % {"day": f"{plan.lines[-1].first:%d/%m/%Y}"})

    def _apply_end(self, draft, later):
        """Close the branch where nothing is known of it after the draft; whether that changes anything.

        ``later``: what else is said of the branch, from later days on, whether or not it changes anything then.
        """
        plan = self.plans.get(draft.code)
        if plan is None or draft.last_day is None:
            return False
        end = draft.last_day + ONE_DAY
        first = self._first_day_of_what_ends(plan, draft, end)
        after = [line.first for line in plan.lines if line.first > first]
        after += [other.valid_from for other in later if other.valid_from]
        if draft.last_day > today():
            self.refuse(draft, "last_day", _("The last day lies in the future."))
        elif end <= first:
            self.refuse(draft, "last_day", _("The last day lies before the first day."))
        elif after and min(after) != end:
            text = _("The next line begins on %(day)s; this one must end the day before.")
            self.refuse(draft, "last_day", text % {"day": f"{min(after):%d/%m/%Y}"})
        elif not after and plan.end != end:
            plan.end, plan.is_changed = end, True
            return True
        return False

    def _first_day_of_what_ends(self, plan, draft, end):
        """Undated, it is the line in force that ends, unless the next one begins just then."""
        is_in_force = draft.valid_from is None and plan.lines[-1].agrees(draft.details)
        if is_in_force and all(line.first != end for line in plan.lines):
            return plan.lines[-1].first
        return draft.valid_from or ALWAYS

    def _apply_standing(self, draft):
        """Take what has no history; whether that changes anything."""
        plan, changes = self.plans.get(draft.code), False
        if plan is None:
            return False
        if plan.branch is None:
            plan.branch = Branch(code=draft.code)
        for name, value in draft.standing.items():
            if name != "successor" and getattr(plan.branch, name) != value:
                setattr(plan.branch, name, value)
                plan.is_changed = changes = True
        return changes

    def _apply_successor(self, draft):
        """Only when all drafts are taken in: a successor may be as new as what it succeeds."""
        plan, code = self.plans.get(draft.code), draft.standing.get("successor")
        if plan is None or "successor" not in draft.standing:
            return
        heir = self.branch(code)
        if code and heir is None:
            self.refuse(draft, "successor", _("There is no branch with the code %(code)s.") % {"code": code})
        elif plan.branch.successor != heir:
            self.heirs[draft.code], plan.is_changed = heir, True

    def branch(self, code):
        """The branch with this code, new ones included; None without."""
        return self.plans[code].branch if code in self.plans else None

    def refuse(self, draft, where, sentence):
        self.problems.append((draft, where, sentence))
        return "rejected"
