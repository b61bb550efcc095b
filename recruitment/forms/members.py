"""What people type of a member of the register, and what they ask its list."""

from django import forms
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import Action
from branches.finding import named
from branches.members import EDITED, OPTIONAL, MemberDraft
from branches.models import Branch, Member

from ..member_listing import Presence
from .fields import CellField, PlaceField, YearField
from .people import SecondSubmit, with_link
from .sheets import SheetForm, day_field

NAMES = {"left_on": gettext_lazy("Left on")}
"""Where a member's field is called otherwise than the column."""


def name_of(field):
    return str(NAMES[field]) if field in NAMES else capfirst(str(Member._meta.get_field(field).verbose_name))


def longest(field):
    return Member._meta.get_field(field).max_length


class MemberForm(SheetForm):
    """All that is kept of a member."""

    full_name = forms.CharField(max_length=longest("full_name"))
    birth_year = YearField(required=False)
    branch = CellField(help_text=gettext_lazy("Type a part of the name and choose, or type the code."))
    official_on = day_field("", required=False, help_text=gettext_lazy("Leave it empty for a probationary member."))
    left_on = day_field(
        "",
        required=False,
        help_text=gettext_lazy("The first day not here any more: moved away, died or left the Party."),
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].seen = Branch.objects.visible_to(user, Action.EDIT_PEOPLE)
        for name in EDITED:
            self.fields[name].label = name_of(name)

    def values(self):
        """What was typed, as ``edit_member`` takes it."""
        return {name: self.cleaned_data[name] for name in EDITED}


class EnterMemberForm(MemberForm):
    """A new member."""

    code = forms.CharField(
        max_length=longest("code"),
        required=False,
        help_text=gettext_lazy("The office's own number; leave it empty and one is given."),
    )
    field_order = ("full_name", "birth_year", "branch", "official_on", "left_on", "code")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].label = name_of("code")

    def buttons(self):
        return [*super().buttons(), SecondSubmit("next", _("Save and enter the next member"))]

    def draft(self):
        said = self.cleaned_data
        optional = {name: said[name] for name in OPTIONAL}
        return MemberDraft(said["full_name"], said["branch"], code=said["code"], said=optional)

    def content(self):
        return super().content() | {"branch": self.cleaned_data["branch"].pk}

    def known_already(self, refusal, address):
        """Say who is known, with the way there."""
        (problem,) = refusal.problems
        self.add_error(problem.field, with_link(problem.sentence, address, str(refusal.member)))

    def sent_before(self, address):
        sentence = _("This form was sent before with other content. Look at what it made, then save this as another:")
        self.add_error(None, with_link(sentence, address, _("the member entered then")))
        self.renew_token()


class EditMemberForm(MemberForm):
    """A correction; ``version`` is that of the row it was made of."""

    version = forms.IntegerField(label=gettext_lazy("Version of the form"), widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, member, **kwargs):
        initial = {name: getattr(member, name) for name in (*EDITED, "version")}
        super().__init__(*args, initial=initial, **kwargs)

    @property
    def helper(self):
        helper = super().helper
        del helper.attrs["data-first"]
        return helper

    def conflicts(self, stale):
        """Field by field what is there now, who changed it and when, beside what was typed; saving again overwrites."""
        changed = {name: change for change in stale.changes for name in change.fields if name in EDITED}
        self.data = self.data.copy()
        self.data["version"] = stale.row.version
        return [
            {
                "name": name_of(name),
                "now": _in_words(getattr(stale.row, name)),
                "typed": _in_words(self.cleaned_data[name]),
                "change": change,
            }
            for name, change in changed.items()
        ]


def _in_words(value):
    if isinstance(value, Branch):
        return named(value)
    return date_format(value) if hasattr(value, "day") else str(value or "")


class MemberListForm(forms.Form):
    """What the list of members shows; lives in the address."""

    q = forms.CharField(label=gettext_lazy("Name or code"), max_length=100, required=False)
    branch = PlaceField(label=gettext_lazy("Organisation, with all below"), required=False)
    presence = forms.ChoiceField(
        label=gettext_lazy("Show"), choices=[("", gettext_lazy("those still here")), *Presence.choices], required=False
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].seen = Branch.objects.visible_to(user, Action.VIEW_PEOPLE)
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select" if isinstance(field.widget, forms.Select) else "form-control"
