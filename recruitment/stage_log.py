"""The log of stages: the one place where a person's stage is written, and its line with it."""

from .models import Candidate, StageChange
from .stages import DAY_OF_ADMISSION, EXITS, Stage, stage_of

SAID = ("stage", "stage_on")
NEARER = {Stage.PROBATION: {Stage.RECOGNITION_PROPOSED}}
"""Where an admission puts somebody who has gone a step further already, of which it knows nothing."""


def write(changes):
    """Set where people stand and write the lines that say so. A fixed number of statements a batch of rows."""
    for change in changes:
        _stand(change)
        change.candidate.version += 1
    Candidate.objects.bulk_update([change.candidate for change in changes], [*SAID, "version"], batch_size=200)
    StageChange.objects.bulk_create(changes, batch_size=1000)


def that_hold(changes):
    """Those of a person's ``changes`` (oldest first) that no later correction has taken back, corrections among them."""
    held = []
    for change in changes:
        if change.way == StageChange.Way.CORRECTION:
            held = until_last(held, change.target)[:-1]
        held.append(change)
    return held


def until_last(held, stage):
    """Those of ``held`` up to the one that last led to ``stage``; [] where none did."""
    return held[: max((place for place, change in enumerate(held, start=1) if change.target == stage), default=0)]


def since_listed_anew(held):
    """Those of ``held`` since somebody who had left the way was listed anew: what was resolved before does not carry on."""
    left = [n for n, change in enumerate(held[:-1], start=1) if change.target in EXITS and held[n].target not in EXITS]
    return held[left[-1] :] if left else held


def last_day(course, *stages):
    """The day of the last line of ``course`` that leads to one of ``stages``; None where none does."""
    return next((change.on for change in reversed(course) if change.target in stages), None)


def last_came_to(log, stage):
    """The day on which the person whose ``log`` this is (oldest first) last came to ``stage``, by the lines that hold since
    the person was last listed anew; None where none leads there.
    """
    return last_day(since_listed_anew(that_hold(log)), stage)


def day_of(admission):
    """The day since which the person stands where an admission puts them."""
    return getattr(admission, DAY_OF_ADMISSION[stage_of(admission)])


def follow(admission, stood_on=None):
    """The unsaved line by which the person comes to where an admission puts them, or stands there since another day than
    ``stood_on``, as was known before; None where they stand there already, and of a decision that was cancelled.

    The person is changed in memory; ``by`` is left to whoever saves both.
    """
    person, stage = admission.candidate, stage_of(admission)
    is_corrected = person.stage_on == stood_on != day_of(admission)
    is_there = (person.stage == stage and not is_corrected) or person.stage in NEARER.get(stage, ())
    if is_there or stage == Stage.CANCELLED:
        return None
    change = StageChange(
        candidate=person,
        way=StageChange.Way.ENTRY,
        source=person.stage if person.pk else "",
        target=stage,
        on=day_of(admission),
        number=admission.decision_number if stage == Stage.DECIDED else "",
        branch=admission.branch,
        body=admission.branch,
    )
    _stand(change)
    return change


def enter(person, places, source):
    """The unsaved lines by which ``person`` comes from ``source`` ("" of somebody new) to each of ``places`` in turn (a
    ``stage``, since ``on``), because it was so when following began. Where a ``line`` said so before, its document holds.

    The person is changed in memory; ``by`` is left to whoever saves both.
    """
    changes = []
    for place in places:
        before = place.line
        change = StageChange(
            candidate=person,
            way=StageChange.Way.ENTRY,
            source=source,
            target=place.stage,
            on=place.on,
            number=before.number if before else "",
            branch_id=before.branch_id if before else person.branch_id,
            body_id=before.body_id if before else person.branch_id,
        )
        _stand(change)
        changes.append(change)
        source = place.stage
    return changes


def _stand(change):
    change.candidate.stage, change.candidate.stage_on = change.target, change.on
