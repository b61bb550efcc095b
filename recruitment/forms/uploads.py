"""What people say of a workbook they bring in: the file or the pasted block, and then what its sheets and cells mean."""

from dataclasses import dataclass

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Div, Layout, Submit
from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import paths_where
from branches.names import clean
from branches.once import FIELD, OnceMixin

from ..workbooks.cells import OneOf, Reference
from ..workbooks.choices import NOT_READ, Choices, SheetChoice
from ..workbooks.headings import table_of
from ..workbooks.reading import letters, shown
from ..workbooks.reading.gate import MAX_SIZE
from ..workbooks.sheets import SHEETS, sheet_of_key

MOST_PASTED = 2_000_000
EXAMPLES = 3
MOST_SHOWN = 200
"""More errors than anybody puts right on one page; the others follow when these are done."""


class UploadForm(OnceMixin, forms.Form):
    """A file, or a block copied from Excel; one of the two."""

    file = forms.FileField(
        label=gettext_lazy("Excel or CSV file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
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


@dataclass
class ColumnLine:
    """A column of the file on the page: ``field`` chooses what it says."""

    letter: str
    title: str
    examples: list[str]
    field: forms.BoundField


@dataclass
class SheetBlock:
    """A sheet of the file on the page. ``is_open``: there is something to look at."""

    name: str
    rows: int
    kind: forms.BoundField
    header: forms.BoundField
    columns: list[ColumnLine]
    is_open: bool


class ImportForm(forms.Form):
    """Which sheet is what, which column says what, and what is typed over cells, for one check of one upload.

    ``problems`` and ``pairs`` (people who are likely known) are those of the last check; its fields bear their places in
    those lists, so the form holds for one version only.
    """

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, workbook, choices, checked, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.workbook, self.choices = workbook, choices
        self.problems = checked["problems"] if checked else []
        self.pairs = (checked or {}).get("alike", None) or {"pairs": []}
        self.shown = self.problems[:MOST_SHOWN]
        self.kinds = [kind for kind in SHEETS if paths_where(user, kind.action) != []]
        self.tables = {}
        if choices.font:
            label = _("The texts look typed in an old font (%(font)s): read them as Unicode") % {"font": choices.font}
            self._add_tick("is_decoded", label)
            self.fields["is_decoded"].initial = choices.is_decoded
        for number, raw in enumerate(workbook.sheets):
            self._add_sheet(number, raw)
        for number, problem in enumerate(self.shown):
            self._add_problem(number, problem)
        for number, pair in enumerate(self.pairs["pairs"]):
            if pair["row"]:
                self._add_tick(f"known-{number}", _("Leave out row %(number)s") % {"number": pair["row"]})

    # --- fields

    def _add_sheet(self, number, raw):
        chosen = self.choices.of_sheet(raw.name)
        kinds = [(NOT_READ, _("not read")), *((kind.key(), kind.names[0]) for kind in self.kinds)]
        self._add(
            f"kind-{number}",
            forms.ChoiceField(label=_("Holds"), choices=kinds, required=False),
            chosen.kind or NOT_READ,
        )
        header = forms.IntegerField(label=_("Headings in row"), required=False, min_value=0)
        kind = sheet_of_key(chosen.kind) if chosen.kind else None
        table = self.tables[raw.name] = table_of(raw, kind, chosen) if kind and raw.rows else None
        self._add(f"header-{number}", header, table.header_row if table else None)
        self.fields[f"header-{number}"].widget.attrs |= {"inputmode": "numeric", "min": 0}
        for name in ("kind", "header"):
            self.fields[f"{name}-{number}"].widget.attrs["data-rereads"] = ""
        if table:
            names = {place: name for name, places in table.places.items() for place in places}
            columns = [(NOT_READ, _("not read")), *((name, column.column_name) for name, column in kind.columns())]
            for place, title in table.titles:
                label = _("Column %(letter)s, “%(title)s”") % {"letter": letters(place), "title": title}
                field = forms.ChoiceField(label=label, choices=columns, required=False)
                self._add(f"column-{number}-{place}", field, names.get(place, NOT_READ))

    def _add_problem(self, number, problem):
        where = {"number": ", ".join(map(str, problem["rows"][:3])), "heading": problem["heading"]}
        if problem["column"]:
            label = _("Row %(number)s, %(heading)s: put right") % where
            field = forms.CharField(label=label, required=False)  # how long it may be, its column says
            field.widget.attrs |= {"autocomplete": "off", "spellcheck": "false"}
            if self._is_of_a_branch(problem):
                field.widget.attrs["data-suggest"] = str(reverse_lazy("recruitment:branch_suggestions"))
            elif self._allowed(problem):
                field.widget.attrs["list"] = f"id_fix-{number}_allowed"
            self._add(f"fix-{number}", field, problem["seen"])
            self._add_tick(f"blank-{number}", _("Row %(number)s, %(heading)s: leave empty") % where)
        if problem["kind"]:  # else it is no row of the table, but its headings
            self._add_tick(f"skip-{number}", _("Leave out row %(number)s") % where)

    def _add_tick(self, name, label):
        self._add(name, forms.BooleanField(label=label, required=False))

    def _add(self, name, field, initial=None):
        look = {forms.Select: "form-select", forms.CheckboxInput: "form-check-input"}
        field.widget.attrs.setdefault("class", look.get(type(field.widget), "form-control"))
        field.initial = initial
        self.fields[name] = field

    @staticmethod
    def _widget_of(problem):
        kind = sheet_of_key(problem["kind"])
        return kind.fields[problem["column"]].widget if kind and problem["column"] in kind.fields else None

    def _allowed(self, problem):
        return getattr(self._widget_of(problem), "allowed", ())

    def _is_of_a_branch(self, problem):
        return isinstance(self._widget_of(problem), Reference)

    # --- as the page shows it

    def blocks(self):
        for number, raw in enumerate(self.workbook.sheets):
            table = self.tables[raw.name]
            yield SheetBlock(
                raw.name,
                len(raw.rows),
                self[f"kind-{number}"],
                self[f"header-{number}"],
                [self._line(number, place, title, table) for place, title in table.titles] if table else [],
                is_open=table is None or bool(table.unknown) or not table.places,
            )

    def _line(self, number, place, title, table):
        cells = (cells[place] for _row, cells in table.rows if place < len(cells) and cells[place] is not None)
        examples = [shown(cell)[:40] for _n, cell in zip(range(EXAMPLES), cells, strict=False)]
        return ColumnLine(letters(place), title, examples, self[f"column-{number}-{place}"])

    def lines(self):
        """(problem, its fields where it has them and the values of its list) of every problem."""
        for number, problem in enumerate(self.shown):
            names = [name for name in ("fix", "blank", "skip") if f"{name}-{number}" in self.fields]
            fields = {name: self[f"{name}-{number}"] for name in names}
            yield problem, fields | {"allowed": self._allowed(problem)}

    def twins(self):
        """(pair, the tick that leaves its row out, or None) of everybody who is likely known already."""
        for number, pair in enumerate(self.pairs["pairs"]):
            yield pair, self[f"known-{number}"] if f"known-{number}" in self.fields else None

    @property
    def more(self):
        """How many problems are not shown."""
        return len(self.problems) - len(self.shown)

    # --- what was said

    def chosen(self, *, leaves_out_all=False, forgets=()):
        """The ``Choices`` that follow; ``leaves_out_all``: every rejected row; ``forgets``: keys of fixes to take back."""
        fixes = {name: dict(rows) for name, rows in self.choices.fixes.items()}
        values = {key: dict(meant) for key, meant in self.choices.values.items()}
        for number, problem in enumerate(self.problems):
            self._take(number, problem, fixes, values, leaves_out_all)
        for number, pair in enumerate(self.pairs["pairs"]):
            if self.cleaned_data.get(f"known-{number}"):
                fixes.setdefault(pair["sheet"], {})[pair["row"]] = None
        _forget(forgets, fixes, values)
        sheets = {raw.name: self._sheet(number, raw) for number, raw in enumerate(self.workbook.sheets)}
        for name, chosen in sheets.items():
            if chosen.kind != self.choices.of_sheet(name).kind:
                fixes.pop(name, None)  # of other columns
        return Choices(sheets, values, fixes, self.choices.font, bool(self.cleaned_data.get("is_decoded")))

    def _take(self, number, problem, fixes, values, leaves_out_all):
        said = self.cleaned_data
        typed = clean(said.get(f"fix-{number}") or "")
        is_blank = said.get(f"blank-{number}")
        if said.get(f"skip-{number}") or (leaves_out_all and problem["kind"]):
            fixes.setdefault(problem["sheet"], {}).update(dict.fromkeys(problem["rows"]))
        elif is_blank or (typed and typed != clean(problem["seen"])):
            text = "" if is_blank else typed
            if (
                text
                and problem["seen"]
                and problem["is_value"]
                and isinstance(self._widget_of(problem), Reference | OneOf)
            ):
                values.setdefault((problem["kind"], problem["column"]), {})[problem["seen"]] = text
                return
            rows = fixes.setdefault(problem["sheet"], {})
            for row in problem["rows"]:
                rows[row] = (rows.get(row) or {}) | {problem["column"]: text}

    def _sheet(self, number, raw):
        said, before = self.cleaned_data, self.choices.of_sheet(raw.name)
        kind = said.get(f"kind-{number}", NOT_READ)
        if kind == (before.kind or NOT_READ) and self.tables[raw.name] is None:
            return before  # nobody has said that it shall not be read
        if kind != (before.kind or NOT_READ):
            return SheetChoice(kind)
        table, header = self.tables[raw.name], said.get(f"header-{number}")
        if header is not None and header != table.header_row:
            return SheetChoice(kind, header)
        return SheetChoice(kind, before.header, before.columns | self._changed_columns(number, table))

    def _changed_columns(self, number, table):
        names = {place: name for name, places in table.places.items() for place in places}
        said = {place: self.cleaned_data.get(f"column-{number}-{place}", NOT_READ) for place, _title in table.titles}
        return {place: name for place, name in said.items() if name != names.get(place, NOT_READ)}


def fixes_in_words(choices):
    """[(key, sentence)] of all that is typed over cells, left out, or understood otherwise; ``key`` takes it back."""
    for (kind, column), meant in choices.values.items():
        sheet = sheet_of_key(kind)
        if sheet and column in sheet.fields:
            for text, meaning in meant.items():
                said = {"heading": sheet.fields[column].column_name, "text": text, "meaning": meaning}
                yield f"value/{kind}.{column}/{text}", _("%(heading)s: “%(text)s” means “%(meaning)s”") % said
    for name, rows in choices.fixes.items():
        for row, typed in rows.items():
            where = {"sheet": name, "row": row}
            if typed is None:
                yield f"row/{row}/{name}", _("Sheet “%(sheet)s”: row %(row)s is left out") % where
            else:
                said = "; ".join(f"{column}: {text or '–'}" for column, text in _headed(typed))
                yield f"row/{row}/{name}", _("Sheet “%(sheet)s”, row %(row)s: %(said)s") % {**where, "said": said}


def _headed(typed):
    headings = {name: column.column_name for kind in SHEETS for name, column in kind.columns()}
    return [(headings.get(name, name), text) for name, text in typed.items()]


def _forget(keys, fixes, values):
    for key in keys:
        what, first, rest = (key.split("/", 2) + ["", ""])[:3]
        if what == "value":
            values.get(tuple(first.split(".", 1)), {}).pop(rest, None)
        elif what == "row" and first.isdecimal():
            fixes.get(rest, {}).pop(int(first), None)
