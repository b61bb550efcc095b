"""A report for other programs: every figure of the page under a stable key."""

import json
from dataclasses import asdict
from datetime import date

from ..figures.names import FEW


def render(document):
    """The figures as JSON text (UTF-8, days as YYYY-MM-DD, percents as texts with a decimal point)."""
    return json.dumps(as_dict(document.figures), ensure_ascii=False, indent=2, default=_plain) + "\n"


def as_dict(figures):
    """The report as plain values. ``docs/json.md`` describes the keys."""
    return {
        "branch": {"code": figures.branch.code, "name": figures.branch.name},
        "period": {"kind": figures.period_kind, "name": figures.period},
        "month": figures.period if figures.period_kind == "month" else None,
        "from": figures.first,
        "as_of": figures.as_of,
        "is_running": figures.is_running,
        "month_admitted": figures.period_admitted,
        "awaiting_ceremony": figures.awaiting_ceremony,
        "without_decision_date": figures.marked,
        "year": _progress(figures.year),
        "term": _progress(figures.term),
        "groups": [{"code": group.code, "group": group.group} | _progress(group) for group in figures.groups],
        "headcount": figures.headcount and asdict(figures.headcount),
        "children": [_child(row) for row in figures.children],
        "allocation": figures.allocation and asdict(figures.allocation),
        "last_year": {
            "month_admitted": figures.last_year.period_admitted,
            "year_admitted": figures.last_year.year_admitted,
        },
        "breakdowns": [asdict(breakdown) for breakdown in figures.breakdowns],
        "average_age": figures.average_age,
        "silent_cells": [
            _name(cell.branch) | {"parent": cell.parent, "is_village": cell.is_village, "months": cell.months}
            for cell in figures.silent_cells
        ],
        "idle_groups": list(figures.idle_groups),
        "by_month": [asdict(point) for point in figures.by_month],
        "standing": _standing(figures.standing),
        "reported": figures.reported and _reported(figures.reported),
        "chain": [_chain(chain) for chain in figures.chain],
        "on_the_way": figures.on_the_way and asdict(figures.on_the_way),
        "make_up_of_children": [_name(row.branch) | _without_name(row) for row in figures.make_up_of_children],
        "heads_signed": figures.heads_signed,
        "overdue": figures.matters and asdict(figures.matters),
        "hides_few": figures.hides_few,
    }


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    if value is FEW:
        return FEW.value
    raise TypeError(f"{value!r} has no form in JSON")


def _name(branch):
    return {"code": branch.code, "name": branch.name}


def _without_name(row):
    return {key: value for key, value in asdict(row).items() if key != "branch"}


def quota(target):
    """A whole number for an exact quota, else what kind of quota it is with its numbers; None without."""
    if target is None:
        return None
    by_kind = {
        "exact": lambda: target.low,
        "min": lambda: {"kind": "min", "min": target.low},
        "range": lambda: {"kind": "range", "min": target.low, "max": target.high},
        "rate": lambda: {"kind": "rate", "rate": target.rate, "base": target.base, "persons": target.persons},
        "yearly": lambda: {"kind": "yearly", "min": target.low, "max": target.high, "years": target.years},
    }
    return by_kind[target.kind]()


def _progress(progress):
    if progress is None:
        return None
    target = progress.target
    entry = {
        "period": progress.period,
        "quota": quota(target),
        "admitted": progress.admitted,
        "percent": progress.percent,
        "stated": progress.stated,
        "flag": progress.flag,
        "difference": progress.difference,
        "met": progress.met,
    }
    if target and target.persons_at_most is not None:
        entry["percent_of_max"] = progress.percent_of_max
    if target and (target.number or target.issued_on):
        entry["document"] = {"number": target.number, "date": target.issued_on, "issuer": target.issuer}
    return entry


def _child(row):
    return {
        "code": row.branch.code,
        "name": row.branch.name,
        "quota": quota(row.target),
        "admitted_month": row.admitted_period,
        "admitted_year": row.admitted_year,
        "percent": row.percent,
        "difference": row.difference,
        "admitted_term": row.admitted_term,
        "heads": row.heads,
        "ended_on": row.ended_on,
        "children_quota": row.children_quota,
    }


def _chain(chain):
    """Without the id of the report it goes on from, which says nothing outside this database."""
    return {key: value for key, value in asdict(chain).items() if key != "previous_id"}


def _standing(standing):
    return asdict(standing) | {
        "best": [_name(branch) | {"percent": percent} for branch, percent in standing.best],
        "without": [_name(branch) for branch in standing.without],
    }


def _reported(reported):
    return asdict(reported) | {"silent": [_name(branch) for branch in reported.silent]}
