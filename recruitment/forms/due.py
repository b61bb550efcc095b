"""Which matters a list of what is due shows (it lives in the address), and who sees to one."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..due import Matter
from ..models import Charge
from .grids import PlaceForm
from .sheets import SheetForm, text_field


class DueForm(PlaceForm):
    matter = forms.ChoiceField(
        label=gettext_lazy("Matter"), choices=[("", gettext_lazy("everything")), *Matter.choices], required=False
    )
    over = forms.BooleanField(label=gettext_lazy("overdue only"), required=False)

    nobody = forms.BooleanField(label=gettext_lazy("nobody in charge"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["matter"].widget.attrs["class"] = "form-select"
        for name in ("over", "nobody"):
            self.fields[name].widget.attrs["class"] = "form-check-input"

    def narrow(self, every, seen_to):
        """Those of ``due.Due`` that were asked for. ``seen_to``: (person, matter) that somebody is in charge of."""
        matter, over, nobody = (self.cleaned_data[name] for name in ("matter", "over", "nobody"))
        return [
            each
            for each in every
            if (not matter or each.matter == matter)
            and (not over or each.is_overdue)
            and (not nobody or (each.person_id, each.matter) not in seen_to)
        ]


class ChargeForm(SheetForm):
    """Who sees to one matter of one person."""

    version = forms.IntegerField(label=gettext_lazy("Version of the form"), widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, person, charge, **kwargs):
        names = ("name", "note")
        initial = {name: getattr(charge, name) for name in names} if charge else {}
        super().__init__(*args, initial=initial | {"version": person.version}, **kwargs)
        for name in names:
            column = Charge._meta.get_field(name)
            self.fields[name] = text_field(capfirst(str(column.verbose_name)), column.max_length)
        self.fields["name"].help_text = _("A name as people say it; it needs no account.")
        self.fields["note"].help_text = _("How far it is. Leave both empty and nobody is in charge.")

    def values(self):
        return {name: self.cleaned_data[name] for name in ("name", "note")}
