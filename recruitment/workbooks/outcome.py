"""What a check has found, as the page shows it and the database keeps it: plain dicts and lists."""

from django.utils.translation import gettext as _

from branches.audit import subjects
from branches.models import Branch

from .cells import Birth, Day, OneOf, Reference
from .footprints import PAPER, SPONSORSHIP
from .likeness import alike_in
from .sample import sample_of
from .sheets import sheet_of_key
from .undoing import KINDS

MOST_PROBLEMS = 10_000
"""More than anybody puts right."""

MOST_CHANGES = 50
TOLD = {label for label, kind in KINDS.items() if kind.said or kind in (PAPER, SPONSORSHIP)}
"""Kinds of row of which a change is shown; the others follow from them."""

FOLLOWS = frozenset({"version", "search_name", "sort_name", "path", "counted_on", "age", "id"})


def found(imported, by):
    """Of a workbook that could be written. A fixed number of statements."""
    return _said_so_far(imported.counts, imported.warnings) | {
        "problems": [],
        "changes": _changes(imported.journal),
        "alike": alike_in(imported, by),
        "sample": sample_of(imported),
    }


def refused_with(refused):
    problems = _grouped(refused.problems)[:MOST_PROBLEMS]
    return _said_so_far(refused.counts, refused.warnings) | {
        "problems": problems,
        "changes": [],
        "alike": None,
        "sample": [],
    }


def counted(counts):
    """What became of the rows of each sheet, in plain lists and dicts."""
    names = ("created", "changed", "unchanged", "rejected")
    return [[name, {key: rows[key] for key in names}] for name, rows in counts]


def _said_so_far(counts, warnings):
    return {"counts": counted(counts), "warnings": [str(warning) for warning in warnings]}


def _grouped(problems):
    """One entry for the same value with the same fault in a column, with all rows where it stands."""
    groups = {}
    for problem in problems:
        row = None if problem.is_value and problem.seen or _is_empty_for_all(problem) else problem.row
        key = (problem.sheet, problem.column, problem.seen, problem.sentence, row)
        entry = groups.setdefault(key, {**_said(problem), "rows": []})
        if problem.row is not None:
            entry["rows"].append(problem.row)
    return list(groups.values())


def _is_empty_for_all(problem):
    """Whether one answer may serve every row where this cell is empty: a day, a place, a word of a list."""
    kind = sheet_of_key(problem.kind)
    widget = kind.fields[problem.column].widget if kind and problem.column in kind.fields and not problem.seen else None
    return isinstance(widget, Day | Reference | OneOf) and not isinstance(widget, Birth)


def _said(problem):
    names = ("sheet", "kind", "column", "heading", "seen", "sentence", "is_value", "who")
    return {name: getattr(problem, name) for name in names}


def _changes(journal):
    """The first rows that were known already and now say something else: what, and (field, before, after) of each."""
    changed = [line for line in journal if line.was and line.now and line.model in TOLD]
    changed = [line for line in changed if line.differing() - FOLLOWS][:MOST_CHANGES]
    branches = _names_of_branches(changed)
    return [
        {
            "what": _what(line),
            "fields": [_field(line, name, branches) for name in line.now if name in line.differing() - FOLLOWS],
        }
        for line in changed
    ]


def _what(line):
    name = line.now.get("full_name") or line.now.get("name") or line.now.get("code")
    return f"{subjects.kind_in_words(line.model)} {name or _('no. %(number)s') % {'number': line.pk}}"


def _field(line, name, branches):
    field = name.removesuffix("_id")
    values = [line.was.get(name), line.now[name]]
    if field in {"branch", "parent", "counterpart", "successor"}:
        said = [branches.get(value, "–") for value in values]
    else:
        said = [subjects.value_in_words(line.model, field, value) for value in values]
    return [subjects.field_in_words(line.model, field), *said]


def _names_of_branches(lines):
    ids = {image[name] for line in lines for image in (line.was, line.now) for name in image if name.endswith("_id")}
    return dict(Branch.objects.filter(pk__in=ids - {None}).values_list("pk", "name"))
