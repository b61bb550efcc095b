"""Which rows of the database rows of a sheet may touch, and what taking one back asks for.

Querysets for ``branches.journal.images``: each holds what lies there, and asked again what was made since. People and
members whom a workbook names are locked before anything is read or written, so that nobody else's change can come between.
Lists are cut, so that every database takes the statement.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from django.db.models import Max, Model

from branches.access import Action
from branches.journal import every
from branches.models import Member
from branches.names import fold

from ..models import Admission, Candidate, Paper, Sponsorship, StageChange
from ..registering import SAID_OF_ADMISSION, SAID_OF_CANDIDATE
from ..totals import admissions_inside_totals

MOST = 5000
"""Values in one statement."""


@dataclass(frozen=True)
class RowKind:
    """A kind of row that a sheet's verb writes, and what that verb says of it.

    ``action``: what it asks for at the branches that ``sides`` (columns) name, or at the branch of the row that ``owner`` (a
    field) names. ``said``: the fields that it tells the audit; none where the row is told of with another one.
    ``rule(lines)``: the problems of what spans rows, once the ``Line`` s of this kind are put back.
    """

    model: type[Model]
    action: Action
    said: tuple[str, ...] = ()
    sides: tuple[str, ...] = ("branch_id",)
    owner: str = ""
    rule: Callable | None = None

    def places(self, line):
        """Ids of the branches where taking back ``line`` asks for the right; None among them: everywhere."""
        return {image[column] for image in line.images() for column in self.sides} - {None}


def put_back(model, lines):
    """The rows of ``model`` that stand there again once ``lines`` are undone."""
    return [row for rows in rows_with(model, "pk", [line.pk for line in lines if line.was]) for row in rows]


def _counted_twice(lines):
    standing = [admission for admission in put_back(Admission, lines) if not admission.is_void]
    return admissions_inside_totals(standing)


PERSON = RowKind(Candidate, Action.EDIT_PEOPLE, SAID_OF_CANDIDATE)
PAPER = RowKind(Paper, Action.MOVE_PEOPLE, owner="candidate")
SPONSORSHIP = RowKind(Sponsorship, Action.MOVE_PEOPLE, owner="candidate")
OF_PEOPLE = {
    PERSON: "pk",
    RowKind(Candidate.tags.through, Action.EDIT_PEOPLE, owner="candidate"): "candidate",
    RowKind(Admission, Action.RECORD_ADMISSION, SAID_OF_ADMISSION, rule=_counted_twice): "candidate",
    RowKind(Admission.tags.through, Action.RECORD_ADMISSION, owner="admission"): "admission__candidate",
    RowKind(StageChange, Action.MOVE_PEOPLE, owner="candidate"): "candidate",
    PAPER: "candidate",
    SPONSORSHIP: "candidate",
}
"""Everything that a list of people writes, and by which field it is a person's."""

LISTS = {Candidate: Candidate.with_void, Member: Member.objects}
"""Of whom sheets speak, and where those are found whom one sees."""


@dataclass
class Named:
    """The people and members whom a workbook names, as far as ``by`` sees them: ``ids``, by model. ``newest``: the last ids
    before it, by model; what is newer was made by it, as long as it holds the locks of the verbs.
    """

    ids: dict = field(default_factory=dict)
    newest: dict = field(default_factory=dict)

    @classmethod
    def locked(cls, rows_of, by):
        """``rows_of``: (model, attribute that holds the code, rows) of each sheet that names any. Everybody named is locked,
        seen or not (a verb may look at all namesakes): people, then members, each in the order of their ids, as by the
        verbs for one of them; so nobody waits for whom he keeps waiting.
        """
        named = cls()
        for model in LISTS:
            ids = _ids_of(model, rows_of)
            if ids:
                lock_rows(model, ids)
            named.ids[model] = _seen(model, ids, by)
            named.newest[model] = every(model).aggregate(last=Max("pk"))["last"] or 0
        return named

    def overtaken(self, rows_of, by):
        """Those whom the rows name by now and did not before, though they were there: somebody has just renamed one."""
        found = {model: _seen(model, _ids_of(model, rows_of), by) - self.ids[model] for model in LISTS}
        return [(model, pk) for model, ids in found.items() for pk in ids if pk <= self.newest[model]]

    def rows(self, kinds, model=Candidate):
        """Querysets of all rows of ``kinds`` ({RowKind: by which field they belong to a row of ``model``})."""
        return [
            rows
            for kind, owner in kinds.items()
            for rows in (
                *rows_with(kind.model, owner, self.ids[model]),
                every(kind.model).filter(**{f"{owner}__gt": self.newest[model]}),
            )
        ]


def rows_with(model, lookup, values):
    """Querysets of the rows of ``model`` where ``lookup`` is one of ``values`` (None and "" apart)."""
    return [every(model).filter(**{f"{lookup}__in": some}) for some in _cut(values)]


def lock_rows(model, ids):
    """Nobody else changes these rows until the transaction ends."""
    for some in _cut(ids):
        rows = every(model).filter(pk__in=some).order_by("pk").select_for_update(of=("self",))
        list(rows.values_list("pk"))


def _ids_of(model, rows_of):
    """Everybody of ``model`` whom rows name by a code, else by name."""
    codes, names = set(), set()
    for about, attribute, rows in rows_of:
        if about is model:
            codes |= {row.get(attribute) for row in rows}
            names |= {fold(row.get("full_name", "")) for row in rows if not row.get(attribute)}
    found = rows_with(model, "code", codes) + rows_with(model, "search_name", names)
    return {pk for rows in found for pk in rows.values_list("pk", flat=True)}


def _seen(model, ids, by):
    visible = LISTS[model].visible_to(by)
    return {pk for some in _cut(ids) for pk in visible.filter(pk__in=some).values_list("pk", flat=True)}


def _cut(values):
    values = sorted({value for value in values if value not in (None, "")})
    return [values[start : start + MOST] for start in range(0, len(values), MOST)]
