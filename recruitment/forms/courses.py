"""What people type of a class: when and where, who gets a place, who came."""

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import Action
from branches.models import Branch
from branches.once import OnceMixin

from ..courses import FIELDS, OUT
from ..models import Attendance, Course
from .fields import PlaceField
from .grids import PlaceForm
from .rows import RowsForm
from .sheets import SheetForm, day_field, text_field


class CourseForm(SheetForm):
    """A class; a new one asks for its organiser, one there is bears the ``version`` it was made of."""

    page = gettext_lazy("the class")
    changed = gettext_lazy("%(who)s has changed this class meanwhile: look again, then send.")

    def __init__(self, *args, user, course=None, **kwargs):
        if course:
            kwargs["initial"] = {name: getattr(course, name) for name in FIELDS} | {"version": course.version}
        super().__init__(*args, **kwargs)
        columns = {field.name: field for field in Course._meta.get_fields() if not field.is_relation}
        labels = {name: capfirst(str(columns[name].verbose_name)) for name in FIELDS}
        if course:
            self.fields["version"] = forms.IntegerField(
                label=_("Version of the form"), widget=forms.HiddenInput, min_value=1
            )
        else:
            self.fields["branch"] = PlaceField(label=_("Held by"))
            self.fields["branch"].seen = Branch.objects.visible_to(user, Action.MOVE_PEOPLE)
            self.fields["branch"].help_text = _("Those below see the class, and in it their own people.")
        self.fields["name"] = text_field(_("Name of the class"), columns["name"].max_length)
        self.fields["name"].required = True
        self.fields["first"], self.fields["last"] = day_field(labels["first"]), day_field(labels["last"])
        self.fields["place"] = text_field(_("Place of the class"), columns["place"].max_length)
        self.fields["is_held"] = forms.BooleanField(label=_("The class was held"), required=False)

    def values(self):
        return {name: self.cleaned_data[name] for name in ("branch", *FIELDS) if name in self.cleaned_data}


class AttendanceForm(RowsForm):
    """Who came to a class. A class that is planned knows places only."""

    def __init__(self, *args, course, **kwargs):
        known = Attendance.choices if course.is_held else [(Attendance.ENROLLED.value, Attendance.ENROLLED.label)]
        choices = [*known, (OUT, _("has no place, take out"))]
        super().__init__(*args, choices_of=lambda person: choices, **kwargs)


class SeatsForm(OnceMixin, forms.Form):
    """Whom to give a place: ticked from ``people``."""

    def __init__(self, *args, people, **kwargs):
        super().__init__(*args, **kwargs)
        self.people = {person.pk: person for person in people}
        self.fields["people"] = forms.TypedMultipleChoiceField(
            label=_("Persons"),
            coerce=int,
            choices=[(pk, str(person)) for pk, person in self.people.items()],
            error_messages={
                "required": _("Tick whom this concerns."),
                "invalid_choice": _("Somebody ticked stands elsewhere by now, or is not seen by you: look again."),
            },
        )

    def ticked(self):
        """Ids of those ticked, as they were sent."""
        return set(self.data.getlist("people")) if self.is_bound else set()

    def content(self):
        return {"people": sorted(self.cleaned_data["people"])}

    def refuse(self, refusal):
        for problem in refusal.problems:
            name = f"{self.people[problem.row]}: " if problem.row in self.people else ""
            self.add_error(None, f"{name}{problem.sentence}")


class ClassPlaceForm(PlaceForm):
    """Whose people a grid shows, and of which class, if of one, only those who came."""

    course = forms.ModelChoiceField(
        label=gettext_lazy("class"), queryset=Course.objects.none(), widget=forms.HiddenInput, required=False
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, user=user, **kwargs)
        self.fields["course"].queryset = Course.objects.visible_to(user)
