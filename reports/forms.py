from django import forms
from django.utils.translation import gettext_lazy as _

from .periods import SPANS, Kind, in_words, this_month

YEARS_BACK = 5
"""How far the list of periods goes back; older ones are reached by their address, or one by one."""


class PeriodForm(forms.Form):
    """Chooses the period of a branch page; ``shown`` is the one on it, None where there is none to show, and ``term`` the
    name of the term in which it lies.
    """

    month = forms.ChoiceField(label=_("Period"), widget=forms.Select(attrs={"class": "form-select"}))

    def __init__(self, *args, shown=None, term="", **kwargs):
        super().__init__(*args, **kwargs)
        now = this_month()
        oldest = min(now.year - YEARS_BACK, shown.year if shown else now.year)
        choices = [(str(year), list(_periods(year, now))) for year in range(now.year, oldest - 1, -1)]
        named = {name for _year, of_year in choices for name, _words in of_year}
        if term:
            choices.append((term, in_words(term, Kind.TERM).capitalize()))
        if shown and str(shown) not in named | {term}:
            choices.insert(0, (str(shown), in_words(shown.name, shown.kind).capitalize()))
        self.fields["month"].choices = choices
        self.fields["month"].initial = str(shown or now)


def _periods(year, now):
    """(name, words) of the months of a year that have begun, the latest first, then of its longer periods."""
    last = now.number if year == now.year else 12
    for number in range(last, 0, -1):
        yield f"{year}-{number:02d}", _("Month %(month)s") % {"month": f"{number:02d}/{year}"}
    for word, (kind, first, _last) in SPANS.items():
        if first <= last:
            yield f"{year}-{word}", in_words(f"{year}-{word}", kind).capitalize()


def periods_beside(shown):
    """The periods of the same kind before and after ``shown`` as texts; None for one that has not begun, or that has no
    such neighbour.
    """
    if shown.kind == Kind.MONTH:
        return _month(shown, -1), _month(shown, 1)
    if shown.kind == Kind.QUARTER:
        return _quarter(shown, -1), _quarter(shown, 1)
    if shown.kind in {Kind.TERM, Kind.DAY}:
        return None, None
    word = shown.name[5:]
    return f"{shown.year - 1}-{word}", f"{shown.year + 1}-{word}" if shown.year < this_month().year else None


def _month(shown, step):
    year, number = divmod(shown.year * 12 + shown.number - 1 + step, 12)
    now = this_month()
    return f"{year}-{number + 1:02d}" if (year, number + 1) <= (now.year, now.number) else None


def _quarter(shown, step):
    year, number = divmod(shown.first.year * 4 + int(shown.name[-1]) - 1 + step, 4)
    now = this_month()
    return f"{year}-quy{number + 1}" if (year, number * 3 + 1) <= (now.year, now.number) else None
