"""Which people a list shows, in which order, and what stands in each row."""

from dataclasses import dataclass

from django.db.models import Case, F, IntegerField, Prefetch, Q, Value, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from branches.access import Action, paths_where
from branches.finding import name_if_within
from branches.models import Branch
from branches.names import clean, fold
from config.clock import today

from .groups import BUILT_IN
from .models import Absence, Admission, Candidate, Shortfall, StageChange
from .profiles import KINH
from .rules.months import add_months, months_between
from .sources import came_from, came_to, handed_over_in
from .stages import stages_in

MINORITY = {"minority": BUILT_IN["minority"].condition, "kinh": Q(ethnic_group=KINH)}


@dataclass(frozen=True)
class Row:
    """``above``: the branch above the cell, where the reader sees it. ``admission``: the last one that stands, where
    the reader sees it; ``is_admitted`` says whether there is any.
    """

    candidate: Candidate
    above: str
    admission: Admission | None
    is_admitted: bool

    @property
    def time_in_stage(self):
        return time_in_stage(self.candidate)


def people_asked_for(asked, *, by):
    """People whom ``by`` may see and who match ``asked`` (cleaned values of ``forms.people.ListForm``), in order.

    Names are found without accents; those that hold just what was typed come first, then those with just these words;
    among equals the order is by given name.
    """
    people = Candidate.with_void.visible_to(by).filter(is_void=bool(asked.get("only_void")))
    if branch := asked.get("branch"):
        people = people.filter(branch__in=Branch.objects.at_or_below([branch]))
    if asked.get("sex"):
        people = people.filter(sex=asked["sex"])
    if asked.get("minority"):
        people = people.filter(MINORITY[asked["minority"]])
    if asked.get("born_from"):
        people = people.filter(birth_year__gte=asked["born_from"])
    if asked.get("born_to"):
        people = people.filter(birth_year__lte=asked["born_to"])
    return named_first(_standing(_introduced(people, asked), asked), asked.get("q"))


def named_first(rows, text):
    """Those of ``rows`` (people, members) whom ``text`` names, or whose code holds it; all without a text. In order."""
    needle = clean(text or "")
    found = rows.filter(_named(needle) | _as_written("code", needle)) if needle else rows
    exact = [_as_written("full_name", needle), _written_so(needle)]
    place = Case(
        *(When(so, then=Value(n)) for n, so in enumerate(exact)), default=Value(2), output_field=IntegerField()
    )
    return found.order_by(*([place] if needle else []), "sort_name", F("birth_year").asc(nulls_last=True), "code", "pk")


def _standing(people, asked):
    """Those who stand where ``asked`` says, and for so long; whose day is not known stand there for no known time."""
    if asked.get("stage"):
        people = people.filter(stage__in=stages_in(asked["stage"]))
    if asked.get("longer_than"):
        people = people.filter(stage_on__lt=add_months(today(), -asked["longer_than"]))
    if asked.get("is_away"):
        people = people.filter(pk__in=Absence.objects.filter(returned_on=None).values("candidate"))
    if asked.get("to_put_right"):
        people = people.filter(pk__in=Shortfall.objects.open().values("candidate"))
    return people


def _introduced(people, asked):
    """Those whom ``asked`` says somebody introduced, in that year, and who came so far."""
    if asked.get("source"):
        people = people.filter(came_from(asked["source"]))
    if asked.get("handed_over"):
        people = people.filter(handed_over_in(asked["handed_over"]))
    return people.filter(came_to(asked["outcome"])) if asked.get("outcome") else people


def _named(needle):
    """Every word, without its accents, stands in the name."""
    return _every(Q(search_name__contains=word) for word in fold(needle).split())


def _written_so(needle):
    """Every word stands in the name with just these accents."""
    return _every(_as_written("full_name", word) for word in needle.split())


def _every(conditions):
    return Q(*conditions) if (conditions := list(conditions)) else Q(pk__isnull=False)


def _as_written(field, text):
    """``text`` in small, capital or title letters: a database's own idea of capitals stops at accents on SQLite."""
    one_of = Q()
    for spelling in {text, text.lower(), text.upper(), text.title()}:
        one_of |= Q(**{f"{field}__contains": spelling})
    return one_of


def time_in_stage(person):
    """In words, how long the person has stood in the stage: whole months, days before the first; "" where unknown."""
    since, now = person.stage_on, today()
    if since is None or since > now:
        return ""
    if months := months_between(since, now):
        return ngettext("%(count)s month", "%(count)s months", months) % {"count": months}
    days = (now - since).days
    if not days:
        return _("today")
    return ngettext("%(count)s day", "%(count)s days", days) % {"count": days}


def with_rows(people):
    """``people`` with all that ``rows_of`` needs. Two statements more."""
    standing = Admission.objects.filter(cancelled_on=None).select_related("branch").order_by("pk")
    return people.select_related("branch__parent").prefetch_related(
        Prefetch("admissions", queryset=standing, to_attr="standing")
    )


def with_all_to_take_out(people):
    """``with_rows`` people with what a file says of them besides. Three statements more."""
    log = Prefetch("stage_changes", queryset=StageChange.objects.order_by("pk"), to_attr="log")
    return with_rows(people).prefetch_related("tags", "standing__tags", log)


def rows_of(people, *, by, action=Action.VIEW_PEOPLE):
    """A ``Row`` for each of ``with_rows`` people, with the admissions at branches where ``by`` may do ``action``."""
    return list(each_row(people, by=by, action=action))


def each_row(people, *, by, action):
    """``rows_of``, one after another: a file holds more than memory should."""
    shown, own = paths_where(by, Action.VIEW), paths_where(by, action)
    return (_row(candidate, shown, own) for candidate in people)


def _row(candidate, shown, own):
    last = candidate.standing[-1] if candidate.standing else None
    seen = last if last and name_if_within(last.branch, own) else None
    return Row(candidate, name_if_within(candidate.branch.parent, shown), seen, last is not None)
