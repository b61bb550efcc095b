"""What people ask of deadlines, and what they say of days off."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Layout, Row, Submit
from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.clock import today
from config.fields import DayField

from ..models import DayOff
from ..rules.deadlines import Kind

FIRST_YEAR, YEARS_AHEAD = 2016, 2


class DeadlineForm(forms.Form):
    """Which deadline, from which day on; lives in the address."""

    kind = forms.ChoiceField(label=gettext_lazy("What must be done"), choices=Kind.choices)
    day = DayField(label=gettext_lazy("Counted from the day"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].widget.attrs["placeholder"] = "31/12/2023"
        self.helper = FormHelper()
        self.helper.form_method, self.helper.disable_csrf = "get", True
        self.helper.attrs = {"novalidate": "", "autocomplete": "off"}
        self.helper.layout = Layout(
            Row(Column("kind", css_class="col-md-7"), Column("day", css_class="col-md-5")),
            Submit("", _("Count")),
        )


class YearForm(forms.Form):
    """The year of a list; lives in the address."""

    year = forms.TypedChoiceField(label=gettext_lazy("Year"), coerce=int)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        years = range(today().year + YEARS_AHEAD, FIRST_YEAR - 1, -1)
        self.fields["year"].choices = [(year, str(year)) for year in years]
        self.fields["year"].widget.attrs["class"] = "form-select"

    def chosen(self):
        """The year asked for; this year for none, and for one that the list does not know."""
        return self.cleaned_data["year"] if self.is_valid() else today().year


class DayOffForm(forms.Form):
    """What is said of one day."""

    day = DayField(label=gettext_lazy("Day"))
    name = forms.CharField(label=gettext_lazy("What day it is"), max_length=DayOff._meta.get_field("name").max_length)
    is_off = forms.TypedChoiceField(
        label=gettext_lazy("On this day"),
        choices=[("off", gettext_lazy("day off")), ("worked", gettext_lazy("working day"))],
        coerce=lambda said: said == "off",
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["day"].widget.attrs["placeholder"] = "31/12/2023"
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": "", "autocomplete": "off"}
        self.helper.layout = Layout(
            Row(*(Column(name, css_class="col-md-4") for name in ("day", "name", "is_off"))),
            Div(Submit("save", _("Save")), css_class="form-buttons"),
        )

    def refuse(self, refusal):
        """Say at the fields why the verb refused."""
        for problem in refusal.problems:
            self.add_error(problem.field, problem.sentence)


class ForgetForm(forms.Form):
    day = DayField()
