"""How figures are written on a page. What is not known is a dash that says why, never a nought."""

from decimal import Decimal

from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from recruitment.models import QuotaKind

from .. import on_screen, periods, wording
from .. import percent as percents

register = template.Library()
register.filter("group_name", on_screen.group)
register.filter("line_name", on_screen.headcount_line)
register.filter("breakdown_name", on_screen.breakdown)
register.simple_tag(on_screen.part, name="part_name")

FLAGS = {
    percents.AGREES: (gettext_lazy("agrees"), "agrees"),
    percents.ROUNDED: (gettext_lazy("rounded"), "agrees"),
    percents.CUT: (gettext_lazy("cut off"), "agrees"),
    percents.DIFFERS: (gettext_lazy("does not agree"), "differs"),
}


def dash(why):
    """A dash that says why there is no figure, to eyes by its title and to ears in words."""
    return format_html('<span class="unknown" title="{}">–<span class="visually-hidden"> ({})</span></span>', why, why)


@register.filter
def number(value):
    """A whole number with points at the thousands; None is not known."""
    if value is None:
        return dash(_("not known: a total of earlier years covers only a part of this"))
    return number_format(value, force_grouping=True)


@register.filter
def heads(value):
    """A number of members; None is not known."""
    if value is None:
        return dash(_("not known: no opening number of members has been entered"))
    return number_format(value, force_grouping=True)


@register.filter
def percent(value):
    """The text "81.08" as 81,08%; None: there is nothing to compare with."""
    return dash(_("nothing to compare with")) if value is None else percents.in_vietnamese(value)


@register.filter
def decimal(value):
    """The text "27.4" as 27,4."""
    return value.replace(".", ",")


@register.filter
def month_name(value):
    """The text "2023-12" as 12/2023."""
    year, month = value.split("-")
    return f"{month}/{year}"


@register.filter
def period_name(figures):
    """The period of ``Figures`` in words: "month 12/2023", "quarter 4/2023"."""
    return periods.in_words(figures.period, figures.period_kind)


@register.filter
def period_in_words(name):
    """The text "2023-quy4" in words; not for terms and days."""
    return periods.in_words(name, periods.kind_of(name))


@register.filter
def period_in_short(name):
    """The text "2023-12" as 12/2023, "2023-quy4" as quý 4/2023: for a narrow button."""
    return month_name(name) if periods.kind_of(name) == periods.Kind.MONTH else period_in_words(name)


@register.filter
def signed(value):
    """A difference with its sign: +7, −12, 0."""
    if value is None:
        return dash(_("nothing to compare with"))
    sign = "+" if value > 0 else "−" if value < 0 else ""
    return sign + number_format(abs(value), force_grouping=True)


@register.filter
def in_words(difference):
    """How far admissions are beyond their quota, or short of it."""
    persons = {"count": number_format(abs(difference), force_grouping=True)}
    if difference > 0:
        return _("%(count)s over the quota") % persons
    return _("%(count)s still missing") % persons if difference else _("just reached")


@register.filter
def quota(target):
    """A quota as its document says it."""
    if target is None:
        return dash(_("no quota has been set"))
    low, high = (
        number_format(value, force_grouping=True) if value is not None else "" for value in (target.low, target.high)
    )
    span = f"{low}–{high}" if high else low
    match target.kind:
        case QuotaKind.MINIMUM:
            return _("from %(count)s") % {"count": low}
        case QuotaKind.YEARLY:
            return _("%(count)s a year") % {"count": span}
        case QuotaKind.RATE:
            return rate(target)
    return span


def rate(target):
    """A share of the members at the period's start, and how many persons that is."""
    share = percents.in_vietnamese(target.rate)
    if target.persons is None:
        return share
    return _("%(share)s of members = %(count)s") % {
        "share": share,
        "count": number_format(target.persons, force_grouping=True),
    }


@register.filter
def document(target):
    """The document that a quota stands in, as papers name it (in Vietnamese); empty where none is named."""
    if target is None or not (target.number or target.issued_on):
        return ""
    return format_html('<span lang="vi">{}</span>', wording.numbered(target))


@register.filter
def is_small(target):
    """Whether a percent of ``target`` would say less than 0/1."""
    return wording.is_small(target)


@register.simple_tag
def attained(target, admitted, share):
    """How much of ``target`` is reached: a percent; of small quotas 0/1; of a rate the share of members."""
    if target is None or admitted is None or share is None:
        return dash(_("no quota has been set") if target is None else _("nothing to compare with"))
    if wording.is_small(target):
        return f"{admitted}/{target.persons}"
    return percents.in_vietnamese(share)


@register.simple_tag
def bar(part, whole):
    """A bar as a picture beside the numbers that say the same. Beyond ``whole`` it is full, with a mark at ``whole``."""
    if part is None or not whole:
        return ""
    filled = min(Decimal(part) / Decimal(whole), 1) * 100
    mark = Decimal(whole) / Decimal(part) * 100 if part > whole else None
    return format_html(
        '<svg class="bar{}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" focusable="false">'
        '<rect class="bar-track" width="100" height="8"/><rect class="bar-fill" width="{}" height="8"/>{}</svg>',
        " is-met" if part >= whole else "",
        f"{filled:.2f}",
        format_html('<rect class="bar-mark" x="{}" width="1" height="8"/>', f"{mark:.2f}") if mark else "",
    )


@register.simple_tag
def flag(progress):
    """What the published share is against ours."""
    label, mood = FLAGS[progress.flag]
    return format_html('<span class="flag flag-{}">{}</span>', mood, label)


@register.filter
def less(value, other):
    """How many of ``value`` are left without ``other``; None where it is not known."""
    return None if value is None else value - other
