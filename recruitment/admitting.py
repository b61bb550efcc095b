"""What a step writes of an admission: the decision makes one, the ceremony and the rest give it their days."""

from dataclasses import dataclass, field
from itertools import pairwise

from branches.audit import Act, Trace, changes, record, said_of
from branches.movements import outside_life
from branches.spans import holds
from config.refusal import Problem, Refused

from .closed import refuse_closed, touched_by_change
from .counting import count
from .models import PROFILE_FIELDS, Admission
from .registering import ADMISSION_FIELDS, BATCH, SAID_OF_ADMISSION
from .rules.months import add_months
from .stages import DAY_OF_ADMISSION, MEMBERS, Stage
from .totals import already_counted, totals_over

LONGEST_REASON = Admission._meta.get_field("void_reason").max_length
WRITTEN = (*ADMISSION_FIELDS, "removed_on", "cancelled_on")
SAID = (*SAID_OF_ADMISSION, "removed_on", "cancelled_on", "is_void")


@dataclass
class AdmissionChanges:
    """Admissions that are ``new`` or ``changed``, with what they said ``before``."""

    new: list = field(default_factory=list)
    changed: list = field(default_factory=list)
    before: dict = field(default_factory=dict)

    @classmethod
    def of(cls, facts, target):
        """What people who come to ``target`` leave behind. Raises Refused where an earlier total holds the admission, or
        the cell did not exist on its day, where it would count nowhere.
        """
        this = cls()
        if target == Stage.DECIDED:
            this.new = [_decided(each) for each in facts]
            this._refuse_outside_life()
        elif target in DAY_OF_ADMISSION:
            for each in facts:
                this._change(each.admission, {DAY_OF_ADMISSION[target]: _day(each, target)})
        this._count()
        return this

    @classmethod
    def undone(cls, person, stage, changes, reason):
        """Going back to ``stage``, which undoes ``changes``: an admission that one of them made is struck out, with the
        ``reason``, so that restoring the person later does not bring it back; days of later stages are emptied.
        """
        this = cls()
        places = [stage, *(change.target for change in changes)]
        made = sum(source not in MEMBERS and target in MEMBERS for source, target in pairwise(places))
        rows = list(Admission.objects.filter(candidate=person).select_related("branch").order_by("-pk"))
        for admission in rows[:made]:
            this._change(admission, {"is_void": True, "void_reason": reason[:LONGEST_REASON]})
        if stage in MEMBERS:
            this._empty(rows[made], stage)
        return this

    def _empty(self, admission, stage):
        """Take the days of the stages after ``stage`` from an admission."""
        kept = MEMBERS[: MEMBERS.index(stage) + 1]
        later = [name for each, name in DAY_OF_ADMISSION.items() if each not in kept]
        self._change(admission, dict.fromkeys(later))
        self._count()

    def _refuse_outside_life(self):
        outside = [r for r in self.new if not holds(r.branch.valid_from, r.branch.valid_to, r.decision_on)]
        if outside:
            raise Refused([Problem(row.candidate_id, "on", outside_life(row.branch)) for row in outside])

    def _change(self, admission, values):
        self.before[admission] = said_of(admission, SAID)
        for name, value in values.items():
            setattr(admission, name, value)
        self.changed.append(admission)

    def _count(self):
        rows = [*self.new, *self.changed]
        count(rows)
        if inside := totals_over(rows) if rows else ():
            raise Refused([Problem(row.candidate_id, "on", already_counted(total)) for row, total in inside])

    def write(self, *, by):
        """Raises Refused where one of the days lies in a month that the cell has closed and ``by`` may not reopen."""
        refuse_closed(self._touched(), by=by)
        Admission.objects.bulk_create(self.new, batch_size=BATCH)
        Admission.with_void.bulk_update(self.changed, [*WRITTEN, "is_void", "void_reason"], batch_size=200)
        self._copy_tags()
        record([self._trace(row) for row in (*self.new, *self.changed)], by=by)

    def _touched(self):
        for row, was in (*((new, None) for new in self.new), *self.before.items()):
            now = said_of(row, SAID)
            yield from touched_by_change(row.candidate_id, row._meta.label_lower, was, now, field="on")

    def _copy_tags(self):
        """A new admission belongs to the groups of the office to which the person belongs on that day."""
        link = Admission.tags.through
        of_person = {row.candidate_id: row.pk for row in self.new}
        borne = type(self.new[0].candidate).tags.through.objects.filter(candidate__in=of_person) if self.new else ()
        link.objects.bulk_create(
            [link(admission_id=of_person[each.candidate_id], tag_id=each.tag_id) for each in borne]
        )

    def _trace(self, row):
        act = Act.CHANGED if row in self.before else Act.CREATED
        return Trace(act, row, row.branch, changes(self.before.get(row), said_of(row, SAID)))


def _decided(facts):
    """The person admitted at the cell, described as on the day of the decision."""
    person = facts.candidate
    return Admission(
        candidate=person,
        branch=person.branch,
        decision_number=facts.step.number,
        decision_on=facts.day,
        **{name: getattr(person, name) for name in PROFILE_FIELDS},
    )


def _day(facts, target):
    """The day that the step gives the admission. Full membership begins exactly when the twelve months end, be the
    decision late (Quy định 294-QĐ/TW ngày 26/5/2025, mục 4.2.1).
    """
    ceremony = facts.admission.ceremony_on
    if target == Stage.RECOGNISED and ceremony:
        return add_months(ceremony, facts.limits(ceremony).probation.value)
    return facts.day
