"""The numbers of a vote, as the minutes have them."""

from crispy_forms.layout import HTML, Column, Fieldset, Row
from django import forms
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..facts import Step
from ..rules.votes import Body, Count, Excluded, exclusions_of
from .sheets import NUMBER, SheetForm, day_field, note, text_field

MOST_HEADS = 9999


class HeadsField(forms.IntegerField):
    """A number of members."""

    widget = forms.TextInput

    def __init__(self, label, **more):
        messages = dict.fromkeys(("invalid", "min_value", "max_value"), gettext_lazy("Type a whole number."))
        super().__init__(
            label=label, min_value=0, max_value=MOST_HEADS, required=False, error_messages=messages, **more
        )

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "maxlength": "5", "autocomplete": "off"}


_EXCLUDED = gettext_lazy("Members who do not count, by reason; whoever is present is not left out")


class VoteMixin(forms.Form):
    """The numbers of a vote of ``body``. ``count()``: the Count, None where none of them was typed."""

    COUNTED = ("members", "present", "present_probationary", "yes", "no", "blank")
    MUST = ("members", "present", "yes")

    def ask_vote(self, body):
        self.body = body
        is_cell = body == Body.CELL
        labels = {
            "members": _("Full members of the cell") if is_cell else _("Members of the committee in office"),
            "present": _("Full members present") if is_cell else _("Members of the committee present"),
            "present_probationary": _("Probationary members present, without a vote"),
            "yes": _("Votes for"),
            "no": _("Votes against"),
            "blank": _("Blank votes and other opinions"),
        }
        for name in self.COUNTED:
            if is_cell or name != "present_probationary":
                self.fields[name] = HeadsField(labels[name])
        for reason in exclusions_of(body):
            self.fields[f"excluded_{reason}"] = HeadsField(capfirst(str(Excluded(reason).label)))

    def vote_rows(self):
        def columns(names):
            return Row(*(Column(name, css_class="col-6 col-md-4") for name in names))

        return Fieldset(
            _("Vote"),
            note(self.vote_note()),
            columns(name for name in self.COUNTED if name in self.fields),
            HTML(format_html("<details{}><summary>{}</summary>", " open" if self._excludes() else "", _EXCLUDED)),
            columns(self._excluded()),
            HTML("</details>"),
            css_class="vote-fields",
        )

    def _excluded(self):
        return [name for name in self.fields if name.startswith("excluded_")]

    def _excludes(self):
        """Whether somebody was left out, or said to be so wrongly."""
        return any(self.data.get(name) or name in self.errors for name in self._excluded())

    def vote_note(self):
        return _("As the minutes have it: what is needed and whether it passed is counted after you have sent it.")

    def clean(self):
        said = super().clean()
        if getattr(self, "body", None) and self._is_told():
            for name in self.MUST:
                if self.cleaned_data.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Without this number the vote cannot be counted."))
        return said

    def _is_told(self):
        names = [*self.COUNTED, *self._excluded()]
        return any(self.cleaned_data.get(name) is not None for name in names)

    def count(self, body=None):
        """``body``: as what it voted on that day, where that may differ from today."""
        if not getattr(self, "body", None) or not self._is_told():
            return None
        excluded = {reason: self.cleaned_data[f"excluded_{reason}"] or 0 for reason in exclusions_of(self.body)}
        heads = {name: self.cleaned_data.get(name) or 0 for name in self.COUNTED}
        return Count(body or self.body, excluded={reason: n for reason, n in excluded.items() if n}, **heads)


class VoteForm(VoteMixin, SheetForm):
    """A vote that moves nobody."""

    button = gettext_lazy("Record the vote")

    def __init__(self, *args, body, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"] = day_field(_("Day of the meeting"))
        self.fields["number"] = text_field(_("Number of the document"), NUMBER)
        self.ask_vote(body)
        for name in self.MUST:
            self.fields[name].required = True

    def rows(self):
        yield Row(*(Column(name, css_class="col-md-6") for name in ("on", "number")))
        yield self.vote_rows()

    def step(self, person):
        said = self.cleaned_data
        return Step(person.pk, person.stage, on=said["on"], number=said["number"], count=self.count())
