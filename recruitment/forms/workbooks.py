"""What people say of a workbook that waits: what its sheets, columns and cells mean, and which rows are left out."""

from dataclasses import dataclass

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from branches.access import paths_where
from branches.names import clean

from ..workbooks.cells import OneOf, Reference
from ..workbooks.choices import NOT_READ, Choices, SheetChoice
from ..workbooks.headings import table_of
from ..workbooks.reading import letters, shown
from ..workbooks.sheets import SHEETS, sheet_of_key

EXAMPLES = 3
MOST_SHOWN = 200
"""More errors than anybody puts right on one page; the others follow when these are done."""

NEW, SKIP, SAME = "", "skip", "same"
"""What becomes of somebody who is likely known: somebody else after all, left out, or the known one with new words."""


@dataclass
class ColumnLine:
    """A column of the file on the page: ``field`` chooses what it says."""

    letter: str
    title: str
    examples: list[str]
    field: forms.BoundField


@dataclass
class SheetBlock:
    """A sheet of the file on the page. ``cell``: where everybody in it belongs, if no column says so. ``is_open``: there is
    something to look at.
    """

    name: str
    rows: int
    kind: forms.BoundField
    header: forms.BoundField
    columns: list[ColumnLine]
    cell: forms.BoundField | None
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
                self._add_pair(number, pair)

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
        if table and "branch" in kind.fields and ("branch" not in table.places or chosen.branch):
            self._add_cell(number, chosen)
        if table:
            names = {place: name for name, places in table.places.items() for place in places}
            columns = [(NOT_READ, _("not read")), *((name, column.column_name) for name, column in kind.columns())]
            for place, title in table.titles:
                label = _("Column %(letter)s, “%(title)s”") % {"letter": letters(place), "title": title}
                field = forms.ChoiceField(label=label, choices=columns, required=False)
                self._add(f"column-{number}-{place}", field, names.get(place, NOT_READ))

    def _add_cell(self, number, chosen):
        label = _("Everybody here belongs to the cell")
        field = forms.CharField(label=label, required=False, max_length=250)
        field.widget.attrs |= {"autocomplete": "off", "data-suggest": str(reverse_lazy("recruitment:cell_suggestions"))}
        self._add(f"cell-{number}", field, chosen.branch)

    def _add_pair(self, number, pair):
        choices = [(NEW, _("somebody else: write as new")), (SKIP, _("leave out the row"))]
        if len(pair["others"]) == 1 and pair["others"][0]["pk"]:
            choices.append((SAME, _("the same person: take over what the file says")))
        label = _("What to do with row %(number)s") % {"number": pair["row"]}
        self._add(f"known-{number}", forms.ChoiceField(label=label, choices=choices, required=False), NEW)

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
                self[f"cell-{number}"] if f"cell-{number}" in self.fields else None,
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
        """(pair, the choice of what becomes of its row, or None) of everybody who is likely known already."""
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
            said, row = self.cleaned_data.get(f"known-{number}"), pair["row"]
            if said == SKIP:
                fixes.setdefault(pair["sheet"], {})[row] = None
            elif said == SAME:
                rows = fixes.setdefault(pair["sheet"], {})
                rows[row] = (rows.get(row) or {}) | {"code": pair["others"][0]["code"]}
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
            if text and self._is_of_every_cell_like_it(problem):
                values.setdefault((problem["kind"], problem["column"]), {})[problem["seen"]] = text
                return
            rows = fixes.setdefault(problem["sheet"], {})
            for row in problem["rows"]:
                rows[row] = (rows.get(row) or {}) | {problem["column"]: text}

    def _is_of_every_cell_like_it(self, problem):
        """Whether what is typed says what the value means, not what this row should have said."""
        return bool(problem["seen"] and problem["is_value"]) and isinstance(self._widget_of(problem), Reference | OneOf)

    def _sheet(self, number, raw):
        said, before = self.cleaned_data, self.choices.of_sheet(raw.name)
        kind = said.get(f"kind-{number}", NOT_READ)
        if kind == (before.kind or NOT_READ) and self.tables[raw.name] is None:
            return before  # nobody has said that it shall not be read
        if kind != (before.kind or NOT_READ):
            return SheetChoice(kind)
        table, header = self.tables[raw.name], said.get(f"header-{number}")
        cell = clean(said.get(f"cell-{number}") or "")
        if header is not None and header != table.header_row:
            return SheetChoice(kind, header, branch=cell)
        return SheetChoice(kind, before.header, before.columns | self._changed_columns(number, table), cell)

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
                kind = sheet_of_key(choices.of_sheet(name).kind)
                said = "; ".join(f"{_heading(kind, column)}: {text or '–'}" for column, text in typed.items())
                yield f"row/{row}/{name}", _("Sheet “%(sheet)s”, row %(row)s: %(said)s") % {**where, "said": said}


def _heading(kind, column):
    return kind.fields[column].column_name if kind and column in kind.fields else column


def _forget(keys, fixes, values):
    for key in keys:
        what, first, rest = (key.split("/", 2) + ["", ""])[:3]
        if what == "value":
            values.get(tuple(first.split(".", 1)), {}).pop(rest, None)
        elif what == "row" and first.isdecimal():
            fixes.get(rest, {}).pop(int(first), None)
