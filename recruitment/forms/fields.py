"""Fields of the forms of people: read as the import reads a cell, and given back as they were typed."""

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy

from branches.fields import BranchField
from branches.names import clean, fold

from ..describing import in_words
from ..workbooks.sheets.people import PeopleSheet


class YearField(forms.RegexField):
    """A year of four digits, as a number."""

    def __init__(self, **kwargs):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "maxlength": 4})
        text = gettext_lazy("A year has four digits, for example 1999.")
        super().__init__(r"(19|20)[0-9]{2}", widget=widget, error_messages={"invalid": text}, **kwargs)

    def clean(self, value):
        year = super().clean(value)
        return int(year) if year else None


class CellField(BranchField):
    suggestions = reverse_lazy("recruitment:cell_suggestions")


class PlaceField(BranchField):
    suggestions = reverse_lazy("recruitment:branch_suggestions")


class SheetField(forms.CharField):
    """Reads what is typed as the import reads a cell of this column, and writes a value as a screen shows it.

    ``known``: (value, name) of the list that the browser offers; other text is taken as it is typed.
    """

    def __init__(self, column, known=(), **kwargs):
        super().__init__(required=kwargs.pop("required", False), **kwargs)
        self.column, self.known = column, known

    def clean(self, value):
        text = clean(super().clean(value))
        if not text:
            return self.empty()
        for each, name in self.known:
            if fold(text) == fold(name):
                return each
        try:
            said = PeopleSheet.fields[self.column].widget.clean(text)
        except ValueError as error:
            raise ValidationError(str(error))
        return str(said) if isinstance(said, str) else said

    def empty(self):
        return ""

    def prepare_value(self, value):
        return value if isinstance(value, str) and value not in dict(self.known) else in_words(self.column, value)


class BirthField(SheetField):
    """A birth date in any of the usual forms, or the year alone, as (date or None, year or None)."""

    def empty(self):
        return None, None

    def prepare_value(self, value):
        return value if isinstance(value, str) else in_words("birth", value or (None, None))
