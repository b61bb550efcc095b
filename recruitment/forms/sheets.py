"""A form about one person that writes once: what steps, votes and corrections have in common."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import HTML, Column, Div, Layout, Row, Submit
from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.once import FIELD, OnceMixin
from config.fields import DayField

from ..models import StageChange
from .people import with_link

NUMBER, REASON = (StageChange._meta.get_field(name).max_length for name in ("number", "reason"))


def day_field(label, **more):
    field = DayField(label=label, **more)
    field.widget.attrs["placeholder"] = "31/12/2023"
    return field


def text_field(label, most, **more):
    return forms.CharField(label=label, max_length=most, required=False, **more)


def note(sentence):
    """A sentence between the fields."""
    return HTML(format_html('<p class="form-note">{}</p>', sentence))


def hidden(form):
    return [name for name, field in form.fields.items() if isinstance(field.widget, forms.HiddenInput)]


class SheetForm(OnceMixin, forms.Form):
    """A form about one person (or what ``page`` says) that writes once, whatever is clicked twice."""

    button = gettext_lazy("Save")
    page = gettext_lazy("the page of the person")
    changed = gettext_lazy("%(who)s has changed this person meanwhile: look again, then send.")

    @property
    def helper(self):
        helper = FormHelper()
        helper.attrs = {"novalidate": "", "data-form": "", "data-first": "", "autocomplete": "off"}
        helper.layout = Layout(*hidden(self), *self.rows(), Div(*self.buttons(), css_class="form-buttons"))
        return helper

    def rows(self):
        shown = [name for name in self.fields if name not in hidden(self)]
        return [Row(*(Column(name, css_class="col-md-6") for name in shown))]

    def buttons(self):
        return [Submit("save", self.button)]

    def content(self):
        return {name: said for name, said in self.cleaned_data.items() if name != FIELD}

    def sent_before(self, address):
        sentence = _("This form was sent before with other content. Look at what it made, then send this as another:")
        self.add_error(None, with_link(sentence, address, self.page))
        self.renew_token()

    def changed_meanwhile(self, stale):
        """Somebody else has changed the row since the form was made of it: say who, and let it be sent knowing that."""
        who = ", ".join(dict.fromkeys(str(change.by) for change in stale.changes))
        self.add_error(None, self.changed % {"who": who})
        self.data = self.data.copy()
        self.data["version"] = stale.row.version
        self.renew_token()

    def refuse(self, refusal):
        """Say at the fields why a verb refused."""
        for problem in refusal.problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)
