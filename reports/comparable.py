"""What of a report can be compared with the figures of a later day, and what only the day knew on which it was made."""

from dataclasses import replace

from recruitment.stages import Stage

PLACES = ("listed", "certified", "appraised")
"""Of a row of ``Figures.make_up_of_children``: who is on the way."""


def comparable(then, now):
    """``then`` and ``now`` (``Figures`` of the same branch and period) without what a later day cannot know of the first.

    Without what was overdue, who was only introduced (so without the cells with nobody and the groups on the way too),
    and without the chains where they go on from different reports. Where nothing was followed, nobody is as good as
    unknown.
    """
    sides = [_of_the_day(figures) for figures in (then, now)]
    if not goes_on_from_the_same(then, now):
        sides = [replace(figures, chain=(), heads_signed=None) for figures in sides]
    if any(figures.on_the_way is None for figures in sides) and not any(map(_has_listed, sides)):
        sides = [_without_way(figures) for figures in sides]
    return sides


def goes_on_from_the_same(then, now):
    """Whether the chains of both go on from the same report; a new issue, or one signed later, is another."""
    return [(each.window, each.previous_id) for each in then.chain] == [
        (each.window, each.previous_id) for each in now.chain
    ]


def _of_the_day(figures):
    known = figures.on_the_way
    if known is not None:
        stages = tuple(stage for stage in known.stages if stage.stage != Stage.INTRODUCED)
        known = replace(known, people=known.listed, stages=stages, groups=(), empty_cells=None)
    return replace(figures, matters=None, on_the_way=known)


def _has_listed(figures):
    return figures.on_the_way is not None and figures.on_the_way.listed > 0


def _without_way(figures):
    nobody = dict.fromkeys(PLACES)
    rows = tuple(replace(row, **nobody) for row in figures.make_up_of_children)
    return replace(figures, on_the_way=None, make_up_of_children=rows)
