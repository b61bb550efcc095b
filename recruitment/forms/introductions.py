"""What people type of who introduced somebody, and of which sources a page shows."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..introductions import FIELDS
from ..models import Introduction, Source
from .people import ANY
from .rows import YearPlaceForm
from .sheets import SheetForm, day_field, text_field


class IntroductionForm(SheetForm):
    """Who introduced a person; ``version`` is that of the person it was made of."""

    version = forms.IntegerField(label=gettext_lazy("Version of the form"), widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, person, introduction, **kwargs):
        initial = {name: getattr(introduction, name) for name in FIELDS} if introduction else {}
        super().__init__(*args, initial=initial | {"version": person.version}, **kwargs)
        columns = {name: Introduction._meta.get_field(name) for name in FIELDS}
        labels = {name: capfirst(str(column.verbose_name)) for name, column in columns.items()}
        self.fields["source"] = forms.ChoiceField(
            label=labels["source"], choices=[ANY, *Source.choices], required=False
        )
        self.fields["source"].help_text = _("Leave empty where nobody knows any more.")
        for name in ("unit", "number"):
            self.fields[name] = text_field(labels[name], columns[name].max_length)
        self.fields["unit"].help_text = _("For example the branch of the Youth Union in a village.")
        self.fields["handed_over_on"] = day_field(labels["handed_over_on"], required=False)

    def values(self):
        return {name: self.cleaned_data[name] for name in FIELDS}


class SourcesForm(YearPlaceForm):
    """Whose sources a page shows; without a year, of all years."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].label = _("Handed over in the year (empty: all)")
