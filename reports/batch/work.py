"""What a worker of a batch does: a line of JSON in is a report to make, a line of JSON out says which files are there now.

In:  {"code": …, "stem": name without ending, "number": 12 or null, "day": "2026-01-05" or null}
Out: {"files": [[name, bytes, SHA-256], …]} or {"error": a sentence}
"""

import hashlib
import json
from datetime import date
from pathlib import Path

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from branches.models import Branch
from config import installation

from ..document import Added, Document, Signing
from ..figures import figures_of
from ..look_in_force import look_in_force
from ..models import OPEN, Report
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
            document = document_of(job, period, by=by)
        files = [made(document, form, folder / f"{job['stem']}.{form}", printer) for form in forms]
    except Branch.DoesNotExist:
        return {"error": _("There is no branch with the code %(code)s.") % {"code": job["code"]}}
    except (ValidationError, PermissionDenied, PdfUnavailable) as error:
        return {"error": " ".join(getattr(error, "messages", [str(error)]))}
    except OSError as error:
        text = _("%(file)s cannot be written: %(reason)s")
        return {"error": text % {"file": error.filename or folder, "reason": error.strerror or error}}
    return {"files": files}


def document_of(job, period, *, by):
    """The draft of a branch: its figures of now, what was added to them, and the number it is given.

    Raises PermissionDenied where ``by`` may not see the branch, before anything else of it is read.
    """
    branch = Branch.objects.get(code=job["code"])
    shown = parse_period(period, branch)
    with installation.read_once():
        look = look_in_force()
        figures = figures_of(branch, shown, by=by, for_paper=True, look=look)
    draft = Report.objects.filter(branch=branch, period=str(shown), state__in=OPEN).first()
    added = Added(draft.assessment, draft.causes, draft.tasks) if draft else Added()
    day = date.fromisoformat(job["day"]) if job["day"] else None
    digest = hashlib.sha256(render(Document(figures), "json")).hexdigest()
    return Document(figures, added, Signing(number=job["number"], day=day), digest, look)


def made(document, form, path, printer):
    content = printer.render(document) if form == "pdf" else render(document, form)
    return [path.name, len(content), write_whole(path, content)]
