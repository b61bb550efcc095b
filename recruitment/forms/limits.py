"""What the office decides where the Party's texts are silent."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config import installation
from config.clock import today
from config.fields import DayField

from ..limits import CHOICES, LOCAL, MOST, MOST_DAYS_TO_CORRECT, MOST_LOAD, MOST_MONTHS_OF_A_REPORT
from ..rules.rulesets import NAMES, OPEN_LIMITS, Moment

YES_OR_NO = [("True", gettext_lazy("yes")), ("False", gettext_lazy("no"))]


def yes_or_no(label, help_text):
    return forms.TypedChoiceField(
        label=label, help_text=help_text, choices=YES_OR_NO, coerce=lambda said: said == "True"
    )


class LocalForm(forms.Form):
    """The settings of ``limits.LOCAL``; a field for each, of the same name."""

    special_area = yes_or_no(
        gettext_lazy("Mountain, border, island or minority area"),
        gettext_lazy("There primary school is enough, and elders who read and write may be admitted with a consent."),
    )
    base_votes_first = yes_or_no(
        gettext_lazy("Since 26/7/2026: the commune's whole committee votes before its standing committee decides"),
        gettext_lazy("The texts do not say; ask the committee above."),
    )
    days_to_correct = forms.IntegerField(
        label=gettext_lazy("Days of the next month in which a step may be corrected freely"),
        help_text=gettext_lazy("Later a correction names the document that it rests on."),
        min_value=0,
        max_value=MOST_DAYS_TO_CORRECT,
    )
    sponsor_report_months = forms.IntegerField(
        label=gettext_lazy("Months after which a sponsor reports again"),
        help_text=gettext_lazy("The texts ask for reports at regular times and do not say how often."),
        min_value=1,
        max_value=MOST_MONTHS_OF_A_REPORT,
    )

    sponsor_load = forms.IntegerField(
        label=gettext_lazy("People one sponsor should have at most"),
        help_text=gettext_lazy("Who has more is named, nobody is stopped; 0 where you set no number."),
        min_value=0,
        max_value=MOST_LOAD,
    )

    def __init__(self, *args, **kwargs):
        initial = {name: installation.value_of(key) for name, key in LOCAL.items()}
        super().__init__(*args, initial=initial, **kwargs)
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": "", "autocomplete": "off"}
        self.helper.add_input(Submit("local", _("Save")))


class LimitForm(forms.Form):
    """One limit that the documents leave open, from a day on."""

    name = forms.ChoiceField(
        label=gettext_lazy("Which limit"), choices=[(name, NAMES[name]) for name in NAMES if name in OPEN_LIMITS]
    )
    value = forms.IntegerField(label=gettext_lazy("Number"), min_value=1, max_value=MOST, required=False)
    moment = forms.ChoiceField(
        label=gettext_lazy("or counts from"),
        choices=[("", "–"), *((each.value, each.label) for some in CHOICES.values() for each in some)],
        required=False,
    )
    valid_from = DayField(label=gettext_lazy("From the day"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["valid_from"].widget.attrs["placeholder"] = f"{today():%d/%m/%Y}"
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": "", "autocomplete": "off"}
        self.helper.layout = Layout(
            Row(Column("name", css_class="col-md-6"), Column("value", css_class="col-md-2"), Column("moment")),
            Row(Column("valid_from", css_class="col-md-3")),
            Div(Submit("limit", _("Set")), css_class="form-buttons"),
        )

    def clean(self):
        """A limit is a number, or the moment from which it counts, whichever it asks for."""
        said = super().clean()
        field = "moment" if said.get("name") in CHOICES else "value"
        if said.get("name") and not said.get(field) and field not in self.errors:
            self.add_error(field, _("This field is required."))
        return said

    def chosen(self):
        """The value as ``set_limit`` takes it."""
        said = self.cleaned_data
        return Moment(said["moment"]) if said["name"] in CHOICES else said["value"]
