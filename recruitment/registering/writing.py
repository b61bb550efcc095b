"""What was taken in of a list of people is written down: rows, tags, lines of the log, certificates, sponsors, the audit."""

from itertools import chain

from branches.audit import Act, Trace, changes, record, said_of
from branches.codes import give_codes
from branches.names import fold

from ..entering_papers import certify
from ..models import Admission, Candidate, StageChange, Tag
from .person import ADMISSION_FIELDS, BATCH, CANDIDATE_FIELDS, SAID_OF_ADMISSION, SAID_OF_CANDIDATE

PREFIX = "QC"
"""Of the codes of people who bring none."""


def write(register, by):
    """Write a ``taking.Register``."""
    _write_people(register)
    _write_admissions(register)
    _write_lines(register, by)
    _write_tags(register)
    more = [*map(_moved, register.entered), *certify(register.certificates), *register.helping.write()]
    record([*_traces(register), *more], by=by)


def _write_people(register):
    give_codes(register.new, Candidate.with_void, PREFIX)
    Candidate.objects.bulk_create(register.new, batch_size=BATCH)
    changed = list(_touched(register, register.changed, Candidate))
    for candidate in changed:
        candidate.version += 1
    Candidate.objects.bulk_update(changed, (*CANDIDATE_FIELDS, "version"), batch_size=200)


def _write_admissions(register):
    for admission in register.new_admissions:
        admission.candidate_id = admission.candidate.pk
    Admission.objects.bulk_create(register.new_admissions, batch_size=BATCH)
    Admission.objects.bulk_update(register.changed_admissions.values(), ADMISSION_FIELDS, batch_size=200)


def _write_lines(register, by):
    lines = [*register.followed, *register.entered]
    for line in lines:
        line.candidate, line.by = line.candidate, by  # saved by now
    StageChange.objects.bulk_create(lines, batch_size=BATCH)


def _touched(register, changed, model):
    """The known rows of ``model`` that change, be it their tags alone."""
    tagged = {row.pk: row for row, _said in register.tags.values() if isinstance(row, model) and row in register.was}
    return (changed | tagged).values()


def _moved(line):
    values = {"stage": [line.source or None, line.target], "stage_on": [None, line.on.isoformat()]}
    return Trace(Act.MOVED, line.candidate, line.candidate.branch, values)


# --- Tags


def _write_tags(register):
    if not register.tags:
        return
    named = [name for _row, said in register.tags.values() if isinstance(said, tuple) for name in said]
    known = {tag.folded: tag for tag in tags_named(named)}
    for model in (Candidate, Admission):
        link = model.tags.through
        owner = f"{model._meta.model_name}_id"
        said = [(row, wanted) for row, wanted in register.tags.values() if isinstance(row, model)]
        wanted_tags = {row.pk: _tags_of(wanted, known) for row, wanted in said}
        link.objects.filter(**{f"{owner}__in": list(wanted_tags)}).delete()
        links = [link(**{owner: pk, "tag_id": tag.pk}) for pk, tags in wanted_tags.items() for tag in tags]
        link.objects.bulk_create(links, batch_size=BATCH)


def tags_named(names):
    """The groups of the office that bear these names; those that are new are made. Two statements."""
    names = {fold(name): name for name in names}
    Tag.objects.bulk_create([Tag(name=n, folded=f) for f, n in names.items()], ignore_conflicts=True)
    return list(Tag.objects.filter(folded__in=names))


def _tags_of(wanted, known):
    """Tags by name, or those that a candidate bears."""
    return {known[fold(name)] for name in wanted} if isinstance(wanted, tuple) else set(wanted.tags.all())


def _names_of(said):
    return said if isinstance(said, tuple) else (tag.name for tag in said.tags.all())


# --- The audit


def _traces(register):
    tags = {id(row): sorted(_names_of(said)) for row, said in register.tags.values()}
    every = [
        (register.new, SAID_OF_CANDIDATE),
        (register.new_admissions, SAID_OF_ADMISSION),
        (_touched(register, register.changed, Candidate), SAID_OF_CANDIDATE),
        (_touched(register, register.changed_admissions, Admission), SAID_OF_ADMISSION),
    ]
    for row, fields in chain.from_iterable(((row, fields) for row in rows) for rows, fields in every):
        was = register.was.get(row)
        now = said_of(row, fields) | {"tags": tags.get(id(row), was["tags"] if was else [])}
        if (said := changes(was, now)) or not was:
            yield Trace(Act.CHANGED if was else Act.CREATED, row, row.branch, said)
