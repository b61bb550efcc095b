"""What the plan to make two entries one writes: every row that hung on the one hangs on the other."""

from branches.audit import Act, Trace, changes, said_of
from branches.journal import every

from .merged_admissions import HANGING as ADMISSION
from .models import Admission, Candidate, Resolution, Shortfall, StageChange, TwoPeople
from .registering import SAID_OF_ADMISSION, SAID_OF_CANDIDATE, said_tags
from .uniting import REPORTS
from .wrong_entries import SAID as VOID
from .wrong_entries import WrongBecause

DOUBLE = WrongBecause.DUPLICATE.value
BATCH = 200


def write_plan(plan, by):
    """Write a ``MergePlan``; returns the traces of it. A fixed number of statements."""
    before = said_of(plan.kept, SAID_OF_CANDIDATE) | said_tags(plan.kept)
    _write_rows(REPORTS, plan.reports)
    for union in plan.unions:
        _write_rows(union.hanging, [(plan.kept, union)])
    _write_log(plan.log, by)
    traces = _write_admissions(plan)
    _write_tags(plan)
    _keep_apart(plan)
    return [*_write_people(plan, before), *traces]


def _write_log(log, by):
    """The lines in their order, and what hangs on them with the line that it belongs to."""
    fields = [each.name for each in StageChange._meta.concrete_fields if not each.primary_key]
    StageChange.objects.bulk_update(log.lines, fields, batch_size=BATCH)
    numbers = dict(log.numbers)
    if log.closing:
        log.closing.by = by
        log.closing.save()
        numbers[log.repeats] = log.closing.pk  # None, where there was no line: nothing hangs on that
    for model in (Resolution, Shortfall):
        hung = list(every(model).filter(change__in=numbers))
        for row in hung:
            row.change_id = numbers[row.change_id]
        every(model).bulk_update(hung, ["change"], batch_size=BATCH)


def _write_rows(hanging, unions):
    """Rows of one kind hang on their new owners: ``unions`` are (owner, Union).

    Those that are no more go first and those that are filled in come before those that go over, so that no two of one
    thing ever hang on one owner.
    """
    rows, united = every(hanging.model), [each for _owner, union in unions for each in union.united]
    _take_away(hanging, rows, [each.goes for each in united])
    filled_in = [each for each in united if each.changed]
    for each in filled_in:
        for name, value in each.changed.items():
            setattr(each.stays, name, value)
    if filled_in:
        names = [hanging.model._meta.get_field(name.removesuffix("_id")).name for name in hanging.fields]
        rows.bulk_update([each.stays for each in filled_in], names, batch_size=BATCH)
    moved = [(owner, row) for owner, union in unions for row in _going_over(union)]
    for owner, row in moved:
        setattr(row, hanging.owner, owner)
    more = ["attempt", *VOID] if hanging.is_kept else []
    rows.bulk_update([row for _owner, row in moved], [hanging.owner, *more], batch_size=BATCH)


def _take_away(hanging, rows, goes):
    if hanging.is_kept:
        for row in goes:
            row.is_void, row.void_reason = True, DOUBLE
    elif goes:
        rows.filter(pk__in=[row.pk for row in goes]).delete()


def _going_over(union):
    """Rows that are kept are written anew with their owner, be they struck out or not."""
    both = [row for each in union.united for row in (each.stays, each.goes)]
    return [*union.moved, *(both if union.hanging.is_kept else ())]


def _write_admissions(plan):
    """All admissions hang on the one person; of two of the same decision one is struck out. Returns the traces."""
    union, before = plan.admissions, {}
    rows = {row.pk: row for row in (*union.moved, *union.touched)}
    known = every(Admission).in_bulk(list(rows))
    struck = [each.goes for each in union.united]
    fields = ("candidate", *SAID_OF_ADMISSION, "counted_on", "age", *ADMISSION.fields, *VOID)
    for row in rows.values():
        before[row] = said_of(known[row.pk], fields)
        row.candidate = plan.kept
        if row in struck:
            row.is_void, row.void_reason = True, DOUBLE
    every(Admission).bulk_update(rows.values(), list(dict.fromkeys(fields)), batch_size=BATCH)
    _share_tags(union)
    return [
        Trace(Act.VOIDED if row in struck else Act.CHANGED, row, row.branch, changes(before[row], said_of(row, fields)))
        for row in rows.values()
    ]


def _share_tags(union):
    """The admission that stands belongs to the groups of both."""
    link = Admission.tags.through
    borne = {each.stays: {tag.pk for tag in each.stays.tags.all()} for each in union.united}
    links = [
        link(admission_id=each.stays.pk, tag_id=tag.pk)
        for each in union.united
        for tag in each.goes.tags.all()
        if tag.pk not in borne[each.stays]
    ]
    link.objects.bulk_create(links)


def _write_tags(plan):
    link = Candidate.tags.through.objects
    borne = [tag.pk for tag in plan.kept.tags.all()]
    link.filter(candidate=plan.dropped.pk, tag__in=borne).delete()
    link.filter(candidate=plan.dropped.pk).update(candidate=plan.kept.pk)


def _keep_apart(plan):
    """Who was said to be somebody else than the one who is dropped, is somebody else than the one who is kept."""
    kept, dropped = plan.kept.pk, plan.dropped.pk
    rows = [*TwoPeople.objects.filter(one=dropped), *TwoPeople.objects.filter(other=dropped)]
    pairs = [(kept, row.other_id if row.one_id == dropped else row.one_id, row.by_id) for row in rows]
    TwoPeople.objects.bulk_create(
        [TwoPeople(one_id=min(one, other), other_id=max(one, other), by_id=by) for one, other, by in pairs],
        ignore_conflicts=True,
    )


def _write_people(plan, before):
    kept, dropped = plan.kept, plan.dropped
    for choice in plan.choices:
        _say(kept, choice)
    if last := plan.log.last:
        kept.stage, kept.stage_on = last.target, last.on
    was = said_of(dropped, VOID)
    dropped.is_void, dropped.void_reason = True, DOUBLE
    for person in (kept, dropped):
        person.version += 1
    fields = [name for name in SAID_OF_CANDIDATE if name != "code"]
    kept.save(update_fields=[*fields, "search_name", "sort_name", "version"])
    dropped.save(update_fields=[*VOID, "version"])
    now = said_of(kept, SAID_OF_CANDIDATE) | {"tags": sorted(tag.name for tag in plan.tags)}
    yield Trace(Act.MERGED, kept, kept.branch, changes(before, now))
    yield Trace(Act.MERGED, dropped, dropped.branch, changes(was, said_of(dropped, VOID)), reason=DOUBLE)


def _say(person, choice):
    if choice.name == "full_name":
        person.name(choice.value)
    elif choice.name == "birth":
        person.birth_date, person.birth_year = choice.value
    else:
        setattr(person, choice.name, choice.value)
