from django import forms
from django.utils.translation import gettext_lazy as _

from .periods import this_month

YEARS_BACK = 5
"""How far the list of months goes back; older months are reached by their address, or month by month."""


class MonthForm(forms.Form):
    """Chooses the month of a branch page; ``shown`` is the month on it, None where there is none to show."""

    month = forms.ChoiceField(label=_("Month"), widget=forms.Select(attrs={"class": "form-select"}))

    def __init__(self, *args, shown=None, **kwargs):
        super().__init__(*args, **kwargs)
        now = this_month()
        oldest = min(now.year - YEARS_BACK, shown.year if shown else now.year)
        self.fields["month"].choices = [
            (str(year), self._months(year, now)) for year in range(now.year, oldest - 1, -1)
        ]
        self.fields["month"].initial = str(shown or now)

    def _months(self, year, now):
        last = now.number if year == now.year else 12
        return [
            (f"{year}-{number:02d}", _("Month %(month)s") % {"month": f"{number:02d}/{year}"})
            for number in range(last, 0, -1)
        ]


def months_beside(shown):
    """The months before and after ``shown`` as texts; None for the one after the running month."""
    before = (shown.year - 1, 12) if shown.number == 1 else (shown.year, shown.number - 1)
    after = (shown.year + 1, 1) if shown.number == 12 else (shown.year, shown.number + 1)
    now = this_month()
    return _text(before), _text(after) if after <= (now.year, now.number) else None


def _text(month):
    return f"{month[0]}-{month[1]:02d}"
