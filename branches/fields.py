"""Fields in which a branch, a member or an account is typed; ``static/js/suggest.js`` helps where scripts run."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from .finding import account_named, branch_named, member_named, named, named_member
from .models import Branch, Member


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


class MemberField(_TypedField):
    """The form says where suggestions come from: ``suggestions`` depends on whom the member is asked for."""

    default_error_messages = {"required": _("Type the code or the name of a member.")}
    suggestions = ""
    meant = staticmethod(member_named)

    def prepare_value(self, value):
        return named_member(value) if isinstance(value, Member) else value
