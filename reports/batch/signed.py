"""The signed reports of a batch: their stored files are given again, and no list gives their numbers to others."""

from collections import defaultdict
from datetime import timedelta
from typing import NamedTuple

from django.utils.translation import gettext as _

from branches.models import Branch
from config.clock import today

from ..models import Report, ReportFile, State
from ..numbering import bearer_of, key_of, symbol_in
from .numbers import Numbered

AHEAD = timedelta(days=31)
"""A report that is made today is signed within this time."""


class Signed(NamedTuple):
    """What stands on a signed report, and the SHA-256 of its file in each form."""

    numbered: Numbered
    words: str
    digests: dict


def signed_reports(codes, period):
    """``{code: Signed}`` of the reports of ``period`` that are signed and count. Two statements."""
    there = Report.objects.filter(period=str(period), state=State.SIGNED)
    digests = defaultdict(dict)
    for report_id, form, digest in ReportFile.objects.filter(report__in=there).values_list("report", "form", "digest"):
        digests[report_id][form] = digest
    rows = there.defer("frozen").select_related("branch")
    return {
        row.branch.code: Signed(Numbered(row.number, row.signed_on), row.numbered, digests[row.pk])
        for row in rows
        if row.branch.code in codes
    }


def reason_against(code, numbered, signed, period):
    """Why the report of ``code`` cannot be given this number; "" where it can. Three statements.

    ``signed``: of ``signed_reports``; ``period``: of the reports.
    """
    if is_signed := signed.get(code):
        said = {"code": code, "number": is_signed.words, "day": f"{is_signed.numbered.day:%d/%m/%Y}"}
        text = _(
            "The report of %(code)s is signed already: number %(number)s, %(day)s. Take this line out; its signed files "
            "are written as they are."
        )
        return text % said
    if numbered.day and not period.as_of <= numbered.day <= today() + AHEAD:
        text = _("The day %(day)s lies before the end of the period, or more than a month ahead.")
        return text % {"day": f"{numbered.day:%d/%m/%Y}"}
    branch, day = Branch.objects.get(code=code), numbered.day or today()
    symbol = symbol_in(branch.symbol)
    report = Report(branch=branch, symbol=symbol, symbol_key=key_of(symbol), signed_on=day, number=numbered.number)
    if bearer := bearer_of(report):
        said = {"number": report.numbered, "report": bearer.period_in_words, "day": f"{bearer.signed_on:%d/%m/%Y}"}
        text = _(
            "Number %(number)s of %(code)s is borne by the report on %(report)s, signed on %(day)s. Give another number."
        )
        return text % (said | {"code": code})
    return ""
