"""What people choose of two entries that may be one person, and whose pairs a page shows."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..describing import in_words, name_of
from ..merge_plan import DROPPED, KEPT
from .grids import PlaceForm

VERSION = {"label": gettext_lazy("Version of the form"), "widget": forms.HiddenInput, "min_value": 1}


class TwinsForm(PlaceForm):
    """Whose pairs a page shows; ``apart``: those of whom somebody has said that they are two people."""

    apart = forms.BooleanField(
        label=gettext_lazy("said to be two people"),
        widget=forms.CheckboxInput(attrs={"class": "form-check-input"}),
        required=False,
    )


class MergeForm(forms.Form):
    """Field by field whose words stand, where two entries say different things; and the versions that were looked at."""

    kept_version = forms.IntegerField(**VERSION)
    dropped_version = forms.IntegerField(**VERSION)

    def __init__(self, *args, plan, **kwargs):
        versions = {"kept_version": plan.kept.version, "dropped_version": plan.dropped.version}
        super().__init__(*args, initial=versions, **kwargs)
        self.choices = [choice for choice in plan.choices if choice.is_open]
        for choice in self.choices:
            said = {"choices": [(side, in_words(choice.name, getattr(choice, side))) for side in (KEPT, DROPPED)]}
            widget = forms.RadioSelect(attrs={"class": "form-check-input"})
            said |= {"label": capfirst(name_of(choice.name)), "initial": choice.takes, "required": False}
            self.fields[choice.name] = forms.ChoiceField(widget=widget, **said)

    def open_fields(self):
        return [self[choice.name] for choice in self.choices]

    def takes(self):
        """{field: whose words}; what was not chosen follows the plan."""
        return {choice.name: said for choice in self.choices if (said := self.cleaned_data[choice.name])}

    def versions(self):
        return self.cleaned_data["kept_version"], self.cleaned_data["dropped_version"]

    def refuse(self, refusal):
        for problem in refusal.problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)

    def changed_meanwhile(self, stale):
        who = ", ".join(dict.fromkeys(str(change.by) for change in stale.changes))
        self.add_error(None, _("%(who)s has changed this person meanwhile: look again, then send.") % {"who": who})
        self.data = self.data.copy()
        for name in ("kept_version", "dropped_version"):
            self.data[name] = self[name].initial
