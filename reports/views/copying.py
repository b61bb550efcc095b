"""The report in words, to be copied into a letter or a message."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from branches.models import Branch

from ..issued import worded
from ..live import live_document
from ..narrative import as_text
from ..periods import parse_period
from .branch import refused


@require_safe
def branch_words(request, code, period):
    """Today's figures of a branch and a period as one paragraph, and as the whole text of the paper."""
    seen = Branch.objects.visible_to(request.user)
    branch = get_object_or_404(seen, code=code)
    try:
        document = live_document(branch, parse_period(period, branch), by=request.user)
    except ValidationError as refusal:
        return refused(request, seen, branch, " ".join(refusal.messages), status=400)
    said = {"branch": branch, "figures": document.figures, **words_of(document)}
    return render(request, "reports/branch_words.html", said)


def words_of(document):
    """What is there to be copied of a ``Document``: the quick report, and the text of the paper."""
    said = worded(document)
    return {"brief": said.brief, "text": as_text(said)}
