"""Who of the people that a workbook would make is likely known already, or stands in it twice: told before it is written."""

from datetime import date

from branches.finding import named
from branches.models import Branch

from ..duplicates import PASSED_UP, Described, likely_same
from .sheets.people import PeopleSheet

MOST_SHOWN = 50
KIND = "recruitment.candidate"


def alike_in(imported, by):
    """``{"pairs": [{sheet, row, who, others: [{pk, who, why}]}], "more": number, "passed_up": sentence or ""}``.

    Asked within the transaction of the import: everybody made stands there already, and meets the others of the file too.
    ``pk`` is None of those others. A fixed number of statements a batch.
    """
    made = {line.pk: line.now for line in imported.journal if line.model == KIND and line.was is None}
    branches = Branch.objects.in_bulk({image["branch_id"] for image in made.values()})
    described = [_described(image, branches) for image in made.values()]
    rows = _rows_by_person(imported)
    pairs, is_elsewhere = [], False
    for (pk, image), found in zip(made.items(), likely_same(described, by=by), strict=True):
        is_elsewhere |= found.is_elsewhere
        others = [(person, why) for person, why in found.seen if person.pk != pk]
        if others:
            sheet, row = rows.get(_key(image), ("", None))
            told = [_told(person, why, made) for person, why in others]
            pairs.append({"sheet": sheet, "row": row, "who": _who(image, branches), "others": told})
    return {
        "pairs": pairs[:MOST_SHOWN],
        "more": len(pairs[MOST_SHOWN:]),
        "passed_up": str(PASSED_UP) if is_elsewhere else "",
    }


def _described(image, branches):
    day = image["birth_date"] and date.fromisoformat(image["birth_date"])
    return Described(image["full_name"], day, image["birth_year"], branches[image["branch_id"]])


def _rows_by_person(imported):
    """{what makes a person: (sheet, row)} of all rows of people."""
    found = {}
    for row, person in imported.said.get(PeopleSheet.key(), ()):
        day, year = person.birth
        found[person.full_name, day and day.isoformat(), year, person.branch.pk] = row.table.name, row.number
    return found


def _key(image):
    return image["full_name"], image["birth_date"], image["birth_year"], image["branch_id"]


def _who(image, branches):
    born = image["birth_year"]
    return f"{image['full_name']}{f' ({born})' if born else ''}, {named(branches[image['branch_id']])}"


def _told(person, why, made):
    return {
        "pk": None if person.pk in made else person.pk,
        "code": person.code,
        "who": f"{person}, {named(person.branch)}",
        "why": str(why.label),
    }
