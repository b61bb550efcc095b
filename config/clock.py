"""Which day it is for the Party's rules. Nobody else asks the operating system.

Audit, sessions and one-time codes use real time (``django.utils.timezone.now``), never this.
"""

from datetime import date

from django.utils import timezone

from . import installation

DEMO_CLOCK = installation.declare("demo_clock", default=None, read=date.fromisoformat)


def today():
    """Today's date in Việt Nam, or the day at which the demo's clock stands."""
    return installation.value_of(DEMO_CLOCK) or timezone.localdate()


def is_demo():
    """True where the database holds the demo's invented people."""
    return installation.value_of(DEMO_CLOCK) is not None
