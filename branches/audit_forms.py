from crispy_forms.helper import FormHelper
from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from config.days import parse_day

from .audit import subjects
from .models import Act
from .models.audit import SIGHTS
from .names import fold

ANYTHING, SEEN, WRITTEN = "", "seen", "written"


class AuditFilter(forms.Form):
    """What of the audit is asked for; every field may stay empty. Lives in the address, so a view can be kept."""

    who = forms.CharField(label=_("Account"), required=False, max_length=150)
    person = forms.CharField(label=_("Person (name or code)"), required=False, max_length=100)
    what = forms.ChoiceField(
        label=_("Acts"),
        required=False,
        choices=[
            (ANYTHING, _("All acts")),
            (SEEN, _("Seen or taken out")),
            (WRITTEN, _("Everything else")),
            (_("One act"), Act.choices),
        ],
    )
    first = forms.CharField(label=_("From day"), required=False, max_length=20)
    last = forms.CharField(label=_("To day"), required=False, max_length=20)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user
        for name in ("first", "last"):
            self.fields[name].widget.attrs |= {"placeholder": "31/12/2023", "inputmode": "numeric"}
        self.helper = FormHelper()
        self.helper.form_tag = False

    def clean_first(self):
        return self._day("first")

    def clean_last(self):
        return self._day("last")

    def _day(self, name):
        try:
            return parse_day(text) if (text := self.cleaned_data[name]) else None
        except ValueError as error:
            raise forms.ValidationError(str(error))

    def clean(self):
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day lies before the first day."))

    def narrow(self, entries):
        """Those of ``entries`` that were asked for; days are those of Việt Nam, both included."""
        said = self.cleaned_data
        if said["who"]:
            entries = entries.filter(actor__search_name__contains=fold(said["who"]))
        if said["person"]:
            entries = entries.filter(subjects.meant_by(fold(said["person"]), self.user))
        if said["first"]:
            entries = entries.filter(at__gte=_midnight(said["first"]))
        if said["last"]:
            entries = entries.filter(at__lt=_midnight(said["last"]) + timezone.timedelta(days=1))
        return self._of_kind(entries, said["what"])

    def _of_kind(self, entries, what):
        if what == SEEN:
            return entries.filter(act__in=SIGHTS)
        if what == WRITTEN:
            return entries.exclude(act__in=SIGHTS)
        return entries.filter(act=what) if what else entries


def _midnight(day):
    return timezone.make_aware(timezone.datetime(day.year, day.month, day.day))
