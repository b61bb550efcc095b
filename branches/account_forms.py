"""The forms of the accounts screen. Each is made for whoever fills it in (``by``) and offers what he may choose from."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from config.clock import today
from config.fields import DayField

from .access import Action
from .accounts.listing import AccountState
from .accounts.passwords import one_time_password
from .fields import AccountField, BranchField
from .forms import helper
from .models import Branch, User
from .once import FIELD, OnceMixin, SentBefore, once
from .roles import Role
from .sessions import LEAST_IDLE, MOST_IDLE
from .spans import ONE_DAY

YEARS_AHEAD = 10
"""No role is planned further ahead: a year beyond is a slip of the finger."""


class SheetForm(forms.Form):
    """A form on a sheet of its own. The first field with an error has the focus when it comes back."""

    submit = _("Save")

    def __init__(self, *args, by, **kwargs):
        super().__init__(*args, **kwargs)
        self.by = by
        for field in self.fields.values():
            if isinstance(field, BranchField):
                field.seen = Branch.objects.visible_to(by, Action.MANAGE_ACCESS).filter(valid_to=None)
            elif isinstance(field, AccountField):
                field.seen = User.objects.visible_to(by)
            else:
                field.error_messages["required"] = _("Fill this in.")

    @property
    def helper(self):
        return helper(*self.fields, submit=self.submit)

    def add_error(self, field, error):
        super().add_error(field, error)
        for name, shown in self.fields.items():
            shown.widget.attrs.pop("autofocus", None)
            if name in self._errors:
                shown.widget.attrs["autofocus"] = True
                break

    def refuse(self, refusal):
        """Show what a verb refused, each sentence at its field where the form has it."""
        said = refusal.error_dict if hasattr(refusal, "error_dict") else {None: refusal}
        for name, error in said.items():
            self.add_error(name if name in self.fields else None, error)

    def try_to(self, act):
        """Whether the verb ``act()`` did it; where it refused, its reasons are now among the errors."""
        try:
            act()
        except ValidationError as refusal:
            self.refuse(refusal)
        return not self.errors


class OnceForm(OnceMixin, SheetForm):
    """A sheet that makes something: one thing, however often it is sent."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields[FIELD].label = _("This form")

    def make_once(self, make):
        """The address of what ``make()`` makes or made of this form; None where it was refused, and the form says why."""
        typed = {name: self.data.get(self.add_prefix(name), "") for name in self.fields if name != FIELD}
        try:
            return once(self.cleaned_data[FIELD], typed, make, by=self.by)
        except SentBefore as before:
            self.renew_token()
            text = _('This form has been sent before, with other content: <a href="{}">see what it made</a>.')
            self.add_error(None, format_html(text, before.address))
        except ValidationError as refusal:
            self.refuse(refusal)

    def one_time_password(self):
        """The same whenever this very form is sent by the same person."""
        return one_time_password(f"{self.by.pk}:{self.cleaned_data[FIELD]}")


class RoleFields(forms.Form):
    """A role at a branch from a day on."""

    role = forms.ChoiceField(label=_("Role"), choices=[("", _("Choose a role")), *Role.choices])
    branch = BranchField(
        label=_("Organisation"), help_text=_("Type a part of the code or name, with or without accents.")
    )
    valid_from = DayField(label=_("First day"), initial=today)
    last_day = DayField(label=_("Last day"), required=False, help_text=_("Leave it empty where no end is planned."))

    def clean_valid_from(self):
        return _near(self.cleaned_data["valid_from"])

    def clean_last_day(self):
        return self.cleaned_data["last_day"] and _near(self.cleaned_data["last_day"])

    def said(self):
        """What the verbs take."""
        said = self.cleaned_data
        end = said["last_day"] and said["last_day"] + ONE_DAY
        return {"role": said["role"], "branch": said["branch"], "valid_from": said["valid_from"], "valid_to": end}


def _near(day):
    if abs(day.year - today().year) > YEARS_AHEAD:
        raise ValidationError(_("Look at the year again: it is more than ten years away."))
    return day


class AccountForm(RoleFields, OnceForm):
    submit = _("Make the account")
    username = forms.CharField(
        label=_("Account name"),
        max_length=User._meta.get_field("username").max_length,
        help_text=_("What the person logs in with: letters and digits without accents, for example an-ia-dom."),
        validators=User._meta.get_field("username").validators,
    )
    full_name = forms.CharField(label=_("Full name"), max_length=User._meta.get_field("full_name").max_length)
    field_order = ["username", "full_name", "role", "branch", "valid_from", "last_day"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].widget.attrs |= {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        self.fields["full_name"].widget.attrs["autocomplete"] = "off"


class GrantForm(RoleFields, OnceForm):
    submit = _("Give the role")


class RenameForm(SheetForm):
    full_name = forms.CharField(label=_("Full name"), max_length=User._meta.get_field("full_name").max_length)
    version = forms.IntegerField(label=_("This form"), widget=forms.HiddenInput)

    def renew_version(self, version):
        """Sent again, the form overwrites what its sender has now been told of."""
        self.data = self.data.copy()
        self.data[self.add_prefix("version")] = str(version)


class EndForm(SheetForm):
    submit = _("End the role")
    AT_ONCE, AFTER = "now", "after"
    when = forms.ChoiceField(
        label=_("When"),
        choices=[(AFTER, _("After the day below")), (AT_ONCE, _("At once"))],
        initial=AFTER,
    )
    last_day = DayField(label=_("Last day"), required=False, initial=today)

    def clean(self):
        said = super().clean()
        if said.get("when") == self.AT_ONCE:
            said["last_day"] = today() - ONE_DAY
            self._errors.pop("last_day", None)
        elif "last_day" in said and said["last_day"] is None:
            self.add_error("last_day", _("Type the last day on which the role holds."))
        return said


class HandOverForm(OnceForm):
    submit = _("Hand the role over")
    to_user = AccountField(label=_("Receiver"), help_text=_("Type a part of the name, with or without accents."))
    first_day = DayField(
        label=_("First day of the receiver"),
        initial=lambda: today() + timedelta(days=1),
        help_text=_("The role of the present holder ends the day before."),
    )

    def clean_first_day(self):
        return _near(self.cleaned_data["first_day"])


class ConfirmForm(SheetForm):
    """Nothing but a button: closing and opening again."""

    def __init__(self, *args, submit, **kwargs):
        self.submit = submit
        super().__init__(*args, **kwargs)


class ResetForm(OnceForm):
    submit = _("Make a new password")


class IdleForm(SheetForm):
    minutes = forms.IntegerField(
        label=_("Minutes without work until screens are locked"),
        min_value=LEAST_IDLE,
        max_value=MOST_IDLE,
        help_text=_("It holds for everybody, from the next page on. Nothing that is being typed is lost."),
    )


class ListForm(SheetForm):
    """What the list is asked for; it lives in the address."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    role = forms.ChoiceField(label=_("Role"), required=False, choices=[("", _("Every role")), *Role.choices])
    branch = BranchField(label=_("Organisation and below"), required=False)
    state = forms.ChoiceField(label=_("State"), required=False, choices=[("", _("Every state")), *AccountState.choices])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            chosen = isinstance(field.widget, forms.Select)
            field.widget.attrs["class"] = "form-select" if chosen else "form-control"

    def asked(self):
        """What ``accounts_listed`` takes; None where the form cannot be understood."""
        if not self.is_valid():
            return None
        said = self.cleaned_data
        return {"text": said["q"], "role": said["role"], "branch": said["branch"], "state": said["state"]}


class SuggestForm(forms.Form):
    q = forms.CharField(max_length=100)
