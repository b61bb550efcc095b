"""What headings and values meant the last time, so that a file of the same shape goes in without a question."""

from branches.access import paths_where
from branches.names import fold, fold_tight

from ..models import Remembered
from .choices import NOT_READ, Choices, SheetChoice
from .headings import suggested_kind, table_of
from .sheets import SHEETS, sheet_of_key

LONGEST = Remembered._meta.get_field("text").max_length


def first_choices(workbook, by):
    """What the names of the sheets and the memory of ``by`` suggest for ``workbook``. One statement."""
    memory = _memory_of(by)
    values, sheets = {}, {}
    for kind in SHEETS:
        for column in kind.fields:
            if meant := memory.get(f"{kind.key()}.{column}"):
                values[kind.key(), column] = meant
    for raw in workbook.sheets:
        kind = suggested_kind(raw) if raw.rows else None
        if kind and paths_where(by, kind.action) != []:
            sheets[raw.name] = SheetChoice(kind.key(), None, _columns(raw, kind, memory.get(kind.key(), {})))
        else:
            sheets[raw.name] = SheetChoice(NOT_READ)
    return Choices(sheets, values)


def _columns(raw, kind, meant):
    """The headings that we do not know by ourselves but were told before."""
    unknown = table_of(raw, kind).unknown
    return {place: meant[fold_tight(title)] for place, title in unknown if fold_tight(title) in meant}


def remember(workbook, choices, by):
    """Keep what ``choices`` say of headings that we do not know by ourselves, and of values. One statement."""
    said = {}
    for raw in workbook.sheets:
        chosen = choices.of_sheet(raw.name)
        if chosen.kind and raw.rows and chosen.header != 0:
            for place, title in table_of(raw, sheet_of_key(chosen.kind), chosen).titles:
                if place in chosen.columns:
                    said[chosen.kind, fold_tight(title)] = chosen.columns[place]
    for (kind, column), meant in choices.values.items():
        said |= {(f"{kind}.{column}", fold(text)): meaning for text, meaning in meant.items()}
    rows = [
        Remembered(user=by, kind=kind, text=text, meaning=meaning[:LONGEST])
        for (kind, text), meaning in said.items()
        if 0 < len(text) <= LONGEST
    ]
    Remembered.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind", "text"], update_fields=["meaning"]
    )


def _memory_of(by):
    memory = {}
    for kind, text, meaning in Remembered.objects.filter(user=by).values_list("kind", "text", "meaning"):
        memory.setdefault(kind, {})[text] = meaning
    return memory
