"""Form fields that take what people in Việt Nam type."""

from datetime import date

from django import forms

from .days import parse_day


class DayField(forms.Field):
    """A day, typed in any shape that ``parse_day`` knows and shown as 31/12/2023."""

    widget = forms.TextInput

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "autocomplete": "off", "maxlength": "30"}

    def prepare_value(self, value):
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def to_python(self, value):
        if not value or not str(value).strip():
            return None
        try:
            return parse_day(value)
        except ValueError as refusal:
            raise forms.ValidationError(str(refusal), code="invalid")
