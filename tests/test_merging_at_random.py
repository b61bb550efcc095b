"""Two entries with random hangings made one and taken apart again: nothing is lost, and nothing has changed."""

import pytest
from django.db import transaction

from branches.access import system_user
from branches.journal import every
from recruitment.joined_log import further_on
from recruitment.merge_plan import FIELDS
from recruitment.merging import undo_merge
from recruitment.models import Candidate, Resolution, Shortfall, StageChange
from recruitment.uniting import HANGINGS
from tests import twins

FEW, MANY = range(12), range(300)


def is_made_one_and_taken_apart(seed, party):
    chance, world = twins.chance(seed), twins.World(party)
    kept, dropped = (Candidate.objects.get(pk=twins.somebody(chance, world).pk) for _ in range(2))
    before, further = twins.everything_now(), further_on(kept, dropped)
    merge = twins.merge(kept, dropped, twins.takes_at_random(chance, FIELDS))
    everything_hangs_on(kept, dropped, further)
    nothing_is_lost(before)
    undo_merge(merge.pk, by=system_user())
    assert twins.everything_now() == before


def everything_hangs_on(kept, dropped, further):
    for model in (*(hanging.model for hanging in HANGINGS), StageChange, Candidate.tags.through):
        assert not every(model).filter(candidate=dropped.pk).exists(), model
    now, last = Candidate.objects.get(pk=kept.pk), StageChange.objects.filter(candidate=kept).last()
    assert (now.stage, now.stage_on) == (further.stage, further.stage_on)
    assert last is None or (last.target, last.on) == (now.stage, now.stage_on)
    assert (Candidate.with_void.get(pk=dropped.pk).is_void, now.is_void) == (True, False)


def nothing_is_lost(before):
    """Every step and every vote is there still, hanging on the step that it carried."""
    lines = [said for (model, _pk), said in before.items() if model == "recruitment.stagechange"]
    plain = list(StageChange.objects.values_list("target", "on", "way"))
    assert all((said["target"], said["on"], said["way"]) in [(t, str(on), w) for t, on, w in plain] for said in lines)
    votes = sum(model == "recruitment.resolution" for model, _pk in before)
    assert every(Resolution).count() == votes
    carried = {said["id"]: said["target"] for said in lines}
    for (model, pk), said in before.items():
        if model == "recruitment.shortfall":
            assert carried[said["change_id"]] == Shortfall.objects.get(pk=pk).change.target


@pytest.mark.parametrize("seed", FEW)
def test_two_random_entries_are_made_one_and_taken_apart(seed, party):
    is_made_one_and_taken_apart(seed, party)


@pytest.mark.prove
@pytest.mark.django_db
def test_hundreds_of_random_entries_are_made_one_and_taken_apart(party):
    for seed in MANY:
        with transaction.atomic():
            is_made_one_and_taken_apart(seed, party)
            transaction.set_rollback(True)
