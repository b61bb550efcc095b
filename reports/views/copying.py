"""The report in words, to be copied into a letter or a message."""

from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from branches.models import Branch
from config import installation

from ..document import Document
from ..figures import figures_of
from ..look import spoken_as
from ..look_in_force import look_in_force
from ..narrative import as_text, in_brief
from ..periods import parse_period
from .branch import refused


@require_safe
def branch_words(request, code, period):
    """Today's figures of a branch and a period as one paragraph, and as the whole text of the paper."""
    seen = Branch.objects.visible_to(request.user)
    branch = get_object_or_404(seen, code=code)
    try:
        shown = parse_period(period, branch)
        with installation.read_once():
            figures = figures_of(branch, shown, by=request.user, for_paper=True)
            document = Document(figures, look=look_in_force())
    except ValidationError as refusal:
        return refused(request, seen, branch, " ".join(refusal.messages), status=400)
    return render(request, "reports/branch_words.html", {"branch": branch, "figures": figures, **words_of(document)})


def words_of(document):
    """What is there to be copied of a ``Document``: the quick report, and the text of the paper."""
    with spoken_as(document.look):
        texts = {"brief": document.brief or in_brief(document.figures), "text": as_text(document)}
    return {name: document.look.spelled(text) for name, text in texts.items()}
