from datetime import timedelta

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ..forms import helper
from .passwords import set_own_password
from .second_factor import device_of, verify
from .throttling import caller, forgive, may_try, note_failure

WRONG_CODE = gettext_lazy(
    "The code is not right or has been used. Wait for the next one; if it is refused too, compare the telephone's "
    "clock with the server's: %(time)s."
)


def locked(request):
    """What somebody is told of whom nothing is looked at for now."""
    until = timezone.localtime(request.locked_until + timedelta(seconds=59))
    text = _("Too many wrong attempts. Try again at %(time)s, or ask the administrator of your committee to unlock it.")
    return forms.ValidationError(text % {"time": f"{until:%H:%M}"}, code="locked")


def wrong_code():
    return forms.ValidationError(WRONG_CODE % {"time": f"{timezone.localtime():%H:%M:%S}"}, code="wrong_code")


def check_code(request, user, code):
    """Raise ValidationError unless ``code`` is right; wrong ones count like wrong passwords."""
    if not may_try(request, user.username):
        raise locked(request)
    if not verify(user, code):
        note_failure(request, user.username)
        raise wrong_code()


class CodeField(forms.CharField):
    def __init__(self, **kwargs):
        widget = forms.TextInput({"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"})
        super().__init__(max_length=20, widget=widget, **kwargs)


class PasswordField(forms.CharField):
    def __init__(self, **kwargs):
        widget = forms.PasswordInput({"autocomplete": "current-password"})
        super().__init__(strip=False, max_length=128, widget=widget, **kwargs)


class LoginForm(AuthenticationForm):
    error_messages = {
        "invalid_login": gettext_lazy(
            "The account name or the password is not right. Look at Caps Lock, and switch the Vietnamese typing off."
        ),
        "inactive": gettext_lazy("This account has been closed."),
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = _("Account name")
        self.fields["username"].widget.attrs["spellcheck"] = "false"
        self.fields["password"].label = _("Password")
        self.helper = helper("username", "password", submit=_("Log in"))

    def get_invalid_login_error(self):
        if self.request.axes_locked_out:
            return locked(self.request)
        return forms.ValidationError(self.error_messages["invalid_login"], code="invalid_login")


class LoginAgainForm(LoginForm):
    """Password and, where the account has a second factor, code, in one: for the page that is locked on the spot."""

    code = CodeField(required=False)

    def clean(self):
        cleaned = super().clean()
        self.is_verified = device_of(self.user_cache) is not None
        if self.is_verified:
            if not cleaned.get("code"):
                raise forms.ValidationError(_("Type the code of your second factor too."), code="code_missing")
            check_code(self.request, self.user_cache, cleaned["code"])
        return cleaned


class CodeForm(forms.Form):
    """The second step of a login."""

    code = CodeField(label=gettext_lazy("Code"))

    def __init__(self, *args, request, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.request, self.user = request, user
        self.fields["code"].widget.attrs["autofocus"] = True
        self.fields["code"].help_text = _("Six digits of the authenticator on your telephone, or a recovery code.")
        self.helper = helper("code", submit=_("Log in"))

    def clean_code(self):
        check_code(self.request, self.user, self.cleaned_data["code"])
        return self.cleaned_data["code"]


def check_own_password(request, password):
    """Raise ValidationError unless ``password`` is that of whoever is logged in; wrong ones count as at the door."""
    username = request.user.get_username()
    if authenticate(request, username=username, password=password) is None:
        text = _("The password is not right.")
        raise locked(request) if request.axes_locked_out else forms.ValidationError(text, code="wrong_password")
    forgive(caller(request, username))


class ProofForm(forms.Form):
    """The own password once more, before the second factor is touched."""

    password = PasswordField(label=gettext_lazy("Your password"))

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        check_own_password(self.request, self.cleaned_data["password"])
        return self.cleaned_data["password"]


class OwnPasswordForm(PasswordChangeForm):
    error_messages = {"password_mismatch": gettext_lazy("The two new passwords differ.")}

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request
        for name, label in (
            ("old_password", _("Old password")),
            ("new_password1", _("New password")),
            ("new_password2", _("New password once more")),
        ):
            self.fields[name].label = label
        self.fields["new_password1"].help_text = _(
            "Ten characters or more; no common or local word, no year, and nothing like your name."
        )
        self.fields["new_password2"].help_text = ""
        self.helper = helper(*self.fields, submit=_("Change the password"))

    def clean_old_password(self):
        check_own_password(self.request, self.cleaned_data["old_password"])
        return self.cleaned_data["old_password"]

    def save(self, commit=True):
        set_own_password(self.user, self.cleaned_data["new_password1"])
        return self.user


class ConfirmForm(forms.Form):
    """The first code of a telephone that has just learnt the secret."""

    code = CodeField(label=gettext_lazy("Code shown on the telephone"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper = helper("code", submit=_("Set up"))
