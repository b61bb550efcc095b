from crispy_forms.helper import FormHelper
from crispy_forms.layout import Layout, Submit
from django import forms
from django.conf import settings

from .models import User


def helper(*fields, submit):
    """How the forms of accounts are laid out. Browsers check nothing: they would do it in a language of their own."""
    layout = FormHelper()
    layout.attrs = {"novalidate": ""}
    layout.layout = Layout(*fields)
    layout.add_input(Submit("send", submit))
    return layout


class LanguageForm(forms.ModelForm):
    """The language of a user's pages."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)

    class Meta:
        model = User
        fields = ["language"]
