"""What every template may ask."""

from . import clock as the_clock


def clock(request):
    """``today``, and ``is_demo`` where the people are invented and the clock stands still."""
    return {"today": the_clock.today, "is_demo": the_clock.is_demo}
