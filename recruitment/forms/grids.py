"""What people type in a grid: once for all, and of every person; what is said once is copied down to empty cells."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import Action, paths_where
from branches.models import Branch
from branches.names import clean
from branches.once import OnceMixin
from config.fields import DayField

from ..models import StageChange, TellingBy
from .fields import PlaceField

HEADS = 5_000
"""No body has more members; beyond is a slip of the finger."""


class HeadsField(forms.IntegerField):
    """A number of members."""

    def __init__(self, **kwargs):
        text = gettext_lazy("Type a whole number.")
        widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4, "autocomplete": "off"})
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), text)
        super().__init__(min_value=0, max_value=HEADS, widget=widget, error_messages=messages, **kwargs)


class TextField(forms.CharField):
    """A line of text, without blanks at its ends."""

    def clean(self, value):
        return clean(super().clean(value))


NUMBER, REASON = (StageChange._meta.get_field(name).max_length for name in ("number", "reason"))
FIELDS = {
    "on": lambda: DayField(label=gettext_lazy("Day")),
    "held_on": lambda: DayField(label=gettext_lazy("Day of the meeting")),
    "received_on": lambda: DayField(label=gettext_lazy("Decision received on")),
    "number": lambda: TextField(label=gettext_lazy("Number of the document"), max_length=NUMBER),
    "members": lambda: HeadsField(label=gettext_lazy("Members in all")),
    "present": lambda: HeadsField(label=gettext_lazy("Members present")),
    "yes": lambda: HeadsField(label=gettext_lazy("For")),
    "no": lambda: HeadsField(label=gettext_lazy("Against")),
    "blank": lambda: HeadsField(label=gettext_lazy("Blank")),
    "reason": lambda: TextField(label=gettext_lazy("Reason"), max_length=REASON),
}


class _ActForm(forms.Form):
    """``grid_names``: the fields of the act that this form shows."""

    def show(self, act, names):
        self.grid_names = names
        for name in names:
            self.fields[name] = FIELDS[name]()
            self.fields[name].required = False
            self.fields[name].label = act.called.get(name, self.fields[name].label)
        for field in self.fields.values():
            kind = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}
            field.widget.attrs.setdefault("class", kind.get(type(field.widget), "form-control"))
            field.widget.attrs.setdefault("autocomplete", "off")


class HeaderForm(OnceMixin, _ActForm):
    """What is said once: of the act, what is copied down, who told us, and why it is recorded although a rule stands
    against it.
    """

    told_by = forms.ChoiceField(
        label=gettext_lazy("Known to us"), choices=TellingBy.choices, initial=TellingBy.PAPER, required=False
    )
    despite = TextField(label=gettext_lazy("Record all the same, because"), max_length=REASON, required=False)

    def __init__(self, *args, act, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.act = act
        self.show(act, (*act.once, *act.each))
        if act.counts_up:
            self.fields["number"].label = _("First number; the next are counted on")
        for name in act.each:
            self.fields[name].widget.attrs["data-copied"] = name
        if act.counts_up:
            self.fields["number"].widget.attrs["data-counted"] = ""
        if not act.is_told or paths_where(user, Action.APPRAISE) == []:
            del self.fields["told_by"]

    def once(self):
        return [self[name] for name in self.act.once]

    def copied(self):
        return [self[name] for name in self.act.each]

    def telling(self):
        return self["told_by"] if "told_by" in self.fields else None

    @property
    def teller(self):
        return self.cleaned_data.get("told_by") or TellingBy.OWN


class RowForm(_ActForm):
    """What is said of one person; ``seen``: the stage in which the person stood when the page was made."""

    pick = forms.BooleanField(label=gettext_lazy("Concerns this person"), required=False)
    seen = forms.CharField(widget=forms.HiddenInput, max_length=24)

    def __init__(self, *args, act, person, **kwargs):
        super().__init__(*args, prefix=prefix_of(person.pk), initial={"seen": person.stage}, **kwargs)
        self.show(act, act.each)
        for name in ("pick", *act.each):
            self.fields[name].widget.attrs |= {
                "aria-label": f"{self.fields[name].label}: {person}",
                "data-column": name,
            }

    def cells(self):
        return [self[name] for name in self.grid_names]

    def see_anew(self, stage):
        """For a person who was moved meanwhile: the row is sent again knowing that."""
        self.data = self.data.copy()
        self.data[self.add_prefix("seen")] = stage

    @property
    def is_picked(self):
        return bool(self["pick"].value())

    @property
    def is_typed(self):
        return any(self[name].value() for name in self.grid_names)


class PlaceForm(forms.Form):
    """Whose people a grid shows; lives in the address."""

    branch = PlaceField(label=gettext_lazy("Organisation, with all below"), required=False)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].seen = Branch.objects.visible_to(user, Action.VIEW_PEOPLE)
        self.fields["branch"].widget.attrs["class"] = "form-control"


def prefix_of(pk):
    return f"p{pk}"


def posted_ids(data):
    """The people whose rows were sent, in the order in which they were shown."""
    found = (re.fullmatch(r"p([0-9]{1,18})-seen", name) for name in data)
    return [int(match[1]) for match in found if match]


def counted_on(number):
    """The number after ``number``: 45-QĐ/HU → 46-QĐ/HU, GCN-2023-099 → GCN-2023-100. Without a digit, the same again.

    What begins with a digit counts in front, anything else at its end.
    """
    runs = list(re.finditer(r"[0-9]+", number))
    if not runs:
        return number
    run = runs[0] if runs[0].start() == 0 else runs[-1]
    following = str(int(run[0]) + 1).zfill(len(run[0]))
    return number[: run.start()] + following + number[run.end() :]
