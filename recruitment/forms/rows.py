"""A page with a row for each of some people and one choice in it, and whose page it is: an organisation and a year."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.clock import today

from .fields import YearField
from .grids import PlaceForm


class YearPlaceForm(PlaceForm):
    """An organisation and a year, at first this one."""

    year = YearField(label=gettext_lazy("Year"), required=False)

    def __init__(self, data, *args, **kwargs):
        if "year" not in data:
            data = data.copy()
            data["year"] = str(today().year)
        super().__init__(data, *args, **kwargs)
        self.fields["year"].widget.attrs["class"] = "form-control"


class RowsForm(forms.Form):
    """A row with one choice for each of some people. A row tells what stood there when the page was made: only what was
    changed since is said.

    ``people``: those of the rows, in order; ``now``: {person's id: what is written now, "" for nothing}.
    """

    prefix_of_rows = "r"

    def __init__(self, *args, people, now, choices_of, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        for pk, person in self.people.items():
            said = now.get(pk, "")
            field = forms.ChoiceField(choices=choices_of(person), required=False, initial=said)
            field.label = str(person)
            field.widget.attrs |= {"class": "form-select", "aria-label": field.label, "autocomplete": "off"}
            self.fields[self.row_of(pk)] = field
            self.fields[self.seen_at(pk)] = forms.CharField(
                widget=forms.HiddenInput(), required=False, initial=said, max_length=12
            )

    def row_of(self, pk):
        return f"{self.prefix_of_rows}{pk}"

    def seen_at(self, pk):
        return f"{self.row_of(pk)}-seen"

    def cell(self, pk):
        """The bound fields of a person's row: what is chosen, and what was read."""
        return self[self.row_of(pk)], self[self.seen_at(pk)]

    def is_of_others(self):
        """Whether rows were sent of people who are none of ours."""
        sent = (re.fullmatch(rf"{self.prefix_of_rows}([0-9]{{1,18}})", name) for name in self.data)
        return any(match and int(match[1]) not in self.people for match in sent)

    def clean(self):
        if self.is_of_others():
            raise forms.ValidationError(
                _("Some rows were of people whom you do not see: they were left out. Look again.")
            )
        return self.cleaned_data

    def seen(self):
        return {pk: self.cleaned_data[self.seen_at(pk)] for pk in self.people}

    def said(self):
        """{person's id: what was chosen} of the rows that were sent and changed."""
        seen = self.seen()
        return {
            pk: now
            for pk in self.people
            if self.row_of(pk) in self.data and (now := self.cleaned_data[self.row_of(pk)]) != seen[pk]
        }

    def refuse(self, refusal):
        """Say at the rows why a verb refused, and let the next sending know what stands there now."""
        self.data = self.data.copy()
        for problem in refusal.problems:
            if problem.row in self.people:
                self.add_error(self.row_of(problem.row), problem.sentence)
                self.data[self.seen_at(problem.row)] = self.fields[self.seen_at(problem.row)].initial
            else:
                self.add_error(None, problem.sentence)
