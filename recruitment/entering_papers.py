"""The papers of many people's dossiers at once, as a list says them: merged into what lies there."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field

from django.db import transaction

from branches.access import Action, require
from branches.audit import Act, Trace, record
from config import installation
from config.refusal import Problem, Refused

from .dossier import PAPERS, lay_in_dossier, plain, reasons_against
from .models import Candidate, Paper, PaperState
from .named import Named, people_named

BATCH = 1000
CERTIFICATE = "certificate"


@dataclass(frozen=True, eq=False)
class PaperDraft:
    """What somebody says of a paper: its ``kind`` (a key of ``rules.papers``), and ``said``: ``state``, ``number``,
    ``dated_on``, ``signer``, ``place``; what does not stand there stays, and a new one without a state is there.

    ``ordinal``: which of several of its kind; None: the first of the list is the first, the next the second.
    """

    person: Named
    kind: str
    ordinal: int | None = None
    said: dict = field(default_factory=dict)


@installation.read_once()
@transaction.atomic
def enter_papers(drafts, *, by):
    """Write ``drafts`` into the dossiers; papers that are not named stay. Returns a Counter of what became of them.

    Raises Refused with every problem, PermissionDenied where ``by`` may not, and writes nothing then. Somebody whom ``by``
    does not see is nobody. A fixed number of statements a batch of rows.
    """
    drafts = list(drafts)
    people, missing = people_named([draft.person for draft in drafts], by=by)
    require(by, Action.MOVE_PEOPLE, *{person.branch for person in people.values()})
    problems = [Problem(draft, *missing[draft.person]) for draft in drafts if draft.person in missing]
    filing = _Filing([(draft, people[draft.person]) for draft in drafts if draft.person in people])
    problems += filing.problems()
    if problems:
        raise Refused(problems)
    return filing.write(by)


class _Filing:
    """``told``: {candidate: {draft: what the paper says once the draft is taken in}}."""

    def __init__(self, said):
        self.there = _papers_of({candidate.pk for _draft, candidate in said})
        self.told = defaultdict(dict)
        places = Counter()
        for draft, candidate in said:
            places[candidate, draft.kind] += 1
            ordinal = draft.ordinal or places[candidate, draft.kind]
            self.told[candidate][draft] = self._merged(draft, candidate, ordinal)

    def _merged(self, draft, candidate, ordinal):
        old = self.there.get((candidate.pk, draft.kind, ordinal)) or Paper(state=PaperState.COMPLETE)
        known = {name: getattr(old, name) for name in PAPERS.fields}
        return {"kind": draft.kind, "ordinal": ordinal} | known | draft.said

    def problems(self):
        return [why for candidate, told in self.told.items() for why in reasons_against(PAPERS, candidate, told)]

    def write(self, by):
        result, traces, new, changed, gone = Counter(), [], [], [], []
        for candidate, told in self.told.items():
            before, after = [], []
            for row in told.values():
                old = self.there.get((candidate.pk, row["kind"], row["ordinal"]))
                paper = Paper(pk=old and old.pk, candidate=candidate, **row)
                was, now = old and plain(PAPERS, old), None if PAPERS.is_empty(row) else plain(PAPERS, paper)
                if was == now:
                    result["unchanged"] += 1
                    continue
                (gone if now is None else changed if old else new).append(paper)
                before += [was] if was else []
                after += [now] if now else []
                result["changed" if old else "created"] += 1
            if before or after:
                traces.append(Trace(Act.CHANGED, candidate, candidate.branch, {PAPERS.name: [before, after]}))
        self._save(new, changed, gone, [trace.subject for trace in traces])
        record(traces, by=by)
        return result

    def _save(self, new, changed, gone, people):
        for some in _batches(gone):
            Paper.objects.filter(pk__in=[paper.pk for paper in some]).delete()
        Paper.objects.bulk_update(changed, PAPERS.fields, batch_size=200)
        Paper.objects.bulk_create(new, batch_size=BATCH)
        for candidate in people:
            candidate.version += 1
        Candidate.objects.bulk_update(people, ["version"], batch_size=BATCH)


def certify(days):
    """Lay a certificate into each dossier that holds no complete one: (candidate, its day). The traces; for the verb
    that writes down since when people have it.
    """
    there = _papers_of({candidate.pk for candidate, _day in days}, kind=CERTIFICATE)
    laid, traces = [], []
    for candidate, day in days:
        old = there.get((candidate.pk, CERTIFICATE, 1))
        if old and old.state == PaperState.COMPLETE and old.dated_on:
            continue
        known = {name: getattr(old, name) for name in ("number", "signer", "place")} if old else {}
        paper = Paper(candidate=candidate, kind=CERTIFICATE, state=PaperState.COMPLETE, dated_on=day, **known)
        laid.append(paper)
        said = {PAPERS.name: [[plain(PAPERS, old)] if old else [], [plain(PAPERS, paper)]]}
        traces.append(Trace(Act.CHANGED, candidate, candidate.branch, said))
    lay_in_dossier(laid)
    return traces


def _papers_of(people, **more):
    """{(id of a candidate, kind, ordinal): Paper}"""
    rows = [row for some in _batches(sorted(people)) for row in Paper.objects.filter(candidate__in=some, **more)]
    return {(row.candidate_id, row.kind, row.ordinal): row for row in rows}


def _batches(things):
    return [things[start : start + BATCH] for start in range(0, len(things), BATCH)]
