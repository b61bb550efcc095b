"""What people type of a monthly sheet: whose sheet of which month, and of each person what the cell wrote on the paper."""

import hashlib
import json

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import Action
from branches.models import Branch
from branches.names import clean
from branches.once import OnceMixin
from config.clock import today
from config.fields import DayField

from ..absences import FIELDS as OF_AN_ABSENCE
from ..calendar_month import month_with, read_month
from ..models import Absence, SponsorReport
from ..sponsor_reasons import TOLD
from .fields import PlaceField
from .grids import TextField, prefix_of

MONTHS_BACK, MONTHS_AHEAD = 12, 1
"""Sheets are printed for the month to come, and typed in for as long as they lie about."""

AWAY = ("left_on", "place", "last_contact_on", "returned_on")
"""What the sheet asks of an absence, in the order of the paper."""


class SheetForm(forms.Form):
    """Whose sheet, of which month; lives in the address."""

    branch = PlaceField(label=gettext_lazy("Cell, or an organisation above cells"), required=False)
    month = forms.ChoiceField(label=gettext_lazy("Month"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].seen = Branch.objects.visible_to(user, Action.VIEW_PEOPLE)
        self.fields["branch"].widget.attrs["class"] = "form-control"
        self.fields["month"].widget.attrs["class"] = "form-select"
        this = month_with(today())
        months = [this.later(-n) for n in range(-MONTHS_AHEAD, MONTHS_BACK)]
        asked = read_month(self.data.get("month", ""))
        if asked and asked < months[-1]:
            months.append(asked)
        self.fields["month"].choices = [
            (str(each), _("Month %(month)s") % {"month": f"{each.number:02d}/{each.year}"}) for each in months
        ]
        self.initial["month"] = str(this)
        if "month" not in self.data:
            self.data = {**self.data.dict(), "month": str(this)}

    @property
    def month_asked(self):
        return read_month(self.cleaned_data.get("month") or "") or month_with(today())


class HeadForm(OnceMixin, forms.Form):
    """The token of the whole sheet."""


class RowForm(forms.Form):
    """What the sheet says of one person.

    ``seen``: the version of the person and what stood in the row when the page was made, so that a row which nobody
    touched writes nothing, whatever has changed meanwhile.
    """

    seen = forms.CharField(widget=forms.HiddenInput, max_length=80)
    away = forms.BooleanField(label=gettext_lazy("Away for work"), required=False)

    def __init__(self, data, *, row, month):
        self.row, self.month = row, month
        super().__init__(data, prefix=prefix_of(row.person.pk))
        for name in AWAY:
            self.fields[name] = _field(Absence, name)
        self.is_helped = bool(row.sponsorships)
        if self.is_helped or any(self.add_prefix(name) in (data or ()) for name in TOLD):
            self._ask_for_the_report()
        self.initial = self._known()
        self.initial["seen"] = f"{row.person.version}.{digest_of(self.initial)}"
        for name, field in self.fields.items():
            if not field.widget.is_hidden:
                kind = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}
                field.widget.attrs |= {
                    "class": kind.get(type(field.widget), "form-control"),
                    "aria-label": f"{field.label}: {row.person}",
                    "autocomplete": "off",
                    "data-column": name,
                    **({"data-ticks": "away"} if name in AWAY[:-1] else {}),
                }

    def _ask_for_the_report(self):
        choices = [(each.pk, f"{each.member} ({each.get_role_display()})") for each in self.row.sponsorships]
        self.fields["sponsorship"] = forms.TypedChoiceField(
            label=_("Who reports"),
            choices=choices,
            coerce=int,
            empty_value=None,
            required=False,
            widget=_choice_of(choices),
            error_messages={"invalid_choice": _("This sponsor goes on no longer: look again, then save.")},
        )
        for name in ("reported_on", *TOLD):
            self.fields[name] = _field(SponsorReport, name)
            if name in TOLD:
                most = self.fields[name].max_length
                self.fields[name].widget = forms.Textarea(attrs={"rows": 3, "maxlength": most})

    @property
    def shown(self):
        """The report of the month that stands in the row, of the sponsor named first who told something."""
        return next(iter(self.row.reports.values()), None)

    def _known(self):
        """What stands in the row before anything is typed."""
        row = self.row
        known = {"away": row.absence is not None}
        known |= {name: getattr(row.absence, name) if row.absence else None for name in AWAY}
        known["place"] = known["place"] or ""
        if row.sponsorships:
            report = self.shown
            known["sponsorship"] = report.sponsorship_id if report else row.sponsorships[0].pk
            known["reported_on"] = report.reported_on if report else min(self.month.last, today())
            known |= {name: getattr(report, name) if report else "" for name in TOLD}
        return known

    def clean(self):
        said = super().clean()
        if not self.errors:
            self._refuse_half_an_absence(said)
            self._refuse_the_words_of_another(said)
            if self._is_met_and_nothing_told(said):
                self.add_error("strengths", _("Write at least one of: strengths, weaknesses, proposal."))
            if self.told_of(said) and "sponsorship" not in self.errors and not said.get("sponsorship"):
                text = _("Nobody is assigned to help this person any more: assign somebody, then save.")
                self.add_error("strengths", text)
        return said

    def _is_met_and_nothing_told(self, said):
        """A day alone is no report: what was typed would be lost without a word."""
        day = said.get("reported_on")
        return day and day != self.initial.get("reported_on") and not self.told_of(said)

    def _refuse_half_an_absence(self, said):
        is_said = said["away"] or said["returned_on"]
        if self.row.absence and not is_said:
            self.add_error("returned_on", _("Type the day on which the person came back."))
        elif is_said and not said["left_on"]:
            self.add_error("left_on", _("The day of leaving is missing."))
        elif not is_said and any(said[name] for name in AWAY):
            self.add_error("away", _("Something is typed of an absence here: tick that the person is away."))

    def _refuse_the_words_of_another(self, said):
        """A report that stands in the row is that of one sponsor: nobody else has told it."""
        known = self.initial
        if "sponsorship" not in known or said["sponsorship"] == known["sponsorship"] or not self.told_of(known):
            return
        if all(said[name] == known[name] for name in TOLD):
            names = dict(self.fields["sponsorship"].choices)
            text = _("What stands here was told by %(member)s: type what this sponsor told.")
            self.add_error("sponsorship", text % {"member": names[known["sponsorship"]]})

    @staticmethod
    def told_of(said):
        return any(said.get(name) for name in TOLD)

    def told(self):
        return [self[name] for name in TOLD]

    @property
    def is_touched(self):
        """Whether the row says anything else than when the page was made."""
        return bool(self.errors) or digest_of(self.cleaned_data) != self.cleaned_data["seen"].partition(".")[2]

    @property
    def version(self):
        found = self.cleaned_data["seen"].partition(".")[0]
        return int(found) if found.isdecimal() else 0

    def see_anew(self, version):
        """For a person whom somebody else changed meanwhile: the row is sent again knowing that."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = f"{version}.{self.cleaned_data['seen'].partition('.')[2]}"

    def absence(self):
        """What the row says of an absence, for ``set_absence``; None where it says nothing."""
        said = self.cleaned_data
        if not said["away"] and not said["returned_on"]:
            return None
        kept = {name: getattr(self.row.absence, name, None) for name in OF_AN_ABSENCE}
        return kept | {name: said[name] for name in AWAY}

    def report(self):
        """What ``record_report`` is called with; None where nothing was told. A report that stands in the row is corrected,
        no other.
        """
        said = self.cleaned_data
        if not said.get("sponsorship"):
            return None
        known = self.shown if self.shown and self.shown.sponsorship_id == said["sponsorship"] else None
        told = {name: said[name] for name in TOLD}
        if not any(told.values()) and not known:
            return None
        if (
            known
            and known.reported_on == said["reported_on"]
            and all(getattr(known, name) == told[name] for name in TOLD)
        ):
            return None
        corrects = known and known.pk
        return {"pk": said["sponsorship"], "reported_on": said["reported_on"], "values": told, "corrects": corrects}

    @property
    def helper(self):
        """The one sponsorship there is, to be shown by name; None where there are several, or none."""
        return self.row.sponsorships[0] if len(self.row.sponsorships) == 1 else None


def digest_of(said):
    """A short text that is another one wherever ``said`` says something else."""
    told = {name: clean(each) if isinstance(each, str) else each for name, each in said.items() if name != "seen"}
    text = json.dumps(told, sort_keys=True, default=str, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _choice_of(choices):
    return forms.Select(choices=choices) if len(choices) > 1 else forms.HiddenInput()


def _field(model, name):
    column = model._meta.get_field(name)
    label = capfirst(str(column.verbose_name))
    if name.endswith("_on"):
        return DayField(label=label, required=False)
    return TextField(label=label, max_length=column.max_length, required=False)
