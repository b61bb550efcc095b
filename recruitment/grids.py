"""Who stands in the grid of an act, and what its sheet says once it was sent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.db.models import Count as CountRows
from django.db.models import F
from django.utils.translation import gettext as _

from branches.access import may
from branches.models import Branch

from .acts import CommonAct
from .facts import Facts, Step, facts_of, facts_today
from .forms.grids import NUMBER, HeaderForm, RowForm, counted_on, posted_ids
from .lacks import Lack
from .models import Candidate
from .moves import Move, find_move, lacks_of, place_of_right
from .rules.votes import Count
from .stages import Stage
from .workflow import move_candidates

A_PAGE = 120
"""So many people a page: the widest grid, all ticked, stays below the thousand fields that a form may send."""


@dataclass(frozen=True)
class Choice:
    """Somebody for whom the act can be written down. ``lacks``: what would stand against it today."""

    facts: Facts
    move: Move
    lacks: Sequence[Lack]


def people_at(branch, *, by):
    """Those whom ``by`` may see at ``branch`` and below, anywhere without one; by given name."""
    people = Candidate.objects.visible_to(by).select_related("branch")
    if branch:
        people = people.filter(branch__in=Branch.objects.at_or_below([branch]))
    return people.order_by("sort_name", F("birth_year").asc(nulls_last=True), "code", "pk")


def standing_for(act, people):
    """Those of ``people`` who stand where ``act`` begins."""
    return people.filter(stage__in=act.sources)


def counted_by_stage(people):
    """{stage: how many}, in no order."""
    return {Stage(stage): n for stage, n in people.order_by().values_list("stage").annotate(n=CountRows("pk"))}


def choices_for(act, people, *, by):
    """{person's id: Choice} of those whose way has the step, and for whom ``by`` may write it down."""
    choices = {}
    for facts in facts_today(people):
        move = find_move(facts.stage, act.target, facts.path)
        if facts.stage in act.sources and move and may(by, move.action, place_of_right(move, facts)):
            lacks = [each for each in lacks_of(move, facts) if not each.is_told_with_the_step]
            choices[facts.candidate.pk] = Choice(facts, move, lacks)
    return choices


@dataclass(frozen=True)
class Row:
    person: Candidate
    choice: Choice | None
    form: RowForm


class Grid:
    """The sheet of an act: its header and a row for each of ``people``. ``lost``: rows that were sent of people whom the
    sender does not see; ``may_record``: a body has resolved it, so a reason is enough to record it against the rules.
    """

    def __init__(self, act: CommonAct, people, *, by, data=None, lost=0):
        self.act, self.by, self.lost, self.may_record = act, by, lost, False
        self.header = HeaderForm(data, act=act, user=by)
        choices = choices_for(act, people, by=by)
        self.rows = [
            Row(person, choices.get(person.pk), RowForm(data, act=act, person=person))
            for person in people
            if person.pk in choices or data is not None
        ]

    @classmethod
    def sent(cls, act, data, *, by):
        """The grid as it was sent, its rows in their order, be somebody moved on meanwhile."""
        ids = posted_ids(data)
        seen = Candidate.with_void.visible_to(by).select_related("branch").in_bulk(ids[:A_PAGE])
        return cls(act, [seen[pk] for pk in ids if pk in seen], by=by, data=data, lost=len(ids) - len(seen))

    @property
    def picked(self):
        return [row for row in self.rows if row.form.is_picked]

    @property
    def wrong(self):
        """The rows with an error."""
        return [row for row in self.rows if row.form.is_bound and row.form.errors]

    def is_valid(self):
        """Whether everything can be read; what cannot stands at its cell."""
        is_read = all([self.header.is_valid(), *(row.form.is_valid() for row in self.rows)])
        if self.lost:
            self.header.add_error(
                None, _("Some rows were of people whom you do not see: they were left out. Look again.")
            )
        elif is_read and not self.picked:
            self.header.add_error(None, _("Tick whom this concerns."))
        for row in self.rows:
            if row.form.is_typed and not row.form.is_picked:
                row.form.add_error(None, _("Something is typed here, but the person is not ticked."))
        if is_read:
            self._ask_for_days()
            self._ask_for_votes()
            self._refuse_long_numbers()
        return self.header.is_valid() and not self.wrong

    def said(self, row, name):
        """A value of a row, else the one that is copied down."""
        value = row.form.cleaned_data.get(name)
        return self.header.cleaned_data.get(name) if value in (None, "") else value

    def day_of(self, row):
        return self.said(row, "on") or self.header.cleaned_data.get("held_on")

    def _ask_for_days(self):
        if self.picked and "on" in self.act.once and not self.header.cleaned_data["on"]:
            self.header.add_error("on", _("Type the day."))
        elif "on" in self.act.each:
            for row in self.picked:
                if not self.day_of(row):
                    row.form.add_error("on", _("Type the day."))

    def _ask_for_votes(self):
        """The numbers of a meeting are told whole or not at all."""
        if not self.act.is_voted:
            return
        meeting = [self.header.cleaned_data[name] for name in ("members", "present")]
        is_told = any(n is not None for n in meeting) or any(self.said(row, "yes") is not None for row in self.picked)
        for name, n in zip(("members", "present"), meeting, strict=True):
            if is_told and n is None:
                self.header.add_error(name, _("Type a whole number."))
        if is_told and len(bodies := self.bodies()) > 1:
            text = _("Different bodies vote on these people, so each meeting has its own grid: %(bodies)s.")
            self.header.add_error(None, text % {"bodies": ", ".join(sorted(body.name for body in bodies))})
        for row in self.picked:
            if is_told and self.said(row, "yes") is None:
                row.form.add_error("yes", _("How many were for it?"))

    def _refuse_long_numbers(self):
        """A number may grow a digit by being counted on."""
        for row, number in zip(self.picked, self.numbers().values(), strict=True):
            if len(number) > NUMBER:
                row.form.add_error(None, _("The number is too long."))

    def numbers(self):
        """{row's person: number}: the first one typed above, counted on where a row has none of its own."""
        first, last, numbers = self.header.cleaned_data.get("number", ""), "", {}
        for row in self.picked:
            own = row.form.cleaned_data.get("number")
            if not self.act.counts_up:
                last = first
            elif own or not first:
                last = own or ""
            else:
                last = counted_on(last) if last else first
            numbers[row.person] = last
        return numbers

    def steps(self):
        """What the grid says, for ``move_candidates``."""
        numbers, header = self.numbers(), self.header.cleaned_data
        steps = [
            Step(
                row.person.pk,
                row.form.cleaned_data["seen"],
                on=self.day_of(row),
                number=numbers[row.person],
                reason=self.said(row, "reason") or "",
                received_on=self.said(row, "received_on"),
                held_on=header.get("held_on"),
            )
            for row in self.picked
        ]
        return self._with_votes(steps) if header.get("members") is not None else steps

    def _with_votes(self, steps):
        people = {row.person.pk: row.person for row in self.picked}
        return [
            replace(each.step, count=self._count(row, each))
            for row, each in zip(self.picked, facts_of(steps, people), strict=True)
        ]

    def _count(self, row, facts):
        header = self.header.cleaned_data
        votes = {name: self.said(row, name) or 0 for name in ("yes", "no", "blank")}
        body = facts.path.body_of(self.act.actor)
        return Count(body, header["members"], present=header["present"], **votes)

    def bodies(self):
        """The organisations that act on the ticked, as far as they are known."""
        return {row.choice.facts.branch_of(row.choice.move.actor) for row in self.picked if row.choice}

    def content(self):
        """What was said, to be told from other content of the same form."""
        rows = {row.person.pk: row.form.cleaned_data for row in self.picked}
        return {"act": self.act.name, "once": self.header.cleaned_data | {"form_token": ""}, "rows": rows}

    def write(self):
        """Take everybody who is ticked to where the act leads. Raises Refused, PermissionDenied; returns ``Moved``."""
        header = self.header.cleaned_data
        return move_candidates(
            self.steps(), self.act.target, by=self.by, despite=header["despite"], told_by=self.header.teller
        )

    def refuse(self, refusal):
        """Say at the rows why a verb refused."""
        self.may_record = bool(getattr(refusal, "lacks", ())) and refusal.may_record
        forms = {row.person.pk: row.form for row in self.rows}
        for problem in refusal.problems:
            form = forms.get(problem.row, self.header)
            form.add_error(problem.field if problem.field in form.fields else None, problem.sentence)
        for row in self.picked:
            if row.form.cleaned_data.get("seen") != row.person.stage:
                row.form.see_anew(row.person.stage)

    def fill(self):
        """Copy what is said above down to the empty cells of those who are ticked, and write nothing."""
        for form in (self.header, *(row.form for row in self.rows)):
            form.is_valid()
        numbers, data = self.numbers(), self.header.data.copy()
        for row in self.picked:
            for name in self.act.each:
                if not row.form[name].value():
                    data[row.form.add_prefix(name)] = (
                        numbers[row.person] if name == "number" else self.header[name].value()
                    )
        for row in self.rows:
            row.form.data = data
