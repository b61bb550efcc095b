"""What hangs on people, for the sheets that hold one row for each of it."""

from collections import defaultdict

from branches.finding import code_in
from branches.names import fold

BATCH = 1000


class Refused:
    """Whom rows of this very workbook name that were refused: what hangs on them is left alone, their own row says why."""

    def __init__(self):
        self._texts = None

    def holds(self, book, *texts):
        """Whether one of ``texts`` (a person's or a member's code or name) means one of them. Asked once their sheets are
        written.
        """
        if self._texts is None:
            rows = [row for kind in book.rows.values() for row in kind if row.is_refused]
            self._texts = {row.get("code") or fold(row.get("full_name", "")) for row in rows} - {""}
        return any(text and not self._texts.isdisjoint({code_in(text), fold(text)}) for text in texts)


def parts_of(people, rows):
    """(person, row) of each of ``rows`` (a queryset with a ``candidate``, in order) that hangs on one of ``people``, one
    person after the other. One statement a batch of people.
    """
    people = list(people)
    for start in range(0, len(people), BATCH):
        some = people[start : start + BATCH]
        of_person = defaultdict(list)
        for row in rows.filter(candidate__in=[person.pk for person in some]):
            of_person[row.candidate_id].append(row)
        yield from ((person, row) for person in some for row in of_person[person.pk])
