"""Fields in which a branch or an account is typed; ``static/js/suggest.js`` helps where scripts run."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from .finding import account_named, branch_named, named
from .models import Branch


class _TypedField(forms.CharField):
    """The form sets ``seen``, the rows that the asker may choose from, before anything is cleaned."""

    seen = None

    def __init__(self, **said):
        super().__init__(**{"max_length": 300, **said})

    def widget_attrs(self, widget):
        attrs = super().widget_attrs(widget)
        return attrs | {"data-suggest": self.suggestions, "autocomplete": "off", "spellcheck": "false"}

    def clean(self, value):
        text = super().clean(value)
        return self.meant(self.seen, text) if text else None


class BranchField(_TypedField):
    default_error_messages = {"required": _("Type the code or the name of an organisation.")}
    suggestions = reverse_lazy("branches:branch_suggestions")
    meant = staticmethod(branch_named)

    def prepare_value(self, value):
        return named(value) if isinstance(value, Branch) else value


class AccountField(_TypedField):
    default_error_messages = {"required": _("Type the account name or the full name of a person.")}
    suggestions = reverse_lazy("branches:account_suggestions")
    meant = staticmethod(account_named)
