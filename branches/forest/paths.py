"""Who is above whom, and from which day on."""


def segments(plans, plan, first, end, below=()):
    """The codes above ``plan`` from ``first`` until ``end``, as (first, line, codes), cut where one of them moves.

    Raises Loop for a branch that hangs below itself.
    """
    if plan.code in below:
        raise Loop((*below[below.index(plan.code) :], plan.code))
    for line, line_end in plan.spans():
        start, stop = max(first, line.first), _earlier(end, line_end)
        if line is plan.lines[0]:
            start = first  # a child known since always may hang under a parent that is younger
        if stop is not None and start >= stop:
            continue
        parent = plans.get(line.said["parent"])
        if parent is None:
            yield start, line, (plan.code,)
            continue
        for cut, _line, codes in segments(plans, parent, start, stop, (*below, plan.code)):
            yield cut, line, (*codes, plan.code)


class Loop(Exception):
    def __init__(self, codes):
        self.codes = codes


def _earlier(one, other):
    """The earlier of two ends, where None is never."""
    return other if one is None else one if other is None else min(one, other)
