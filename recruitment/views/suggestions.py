"""What a form suggests while somebody types, as JSON; only from within what its user may choose."""

from django.http import JsonResponse
from django.views.decorators.http import require_safe

from branches.access import Action
from branches.finding import suggest_branches
from branches.kinds import CELLS, Kind
from branches.models import Branch

from .asked import for_those_who_may


@require_safe
@for_those_who_may(Action.EDIT_PEOPLE)
def cell_suggestions(request):
    """Cells where the user may edit people."""
    return _suggestions(request, Branch.objects.visible_to(request.user, Action.EDIT_PEOPLE), CELLS)


@require_safe
@for_those_who_may(Action.VIEW_PEOPLE)
def branch_suggestions(request):
    """Organisations whose people the user may see."""
    return _suggestions(request, Branch.objects.visible_to(request.user, Action.VIEW_PEOPLE), Kind.values)


def _suggestions(request, seen, kinds):
    found = suggest_branches(seen, request.GET.get("q", "")[:100], kinds=kinds)
    return JsonResponse({"suggestions": [suggestion._asdict() for suggestion in found]})
