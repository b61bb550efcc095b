"""What was set to be reached: quotas with their documents, and the terms they are set for.

A quota is said, never derived: a term is not the sum of its years, a parent not the sum of its children.
"""

import re
from collections import Counter, defaultdict
from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.audit import Act, Trace, changes, record, said_of
from branches.models import Branch, BranchPlacement
from branches.names import clean
from config import installation
from config.refusal import Problem, Refused

from .models import Quota, Term

KEY = ("branch_id", "period", "group", "number", "issued_on")
VALUES = ("kind", "low", "high", "rate", "base", "stated", "issuer", "summary")
AUDITED = ("period", "group", "number", "issued_on", *VALUES)
TERM_FIELDS = ("name", "first", "last")
LOCK = "quotas"


def period_name(text):
    """A period as quotas name it: ``Năm 2023`` → ``2023``, ``Nhiệm kỳ 2020 – 2025`` → ``2020-2025``, else as typed."""
    name = re.sub(r"^(năm|nhiệm kỳ|giai đoạn|khóa|kỳ)\s+(?=\d)", "", clean(text), flags=re.IGNORECASE)
    return re.sub(r"\s*[-–—]\s*", "-", name)


def year_of(period):
    """The year that a period is, None for a term."""
    return int(period) if re.fullmatch(r"(19|20|21)\d\d", period) else None


def term_by_its_name(period):
    """The term that ``2020-2025`` means where nobody has said otherwise: 1/7/2020 to 30/6/2025, everywhere; else None."""
    years = re.fullmatch(r"((?:19|20)\d\d)-((?:19|20)\d\d)", period)
    if not years or int(years[1]) >= int(years[2]):
        return None
    return Term(name=period, first=date(int(years[1]), 7, 1), last=date(int(years[2]), 6, 30))


def in_force(quotas, on):
    """Of the documents for one branch, period and group, the one in force on ``on``; None of none.

    The first document holds for the whole period, a later one from its date on; an undated one is the first.
    """
    ordered = sorted(quotas, key=lambda quota: (quota.issued_on or date.min, quota.pk or 0))
    issued = [quota for quota in ordered[1:] if quota.issued_on and quota.issued_on <= on]
    return (ordered[:1] + issued)[-1] if ordered else None


def term_of(branch_line, on):
    """The term on the day ``on``: the own, else the nearest ancestor's, else everywhere's; None without. One statement.

    ``branch_line``: ids from the root down to the branch, itself included.
    """
    terms = Term.objects.filter(Q(branch__isnull=True) | Q(branch__in=branch_line), first__lte=on, last__gte=on)
    nearness = {branch_id: place for place, branch_id in enumerate(branch_line, start=1)}
    return max(terms, key=lambda term: nearness.get(term.branch_id, 0), default=None)


def terms_around(branch):
    """The terms that are known at ``branch``, the own first, everywhere's last. One statement."""
    line = [int(part) for part in branch.path.split("/")[1:-1]]
    nearness = {branch_id: place for place, branch_id in enumerate(line, start=1)}
    terms = Term.objects.filter(Q(branch__isnull=True) | Q(branch__in=line))
    return sorted(terms, key=lambda term: (-nearness.get(term.branch_id, 0), -term.first.toordinal()))


@transaction.atomic
def set_terms(terms, *, by):
    """Write ``terms`` (unsaved); one of the same branch and name is corrected. Returns a Counter.

    Raises Refused (two terms of one branch may not share a day), PermissionDenied where ``by`` may not.
    """
    terms = list(terms)
    installation.lock(LOCK)
    require(by, Action.SET_QUOTA, *_branches_of(terms))
    known = {(term.branch_id, term.name): term for term in Term.objects.all()}
    was = {key: said_of(term, TERM_FIELDS) for key, term in known.items()}
    problems, result = [], {}
    seen = Counter((term.branch_id, term.name) for term in terms)
    for term in terms:
        if term.last <= term.first:
            problems.append(Problem(term, "last", _("The last day lies before the first day.")))
        if seen[term.branch_id, term.name] > 1:
            problems.append(Problem(term, "name", _("The same term stands twice.")))
        result[term.branch_id, term.name] = _take(term, known)
    problems = problems or shared_days(terms, known.values())
    if problems:
        raise Refused(problems)
    for key, became in result.items():
        if became != "unchanged":
            known[key].save()
    _record_terms([known[key] for key, became in result.items() if became != "unchanged"], was, by)
    return Counter(result.values())


def _record_terms(terms, was, by):
    for term in terms:
        before = was.get((term.branch_id, term.name))
        said = changes(before, said_of(term, TERM_FIELDS))
        record([Trace(Act.CHANGED if before else Act.CREATED, term, term.branch, said)], by=by)


def _take(term, known):
    """Put ``term`` among those that are known; says what that makes of it."""
    row = known.get((term.branch_id, term.name))
    if row is None:
        known[term.branch_id, term.name] = term
        return "created"
    if (row.first, row.last) == (term.first, term.last):
        return "unchanged"
    row.first, row.last = term.first, term.last
    return "changed"


def shared_days(terms, every):
    """The problems of ``terms`` that share a day with another one of ``every`` at the same branch."""
    text = _("It shares days with the term %(term)s (%(first)s - %(last)s).")
    problems = []
    for term in terms:
        for other in every:
            same_branch = other.branch_id == term.branch_id and other.name != term.name
            if same_branch and term.first <= other.last and other.first <= term.last:
                values = {"term": other, "first": f"{other.first:%d/%m/%Y}", "last": f"{other.last:%d/%m/%Y}"}
                problems.append(Problem(term, "first", text % values))
    return problems


def _branches_of(rows):
    """The branches of ``rows``; what holds everywhere needs the right at every root."""
    branches = {row.branch for row in rows if row.branch}
    if any(row.branch is None for row in rows):
        branches |= set(Branch.objects.filter(parent=None, valid_to=None))
    return branches


@transaction.atomic
def set_quotas(quotas, *, by):
    """Write ``quotas`` (unsaved); the same branch, period, group, number and date with another value corrects.

    A term that no list names yet but whose name says its years is made. Returns a Counter. Raises Refused with every
    problem, PermissionDenied where ``by`` may not, and writes nothing then.
    """
    quotas = list(quotas)
    installation.lock(LOCK)
    require(by, Action.SET_QUOTA, *{quota.branch for quota in quotas})
    known = {_key(row): row for row in Quota.objects.filter(branch__in={quota.branch for quota in quotas})}
    problems = [Problem(quota, *why) for quota in quotas for why in _reasons_against(quota)]
    problems += _repeats(quotas, known) + _make_terms(quotas, by)
    if problems:
        raise Refused(problems)
    return _write(quotas, known, by)


def _key(quota):
    return tuple(getattr(quota, name) for name in KEY)


def _reasons_against(quota):
    for name in ("low", "high", "rate", "base"):
        value = getattr(quota, name)
        if value is not None and value < 0:
            yield "low", _("A quota is not negative.")
    if quota.low is not None and quota.high is not None and quota.high < quota.low:
        yield "low", _("The range runs backwards.")
    if quota.stated and not re.fullmatch(r"\d+(\.\d+)?", quota.stated):
        yield "stated", _("A published share is a number of percent such as 23.5.")
    if quota.low is None and quota.rate is None and not quota.stated:
        yield "low", _("The quota is missing.")


def _repeats(quotas, known):
    """The same document twice, or two without a date for one branch, period and group."""
    seen = Counter(map(_key, quotas))
    text = _("This quota stands twice with the same document.")
    problems = [Problem(quota, "low", text) for quota in quotas if seen[_key(quota)] > 1]
    undated = {_key(row)[:3]: row.number for row in known.values() if row.issued_on is None}
    for quota in quotas:
        if quota.issued_on or seen[_key(quota)] > 1:
            continue
        if undated.setdefault(_key(quota)[:3], quota.number) != quota.number:
            text = _("Here is already a quota without a document date: give the date of this one.")
            problems.append(Problem(quota, "issued_on", text))
    return problems


def _make_terms(quotas, by):
    """Make the terms whose names say their years, for everywhere; gives the problems."""
    problems, made = [], {}
    for quota in without_a_term(quotas):
        if quota.period in made:
            continue
        term = term_by_its_name(quota.period)
        if term is None:
            text = _("No year and no term of this name: write 2023, or 2020-2025, or list the term first.")
            problems.append(Problem(quota, "period", text))
        else:
            made[term.name] = (term, quota)
    terms = [term for term, _quota in made.values()]
    shared = shared_days(terms, [*Term.objects.filter(branch=None), *terms])
    problems += [Problem(made[problem.row.name][1], "period", problem.sentence) for problem in shared]
    if not problems:
        require(by, Action.SET_QUOTA, *_branches_of(terms))
        Term.objects.bulk_create(terms)
        _record_terms(terms, {}, by)
    return problems


def without_a_term(quotas):
    """The quotas of terms that are listed neither for everywhere nor for the branch or one above it. Two statements."""
    listed, lines = defaultdict(set), defaultdict(set)
    for name, branch_id in Term.objects.values_list("name", "branch"):
        listed[name].add(branch_id)
    placements = BranchPlacement.objects.filter(branch__in={quota.branch for quota in quotas})
    for branch_id, path in placements.values_list("branch", "path"):
        lines[branch_id] |= {None, *map(int, path.split("/")[1:-1])}
    return [q for q in quotas if not (year_of(q.period) or listed[q.period] & lines[q.branch_id])]


def _write(quotas, known, by):
    result, new, changed, was = Counter(), [], [], {}
    for quota in quotas:
        row = known.get(_key(quota))
        if row is None:
            new.append(quota)
            result["created"] += 1
        elif all(getattr(row, name) == getattr(quota, name) for name in VALUES):
            result["unchanged"] += 1
        else:
            quota.pk = row.pk
            was[row.pk] = said_of(row, AUDITED)
            changed.append(quota)
            result["changed"] += 1
    Quota.objects.bulk_create(new, batch_size=1000)
    Quota.objects.bulk_update(changed, VALUES, batch_size=500)
    record([*_traces(Act.CREATED, new, was), *_traces(Act.CHANGED, changed, was)], by=by)
    return result


def _traces(act, quotas, was):
    for quota in quotas:
        yield Trace(act, quota, quota.branch, changes(was.get(quota.pk), said_of(quota, AUDITED)))
