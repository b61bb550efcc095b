"""Workbooks that come in by the browser: upload, check, put right, write, undo."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from branches.access import Action, require_somewhere
from branches.doors import only_looks
from branches.once import SentBefore, once
from config import streaming
from config.refusal import Refused
from config.tables import FORMATS

from ..forms.uploads import UploadForm
from ..forms.workbooks import ImportForm, fixes_in_words
from ..models import ImportState, WorkbookImport
from ..workbooks import uploads
from ..workbooks.reading import Unreadable, read_pasted, read_workbook
from .asked import for_those_who_may, form_page, posted

A_PAGE = 20
AT_ONCE = 1000
"""So many rows are checked while one waits for the page."""

LONG_AGO = timedelta(minutes=10)
"""Nobody writes for so long: the machine was stopped meanwhile."""


@form_page
@for_those_who_may(Action.EDIT_PEOPLE)
def import_list(request):
    form = UploadForm(posted(request), request.FILES if request.method == "POST" else None)
    if form.is_valid() and (address := _upload(request, form)):
        return redirect(address)
    rows = WorkbookImport.objects.visible_to(request.user).defer("cells", "journal", "checked", "fixes")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "recruitment/import_list.html", {"form": form, "page": page})


def _upload(request, form):
    """The address of the upload; None where the form says why there is none."""
    said = form.cleaned_data
    try:
        workbook, name, digest = _read(said["file"], said["pasted"])
        return once(
            said["form_token"],
            {"name": name, "sha256": digest},
            lambda: _address(_uploaded(workbook, name, digest, request.user)),
            by=request.user,
        )
    except Unreadable as unreadable:
        form.add_error("file" if said["file"] else "pasted", str(unreadable))
    except SentBefore as before:
        return before.address


def _uploaded(workbook, name, digest, user):
    """The id of the upload, looked through already where that takes no time worth a bar."""
    upload = uploads.upload(workbook, name, digest, by=user)
    if upload.rows <= AT_ONCE:
        uploads.check(upload.pk, by=user)
    return upload.pk


def _read(file, pasted):
    """(RawWorkbook, what it is called, its SHA-256). The file lies on the disk only while it is read."""
    if not file:
        return read_pasted(pasted), _("pasted cells"), sha256(pasted.encode()).hexdigest()
    digest = sha256()
    with TemporaryDirectory() as folder:
        path = Path(folder) / "workbook"
        with path.open("wb") as copy:
            for chunk in file.chunks():
                digest.update(chunk)
                copy.write(chunk)
        return read_workbook(path, name=file.name), file.name, digest.hexdigest()


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def import_detail(request, pk):
    upload = _own(request, pk)
    if upload.state != ImportState.DRAFT:
        return render(request, "recruitment/import_done.html", {"upload": upload, "may_undo": bool(upload.journal)})
    return _page(request, upload, _form(request, upload))


def _page(request, upload, form, status=200):
    choices = uploads.choices_of(upload)
    context = {
        "upload": upload,
        "form": form,
        "checked": upload.checked,
        "fixes": list(fixes_in_words(choices)),
        "is_sound": uploads.is_sound(upload),
        "is_being_written": _is_being_written(upload),
    }
    return render(request, "recruitment/import_detail.html", context, status=status)


def _form(request, upload, data=None):
    return ImportForm(
        data,
        initial={"version": upload.version},
        workbook=uploads.cells_of(upload),
        choices=uploads.choices_of(upload),
        checked=upload.checked,
        user=request.user,
    )


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def import_check(request, pk):
    """Keep what was chosen, then say what would become of it."""
    return _take(request, pk, lambda progress: uploads.check(pk, by=request.user, progress=progress))


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def import_write(request, pk):
    """Write what was looked at, all or nothing; what was chosen since is looked at first."""

    def write(progress):
        upload = _own(request, pk)
        act = uploads.write if uploads.is_sound(upload) else uploads.check
        act(pk, by=request.user, progress=progress)

    return _take(request, pk, write)


def _take(request, pk, act):
    upload = _own(request, pk)
    if upload.state != ImportState.DRAFT:  # sent twice: what it was sent for is done
        return _answer(request, lambda progress: _address(pk), 0)
    form = _form(request, upload, request.POST)
    if form.is_valid():
        try:
            choices = form.chosen(
                leaves_out_all="leave-out-all" in request.POST, forgets=request.POST.getlist("forget")
            )
            uploads.choose(pk, choices, form.cleaned_data["version"], by=request.user)
        except Refused as refusal:
            upload.refresh_from_db(fields=["state"])
            if upload.state != ImportState.DRAFT:
                return _answer(request, lambda progress: _address(pk), 0)
            form.add_error(None, refusal)
    if not form.is_valid():
        return _page(request, upload, form, status=422)

    def work(progress=None):
        act(progress)
        return _address(pk)

    return _answer(request, work, 2 * upload.rows)


def _answer(request, work, total):
    """A stream of lines for a script, a page for everybody else."""
    if streaming.is_asked_for(request):
        return streaming.told(work, total)
    return redirect(work(lambda rows: None))


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def import_discard(request, pk):
    upload = _own(request, pk)
    try:
        uploads.discard(pk, by=request.user)
        messages.success(request, _("“%(name)s” was thrown away; nothing of it is kept.") % {"name": upload.name})
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect(_address(pk))
    return redirect("recruitment:import_list")


@require_POST
@for_those_who_may(Action.VIEW_PEOPLE)
def import_undo(request, pk):
    _own(request, pk)
    try:
        uploads.undo_import(pk, by=request.user)
        messages.success(request, _("Everything that this workbook wrote was taken back."))
    except Refused as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(_address(pk))


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def import_rejected(request, pk):
    """The rows that the last check rejected, as a workbook."""
    upload = _own(request, pk)
    file, name = uploads.rejected_rows(upload.pk, by=request.user)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name)}
    return HttpResponse(file, content_type=FORMATS["xlsx"].content_type, headers=headers)


@require_safe
@only_looks
@for_those_who_may(Action.VIEW_PEOPLE)
def import_status(request, pk):
    """For a page that waits: whether somebody is still writing."""
    return JsonResponse({"is_being_written": _is_being_written(_own(request, pk))})


def _own(request, pk):
    """Of whoever uploaded it, while that one may still write anything. What was found by other roles is not shown."""
    upload = get_object_or_404(WorkbookImport.objects.visible_to(request.user), pk=pk)
    require_somewhere(request.user, Action.EDIT_PEOPLE)
    own = uploads.stands_on(request.user)
    if upload.checked and upload.checked.get("stands_on", own) != own:
        upload.checked = None
    return upload


def _address(pk):
    return reverse("recruitment:import_detail", args=[pk])


def _is_being_written(upload):
    return bool(
        upload.state == ImportState.DRAFT and upload.writing_since and timezone.now() - upload.writing_since < LONG_AGO
    )
