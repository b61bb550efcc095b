"""What people type of a report: texts, signature, why it goes back; and what its ledger is asked."""

from crispy_forms.layout import Column, Row, Submit
from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import Action, paths_where
from branches.models import Branch
from config.clock import today
from recruitment.forms.fields import PlaceField
from recruitment.forms.sheets import SheetForm, day_field, text_field

from .drafting import TEXTS
from .issuing import SIGNATURE, is_explained
from .models import Report, State
from .numbering import HIGHEST, next_number, numbering_on, symbol_in

FAR = 50
"""So far beyond the number proposed somebody is asked whether it is meant: the office numbers other papers in between."""


def called(name):
    return capfirst(str(Report._meta.get_field(name).verbose_name))


def longest(name):
    return Report._meta.get_field(name).max_length


class ReportForm(SheetForm):
    """A form about one report; ``version`` is that of the report it was made of."""

    page = gettext_lazy("the page of the report")
    changed = gettext_lazy("%(who)s has changed this report meanwhile: look again, then send.")
    version = forms.IntegerField(label=gettext_lazy("Version of the form"), widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, report, initial=None, **kwargs):
        super().__init__(*args, initial={"version": report.version} | (initial or {}), **kwargs)


class WriteForm(ReportForm):
    """What a person adds to a draft. ``difference``: by how much counted heads differ, which has to be explained; 0 or None
    where they do not. A reason that was given for another difference is asked for anew.
    """

    button = gettext_lazy("Save the texts")

    @property
    def helper(self):
        helper = super().helper
        helper.form_id = "texts"  # the button that also puts up stands elsewhere on the page
        return helper

    def __init__(self, *args, report, difference, **kwargs):
        initial = {name: getattr(report, name) for name in TEXTS} | {"difference_explained": difference}
        if is_explained(report, difference):
            initial["difference_reason"] = report.difference_reason
        super().__init__(*args, report=report, initial=initial, **kwargs)
        for name in TEXTS:
            box = forms.Textarea(attrs={"rows": 4})
            self.fields[name] = forms.CharField(
                label=called(name), max_length=longest(name), required=False, widget=box
            )
        self.fields["assessment"].help_text = _(
            "Each line becomes a paragraph. What is empty is left out of the paper."
        )
        if difference:
            self.fields["difference_reason"] = text_field(called("difference_reason"), longest("difference_reason"))
            self.fields["difference_explained"] = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def rows(self):
        return [name for name in (*TEXTS, "difference_reason") if name in self.fields]

    def values(self):
        values = {name: self.cleaned_data[name] for name in self.rows()}
        seen = self.cleaned_data.get("difference_explained")
        return values if seen is None else values | {"difference_explained": seen}


class SignForm(ReportForm):
    """What stands on the paper that was signed."""

    button = gettext_lazy("Write down that it was signed")
    number = forms.IntegerField(
        label=gettext_lazy("Number"),
        min_value=1,
        max_value=HIGHEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), gettext_lazy("Type a whole number from 1 to 9999.")
        ),
        help_text=gettext_lazy("Proposed: the one after the last report. Type the number that is on the paper."),
    )
    signed_on = day_field(gettext_lazy("Signed on"))
    is_far = forms.BooleanField(
        label=gettext_lazy("The number is right although it is far beyond the last one"), required=False
    )

    def __init__(self, *args, report, proposed, **kwargs):
        super().__init__(*args, report=report, initial=proposed, **kwargs)
        self.report = report
        for name in ("symbol", "signing_authority", "post", "signer"):
            self.fields[name] = text_field(called(name), longest(name))
        self.fields["symbol"].help_text = _("What follows the number, for example BC/HU.")
        self.fields["signer"].required = True
        self.order_fields(["form_token", "version", *SIGNATURE])

    def clean(self):
        said = super().clean()
        number, last = said.get("number"), self._last(said)
        if number and last and number > last + FAR and not said.get("is_far"):
            text = _("The last report bears number %(last)s. Is %(number)s right? Then tick it and send again.")
            self.add_error("is_far", text % {"last": last, "number": number})
        return said

    def _last(self, said):
        """The highest number that a report of this symbol bears; 0 where none is kept here: it may bear any number then."""
        numbering = numbering_on(self.report.branch, said.get("signed_on") or today())
        return next_number(self.report.branch, symbol_in(said.get("symbol", "")), numbering) - 1

    def rows(self):
        """The question about the number only where there is one."""
        asked = self.is_bound and (self.data.get("is_far") or "is_far" in self.errors)
        shown = [*SIGNATURE, *(["is_far"] if asked else [])]
        return [Row(*(Column(name, css_class="col-md-6") for name in shown))]

    def values(self):
        return {name: self.cleaned_data[name] for name in SIGNATURE}

    def buttons(self):
        return [Submit("save", self.button, data_busy="")]


class BecauseForm(ReportForm):
    """Why a report is sent back, or issued anew."""

    def __init__(self, *args, report, label, button, **kwargs):
        super().__init__(*args, report=report, **kwargs)
        self.button = button
        self.fields["because"] = text_field(label, longest("sent_back_because"))
        self.fields["because"].required = True

    def rows(self):
        return ["because"]


class LedgerForm(forms.Form):
    """Which reports a ledger shows; lives in the address."""

    branch = PlaceField(label=gettext_lazy("Organisation, with all below"), required=False)
    state = forms.ChoiceField(
        label=gettext_lazy("State"), choices=[("", gettext_lazy("all")), *State.choices], required=False
    )
    year = forms.ChoiceField(label=gettext_lazy("Year"), required=False)

    def __init__(self, *args, user, years, **kwargs):
        super().__init__(*args, **kwargs)
        place = self.fields["branch"]
        place.seen = Branch.objects.visible_to(user)
        if paths_where(user, Action.VIEW_PEOPLE) == []:
            place.widget.attrs.pop("data-suggest")  # suggestions are for those who work with people
        first = min([*years, today().year])
        self.fields["year"].choices = [("", _("all"))] + [(str(y), str(y)) for y in range(today().year, first - 1, -1)]
        for name, field in self.fields.items():
            field.widget.attrs["class"] = "form-control" if name == "branch" else "form-select"

    def narrow(self, reports):
        """Those of ``reports`` that were asked for; none where what was typed is not right."""
        if not self.is_valid():
            return reports.none()
        asked = self.cleaned_data
        if asked["branch"]:
            reports = reports.filter(branch__in=Branch.objects.at_or_below([asked["branch"]]))
        if asked["state"]:
            reports = reports.filter(state=asked["state"])
        return reports.filter(as_of__year=asked["year"]) if asked["year"] else reports
