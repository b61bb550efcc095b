"""The monthly sheet as it is typed in: a row for each person as on the paper, and one save for all."""

from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.versions import Stale, refuse_stale
from config.refusal import Problem, Refused

from .absences import set_absence
from .forms.grids import posted_ids
from .forms.monthly_sheet import HeadForm, RowForm
from .models import Candidate
from .monthly_sheet import on_sheets, rows_with
from .sponsoring import record_report

A_PAGE = 80
"""So many people a page: all their fields stay below the thousand that a form may send."""


class SheetGrid:
    """``rows``: a RowForm each, in the order of the paper. ``lost``: rows that were sent of people who do not stand on a
    sheet of the sender's.
    """

    def __init__(self, rows, month, *, by, data=None, lost=0):
        self.by, self.lost = by, lost
        self.head = HeadForm(data)
        self.rows = [RowForm(data, row=row, month=month) for row in rows]

    @classmethod
    def sent(cls, data, month, *, by):
        """The grid as it was sent."""
        ids = posted_ids(data)[:A_PAGE]
        people = on_sheets(by=by).filter(pk__in=ids)
        rows = {row.person.pk: row for row in rows_with(people, month)}
        require(by, Action.MOVE_PEOPLE, *{row.person.branch for row in rows.values()})
        return cls([rows[pk] for pk in ids if pk in rows], month, by=by, data=data, lost=len(ids) - len(rows))

    @property
    def wrong(self):
        """The rows with an error."""
        return [form for form in self.rows if form.is_bound and form.errors]

    @property
    def touched(self):
        return [form for form in self.rows if form.is_touched]

    def is_valid(self):
        is_read = all([self.head.is_valid(), *(form.is_valid() for form in self.rows)])
        if self.lost:
            text = _("Some rows were of people who are not on this sheet any more: they were left out. Look again.")
            self.head.add_error(None, text)
        return is_read and not self.lost

    def look_at_the_rest(self):
        """Say what else is wrong in the rows that can be read, where others cannot; nothing is written."""
        with transaction.atomic():
            try:
                self.write()
            except Refused as refusal:
                self.refuse(refusal)
            transaction.set_rollback(True)

    def content(self):
        """What was said, to be told from other content of the same form."""
        return {form.row.person.pk: form.cleaned_data for form in self.touched}

    @transaction.atomic
    def write(self):
        """Write down every row that was touched, all or nothing. Returns of how many people something was new; raises
        Refused with the problems of all rows, each ``row`` being a RowForm.
        """
        touched, problems = [form for form in self.touched if not form.errors], []
        now = dict(
            Candidate.with_void.select_for_update()
            .filter(pk__in=[form.row.person.pk for form in touched])
            .order_by("pk")
            .values_list("pk", "version")
        )
        written = 0
        for form in touched:
            try:
                form.row.person.version = now[form.row.person.pk]
                written += self._write_row(form)
            except Stale as stale:
                form.see_anew(stale.row.version)
                who = ", ".join(dict.fromkeys(str(change.by) for change in stale.changes))
                text = _("%(who)s has changed this person meanwhile: look again, then save.") % {"who": who}
                problems.append(Problem(form, "", text))
            except Refused as refusal:
                problems += [Problem(form, problem.field, problem.sentence) for problem in refusal.problems]
        if problems:
            raise Refused(problems)
        return written

    def _write_row(self, form):
        """Whether there was anything to write. What is wrong with the absence does not hide what is wrong with the
        report.
        """
        person, absence, report, problems = form.row.person, form.absence(), form.report(), []
        is_new = False
        if absence or report:
            refuse_stale(person, form.version)
        if absence:
            try:
                is_new = set_absence(person.pk, absence, form.version, by=self.by).version != form.version
            except Refused as refusal:
                problems += refusal.problems
        if report:
            try:
                record_report(**report, by=self.by)
            except Refused as refusal:
                problems += refusal.problems
        if problems:
            raise Refused(problems)
        return is_new or bool(report)

    def refuse(self, refusal):
        """Say at the cells why nothing was written."""
        for form, field, sentence in refusal.problems:
            form.add_error(field if field in form.fields else None, sentence)
