"""Admitted against quota: which document is in force, what it asks for, how far one has come."""

from collections import defaultdict
from decimal import ROUND_CEILING, Decimal

from django.db.models import Q

from recruitment.groups import EVERYBODY, GROUPS
from recruitment.models import Quota, QuotaKind
from recruitment.quotas import in_force

from .. import vocabulary
from ..percent import flag, percent, plain
from .facts import Progress, Target


class Quotas:
    """The quotas of a branch, and the year's for everybody of all branches below it, as in force on a day.

    One statement.
    """

    def __init__(self, history, periods, as_of):
        self.root_id = history.root.pk
        wanted = Q(branch=self.root_id) | Q(branch__in=history.branch_ids(), group=EVERYBODY)
        said = defaultdict(list)
        for quota in Quota.objects.filter(wanted, period__in=periods):
            said[quota.branch_id, quota.period, quota.group].append(quota)
        self._in_force = {key: in_force(quotas, as_of) for key, quotas in said.items()}

    def of(self, period, branch_id=None, group=EVERYBODY):
        """The quota in force, or None."""
        return self._in_force.get((branch_id or self.root_id, period, group))

    def groups(self, period):
        """Codes of the groups that the root has a quota for: the built-in ones in their order, then the office's own."""
        codes = {group for branch, of, group in self._in_force if branch == self.root_id and of == period and group}
        order = {group.code: place for place, group in enumerate(GROUPS)}
        return sorted(codes, key=lambda code: (order.get(code, len(order)), code))


def target_of(quota, *, base, years=1):
    """What ``quota`` asks for. ``base``: heads at the period's start, used where the document states none itself.

    A rate's persons are rounded up (3 % of 4705 are 142); a yearly average is asked for every year of the term.
    """
    if quota is None or (quota.low is None and quota.rate is None):
        return None
    low, high, base = quota.low, quota.high, quota.base if quota.base is not None else base
    if quota.kind == QuotaKind.RATE:
        low = high = None
        persons = base and int((Decimal(base) * quota.rate / 100).to_integral_value(ROUND_CEILING))
    else:
        persons = low * years if quota.kind == QuotaKind.YEARLY else low
        base = None
    return Target(
        kind=quota.kind,
        low=low,
        high=high,
        rate=plain(quota.rate) if quota.kind == QuotaKind.RATE else None,
        base=base,
        years=years if quota.kind == QuotaKind.YEARLY else None,
        persons=persons or (None if quota.kind == QuotaKind.RATE else persons),
        persons_at_most=high and high * (years if quota.kind == QuotaKind.YEARLY else 1),
        number=quota.number,
        issued_on=quota.issued_on,
        issuer=quota.issuer,
        summary=quota.summary,
    )


def share_of(target, admitted):
    """Percent of the persons asked for; of a rate, the share of its base that is reached. None without either."""
    if target is None:
        return None
    if target.kind == QuotaKind.RATE:
        return percent(admitted, target.base, Decimal(target.rate))
    return percent(admitted, target.persons)


def progress(code, period, quota, target, admitted):
    """How far ``admitted`` is against ``target``, beside the share that ``quota`` publishes."""
    whole = target and (target.base if target.kind == QuotaKind.RATE else target.persons)
    difference = admitted - target.persons if target and target.persons is not None and admitted is not None else None
    return Progress(
        code=code,
        group=vocabulary.group(code),
        period=period,
        target=target,
        admitted=admitted,
        percent=share_of(target, admitted),
        percent_of_max=percent(admitted, target.persons_at_most) if target else None,
        difference=difference,
        met=None if difference is None else difference >= 0,
        stated=quota.stated or None if quota else None,
        flag=flag(quota.stated, admitted, whole) if quota else None,
    )
