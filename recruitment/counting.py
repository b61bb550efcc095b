"""On which day an admission counts: the decision's or the ceremony's, as the office has decided for the year.

Party age and the statistics of new members run from the decision (Hướng dẫn 06-HD/TW, 5.3, 09/06/2025); published
texts do not say which day a quota is counted on, so it is a setting, changed only at the start of a year.
"""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from branches.access import Action, open_roots, require
from branches.audit import Act, Trace, record
from config import installation
from config.refusal import Problem, Refused

from .closed import month_in_words
from .models import Admission, ClosedMonth


class CountBy(TextChoices):
    DECISION = "decision", gettext_lazy("Decision date")
    CEREMONY = "ceremony", gettext_lazy("Ceremony date")


COUNTING_DATE = installation.declare("counting_date", default=CountBy.DECISION, read=CountBy)


def count(admissions):
    """Set ``counted_on`` and ``age`` of ``admissions`` (unsaved): the one place that decides them. One statement.

    The setting in force on the decision date chooses; without a decision date, the one on the ceremony's.
    """
    with installation.read_once():
        for admission in admissions:
            admission.counted_on = _counting_day(admission)
            admission.age = admission.counted_on and admission.age_on(admission.counted_on)


def _counting_day(admission):
    chosen = installation.value_of(COUNTING_DATE, admission.decision_on or admission.ceremony_on)
    if chosen == CountBy.CEREMONY or admission.decision_on is None:
        return admission.ceremony_on
    return admission.decision_on


@transaction.atomic
def set_counting_date(chosen, *, year, by):
    """From 1 January of ``year`` admissions count on their decision or ceremony date, as ``chosen`` says.

    Recounts every admission since. Raises ValidationError for a value that is neither, Refused where a month since is
    closed: what was confirmed must not count elsewhere afterwards.
    """
    roots = open_roots()
    require(by, Action.CHANGE_SETTINGS, *roots)
    if chosen not in CountBy.values:
        raise ValidationError(_("Admissions count on the decision or on the ceremony."))
    first = date(year, 1, 1)
    _refuse_closed_since(first)
    said = {COUNTING_DATE.name: [installation.value_of(COUNTING_DATE, first), CountBy(chosen).value]}
    installation.set_value(COUNTING_DATE, CountBy(chosen).value, valid_from=first)
    every = Admission.with_void  # a wrong entry that is restored counts as the others do
    later = list(every.filter(decision_on__gte=first) | every.filter(ceremony_on__gte=first))
    count(later)
    Admission.objects.bulk_update(later, ["counted_on", "age"], batch_size=500)
    record([Trace(Act.CHANGED, branch=root, values=said) for root in roots], by=by)


def _refuse_closed_since(first):
    """Raise Refused where an organisation has closed a month that ends on or after ``first``, open again or not."""
    closed = ClosedMonth.objects.filter(last__gte=first).order_by("first", "pk").select_related("branch").first()
    if closed is None:
        return
    text = _(
        "%(branch)s has confirmed the month %(month)s by the day that counts now. Choose a later year, of which no month "
        "is closed, or have the confirmations since 1 January %(year)s taken back first."
    )
    said = {"branch": closed.branch, "month": month_in_words(closed.month), "year": first.year}
    raise Refused([Problem(closed, "year", text % said)])
