"""What people type of a dossier: papers, verifications, consents. Each form is a grid: one row a thing, all saved at once."""

from dataclasses import dataclass

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from config.fields import DayField

from ..conditions import APPLIES
from ..models import Case, Consent, Paper, PaperState, Verification

SPARE, MOST_ROWS = 3, 40
"""So many empty rows below those there are; more than the other nobody can have."""


@dataclass(frozen=True)
class GridRow:
    """``label``: what the row is about; ``fields``: its bound fields; ``about``: what the template may want to say more."""

    label: str
    fields: list
    about: object = None


class GridForm(forms.Form):
    """Fields named ``place-name``, one set for each row. ``version`` is that of the person it was made of."""

    model, names, title = None, (), ""
    version = forms.IntegerField(label=gettext_lazy("Version of the form"), widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args, person, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = person.version

    def add_row(self, place, label, row):
        for name in self.names:
            field = self.make(name)
            field.required, field.initial = False, getattr(row, name)
            column = capfirst(str(self.column(name)))
            field.label = f"{label}: {column}"
            field.widget.attrs |= {"aria-label": field.label, "class": CLASSES.get(type(field.widget), "form-control")}
            self.fields[f"{place}-{name}"] = field

    def make(self, name):
        known = self.model._meta.get_field(name)
        if known.choices:
            choices = known.choices if known.has_default() else [("", "–"), *known.choices]
            return forms.ChoiceField(choices=choices)
        if known.get_internal_type() == "DateField":
            return DayField()
        if known.get_internal_type() == "BooleanField":
            return forms.BooleanField()
        return forms.CharField(max_length=known.max_length)

    def column(self, name):
        return self.model._meta.get_field(name).verbose_name

    def columns(self):
        return [capfirst(str(self.column(name))) for name in self.names]

    def bound(self, place):
        fields = [self[f"{place}-{name}"] for name in self.names]
        for field in fields:
            if field.errors and "is-invalid" not in field.field.widget.attrs["class"]:
                field.field.widget.attrs["class"] += " is-invalid"
        return fields

    def said_at(self, place):
        return {name: self.cleaned_data[f"{place}-{name}"] for name in self.names}

    def rows(self):
        """What ``dossier`` takes: a dict for each row."""
        return [self.keys_at(place) | self.said_at(place) for place in self.places]

    def refuse(self, refusal):
        """Say at the fields why the verb refused: a problem's row is a place in the list of ``rows``."""
        for problem in refusal.problems:
            name = None if problem.row is None else f"{self.places[problem.row]}-{problem.field}"
            if name not in self.fields and problem.row is not None:
                name = f"{self.places[problem.row]}-{self.names[0]}"
            self.add_error(name, problem.sentence)

    def renew_version(self, stale):
        self.data = self.data.copy()
        self.data["version"] = stale.row.version


CLASSES = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}


class PapersForm(GridForm):
    """The papers of some groups of the folder. ``sections``: of ``folder.folder_of``."""

    model, names = Paper, ("state", "number", "dated_on", "signer", "place")

    def __init__(self, *args, sections, **kwargs):
        super().__init__(*args, **kwargs)
        self.sections, self.keys = sections, {}
        for section in sections:
            for sheet in section.sheets:
                place = f"{sheet.kind.key}-{sheet.ordinal}"
                self.keys[place] = {"kind": sheet.kind.key, "ordinal": sheet.ordinal}
                label = str(sheet.kind) if sheet.is_only else f"{sheet.kind} ({sheet.ordinal})"
                self.add_row(place, label, sheet.row)
        self.places = list(self.keys)

    def keys_at(self, place):
        return self.keys[place]

    def said_at(self, place):
        said = super().said_at(place)
        return said | {"state": said["state"] or PaperState.MISSING}

    def groups(self):
        """(section, its rows)"""
        return [(section, [self._grid_row(sheet) for sheet in section.sheets]) for section in self.sections]

    def _grid_row(self, sheet):
        return GridRow(sheet.kind.name, self.bound(f"{sheet.kind.key}-{sheet.ordinal}"), sheet)


class VerificationsForm(GridForm):
    """Who was asked about a person's history. ``verifications``: those there are; a row without a relation is none."""

    model = Verification
    names = ("relation", "place", "is_abroad", "sent_on", "answered_on", "done_by", "waived_by")
    count = forms.IntegerField(label=gettext_lazy("Rows"), widget=forms.HiddenInput, min_value=0, max_value=MOST_ROWS)

    def __init__(self, *args, verifications, **kwargs):
        super().__init__(*args, **kwargs)
        many = self._many(len(verifications))
        self.fields["count"].initial = many
        self.places = [str(number) for number in range(many)]
        for number, place in enumerate(self.places):
            row = verifications[number] if number < len(verifications) else Verification()
            self.add_row(place, _("Row %(number)s") % {"number": number + 1}, row)

    def _many(self, there):
        """As many rows as were sent; at first, some to spare."""
        sent = str(self.data.get("count", ""))
        return min(int(sent), MOST_ROWS) if sent.isascii() and sent.isdigit() else there + SPARE

    def keys_at(self, place):
        return {}

    def grid(self):
        return [GridRow(self._label(place), self.bound(place)) for place in self.places]

    def _label(self, place):
        return _("Row %(number)s") % {"number": int(place) + 1}

    def clean(self):
        """Who types something about nobody is asked about whom."""
        said = super().clean()
        for place in self.places:
            others = [self.cleaned_data.get(f"{place}-{name}") for name in self.names[1:]]
            if any(others) and not self.cleaned_data.get(f"{place}-relation"):
                self.add_error(f"{place}-relation", _("Choose about whom."))
        return said


class ConsentsForm(GridForm):
    """Every case that may ask for a consent. ``facts``: of the person."""

    model, names = Consent, ("applies", "body", "number", "dated_on")

    def __init__(self, *args, facts, **kwargs):
        super().__init__(*args, **kwargs)
        self.facts, self.places = facts, list(Case.values)
        for case in Case:
            row = facts.consents.get(case) or Consent(case=case)
            row.applies = case in facts.consents or self.is_found(case)
            self.add_row(case, capfirst(str(case.label)), row)

    def make(self, name):
        return forms.BooleanField() if name == "applies" else super().make(name)

    def column(self, name):
        return _("applies") if name == "applies" else super().column(name)

    def is_found(self, case):
        """Whether what is known of the person already says so."""
        return case in APPLIES and APPLIES[case](self.facts)

    def keys_at(self, place):
        return {"case": place}

    def rows(self):
        """A case that applies, or of which something was typed; what is found by itself is only written with its paper."""
        told = [(place, self.said_at(place)) for place in self.places]
        return [
            {"case": place} | {name: said[name] for name in self.names[1:]}
            for place, said in told
            if any(said[name] for name in self.names[1:]) or (said["applies"] and not self.is_found(place))
        ]

    def refuse(self, refusal):
        self.places = [row["case"] for row in self.rows()]
        super().refuse(refusal)
        self.places = list(Case.values)

    def grid(self):
        return [GridRow(capfirst(str(Case(case).label)), self.bound(case), self.is_found(case)) for case in self.places]
