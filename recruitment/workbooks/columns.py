"""What a sheet's columns are: one declaration for import, template and export (a resource of django-import-export)."""

from django.db import models
from import_export.fields import Field
from import_export.resources import Resource

from branches.access import Action
from branches.names import fold_tight

IGNORED = frozenset({"stt", "tt", "sott", "sothutu", "tenchibo"})
"""Running numbers: lists are renumbered, so they identify nobody. And the name beside the code in files of ours."""


class Column(Field):
    """A column: its heading (ours), the headings of others that mean the same, and how its cells read.

    ``attribute``: the field of what a row becomes; by default the name it is declared with. Several columns may
    say the same attribute in different ways: the first that is filled counts. ``required``: in every row.
    """

    def __init__(self, heading, widget, *, also=(), attribute=None, required=False):
        super().__init__(attribute=attribute, column_name=heading, widget=widget)
        self.headings = (heading, *also)
        self.required = required


class Sheet(Resource):
    """A kind of sheet. Subclasses declare Columns, ``names`` of sheets, and the steps from rows to the verb.

    ``needs``: groups of attributes; of each group one heading must stand in the sheet. ``action``: what one must be
    allowed, somewhere, to bring it in. ``about``: the model of those whom a row names, and the attribute that holds their
    code (``full_name`` their name); None of nobody. ``locks``: what its verb holds, or what keeps others from making such
    rows meanwhile. ``writes``: the ``footprints.RowKind`` s that its verb writes.
    """

    names = ()
    needs = ()
    action = Action.EDIT_PEOPLE
    about = None
    locks = ()
    writes = ()

    @classmethod
    def key(cls):
        """What the sheet is called in addresses, forms and what is remembered: ``quanchung``."""
        return fold_tight(cls.names[0])

    @classmethod
    def columns(cls):
        """(name, column) in the order of declaration."""
        return cls.fields.items()

    @classmethod
    def by_heading(cls):
        """Folded heading → name of the column."""
        return {fold_tight(heading): name for name, column in cls.columns() for heading in column.headings}

    @classmethod
    def attribute_of(cls, name):
        return cls.fields[name].attribute or name

    @classmethod
    def heading_for(cls, attribute):
        """Our heading for what a verb calls ``attribute``."""
        return next((c.column_name for name, c in cls.columns() if cls.attribute_of(name) == attribute), "")

    # --- The steps, in the order in which ``importing`` takes them

    def prepare(self, table, findings):
        """Look at a whole table before its rows are read."""

    def gather(self, rows, book):
        """Look at all rows of all tables of this kind, before any is checked."""

    def check(self, row, book):
        """What needs more than one cell: complete ``row.values``, refuse what cannot be."""

    def rights(self, row):
        """(action, attribute that names where, attribute at which a refusal is told) of all that the row asks for."""
        return [(self.action, "branch", "branch")]

    def said(self, row, book):
        """What the verb takes for this row: every branch it names is in ``book.branches`` by now."""
        raise NotImplementedError

    def write(self, said, *, by):
        """Hand all of it to the verb; returns its Counter."""
        raise NotImplementedError

    def footprint(self, rows, book):
        """Querysets that hold every row of the database which writing ``rows`` may make, change or delete; asked again
        afterwards they find those that were made (``branches.journal``). Groups of the office (``Tag``), which are words that
        others may bear by then, and the audit are no part of it.
        """
        raise NotImplementedError

    def depends_on(self, refused, row):
        """Whether ``row`` makes no sense without one of the ``refused`` rows of its sheet; it is left alone then."""
        return False

    def after(self, rows, book):
        """What is to be looked at once everything is written."""


class Told:
    """Which row said what a verb was handed, so that what the verb remarks on finds its cell."""

    def __init__(self):
        self._row_of = {}

    def by(self, row, book, said):
        """Remember that ``row`` says ``said``, which is handed back."""
        self._row_of[said] = row, book
        return said

    def remark(self, outcome):
        """Put the remarks of an ``Outcome`` among the findings; hands it back."""
        for said, field, sentence, seen in outcome.remarks:
            row, book = self._row_of[said]
            kind = sentence.rstrip(".").replace("%", "%%") + ": %(seen)s"
            book.findings.remark(kind, row, row.table.heading_of(field), seen or row.cell(field))
        return outcome


def longest(model, name):
    """How many characters the database takes for a field."""
    field = model._meta.get_field(name)
    assert isinstance(field, models.CharField)
    return field.max_length
