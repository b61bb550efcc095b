"""Who may take back what a workbook wrote, and what the audit says of it."""

from collections import defaultdict

from django.apps import apps

from branches.access import Action, open_roots, require
from branches.audit import Act, Trace
from branches.models import Branch

from ..models import Candidate

RIGHTS = {
    **dict.fromkeys(("branches.branch", "branches.branchplacement"), Action.PLACE),
    **dict.fromkeys(("recruitment.quota", "recruitment.term", "recruitment.pasttotal"), Action.SET_QUOTA),
    "branches.movement": Action.RECORD_MOVEMENT,
    "branches.member": Action.EDIT_PEOPLE,
    "recruitment.candidate": Action.EDIT_PEOPLE,
    "recruitment.admission": Action.RECORD_ADMISSION,
}
"""What one must be allowed to take a row back; whatever else hangs on a person asks for MOVE_PEOPLE there."""

TOLD = tuple(kind for kind in RIGHTS if kind != "branches.branchplacement")


def require_right_to_undo(lines, by):
    """Raise PermissionDenied unless ``by`` may take back every one of ``lines``, wherever its row was and is."""
    wanted, people = defaultdict(set), set()
    for line in lines:
        action = RIGHTS.get(line.model, Action.MOVE_PEOPLE)
        for image in filter(None, (line.was, line.now)):
            if line.model == "branches.branch":
                wanted[action].add(image["id"] if line.was else image["parent_id"])
            elif "branch_id" in image:
                wanted[action].add(image["branch_id"])
            elif "candidate_id" in image:
                people.add(image["candidate_id"])
    wanted[Action.MOVE_PEOPLE] |= set(Candidate.with_void.filter(pk__in=people).values_list("branch", flat=True))
    known = Branch.objects.in_bulk({pk for ids in wanted.values() for pk in ids} - {None})
    for action, ids in wanted.items():
        everywhere = open_roots() if None in ids else []
        require(by, action, *everywhere, *(known[pk] for pk in ids if pk in known))


def traces_of_undoing(lines):
    """One trace for each row that the audit knows by itself, at the branch that will still be there."""
    made = {line.pk for line in lines if line.model == "branches.branch" and line.was is None}
    above = {line.pk: line.now["parent_id"] for line in lines if line.pk in made and line.model == "branches.branch"}
    places = [(line, _place(line, above)) for line in lines if line.model in TOLD]
    known = Branch.objects.in_bulk({place for _line, place in places} - {None})
    for line, place in places:
        model = apps.get_model(line.model)
        row = model(**{field.attname: (line.now or line.was)[field.attname] for field in model._meta.concrete_fields})
        yield Trace(Act.UNDONE, row, known.get(place), _values(line))


def _place(line, above):
    image = line.now or line.was
    place = image["id"] if line.model == "branches.branch" else image.get("branch_id")
    while place in above:
        place = above[place]
    return place


def _values(line):
    """What was put back; of a row that is gone only that it is."""
    if not (line.was and line.now):
        return {}
    names = [name for name in line.was if line.was[name] != line.now[name] and name != "version"]
    return {name.removesuffix("_id"): [line.now[name], line.was[name]] for name in names}
