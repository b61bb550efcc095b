"""The ledger of heads that leads to the heads a scenario wants: rows first, then the openings that they need."""

from collections import Counter
from datetime import timedelta

from branches.models import MovementKind
from branches.models.movement import SIGN
from branches.movements import Entry

from .scenario import Scenario, Step

LARGE_ENOUGH = 9
"""Cells below this many heads lose and win nobody by chance."""


def entries(chance, scenario: Scenario, invented, branches):
    """All rows of the ledger, as the verb takes them: openings, comings and goings, recognitions of those unnamed."""
    steps = [*_drawn(chance, scenario), *scenario.steps]
    unnamed = list(_unnamed(chance, scenario))
    recognised = [
        Entry(branches[cell.code], _day(chance, scenario.opening, 330), MovementKind.RECOGNISED, probationary=1)
        for cell in unnamed
    ]
    openings = _openings(scenario, steps, invented, Counter(cell.code for cell in unnamed), branches)
    rows = openings + [_entry(step, branches) for step in steps] + recognised
    return [_numbered(row, number) for number, row in enumerate(rows, start=1)]


def _drawn(chance, scenario):
    """The waves of the scenario as single heads at cells, larger cells more often."""
    cells = [cell for cell in scenario.cells if cell.heads >= LARGE_ENOUGH and not cell.founded]
    weights = [cell.heads for cell in cells]
    for wave in scenario.waves:
        for _ in range(wave.count):
            cell, other = chance.choices(cells, weights=weights, k=2)
            while wave.kind == MovementKind.INTERNAL and other == cell:
                other = chance.choice(cells)
            day = _day(chance, wave.first, (wave.last - wave.first).days)
            to = other.code if wave.kind == MovementKind.INTERNAL else None
            yield Step(wave.kind, cell.code, day, 1, to=to, beyond=wave.beyond)


def _day(chance, first, days):
    """A working day among so many after ``first``."""
    day = first + timedelta(days=chance.randint(1, days))
    return day - timedelta(days=max(day.weekday() - 4, 0)) if day.weekday() < 6 else day + timedelta(days=1)


def _unnamed(chance, scenario):
    """The cell of everybody who was on probation at the opening and whose name nobody kept."""
    for above, count in scenario.unnamed.items():
        cells = [cell for cell in scenario.cells if cell.above == above]
        yield from chance.choices(cells, weights=[cell.heads for cell in cells], k=count)


def _openings(scenario, steps, invented, unnamed, branches):
    """Heads at the opening: those wanted later, less all who came and plus all who went in between."""
    change = _change(scenario, steps, invented)
    on_probation = unnamed + Counter(one.cell.code for one in invented if _is_on_probation(one, scenario.opening))
    return [
        Entry(
            branches[cell.code],
            scenario.opening,
            MovementKind.OPENING,
            heads=cell.heads - change[cell.code],
            probationary=on_probation[cell.code],
        )
        for cell in scenario.cells
        if not cell.founded
    ]


def _change(scenario, steps, invented):
    change = Counter()
    for one in invented:
        if one.admitted_on and scenario.opening <= one.admitted_on <= scenario.heads_on:
            change[one.cell.code] += 1
    for step in steps:
        if step.day <= scenario.heads_on and step.kind in SIGN:
            change[step.code] += SIGN[step.kind] * step.heads
            if step.to:
                change[step.to] += step.heads
    return change


def _is_on_probation(one, day):
    """At the start of ``day``."""
    return bool(one.admitted_on and one.admitted_on < day and not (one.recognised_on and one.recognised_on < day))


def _entry(step, branches):
    counterpart = branches[step.to] if step.to else None
    is_state = step.kind not in SIGN
    return Entry(
        branches[step.code],
        step.day,
        step.kind,
        heads=step.heads,
        counterpart=counterpart,
        beyond=step.beyond,
        probationary=None if is_state else 0,
    )


def _numbered(entry, number):
    return Entry(**vars(entry) | {"code": f"DEMO-BD-{number:04d}"})
