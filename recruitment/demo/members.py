"""Inventing the register of members: a few at every cell, one here and there on probation or gone."""

import random
from datetime import date, timedelta

from branches.kinds import CELLS, Setting
from branches.members import MemberDraft
from branches.models import Branch

from .names import Names
from .people import PEOPLES

FEWEST, MOST = 3, 6
YEARS_FULL = 24
"""So many years ago the longest-standing became full members."""


def to_members(scenario, names_taken):
    """A ``MemberDraft`` for each; ``names_taken``: of people who have been invented before."""
    chance = random.Random(scenario.seed + 3)
    names = Names(chance)
    names.taken |= set(names_taken)
    cells = Branch.objects.filter(kind__in=CELLS, valid_to=None).order_by("path")
    places = [(cell, place) for cell in cells for place in range(chance.randint(FEWEST, MOST))]
    return [_draft(chance, names, scenario.clock, cell, place, n) for n, (cell, place) in enumerate(places, start=1)]


def _draft(chance, names, clock, cell, place, number):
    """The fourth of a cell is on probation, the sixth has left; all others are full members and here."""
    full_since = date(clock.year - chance.randint(2, YEARS_FULL), chance.randint(1, 12), chance.randint(1, 28))
    birth_year = full_since.year - chance.randint(21, 38)
    is_minority = chance.random() < (0.5 if cell.setting == Setting.VILLAGE else 0.2)
    people = chance.choices(list(PEOPLES), weights=PEOPLES.values())[0] if is_minority else ""
    name = names.draw(woman=chance.random() < 0.35, ethnic_group=people)
    said = {"birth_year": birth_year}
    if place == 3:
        said["birth_year"] = clock.year - chance.randint(20, 35)
    else:
        said["official_on"] = full_since
    if place == MOST - 1:
        said["left_on"] = clock - timedelta(days=chance.randint(20, 300))
    return MemberDraft(name, cell, code=f"DEMO-DV{number:04d}", said=said)
