"""How a workbook comes in: as a file or as a pasted block."""

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.once import FIELD, OnceMixin

from ..workbooks.reading.gate import MAX_SIZE

MOST_PASTED = 2_000_000


class UploadForm(OnceMixin, forms.Form):
    """A file, or a block copied from Excel; one of the two."""

    file = forms.FileField(
        label=gettext_lazy("Excel or CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
        error_messages={"empty": gettext_lazy("The file is empty: choose another one.")},
        help_text=gettext_lazy(
            "At most 20 MB. The file itself is not kept: only its cells, until you have written them."
        ),
    )
    pasted = forms.CharField(
        label=gettext_lazy("…or paste the cells here, copied in Excel with their headings"),
        required=False,
        max_length=MOST_PASTED,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )

    @property
    def helper(self):
        helper = FormHelper()
        helper.form_action = reverse_lazy("recruitment:import_list")
        helper.attrs = {"novalidate": ""}
        buttons = Div(Submit("save", _("Go on: look through it")), css_class="form-buttons")
        helper.layout = Layout(FIELD, "file", "pasted", buttons)
        return helper

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file and file.size > MAX_SIZE:
            raise forms.ValidationError(
                _("The file is larger than 20 MB: split it, or delete empty rows and pictures.")
            )
        return file

    def clean(self):
        said = super().clean()
        if not self.errors and bool(said.get("file")) == bool((said.get("pasted") or "").strip()):
            raise forms.ValidationError(_("Choose a file or paste a block: one of the two."))
        return said
