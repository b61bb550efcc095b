"""What stands on the sheets that cells and sponsors fill in by hand: names, and nothing else that the paper does not need."""

from branches.kinds import CELLS

from .. import vocabulary, wording
from .heading import heading

EMPTY_ROWS = 3
EMPTY_ROWS_ALONE = 5
"""So many for people newly introduced; more where nobody else stands on the sheet."""


def monthly(sheet, month):
    """The sheet of one cell: a ``recruitment.monthly_sheet.Sheet`` and a ``CalendarMonth``."""
    known = [_person(number, row) for number, row in enumerate(sheet.rows, start=1)]
    empty = EMPTY_ROWS if known else EMPTY_ROWS_ALONE
    rows = known + [{"number": len(known) + n} for n in range(1, empty + 1)]
    return {
        "name": sheet.branch.name,
        "month": wording.month(str(month)),
        "header": heading(sheet.branch),
        "rows": rows,
        "post": "BÍ THƯ CHI BỘ" if sheet.branch.kind in CELLS else "BÍ THƯ",
    }


def _person(number, row):
    person, absence = row.person, row.absence
    said = {
        "number": number,
        "name": person.full_name,
        "born": str(person.birth_year or ""),
        "stage": vocabulary.STAGES[person.stage],
        "sponsors": list(dict.fromkeys(each.member.full_name for each in row.sponsorships)),
        "is_away": absence is not None,
    }
    if absence:
        said |= {"place": absence.place, "left_on": wording.day(absence.left_on)}
        said["heard_of_on"] = absence.last_contact_on and wording.day(absence.last_contact_on)
    return said


def of_sponsor(in_care):
    """The sheet of one sponsor: a ``recruitment.sponsor_roll.InCare``."""
    member = in_care.member
    return {
        "name": member.full_name,
        "born": str(member.birth_year or ""),
        "cell": member.branch.name,
        "header": heading(member.branch),
        "people": [_cared_for(number, said) for number, said in enumerate(_by_person(in_care.sponsorships), start=1)],
    }


def _by_person(sponsorships):
    """The sponsorships of each person together: who introduces and helps writes once."""
    found = {}
    for each in sponsorships:
        found.setdefault(each.candidate_id, []).append(each)
    return found.values()


def _cared_for(number, sponsorships):
    person = sponsorships[0].candidate
    told = [each.last_reported_on for each in sponsorships if each.last_reported_on]
    return {
        "number": number,
        "name": person.full_name,
        "born": str(person.birth_year or ""),
        "cell": person.branch.name,
        "stage": vocabulary.STAGES[person.stage],
        "task": ", ".join(vocabulary.SPONSORS[each.role] for each in sponsorships),
        "since": wording.day(min(each.assigned_on for each in sponsorships)),
        "last_reported_on": wording.day(max(told)) if told else "",
    }
