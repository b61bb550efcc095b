"""Workbooks that come in by the browser: uploaded, checked as often as wanted, written all or nothing, undone (the verbs).

Cells wait in the database between the steps, so that a reload, a second machine or a restart loses nothing. Nobody sees
the uploads of somebody else.
"""

from collections import Counter
from dataclasses import replace
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from branches.access import Action, home_of, require_somewhere
from branches.audit import Act, Trace, record
from branches.journal import BuiltOn, pack, undo, unpack
from branches.models import ExportReason
from config import installation
from config.clock import today
from config.refusal import Problem, Refused

from ..closed import refuse_closed, touched_by_lines
from ..kept_journals import forget_old, tell_of_undoing
from ..models import ImportState, WorkbookImport
from .built_on import told_of
from .choices import Choices
from .citizen_numbers import without_citizen_numbers
from .fonts import BY_NAME
from .importing import LOCKS, Imported, ImportRefused, import_workbook
from .legacy_text import converted, suspected
from .outcome import counted, found, refused_with
from .rejected import rejected_workbook
from .remembering import first_choices, remember
from .stored import packed, unpacked
from .undoing import lock_people, refuse_what_cannot_be, require_right_to_undo, traces_of_undoing


class ChangedMeanwhile(Exception):
    """What would be written is no longer what was looked at."""


@transaction.atomic
def upload(workbook, name, sha256, *, by):
    """Keep the cells of ``workbook`` (RawWorkbook) for ``by``, with the choices that names and memory suggest."""
    require_somewhere(by, Action.EDIT_PEOPLE)
    forget_old()
    workbook = without_citizen_numbers(workbook)
    font = suspected(workbook)
    choices = first_choices(converted(workbook, font) if font else workbook, by)
    if font:
        choices = replace(choices, font=font.name, is_decoded=True)
    made = WorkbookImport.objects.create(
        by=by,
        branch=home_of(by, Action.EDIT_PEOPLE),
        name=name[:150],
        sha256=sha256,
        rows=sum(len(sheet.rows) for sheet in workbook.sheets),
        cells=packed(workbook),
        choices=choices.as_json(),
    )
    record([Trace(Act.CREATED, made, made.branch, rows=made.rows, detail=made.name)], by=by)
    return made


@transaction.atomic
def choose(pk, choices, version, *, by):
    """Keep what was chosen and typed over cells; what the last check found no longer holds. Raises Refused."""
    upload = _locked(pk, by)
    _refuse_finished(upload)
    if upload.version != version:
        raise Refused([Problem(None, "", _("This page was changed in another window: look again."))])
    kept = choices.as_json()
    fixes = {name: {str(row): typed for row, typed in some.items()} for name, some in choices.fixes.items()}
    if (kept, fixes) != (upload.choices, upload.fixes):
        upload.choices, upload.fixes, upload.checked = kept, fixes, None
        _save(upload, "choices", "fixes", "checked")
    return upload


def check(pk, *, by, progress=None):
    """Read and write everything, keep what would become of it, and take it all back. Returns the upload."""
    with transaction.atomic():
        upload = _own(pk, by)
        _refuse_finished(upload)
        try:
            result = found(_carried_out(upload, by, progress), by)
        except ImportRefused as refused:
            result = refused_with(refused)
        transaction.set_rollback(True)
    result["stands_on"] = stands_on(by)
    return _keep_result(upload, result)


def write(pk, *, by, progress=None):
    """Write what the last check found sound, everything or nothing. Returns the upload, a draft with another result of the
    check where something has changed since. Raises Refused where nothing was checked.

    Whoever does so a second time, or meanwhile, waits and finds it written.
    """
    WorkbookImport.objects.visible_to(by).filter(pk=pk).update(writing_since=timezone.now())
    try:
        return _write(pk, by, progress)
    except (ImportRefused, ChangedMeanwhile):
        return check(pk, by=by, progress=progress)
    finally:
        WorkbookImport.objects.visible_to(by).filter(pk=pk).update(writing_since=None)


@transaction.atomic
def _write(pk, by, progress):
    upload = _locked(pk, by)
    if upload.state == ImportState.WRITTEN:
        return upload
    _refuse_finished(upload)
    require_somewhere(by, Action.EDIT_PEOPLE)
    if not upload.checked or upload.checked["problems"]:
        raise Refused([Problem(None, "", _("Check it first: only what was looked at is written."))])
    imported = _carried_out(upload, by, progress)
    if counted(imported.counts) != upload.checked["counts"]:
        raise ChangedMeanwhile
    remember(cells_of(upload), choices_of(upload), by)
    upload.state, upload.written_at = ImportState.WRITTEN, timezone.now()
    upload.counts = [[name, dict(counts)] for name, counts in imported.counts]
    upload.journal, upload.cells, upload.fixes = pack(imported.journal), b"", {}
    upload.checked = {"warnings": imported.warnings, "stands_on": stands_on(by)}
    _save(upload, "state", "written_at", "counts", "journal", "cells", "fixes", "checked")
    total = sum((counts for _name, counts in imported.counts), Counter())
    done = {name: [None, total[name]] for name in ("created", "changed", "unchanged") if total[name]}
    record([Trace(Act.CHANGED, upload, upload.branch, done, rows=total.total(), detail=upload.name)], by=by)
    return upload


@transaction.atomic
def undo_import(pk, *, by):
    """Take back everything that the workbook wrote. Raises Refused where something was built on it, or where what is put back
    contradicts what was entered since; PermissionDenied.
    """
    for lock in LOCKS:
        installation.lock(lock)
    upload = _locked(pk, by)
    if upload.state == ImportState.UNDONE:
        return upload
    if upload.state != ImportState.WRITTEN or not upload.journal:
        raise Refused([Problem(None, "", _("This can no longer be undone: correct the entries themselves."))])
    lines = unpack(upload.journal)
    lock_people(lines)
    require_right_to_undo(lines, by)
    refuse_closed(touched_by_lines(lines), by=by)
    traces = list(traces_of_undoing(lines))
    _undo(lines, by)
    refuse_what_cannot_be(lines)
    upload.state, upload.undone_at, upload.journal = ImportState.UNDONE, timezone.now(), b""
    _save(upload, "state", "undone_at", "journal")
    tell_of_undoing(lines)
    record([*traces, Trace(Act.UNDONE, upload, upload.branch, detail=upload.name)], by=by)
    return upload


def _undo(lines, by):
    try:
        undo(lines)
    except BuiltOn as built:
        text = _(
            "Since then somebody has gone on with: %(rows)s. First undo the import or merge that did so, "
            "or correct the entries themselves."
        )
        raise Refused([Problem(None, "", text % {"rows": told_of(built.rows, by)})])
    except IntegrityError:
        text = _(
            "Since then somebody has entered anew what this workbook had taken away: correct the entries themselves."
        )
        raise Refused([Problem(None, "", text)])


@transaction.atomic
def rejected_rows(pk, *, by):
    """(bytes of a workbook, its name): the rows that the last check rejected, as they stand in the file, and why."""
    upload = _own(pk, by)
    file = rejected_workbook(cells_of(upload), choices_of(upload), upload.checked["problems"] if upload.checked else [])
    digest = {"sha256": [None, sha256(file).hexdigest()]}
    record([Trace(Act.EXPORTED, upload, upload.branch, digest, reason=ExportReason.CHECK, detail=upload.name)], by=by)
    return file, f"dong-loi-{today().isoformat()}.xlsx"


@transaction.atomic
def discard(pk, *, by):
    """Throw a draft away with all its cells; what is written stays."""
    upload = _locked(pk, by)
    _refuse_finished(upload)
    record([Trace(Act.ERASED, upload, upload.branch, detail=upload.name)], by=by)
    upload.delete()


def stands_on(user):
    """The roles by which somebody sees what a check has found."""
    return sorted(getattr(user, "stands_on", ()))


def is_sound(upload):
    """Whether the last check found nothing against it, and something to be written."""
    checked = upload.checked
    return (
        bool(checked)
        and not checked["problems"]
        and any(n["created"] or n["changed"] for _name, n in checked["counts"])
    )


def choices_of(upload):
    return Choices.from_json(upload.choices, upload.fixes)


def cells_of(upload):
    """The RawWorkbook of a draft, in Unicode where that was chosen."""
    workbook, choices = unpacked(upload.cells), choices_of(upload)
    return converted(workbook, BY_NAME[choices.font]) if choices.is_decoded else workbook


def _carried_out(upload, by, progress) -> Imported:
    return import_workbook(cells_of(upload), by=by, choices=choices_of(upload), progress=progress, keeps_journal=True)


def _keep_result(upload, result):
    """Unless somebody has chosen something else meanwhile. The page made of it is another one than that before."""
    same = WorkbookImport.objects.filter(pk=upload.pk, version=upload.version, state=ImportState.DRAFT)
    same.update(checked=result, version=F("version") + 1)
    upload.refresh_from_db(fields=["checked", "version"])
    return upload


def _own(pk, by):
    return WorkbookImport.objects.visible_to(by).get(pk=pk)


def _locked(pk, by):
    return WorkbookImport.objects.visible_to(by).select_for_update().get(pk=pk)


def _refuse_finished(upload):
    if upload.state != ImportState.DRAFT:
        raise Refused([Problem(None, "", _("This workbook was written already."))])


def _save(upload, *names):
    upload.version += 1
    upload.save(update_fields=[*names, "version"])
