"""Writing a demo into an empty database, through the verbs, as an office would."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from branches.access import system_user
from branches.accounts import add_account
from branches.members import enter_members
from branches.models import Branch
from branches.movements import record_movements
from branches.placing import place_branches
from config import installation
from config.clock import DEMO_CLOCK
from recruitment.models import Admission, Candidate
from recruitment.quotas import set_quotas, set_terms
from recruitment.registering import register_people
from recruitment.totals import record_totals

from .accounts import PASSWORD
from .closings import close_months
from .ledger import entries
from .members import to_members
from .people import invent, to_people
from .scenario import Scenario
from .sources import bring_sources
from .steps import walk


@dataclass(frozen=True)
class Filled:
    """What a demo has made: numbers of rows, and the branch that everything hangs below."""

    root: Branch
    branches: int
    people: int
    admissions: int
    movements: int


@transaction.atomic
def fill(scenario: Scenario, *, after_step: Callable[[int, int], None] = lambda done, of: None):
    """Write the scenario; ``after_step`` hears of each step done. Raises ValidationError where a branch is already there."""
    if Branch.objects.exists():
        raise ValidationError(_("This database already holds branches: the demo only fills an empty one."))
    installation.set_value(DEMO_CLOCK, scenario.clock.isoformat())
    by = system_user()
    filling = _Filling(scenario, by)
    steps = (
        *(filling.place, filling.register, filling.enter_members, filling.record, filling.tell_quotas),
        *(filling.walk, filling.bring_sources, filling.open_accounts, filling.close_months),
    )
    for done, step in enumerate(steps, start=1):
        step()
        after_step(done, len(steps))
    return filling.summary()


class _Filling:
    def __init__(self, scenario, by):
        self.scenario, self.by = scenario, by
        self.chance = random.Random(scenario.seed)

    def place(self):
        place_branches(self.scenario.drafts, by=self.by)
        self.branches = {branch.code: branch for branch in Branch.objects.all()}

    def register(self):
        self.invented = invent(self.chance, self.scenario)
        register_people(to_people(self.chance, self.invented, self.branches), by=self.by)

    def enter_members(self):
        names = Candidate.objects.values_list("full_name", flat=True)
        enter_members(to_members(self.scenario, names), by=self.by)

    def record(self):
        self.rows = entries(self.chance, self.scenario, self.invented, self.branches)
        record_movements(self.rows, by=self.by)
        record_totals(self._at_branches(self.scenario.totals), by=self.by)

    def tell_quotas(self):
        set_terms(self._at_branches(self.scenario.terms), by=self.by)
        set_quotas(self._at_branches(self.scenario.quotas), by=self.by)

    def walk(self):
        walk(self.scenario, self.by)

    def bring_sources(self):
        bring_sources(self.scenario, {account.code for account in self.scenario.accounts}, self.by)

    def open_accounts(self):
        for account in self.scenario.accounts:
            add_account(
                account.username,
                password=PASSWORD,
                role=account.role,
                branch=self.branches[account.code],
                by=self.by,
                full_name=account.full_name,
            )

    def close_months(self):
        close_months(self.branches[self.scenario.root], self.by)

    def summary(self):
        return Filled(
            root=self.branches[self.scenario.root],
            branches=len(self.branches),
            people=Candidate.objects.count(),
            admissions=Admission.objects.count(),
            movements=len(self.rows),
        )

    def _at_branches(self, rows):
        for code, row in rows:
            row.branch = self.branches[code]
        return [row for _code, row in rows]
