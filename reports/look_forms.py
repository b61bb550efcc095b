"""What is asked of the look of papers."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Fieldset, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .look import BOUNDS, NAMES, Look

LABELS = {
    "top": gettext_lazy("Top (mm)"),
    "bottom": gettext_lazy("Bottom (mm)"),
    "left": gettext_lazy("Left (mm)"),
    "right": gettext_lazy("Right (mm)"),
    "header_left": gettext_lazy("Names of the organisations, number (pt)"),
    "header_right": gettext_lazy("Place and day (pt)"),
    "party": gettext_lazy("Name of the Party (pt)"),
    "kind": gettext_lazy("Type of document (pt)"),
    "subject": gettext_lazy("Subject (pt)"),
    "body": gettext_lazy("Text (pt)"),
    "tables": gettext_lazy("Tables (pt)"),
    "pitch": gettext_lazy("From line to line (pt)"),
    "spacing": gettext_lazy("After a paragraph (pt)"),
    "indent": gettext_lazy("First line of a paragraph (mm)"),
    "decimals": gettext_lazy("Decimals of percents, at most"),
}
HELP = {"decimals": gettext_lazy("On pages and in files as well. Never rounded up to 100% while short of it.")}
GROUPS = (
    (gettext_lazy("Margins"), ("top", "bottom", "left", "right")),
    (gettext_lazy("Sizes"), ("header_left", "header_right", "party", "kind", "subject", "body", "tables")),
    (gettext_lazy("Lines"), ("pitch", "spacing", "indent")),
    (gettext_lazy("Numbers and spelling"), ("noughts", "two_digits", "spelling", "decimals")),
)


class LookForm(forms.Form):
    """Every value of a ``Look``. The first field with an error has the focus when the form comes back."""

    noughts = forms.ChoiceField(
        label=gettext_lazy("Day and month below 10"),
        choices=[
            ("rule", gettext_lazy("nought before days, and before months 1 and 2")),
            ("all", gettext_lazy("nought before all of them")),
            ("none", gettext_lazy("no nought")),
        ],
    )
    two_digits = forms.TypedChoiceField(
        label=gettext_lazy("Numbers below 10 in sentences"),
        choices=[("True", "05"), ("False", "5")],
        coerce=lambda said: said == "True",
    )
    spelling = forms.ChoiceField(
        label=gettext_lazy("Spelling on paper"),
        choices=[("", gettext_lazy("as typed")), ("ủy", "ủy"), ("uỷ", "uỷ")],
        required=False,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, (least, most) in BOUNDS.items():
            self.fields[name] = forms.IntegerField(
                label=LABELS[name], min_value=least, max_value=most, help_text=HELP.get(name, f"{least}–{most}")
            )
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill this in.")
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": "", "autocomplete": "off"}
        self.helper.layout = Layout(
            *(Fieldset(title, Row(*(_column(name) for name in names))) for title, names in GROUPS),
            Div(
                Submit("save", _("Save")),
                HTML("{% include 'reports/_partials/look_sample.html' %}"),
                css_class="form-buttons",
            ),
        )

    def clean(self):
        """The fields with errors say so; what is left is a whole look or none."""
        for name in self.fields:
            if name in self.errors:
                self.fields[name].widget.attrs["autofocus"] = True
                break
        return self.cleaned_data

    def refuse(self, refusal):
        """Say at the fields why the verb refused."""
        for problem in refusal.problems:
            self.add_error(problem.field, problem.sentence)

    def look(self):
        return Look(**{name: self.cleaned_data[name] for name in NAMES})


def _column(name):
    return Column(name, css_class="col-6 col-md-3" if name in BOUNDS else "col-12 col-md-6")
