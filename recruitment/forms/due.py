"""Which matters a list of what is due shows; lives in the address."""

from django import forms
from django.utils.translation import gettext_lazy

from ..due import Matter
from .grids import PlaceForm


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
