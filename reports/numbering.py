"""The numbers of reports: they run on per organisation, symbol and term, whatever else the office numbers there."""

from django.db.models import Max

from recruitment.quotas import term_of

from .models import Report
from .rendering.html import symbol as printed_symbol


def symbol_in(text):
    """What follows the number, without its hyphen: ``-BC/HU``, ``12-BC/HU`` and ``BC/HU`` are ``BC/HU``; "" is ``BC``."""
    return printed_symbol(text).removeprefix("-")


def numbering_on(branch, day):
    """The name of the term in which ``branch`` numbers its papers of ``day``; "" where none is known. One statement."""
    term = term_of([int(part) for part in branch.path.split("/")[1:-1]], day)
    return term.name if term else ""


def next_number(branch, symbol, numbering):
    """The number after the highest one that a report bears there. One statement."""
    borne = Report.objects.filter(branch=branch, symbol=symbol, numbering=numbering)
    return (borne.aggregate(Max("number"))["number__max"] or 0) + 1


def bearer_of(report):
    """Another report of the same organisation that bears the number of ``report``, else None. One statement."""
    same = Report.objects.filter(
        branch=report.branch_id, symbol=report.symbol, numbering=report.numbering, number=report.number
    )
    return same.exclude(pk=report.pk).select_related("branch").first()
