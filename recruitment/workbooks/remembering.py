"""What headings and values meant the last time, so that a file of the same shape goes in without a question."""

from hashlib import sha256

from branches.access import paths_where
from branches.names import fold, fold_tight

from ..models import Remembered
from .choices import NOT_READ, Choices, SheetChoice
from .headings import like_headings, suggested_kind, table_of
from .reading import shown
from .sheets import SHEETS, sheet_of_key

HEADS = "sheet"
"""The kind under which it is remembered what a sheet with certain headings is."""

LONGEST = Remembered._meta.get_field("text").max_length


def first_choices(workbook, by):
    """What names, headings and the memory of ``by`` suggest for ``workbook``. One statement.

    A sheet of which nobody knows what it is stays unchosen, and that is told; one that the role does not bring in is left
    out. Of values only those are taken that stand in the file.
    """
    memory = _memory_of(by)
    kinds = [kind for kind in SHEETS if paths_where(by, kind.action) != []]
    sheets = {raw.name: _sheet_choice(raw, memory, kinds) for raw in workbook.sheets if raw.rows}
    return Choices(sheets, _values(workbook, memory))


def _sheet_choice(raw, memory, kinds):
    kind = suggested_kind(raw) or sheet_of_key(memory.get(HEADS, {}).get(_heads(raw), ""))
    if kind is None:
        return SheetChoice()
    if kind not in kinds:
        return SheetChoice(NOT_READ)
    return SheetChoice(kind.key(), None, _columns(raw, kind, memory.get(kind.key(), {})))


def _columns(raw, kind, meant):
    """The headings that we do not know by ourselves but were told before."""
    unknown = table_of(raw, kind).unknown
    return {place: meant[fold_tight(title)] for place, title in unknown if fold_tight(title) in meant}


def _heads(raw):
    """What stands for the headings of a sheet whose name and headings say nothing: the digest of all of them."""
    titles = sorted(fold_tight(shown(cell)) for cell in raw.rows[like_headings(raw.rows)][1] if cell is not None)
    return sha256("/".join(titles).encode()).hexdigest()


def _values(workbook, memory):
    texts = {
        fold(cell): cell for raw in workbook.sheets for _n, cells in raw.rows for cell in cells if isinstance(cell, str)
    }
    values = {}
    for kind in SHEETS:
        for column in kind.fields:
            meant = memory.get(f"{kind.key()}.{column}", {})
            if said := {shown(texts[text]): meaning for text, meaning in meant.items() if text in texts}:
                values[kind.key(), column] = said
    return values


def remember(workbook, choices, by):
    """Keep what ``choices`` say of sheets and headings that we do not know by ourselves, and of values. One statement."""
    said = {}
    for raw in workbook.sheets:
        chosen = choices.of_sheet(raw.name)
        if chosen.kind and raw.rows and chosen.header != 0:
            if suggested_kind(raw) is None:
                said[HEADS, _heads(raw)] = chosen.kind
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
