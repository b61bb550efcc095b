"""What people type of somebody who is away for work."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..absences import FIELDS
from ..models import Absence
from .sheets import SheetForm, day_field, text_field

DAYS = {name for name in FIELDS if name.endswith("_on")}


class AbsenceForm(SheetForm):
    """The open absence of a person, or a new one; ``version`` is that of the person it was made of."""

    version = forms.IntegerField(label=gettext_lazy("Version of the form"), widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, person, absence, **kwargs):
        initial = {name: getattr(absence, name) for name in FIELDS} if absence else {}
        super().__init__(*args, initial=initial | {"version": person.version}, **kwargs)
        for name in FIELDS:
            column = Absence._meta.get_field(name)
            label = capfirst(str(column.verbose_name))
            is_day = name in DAYS
            field = day_field(label, required=name == "left_on") if is_day else text_field(label, column.max_length)
            self.fields[name] = field
        self.fields["returned_on"].help_text = _("Leave empty while the person is away.")

    def values(self):
        return {name: self.cleaned_data[name] for name in FIELDS}
