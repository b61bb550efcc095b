"""Which numbers of few persons a public version does not tell, and which others go with them. Plain numbers only."""

from collections.abc import Sequence

from .figures.names import FEW

FEWER_THAN = 3


def is_few(number):
    return isinstance(number, int) and 0 < number < FEWER_THAN


def few(number):
    return FEW if is_few(number) else number


def is_hidden(number):
    return number is FEW or number is None


# --- One sum


def suppressed(numbers: Sequence[int | None], spare=(), also=()) -> list:
    """The parts of a sum whose total is printed, so hidden that none of the hidden ones can be found out.

    ``spare``: places that are hidden only when nothing else is left; ``also``: places that are hidden for a reason of
    their own. An unknown part (None) stays unknown. Where every part has to be hidden and all of them are 2, all become
    None. The only part of a sum is told as its total is.
    """
    if len(numbers) < 2:
        return [_sign(number, is_safe=True) if is_few(number) or also else number for number in numbers]
    hidden = {place for place, number in enumerate(numbers) if number is None or is_few(number) or place in also}
    if not also and not any(is_few(number) for number in numbers):
        return list(numbers)
    others = sorted(
        (place for place in range(len(numbers)) if place not in hidden),
        key=lambda place: (place in spare, numbers[place] == 0, numbers[place], place),
    )
    for place in others:
        if _is_safe([numbers[place] for place in hidden]):
            break
        hidden.add(place)
    is_safe = _is_safe([numbers[place] for place in hidden])
    return [_sign(number, is_safe) if place in hidden else number for place, number in enumerate(numbers)]


def _is_safe(hidden):
    """Whether each of several hidden numbers may be more than one, for who knows their sum and their signs."""
    dashes = sum(number is None or number >= FEWER_THAN for number in hidden)
    return len(hidden) > 1 and (dashes > 0 or 0 < sum(hidden) < len(hidden) * (FEWER_THAN - 1))


def _sign(number, is_safe):
    return FEW if is_safe and number is not None and number < FEWER_THAN else None


# --- Spans of time, one within the other


def less_the_other(whole, part):
    """How many are in ``whole`` and not in ``part``; None where one of them is unknown."""
    return None if whole is None or part is None else whole - part


def spans_to_hide(period, year, term):
    """Which of three numbers, each counting a part of the time of the next, would say or leave over one or two persons.

    The names are "period", "year" and "term". A few of the period hide it; a few of the year before it hide it too, and a
    few of the term before the year hide the term.
    """
    found = {name for name, number in (("period", period), ("year", year), ("term", term)) if is_few(number)}
    if "year" not in found and is_few(less_the_other(year, period)):
        found.add("period")
    if is_few(less_the_other(term, year)) or ("year" in found and is_few(less_the_other(term, period))):
        found.add("term")
    return found


def points_told(points: Sequence[int | None]) -> list:
    """Numbers that add up from point to point, without those from which one or two persons of a span could be worked out.

    The last known one stays unless it is few itself, for it is printed elsewhere too; the others from the last backwards,
    each only where it is the same as the next one told or at least three less, and nought or at least three.
    """
    told, following = [None] * len(points), None
    for place in reversed(range(len(points))):
        number = points[place]
        if number is None or is_few(number):
            continue
        if following is None or not is_few(following - number):
            told[place] = following = number
    return told
