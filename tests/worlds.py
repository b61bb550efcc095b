"""Random trees with moves, admissions and a ledger, and the truth about them counted by brute force."""

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from branches.access import system_user
from branches.kinds import Kind
from branches.models import Branch, MovementKind
from branches.movements import Entry, record_movements
from branches.placing import Draft, place_branches
from recruitment.registering import register_people
from tests import cast

FIRST, LAST = date(2021, 1, 1), date(2023, 12, 31)
ONE_DAY = timedelta(days=1)


@dataclass
class World:
    """``parents``: code → [(first day, parent code)], oldest first. ``ends``: code → last day of closed branches."""

    parents: dict = field(default_factory=dict)
    ends: dict = field(default_factory=dict)
    admissions: list = field(default_factory=list)
    openings: dict = field(default_factory=dict)
    flows: list = field(default_factory=list)

    # --- the truth, without paths

    def line(self, code, day):
        """Codes from ``code`` up to its root on ``day``."""
        while code:
            yield code
            code = next(parent for first, parent in reversed(self.parents[code]) if first <= day)

    def is_below(self, code, root, day):
        return code not in self.gone(day) and root in self.line(code, day)

    def gone(self, day):
        return {code for code, last in self.ends.items() if last < day}

    def admitted(self, root, first, last):
        return sum(first <= day <= last and self.is_below(code, root, day) for code, day in self.admissions)

    def stock(self, code, day):
        """Heads of the cell itself at the end of ``day``; before its opening, what is known to have come and gone."""
        opened, heads = self.openings[code]
        if day < opened:
            opened, heads = date.min, 0
        came = sum(opened <= on <= day for cell, on in self.admissions if cell == code)
        return heads + came + sum(n for cell, on, n in self.flows if cell == code and opened <= on <= day)

    def heads(self, root, day):
        return sum(self.stock(code, day) for code in self.openings if self.is_below(code, root, day))


def random_world(seed, *, communes=4, cells=8, moves=5, people=40, rows=30):
    """A district, communes and cells; cells move between communes, communes under each other; written in the database."""
    chance, world = random.Random(seed), World()
    world.parents["D"] = [(date.min, "")]
    names = [f"C{i}" for i in range(communes)] + [f"Z{i}" for i in range(cells)]
    for name in names:
        above = "D" if name[0] == "C" else f"C{chance.randrange(communes)}"
        world.parents[name] = [(date.min, above)]
    for _ in range(moves):
        _move(world, chance, names, communes)
    _write_tree(world)
    _write_facts(world, chance, people, rows)
    return world


def _move(world, chance, names, communes):
    name, on = chance.choice(names), FIRST + timedelta(days=chance.randrange(30, 1000))
    last = world.parents[name][-1]
    target = chance.choice(["D", *(f"C{i}" for i in range(communes))])
    if on <= last[0] or target == last[1] or target == name:
        return
    trial = World({**world.parents, name: [*world.parents[name], (on, target)]})
    days = {first for lines in trial.parents.values() for first, _parent in lines if first >= on}
    if all(_is_tree(trial, day) for day in days):
        world.parents[name].append((on, target))


def _is_tree(world, day):
    for code in world.parents:
        seen = set()
        for above in world.line(code, day):
            if above in seen:
                return False
            seen.add(above)
    return True


def _write_tree(world):
    drafts = []
    for code, lines in world.parents.items():
        kind = Kind.DISTRICT if code == "D" else Kind.BASE if code[0] == "C" else Kind.CELL
        for first, parent in lines:
            since = None if first == date.min else first
            drafts.append(Draft(code, since, details={"kind": kind, "name": f"Tổ chức {code}", "parent": parent}))
    place_branches(drafts, by=system_user())


def _write_facts(world, chance, people, rows):
    branches = {branch.code: branch for branch in Branch.objects.all()}
    cells = [code for code in branches if code[0] == "Z"]

    def some_day():
        return FIRST + timedelta(days=chance.randrange(0, 1095))

    entries = []
    for code in cells:
        world.openings[code] = (chance.choice([FIRST, FIRST, some_day()]), chance.randrange(5, 40))
        entries.append(Entry(branches[code], world.openings[code][0], MovementKind.OPENING, world.openings[code][1]))
    for _ in range(rows):
        kind, (one, other), on = chance.choice(list(MovementKind)), chance.sample(cells, 2), some_day()
        heads = chance.randrange(1, 4)
        if kind in {MovementKind.OPENING, MovementKind.COUNTED, MovementKind.RECOGNISED}:
            continue
        is_internal = kind == MovementKind.INTERNAL
        entry = Entry(branches[one], on, kind, heads, branches[other] if is_internal else None)
        if entry.key() in {known.key() for known in entries}:
            continue
        entries.append(entry)
        came = kind in {MovementKind.TRANSFER_IN, MovementKind.RESTORED}
        world.flows.append((one, on, heads if came else -heads))
        if is_internal:
            world.flows.append((other, on, heads))
    record_movements(entries, by=system_user())
    world.admissions = [(chance.choice(cells), some_day()) for _ in range(people)]
    register_people([cast.person(branch=branches[c], decision_on=on) for c, on in world.admissions], by=system_user())
