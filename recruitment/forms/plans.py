"""What people type of a cell's yearly plan."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from branches.access import Action, home_of
from config.clock import today

from ..plans import QUARTERS, YEARS_AHEAD, YEARS_BACK, is_within_reason
from .rows import RowsForm, YearPlaceForm


class PlanPlaceForm(YearPlaceForm):
    """Whose plan of which year a page shows; without an organisation, that of the own one."""

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.user = user

    def clean_year(self):
        year = self.cleaned_data["year"] or today().year
        if not is_within_reason(year):
            said = {"first": today().year - YEARS_BACK, "last": today().year + YEARS_AHEAD}
            raise ValidationError(_("A plan is made for a year from %(first)s to %(last)s.") % said)
        return year

    def clean_branch(self):
        return self.cleaned_data["branch"] or home_of(self.user, Action.VIEW_PEOPLE)


class PlanForm(RowsForm):
    """The quarter of each of ``planned`` (of plans.Planned). ``branch`` and ``year``: whose plan, sent along."""

    prefix_of_rows = "q"
    branch = forms.CharField(widget=forms.HiddenInput)
    year = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, branch, year, planned, **kwargs):
        now = {each.person.pk: str(each.quarter or "") for each in planned}
        may_change = {each.person.pk: each for each in planned if each.may_change}
        super().__init__(
            *args,
            people=[each.person for each in may_change.values()],
            now=now,
            choices_of=lambda person: _choices(may_change[person.pk]),
            **kwargs,
        )
        self.initial = {"branch": branch.code, "year": str(year)}

    def quarters(self):
        return {pk: int(said) if said else None for pk, said in self.said().items()}

    def quarters_seen(self):
        return {pk: int(said) if said.isdecimal() else None for pk, said in self.seen().items()}


def _choices(planned):
    quarters = QUARTERS if planned.is_open else [planned.quarter]
    return [("", "–"), *((str(quarter), name_of_quarter(quarter)) for quarter in quarters)]


def name_of_quarter(quarter):
    return _("Quarter %(quarter)s") % {"quarter": ("I", "II", "III", "IV")[quarter - 1]}
