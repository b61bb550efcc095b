"""What people type of sponsors: who is assigned, who goes on no longer, what a sponsor told."""

from crispy_forms.layout import Column, Row, Submit
from django import forms
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.fields import MemberField
from branches.models import Member

from ..models import SponsorLeft, SponsorReport, SponsorRole, Sponsorship
from ..sponsoring import ASSIGNED, ENDED, TOLD
from .sheets import SheetForm, day_field, note, text_field


def _column(model, name):
    return model._meta.get_field(name)


def _label(model, name):
    return capfirst(str(_column(model, name).verbose_name))


def _choice(model, name, *, required=True, empty=None):
    choices = list(_column(model, name).choices)
    if empty is not None:
        choices = [("", empty), *choices]
    return forms.ChoiceField(label=_label(model, name), choices=choices, required=required)


class AssignForm(SheetForm):
    """A sponsor for a person; ``version`` is that of the person the form was made for."""

    member = MemberField(label=gettext_lazy("Member"))
    version = forms.IntegerField(label=gettext_lazy("Version of the form"), widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, person, user, initial, **kwargs):
        super().__init__(*args, initial={"role": SponsorRole.HELPS, "version": person.version} | initial, **kwargs)
        self.fields["member"].seen = Member.objects.visible_to(user)  # the verb says why somebody cannot be one
        self.fields["member"].help_text = _("Type a part of the name: only full members of the same base organisation.")
        self.fields["member"].widget.attrs["data-suggest"] = reverse(
            "recruitment:sponsor_suggestions", args=[person.pk]
        )
        self.fields["role"] = _choice(Sponsorship, "role")
        self.fields["assigned_on"] = day_field(_label(Sponsorship, "assigned_on"))
        self.fields["number"] = text_field(_label(Sponsorship, "number"), _column(Sponsorship, "number").max_length)
        self.fields["known_since"] = day_field(_label(Sponsorship, "known_since"), required=False)
        self.fields["known_since"].help_text = _("Working, learning or living together; asked of who introduces.")
        self.fields["waived_by"] = _choice(Sponsorship, "waived_by", required=False, empty="–")
        self.fields["is_relative"] = forms.BooleanField(label=_label(Sponsorship, "is_relative"), required=False)

    def rows(self):
        return [
            Row(Column("member", css_class="col-md-7"), Column("role", css_class="col-md-5")),
            Row(Column("assigned_on", css_class="col-md-4"), Column("number", css_class="col-md-4")),
            Row(Column("known_since", css_class="col-md-4"), Column("waived_by", css_class="col-md-8")),
            note(_("A relative may not judge freely: where there is another member, assign that one.")),
            Row(Column("is_relative")),
        ]

    def values(self):
        return {name: self.cleaned_data[name] for name in ASSIGNED}


AND_REPLACE = "replace"


class EndForm(SheetForm):
    """A sponsor goes on no longer; what was seen of the person so far is handed over."""

    def __init__(self, *args, member, **kwargs):
        initial = {"ended_on": member.left_on, "ended_because": SponsorLeft.MOVED} if member.left_on else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["ended_on"] = day_field(_label(Sponsorship, "ended_on"))
        self.fields["ended_because"] = _choice(Sponsorship, "ended_because")
        self.fields["comment"] = text_field(_label(Sponsorship, "comment"), _column(Sponsorship, "comment").max_length)
        self.fields["comment"].widget = forms.Textarea(
            attrs={"rows": 3, "maxlength": self.fields["comment"].max_length}
        )
        self.fields["comment"].help_text = _(
            "It stays with the person: strengths, weaknesses, what is still to be done."
        )

    def rows(self):
        return [
            Row(Column("ended_on", css_class="col-md-4"), Column("ended_because", css_class="col-md-8")),
            Row(Column("comment")),
        ]

    def buttons(self):
        return [
            Submit("save", _("Save")),
            Submit(AND_REPLACE, _("Save and assign another"), css_class="btn-outline-secondary"),
        ]

    def values(self):
        return {name: self.cleaned_data[name] for name in ENDED}

    @property
    def is_replaced(self):
        return AND_REPLACE in self.data


class ReportForm(SheetForm):
    """What a sponsor told on a day, kept short; ``report``: the one that is corrected."""

    corrects = forms.IntegerField(label=gettext_lazy("Report"), widget=forms.HiddenInput, required=False)

    def __init__(self, *args, report=None, **kwargs):
        known = ("reported_on", *TOLD)
        initial = {name: getattr(report, name) for name in known} | {"corrects": report.pk} if report else {}
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["reported_on"] = day_field(_label(SponsorReport, "reported_on"))
        for name in TOLD:
            most = _column(SponsorReport, name).max_length
            self.fields[name] = text_field(_label(SponsorReport, name), most)
            self.fields[name].widget = forms.Textarea(attrs={"rows": 2, "maxlength": most})

    def rows(self):
        return [Row(Column("reported_on", css_class="col-md-4")), *(Row(Column(name)) for name in TOLD)]

    def values(self):
        return {name: self.cleaned_data[name] for name in TOLD}
