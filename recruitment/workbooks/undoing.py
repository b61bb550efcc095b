"""Taking back what a workbook wrote: who may, which rules what is put back must keep, and what the audit says of it.

All of it follows from the ``footprints.RowKind`` s that the sheets declare.
"""

from collections import defaultdict

from django.db.models import Model

from branches.access import open_roots, require
from branches.audit import Act, Trace, changes, said_of
from branches.finding import named_member
from branches.journal import VERSION, row_of, version_after
from branches.models import Branch, Member
from config.refusal import Problem, Refused

from ..dossier import PAPERS, plain
from ..models import Admission, Candidate, Paper, Sponsorship, Tag
from ..sponsoring import ASSIGNED, ENDED
from .footprints import LISTS, lock_rows, rows_with
from .sheets import SHEETS

KINDS = {kind.model._meta.label_lower: kind for sheet in SHEETS for kind in sheet.writes}
TAGS = {model.tags.through: model for model in (Candidate, Admission)}


def lock_people(lines):
    """Those whom ``lines`` are about, people before members, as by every verb."""
    for model in LISTS:
        lock_rows(model, [line.pk for line in _of(model, lines)])


def require_right_to_undo(lines, by):
    """Raise PermissionDenied unless ``by`` may take back every one of ``lines``, wherever its row was and is: what the verb
    asks for that wrote it.
    """
    wanted, hung = defaultdict(set), defaultdict(set)
    for line in lines:
        kind = KINDS[line.model]
        if kind.owner:
            owner = kind.model._meta.get_field(kind.owner)
            hung[kind.action, owner.related_model] |= {image[owner.attname] for image in line.images()}
        else:
            wanted[kind.action] |= kind.places(line)
    for (action, model), pks in hung.items():
        for rows in rows_with(model, "pk", pks):
            wanted[action] |= set(rows.values_list("branch", flat=True))
    known = Branch.objects.in_bulk({pk for ids in wanted.values() for pk in ids} - {None})
    for action, ids in wanted.items():
        everywhere = open_roots() if None in ids else []
        require(by, action, *everywhere, *(known[pk] for pk in ids if pk in known))


def refuse_what_cannot_be(lines):
    """Raise Refused where what was just put back breaks a rule that spans rows: somebody may have entered since what only
    these ``lines`` had made room for.
    """
    problems = []
    for kind in KINDS.values():
        some = _of(kind.model, lines)
        if kind.rule and some:
            problems += kind.rule(some)
    if problems:
        raise Refused([Problem(row, field, _about(row, sentence)) for row, field, sentence in problems])


def _about(row, sentence):
    return f"{row}: {sentence}" if isinstance(row, Model) else sentence


def _of(model, lines):
    return [line for line in lines if line.model == model._meta.label_lower]


# --- What the audit says


def traces_of_undoing(lines):
    """One trace for each row that the audit knows by itself, at the branch that will still be there, with the papers and
    groups of a person; and one for each sponsorship. Of a row that is gone only that it is, and nothing of what hung on it.
    """
    made = {(line.model, line.pk) for line in lines if line.was is None}
    parts = {key: said for key, said in _parts(lines).items() if key not in made}
    yield from _traces_of_rows(lines, parts)
    for model in (Candidate, Admission):  # those of which only the parts change
        label = model._meta.label_lower
        for row in _by_id(model, [pk for kind, pk in parts if kind == label]).values():
            yield Trace(Act.UNDONE, row, row.branch, parts[label, row.pk])
    yield from _traces_of_sponsorships(lines, made)


def _traces_of_rows(lines, parts):
    made = {line.pk for line in _of(Branch, lines) if line.was is None}
    above = {line.pk: line.now["parent_id"] for line in _of(Branch, lines) if line.pk in made}
    places = [(line, _place(line, above)) for line in lines if KINDS[line.model].said]
    known = Branch.objects.in_bulk({place for _line, place in places} - {None})
    for line, place in places:
        values = _values(line) | parts.pop((line.model, line.pk), {})
        yield Trace(Act.UNDONE, _as_put_back(line), known.get(place), values)


def _place(line, above):
    image = line.now or line.was
    place = image["id"] if line.model == "branches.branch" else image.get("branch_id")
    while place in above:
        place = above[place]
    return place


def _as_put_back(line):
    """The row with the version that undoing gives it, so that whoever has read an older one is told of this."""
    row = row_of(line.model, line.now or line.was)
    if line.was and line.now and VERSION in line.now:
        row.version = version_after(line)
    return row


def _values(line):
    """What was put back, as the verb names it."""
    if not (line.was and line.now):
        return {}
    columns = {name: row_of(line.model, line.now)._meta.get_field(name).attname for name in KINDS[line.model].said}
    return {
        name: [line.now[column], line.was[column]]
        for name, column in columns.items()
        if line.now[column] != line.was[column]
    }


def _parts(lines):
    """{(kind, id of a person or an admission): {"papers" or "tags": [taken away, given back]}}"""
    parts = defaultdict(lambda: defaultdict(lambda: [[], []]))
    for line in _of(Paper, lines):
        for side, image in enumerate((line.now, line.was)):
            if image:
                said = parts[Candidate._meta.label_lower, image["candidate_id"]][PAPERS.name]
                said[side].append(plain(PAPERS, row_of(line.model, image)))
    names = dict(Tag.objects.values_list("pk", "name"))
    for link, model in TAGS.items():
        for line in _of(link, lines):
            for side, image in enumerate((line.now, line.was)):
                if image:
                    said = parts[model._meta.label_lower, image[f"{model._meta.model_name}_id"]]["tags"]
                    said[side].append(names.get(image["tag_id"], str(image["tag_id"])))
    return {key: dict(said) for key, said in parts.items()}


def _traces_of_sponsorships(lines, made):
    """As the verbs tell of them: struck out, or corrected."""
    lines = _of(Sponsorship, lines)
    people = _by_id(Candidate, {image["candidate_id"] for line in lines for image in line.images()})
    members = Member.objects.in_bulk({image["member_id"] for line in lines for image in line.images()})
    for line in lines:
        now, was = (image and row_of(line.model, image) for image in (line.now, line.was))
        person = people[(now or was).candidate_id]
        if (Candidate._meta.label_lower, person.pk) in made:
            continue
        named = {"member": [None, named_member(members[(now or was).member_id])]}
        if was is None:
            said = [named | changes(None, _said(now)), None]
        else:
            said = [None, named | changes(now and _said(now), _said(was))]
        yield Trace(Act.UNDONE, person, person.branch, {"sponsorships": said})


def _said(sponsorship):
    return said_of(sponsorship, (*ASSIGNED, *ENDED))


def _by_id(model, ids):
    """{id: row with its branch}"""
    return {row.pk: row for rows in rows_with(model, "pk", ids) for row in rows.select_related("branch")}
