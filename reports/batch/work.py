"""What a worker of a batch does: a line of JSON in is a report to make, a line of JSON out says which files are there now.

In:  {"code": …, "stem": name without ending, "number": 12 or null, "day": "2026-01-05" or null}
Out: {"files": [[name, bytes, SHA-256], …]} or {"error": a sentence}
"""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from branches.access import Action, require
from branches.models import Branch
from config import installation

from ..issued import document_of, file_of
from ..live import live_document
from ..models import OPEN, Report, State
from ..periods import parse_period
from ..rendering import render
from ..rendering.pdf import PdfUnavailable, Printer
from .files import write_whole


def work(source, target, *, folder, period, forms, by):
    """Answer every line of ``source`` on ``target`` until there are no more."""
    with Printer() as printer:
        for line in source:
            answer = answered(json.loads(line), Path(folder), period, forms, printer, by=by)
            target.write(json.dumps(answer) + "\n")
            target.flush()


def answered(job, folder, period, forms, printer, *, by):
    try:
        with installation.read_once():
            content_in = contents_of(job, period, printer, by=by)
        files = [made(content_in(form), folder / f"{job['stem']}.{form}") for form in forms]
    except Branch.DoesNotExist:
        return {"error": _("There is no branch with the code %(code)s.") % {"code": job["code"]}}
    except (ValidationError, PermissionDenied, PdfUnavailable) as error:
        return {"error": " ".join(getattr(error, "messages", [str(error)]))}
    except OSError as error:
        text = _("%(file)s cannot be written: %(reason)s")
        return {"error": text % {"file": error.filename or folder, "reason": error.strerror or error}}
    return {"files": files}


def contents_of(job, period, printer, *, by):
    """What gives the bytes of a branch's report in a form: of a signed one the stored file, of others as of now.

    Raises PermissionDenied where ``by`` may not see the branch, before anything else of it is read.
    """
    branch = Branch.objects.get(code=job["code"])
    require(by, Action.VIEW, branch)
    shown = parse_period(period, branch)
    reports = Report.objects.filter(branch=branch, period=str(shown)).select_related("branch", "supersedes")
    if signed := reports.filter(state=State.SIGNED).first():
        return lambda form: file_of(signed, form, by=by)
    document = numbered(job, _open(reports.filter(state__in=OPEN).first(), branch, shown, by))
    return lambda form: printer.render(document) if form == "pdf" else render(document, form)


def _open(report, branch, shown, by):
    """The ``Document`` of the report that is written or put up for signature; without one, the figures of now."""
    return document_of(report, by=by) if report else live_document(branch, shown, by=by)


def numbered(job, document):
    """``document`` with the number and day that it is given; without them blank."""
    day = date.fromisoformat(job["day"]) if job["day"] else None
    return replace(document, signing=replace(document.signing, number=job["number"], day=day))


def made(content, path):
    return [path.name, len(content), write_whole(path, content)]
