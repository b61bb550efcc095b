"""What people say of a file that they take out of a list: why, in which format, which columns in which order."""

from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.tables import FORMATS

from .exporting import columns_wanted
from .models import ExportReason

FORMAT_NAMES = {
    "xlsx": gettext_lazy("Excel"),
    "csv": gettext_lazy("CSV, parted by semicolons"),
}
LAST = 999
"""Where a column goes that somebody gave no number, or none that is one."""


@dataclass(frozen=True)
class Choice:
    """A column on the form: ``place`` counts from 1, those left out stand behind the others."""

    key: str
    heading: str
    place: int
    is_chosen: bool


class ReasonForm(forms.Form):
    """Why names leave the system."""

    reason = forms.ChoiceField(
        label=gettext_lazy("Why do names leave the system?"),
        choices=[("", gettext_lazy("choose a reason")), *ExportReason.choices],
        widget=forms.Select(attrs={"class": "form-select"}),
    )


class TakeOutForm(ReasonForm):
    """The file of one list. ``columns`` and ``place-KEY`` are sent for each column; a sender who says nothing of columns
    gets those of the last time.
    """

    format = forms.ChoiceField(
        label=gettext_lazy("File"),
        choices=list(FORMAT_NAMES.items()),
        widget=forms.Select(attrs={"class": "form-select"}),
        required=False,
    )

    def __init__(self, data=None, *, listing, user, **kwargs):
        super().__init__(data, auto_id="file_%s", **kwargs)
        self.listing = listing
        self._wanted = columns_wanted(user, listing)
        if not listing.names_people:
            del self.fields["reason"]

    def choices(self):
        """Each column of the list as a ``Choice``, in the order wanted last."""
        rest = [column.key for column in self.listing.columns if column.key not in self._wanted]
        return [
            Choice(key, str(self.listing.column(key).heading), place, key in self._wanted)
            for place, key in enumerate((*self._wanted, *rest), start=1)
        ]

    def clean(self):
        if any(name.startswith("place-") for name in self.data):
            self._wanted = self._sent()
        if not self._wanted:
            raise forms.ValidationError(_("Choose at least one column."))
        return self.cleaned_data | {"reason": self.cleaned_data.get("reason", "")}

    def _sent(self):
        """The keys that were ticked, by the numbers beside them; equal ones stand as the list has them."""
        ticked = set(self.data.getlist("columns"))
        chosen = [column.key for column in self.listing.columns if column.key in ticked]
        return sorted(chosen, key=lambda key: _number(self.data.get(f"place-{key}", "")))

    @property
    def wanted(self):
        """The keys of the columns of the file, in order."""
        return list(self._wanted)

    @property
    def suffix(self):
        return self.cleaned_data.get("format") or next(iter(FORMATS))

    def problem(self):
        """In one sentence why no file was made."""
        if "reason" in self.errors:
            return _("Nothing was taken out: choose a reason.")
        return " ".join([_("Nothing was taken out."), *(text for texts in self.errors.values() for text in texts)])


def _number(text):
    return int(text) if text.isdecimal() and len(text) <= 3 else LAST
