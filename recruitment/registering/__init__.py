"""Writing people down: who is on the way, and who has been admitted when and where.

``person``: what is said of somebody. ``known``: whom it is about. ``taking``: what becomes of the rows, in memory, with
``standing`` (stages) and ``helping`` (sponsors). ``writing``: all of it to the database.
"""

from django.db import transaction

from branches.access import Action, require
from branches.movements import outside_life
from branches.spans import holds
from config import installation
from config.clock import today
from config.outcome import Outcome
from config.refusal import Problem, Refused

from ..closed import refuse_closed
from ..impossible import reasons_against
from ..totals import LOCK
from .known import Known, known_people
from .person import (
    ADMISSION_DAYS,
    ADMISSION_FIELDS,
    BATCH,
    SAID_OF_ADMISSION,
    SAID_OF_CANDIDATE,
    WAY_DAYS,
    WAY_FIELDS,
    Person,
)
from .taking import Register, said_tags
from .writing import PREFIX, tags_named, write

__all__ = [
    "ADMISSION_DAYS",
    "ADMISSION_FIELDS",
    "BATCH",
    "PREFIX",
    "SAID_OF_ADMISSION",
    "SAID_OF_CANDIDATE",
    "WAY_FIELDS",
    "Person",
    "known_people",
    "register_people",
    "said_tags",
    "tags_named",
]


@installation.read_once()
@transaction.atomic
def register_people(people, *, by):
    """Write ``people``: known ones are corrected, others are new. Returns an Outcome; its remarks are on codes that somebody
    of another name and birth bears, on names of helpers that no member bears, and on days that the list does not name.

    A known person is one with the code, or, without a code, of the same folded name, birth and cell (the present one
    or that of the admission). Raises Refused with every problem, PermissionDenied where ``by`` may not, and writes
    nothing then. Somebody whom ``by`` does not see is neither changed nor told of. A fixed number of statements a batch
    of rows.
    """
    people = list(people)
    installation.lock(LOCK)
    require(by, Action.EDIT_PEOPLE, *{person.branch for person in people})
    require(by, Action.RECORD_ADMISSION, *{person.branch for person in people if person.admitted_on})
    problems = [Problem(person, *why) for person in people for why in _reasons_against(person)]
    known = Known.among(people, by=by)
    require(by, Action.EDIT_PEOPLE, *{candidate.branch for candidate in known.matches.values()})
    require(by, Action.RECORD_ADMISSION, *{admission.branch for admission in known.corrected(people)})
    require(by, Action.MOVE_PEOPLE, *_branches_where_moved(people, known))
    problems += known.problems(people)
    register = Register(known)
    if not problems:
        register.take(people, by=by)
        problems = register.problems()
    if problems:
        raise Refused(problems)
    refuse_closed(register.touched_days(), by=by)
    write(register, by)
    return Outcome(register.result, register.remarks)


def _branches_where_moved(people, known):
    """Where it is said of somebody what the own body does: the cell of the row, and where the person is."""
    moved = [person for person in people if person.is_moved]
    return {person.branch for person in moved} | {known.matches[p].branch for p in moved if p in known.matches}


def _reasons_against(person):
    """Why what the row says cannot be, as (field, sentence)."""
    said = person.admission | person.way
    days = {name: day for name in (*ADMISSION_DAYS[1:], *WAY_DAYS) if (day := said.get(name))}
    yield from reasons_against(person.full_name, *person.birth, days)
    day = person.admitted_on or today()
    if not holds(person.branch.valid_from, person.branch.valid_to, day):
        yield "branch", outside_life(person.branch)
