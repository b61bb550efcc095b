"""What organisations say of a month, and how a month is opened again."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.once import FIELD, OnceMixin
from config.clock import today
from config.fields import DayField
from recruitment.closing import LONGEST_REASON
from recruitment.models import ClosedMonth, Said, TellingBy

REASON = ClosedMonth._meta.get_field("reopened_because").max_length
PARTS = ("said", "told_by", "told_on", "difference_reason")


class ConfirmForm(OnceMixin, forms.Form):
    """What each of ``rows`` (``month_reports.MonthRow``) says of its month; who says nothing is left out. Of ``own`` the one
    row says something.
    """

    def __init__(self, *args, rows, own=False, **kwargs):
        super().__init__(*args, prefix="own" if own else "unit", **kwargs)
        self.rows = {row.branch.pk: row for row in rows}
        for pk, row in self.rows.items():
            self.fields[f"{pk}-said"] = _radio(row, own)
            if row.may_reopen or not (own and row.is_own):  # who says so for others tells how it is known
                self.fields[f"{pk}-told_by"] = _source(row, own)
                self.fields[f"{pk}-told_on"] = _day(row)
            if row.has_counted:
                self.fields[f"{pk}-difference_reason"] = _reason(row)

    def cells(self, row):
        """The bound fields of a row, by what they are called; {} of a row that says nothing here."""
        names = {part: f"{row.branch.pk}-{part}" for part in PARTS}
        return {part: self[name] for part, name in names.items() if name in self.fields}

    @property
    def own(self):
        """The bound fields of the one row."""
        (row,) = self.rows.values()
        return self.cells(row)

    def clean(self):
        said = super().clean()
        if not self.errors and not any(said.get(f"{pk}-said") for pk in self.rows):
            raise forms.ValidationError(_("Choose for at least one organisation what it says of the month."))
        return said

    def confirmations(self):
        """The ``Confirmation`` s of the rows that say something."""
        return [
            row.said(**{part: value for part in PARTS if (value := self.cleaned_data.get(f"{pk}-{part}"))})
            for pk, row in self.rows.items()
            if self.cleaned_data.get(f"{pk}-said")
        ]

    def content(self):
        return {name: said for name, said in self.cleaned_data.items() if name != FIELD}

    def refuse(self, refusal):
        for problem in refusal.problems:
            name = f"{problem.row.branch.pk}-{problem.field}" if problem.row else None
            self.add_error(name if name in self.fields else None, problem.sentence)

    def sent_before(self):
        self.add_error(None, _("This form was sent before with other content. Look at what it wrote, then send again."))
        self.renew_token()


def _radio(row, own):
    return forms.ChoiceField(
        label=row.name,
        choices=Said.choices,
        required=own,
        initial=row.expected if own else None,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
    )


def _source(row, own):
    field = forms.ChoiceField(
        label=gettext_lazy("How the office knows it"),
        choices=[choice for choice in TellingBy.choices if row.is_own or choice[0] != TellingBy.OWN],
        required=False,
        initial=TellingBy.OWN if own and row.is_own else TellingBy.PAPER,
    )
    field.widget.attrs |= {"class": "form-select", "aria-label": f"{row.name}: {field.label}"}
    return field


def _day(row):
    field = DayField(label=gettext_lazy("Said on"), required=False, initial=today())
    field.widget.attrs |= {"class": "form-control", "aria-label": f"{row.name}: {field.label}"}
    return field


def _reason(row):
    field = forms.CharField(
        label=gettext_lazy("Why the counted heads differ from the ledger, if they do"),
        required=False,
        max_length=LONGEST_REASON,
    )
    field.widget.attrs |= {"class": "form-control", "aria-label": f"{row.name}: {field.label}"}
    return field


class _OfOneMonth(forms.Form):
    def refuse(self, refusal):
        for problem in refusal.problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)

    def _mark(self):
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-control"


class ReopenForm(_OfOneMonth):
    until = DayField(label=gettext_lazy("Open again until the end of"))
    because = forms.CharField(label=gettext_lazy("Why it is opened again"), max_length=REASON)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="reopen", **kwargs)
        self._mark()
        self.fields["until"].widget.attrs["placeholder"] = f"{today():%d/%m/%Y}"


class WithdrawForm(_OfOneMonth):
    because = forms.CharField(label=gettext_lazy("Why the confirmation was wrong"), max_length=REASON)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, prefix="withdraw", **kwargs)
        self._mark()
