"""What people type about a person; every choice is narrowed to what its user may do."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Column, Div, Layout, Row, Submit
from django import forms
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import Action
from branches.models import Branch
from branches.once import OnceMixin

from ..describing import DESCRIBED, LISTS, in_words, name_of, value_of
from ..models import PROFILE_FIELDS
from ..profiles import ETHNIC_GROUPS, RELIGIONS, Sex
from ..registering import Person
from ..sources import CHOICES, Outcome
from ..stages import EXITS, GROUPS, WAY
from ..wrong_entries import LONGEST_NOTE, WrongBecause
from .fields import BirthField, CellField, PlaceField, SheetField, YearField

ANY = ("", "–")
SOMEBODY_ELSE = "somebody_else"
LONGEST_ID = 18


class SecondSubmit(Submit):
    """A button beside the one that most people want."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.field_classes = "btn btn-outline-secondary"


class PersonForm(forms.Form):
    """The present description of a person: twelve fields."""

    full_name = SheetField("full_name", required=True)
    birth = BirthField(
        "birth_date", help_text=gettext_lazy("3/4/1999, 03041999, 3-4-99 or 3.4.1999; or the year alone")
    )
    sex = forms.ChoiceField(choices=[ANY, *Sex.choices], required=False)
    ethnic_group = SheetField("ethnic_group", [(name, name) for name in ETHNIC_GROUPS])
    religion = SheetField("religion", [(name, name) for name in RELIGIONS])
    branch = CellField(help_text=gettext_lazy("Type a part of the name and choose, or type the code."))
    residence = SheetField("residence")
    occupation = SheetField("occupation", LISTS["occupation"].choices)
    general_education = SheetField("general_education", LISTS["general_education"].choices)
    professional_education = SheetField("professional_education", LISTS["professional_education"].choices)
    is_union_member = forms.NullBooleanField(required=False)
    tags = SheetField("tags", help_text=gettext_lazy("Groups of the office's own, with ; between them."))

    def __init__(self, *args, user, candidate=None, **kwargs):
        if candidate:
            kwargs["initial"] = {name: value_of(candidate, name) for name in DESCRIBED}
        super().__init__(*args, **kwargs)
        self.fields["branch"].seen = Branch.objects.visible_to(user, Action.EDIT_PEOPLE)
        for name in DESCRIBED:
            self.fields[name].label = capfirst(name_of(name))
        for name in self.lists():
            self.fields[name].widget.attrs["list"] = f"list_{name}"
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": "", "data-form": "", "autocomplete": "off"}
        columns = [Column(name, css_class="col-md-6") for name in DESCRIBED]
        pairs = [Row(*columns[place : place + 2]) for place in range(0, len(columns), 2)]
        self.helper.layout = Layout(*self.hidden(), *pairs, Div(*self.buttons(), css_class="form-buttons"))

    def hidden(self):
        return [name for name, field in self.fields.items() if isinstance(field.widget, forms.HiddenInput)]

    def buttons(self):
        return [Submit("save", _("Save"))]

    def lists(self):
        """{field: names that the browser offers}."""
        fields = self.fields.items()
        return {name: [said for _value, said in field.known] for name, field in fields if getattr(field, "known", ())}

    def values(self):
        """What was typed, as ``edit_person`` takes it."""
        said = {name: self.cleaned_data[name] for name in DESCRIBED}
        said["birth_date"], said["birth_year"] = said.pop("birth")
        return said

    def refuse(self, refusal):
        """Say at the fields why a verb refused."""
        for problem in refusal.problems:
            field = "birth" if problem.field in {"birth_date", "birth_year"} else problem.field
            self.add_error(field if field in self.fields else None, problem.sentence)


class EnterForm(OnceMixin, PersonForm):
    """A new person. ``looked_at``: ids of those much alike who were shown; who says that it is somebody else, passes them.

    ``alike``: (candidate, ``duplicates.Why``) of those who are shown beside the form.
    """

    looked_at = forms.CharField(
        label=gettext_lazy("People shown"), widget=forms.HiddenInput, max_length=4000, required=False
    )
    alike = ()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.helper.attrs["data-first"] = ""

    def apart_from(self):
        """Ids of whom the new person is not, as was said with the button of its own."""
        said = self.cleaned_data["looked_at"].split() if SOMEBODY_ELSE in self.data else ()
        return {int(pk) for pk in said if pk.isdecimal() and len(pk) < LONGEST_ID}

    def buttons(self):
        return [*super().buttons(), SecondSubmit("next", _("Save and enter the next person"))]

    def person(self):
        """What was typed, as ``enter_person`` takes it: what was left empty is not said."""
        said = self.values()
        return Person(
            said["full_name"],
            said["branch"],
            residence=said["residence"],
            profile={name: said[name] for name in PROFILE_FIELDS if said[name] not in (None, "")},
            tags=said["tags"] or None,
        )

    def content(self):
        return self.values() | {"branch": self.cleaned_data["branch"].pk}

    def known_already(self, refusal):
        """Say why nothing was saved, show who is known, and let pass whoever says that it is somebody else."""
        self.add_error(None, refusal.problems[0].sentence)
        self.alike = refusal.alike
        self.data = self.data.copy()
        self.data["looked_at"] = " ".join(str(known.pk) for known, _why in refusal.alike)
        self.helper.layout[-1].append(SecondSubmit(SOMEBODY_ELSE, _("It is somebody else: save")))

    def sent_before(self, address):
        sentence = _("This form was sent before with other content. Look at what it made, then save this as another:")
        self.add_error(None, with_link(sentence, address, _("the person entered then")))
        self.renew_token()


class EditForm(PersonForm):
    """A correction; ``version`` is that of the row it was made of."""

    version = forms.IntegerField(label=gettext_lazy("Version of the form"), widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, candidate, **kwargs):
        super().__init__(*args, candidate=candidate, **kwargs)
        self.fields["version"].initial = candidate.version

    def conflicts(self, stale):
        """Field by field what is there now, who changed it and when, beside what was typed; saving again overwrites."""
        changed = {}
        for change in stale.changes:
            changed |= {"birth" if name.startswith("birth_") else name: change for name in change.fields}
        self.renew_version(stale.row)
        return [
            {
                "name": name_of(name),
                "now": in_words(name, value_of(stale.row, name)),
                "typed": in_words(name, self.cleaned_data[name]),
                "change": change,
            }
            for name, change in changed.items()
            if name in DESCRIBED
        ]

    def renew_version(self, row):
        self.data = self.data.copy()
        self.data["version"] = row.version


class WrongEntryForm(forms.Form):
    """Why an entry was wrong."""

    reason = forms.ChoiceField(label=gettext_lazy("Why was it wrong?"), choices=WrongBecause.choices)
    note = forms.CharField(label=gettext_lazy("Note"), max_length=LONGEST_NOTE, required=False)
    version = forms.IntegerField(label=gettext_lazy("Version of the form"), widget=forms.HiddenInput, min_value=1)
    button = gettext_lazy("Strike out this wrong entry")
    what_happens = gettext_lazy(
        "The person and what is recorded of an admission leave every list and every figure; it can be restored. "
        "Somebody who was rightly listed and gives up is no wrong entry."
    )

    def __init__(self, *args, candidate, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = candidate.version
        self.helper = FormHelper()
        self.helper.attrs = {"novalidate": "", "data-form": ""}
        self.helper.add_input(Submit("save", self.button))

    def refuse(self, refusal):
        for problem in refusal.problems:
            self.add_error(problem.field if problem.field in self.fields else None, problem.sentence)

    def changed_meanwhile(self, stale):
        who = ", ".join(dict.fromkeys(str(change.by) for change in stale.changes))
        self.add_error(None, _("%(who)s has changed this person meanwhile: look again, then send.") % {"who": who})
        self.data = self.data.copy()
        self.data["version"] = stale.row.version


class RestoreForm(WrongEntryForm):
    """A wrong entry stands again."""

    reason = note = None
    button = gettext_lazy("Restore this entry")
    what_happens = gettext_lazy("The person and the admission struck out with it stand in lists and figures again.")


MONTHS = gettext_lazy("Months are a number from 1 to 600.")
STAGES = [
    ANY,
    (gettext_lazy("Together"), [(key, name) for key, (name, _stages) in GROUPS.items()]),
    (gettext_lazy("One stage"), [(stage.value, stage.label) for stage in (*WAY, *EXITS)]),
]


class ListForm(forms.Form):
    """What a list of people shows, as a table or by stage; lives in the address."""

    q = forms.CharField(label=gettext_lazy("Name or code"), max_length=100, required=False)
    branch = PlaceField(label=gettext_lazy("Organisation, with all below"), required=False)
    stage = forms.ChoiceField(label=gettext_lazy("Stage"), choices=STAGES, required=False)
    longer_than = forms.IntegerField(
        label=gettext_lazy("For more than … months"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 3}),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), MONTHS),
        min_value=1,
        max_value=600,
        required=False,
    )
    sex = forms.ChoiceField(label=gettext_lazy("Sex"), choices=[ANY, *Sex.choices], required=False)
    minority = forms.ChoiceField(
        label=gettext_lazy("Ethnic group"),
        choices=[ANY, ("minority", gettext_lazy("Ethnic minorities")), ("kinh", "Kinh")],
        required=False,
    )
    born_from = YearField(label=gettext_lazy("Born from"), required=False)
    born_to = YearField(label=gettext_lazy("until"), required=False)
    source = forms.ChoiceField(label=gettext_lazy("Introduced by"), choices=[ANY, *CHOICES], required=False)
    handed_over = YearField(label=gettext_lazy("handed over in"), required=False)
    outcome = forms.ChoiceField(label=gettext_lazy("What came of it"), choices=[ANY, *Outcome.choices], required=False)
    to_put_right = forms.BooleanField(label=gettext_lazy("something to be put right"), required=False)
    is_away = forms.BooleanField(label=gettext_lazy("away for work"), required=False)
    only_void = forms.BooleanField(label=gettext_lazy("only wrong entries"), required=False)

    FIRST = ("q", "branch", "stage", "longer_than", "to_put_right")

    def first(self):
        """What most people ask for."""
        return [self[name] for name in self.FIRST]

    def further(self):
        return [field for field in self if field.name not in self.FIRST]

    @property
    def asks_further(self):
        return any(field.value() for field in self.further())

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["branch"].seen = Branch.objects.visible_to(user, Action.VIEW_PEOPLE)
        for field in self.fields.values():
            kind = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}
            field.widget.attrs["class"] = kind.get(type(field.widget), "form-control")


def with_link(sentence, address, text):
    return format_html('{} <a href="{}">{}</a>', sentence, address, text)
