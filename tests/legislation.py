"""docs/legislation.md, made of the rules themselves.

python tests/legislation.py             says whether the page is as the rules are; exit 1 if not
python tests/legislation.py --update    writes it anew
"""

import os
import sys
from dataclasses import fields, is_dataclass
from datetime import timedelta
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs/legislation.md"
sys.path.insert(0, str(ROOT))

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()

from django.utils import translation  # noqa: E402

from recruitment import rules  # noqa: E402
from recruitment.days_off_corrections import CORRECTIONS  # noqa: E402
from recruitment.rules.deadlines import LIMITS, Kind, starts_from  # noqa: E402
from recruitment.rules.papers import HANOI, PAPERS, STALE, Need, WhenStale  # noqa: E402
from recruitment.rules.paths import SOURCES  # noqa: E402
from recruitment.rules.requirements import REQUIREMENTS  # noqa: E402
from recruitment.rules.rulesets import NAMES, RULE_SETS  # noqa: E402
from recruitment.rules.sources import Certainty, Source, short  # noqa: E402
from recruitment.rules.votes import EXCLUSIONS, RULES, Body, Excluded  # noqa: E402

INTRODUCTION = """\
# The rules, where they come from, and how sure we are

Made of `recruitment/rules` by `python tests/legislation.py --update`; a test compares. Documents are cited with number and
date, because three guides bear the number 01-HD/TW. Behind each source stands how we know it:

{certainties}

What is **inferred** or **unknown** can be set otherwise by whoever runs this (`recruitment/limits.py`); the rest cannot.

## How days are counted

- A limit uses the rules in force on the day its own clock started, and keeps them. No transitional rule was found (unknown).
- Months: the same day of the month, or its last where that is missing: 29/02/2024 and twelve months is 28/02/2025. The
  Party's texts do not say; civil law does (Bộ luật Dân sự 91/2015/QH13 ngày 24/11/2015, Điều 148; memory).
- Age: completed months (Hướng dẫn 06-HD/TW ngày 09/6/2025, mục 1.1; that 720 is included is inferred).
- Working days: Monday to Friday without days off; the day of the event is day 0; a Saturday worked in exchange does not
  count. The Party's texts do not define them (inferred).
- Days off: those of the package `holidays`, the corrections below, and above both what the office enters under
  *Ngày nghỉ lễ*.
- Majorities count the members of the body, not those in the room.
"""


def page():
    """The whole page, in English with the documents' Vietnamese names."""
    with translation.override("en"):
        return "\n".join([INTRODUCTION.format(certainties=certainties()), *sections()])


def certainties():
    return "\n".join(f"- **{each.value}**: {each.label}" for each in Certainty)


def sections():
    yield section("Limits", ["rule", *map(column, RULE_SETS)], limits())
    yield section("Deadlines", ["deadline", "`manage.py deadline`", "counted from", "limits"], deadlines())
    yield section("Votes", ["body", "share of the members", "source"], votes())
    yield section("Members who do not count", ["reason", "in", "source"], exclusions())
    yield section("What a step asks for", ["what", *map(column, RULE_SETS)], requirements())
    yield section("Who decides", ["way", "source"], paths())
    yield section(
        "Papers",
        ["code", "paper", "made by", "needed", "holds", f"codes in {HANOI}", "source", "before 29/9/2025"],
        papers(),
    )
    yield section("An old dossier", ["paper", "is", "source"], stale())
    yield section("Corrected days off", ["day", "what", "notice"], corrections())


def section(title, heads, rows):
    lines = [f"## {title}", "", line(heads), line("---" for _head in heads), *map(line, rows), ""]
    return "\n".join(lines)


def line(cells):
    return f"| {' | '.join(map(str, cells))} |"


def column(rules):
    """The days on which a rule set holds, and the documents it is named after."""
    later = [each.since for each in RULE_SETS if each.since > rules.since]
    until = f" – {short(min(later) - timedelta(days=1))}" if later else " –"
    return f"{short(rules.since)}{until}: {rules.name}"


def cited(source):
    """The source with the documents that renewed it, and how sure we are."""
    renewed = "".join(f"; then {each}" for each in source.renewed_by)
    return f"{source}{renewed} ({source.certainty.value})"


def limits():
    for name, label in NAMES.items():
        each = [rules.limits()[name] for rules in RULE_SETS]
        yield [f"{label} `{name}`", *(f"{limit}. {cited(limit.source)}" for limit in each)]


def deadlines():
    for kind in Kind:
        starts = dict.fromkeys(starts_from(kind, rules) for rules in RULE_SETS)
        yield [kind.label, f"`{kind.value}`", ", then ".join(starts), " + ".join(LIMITS[kind])]


def votes():
    for body, rule in RULES.items():
        share = f"more than {rule.share}" if rule.share.is_more else f"at least {rule.share}"
        yield [Body(body).label, share, cited(rule.source)]


def exclusions():
    for reason, rule in EXCLUSIONS.items():
        bodies = ", ".join(str(body.label) for body in Body if body in rule.bodies)
        yield [Excluded(reason).label, bodies, cited(rule.source)]


def requirements():
    for each in REQUIREMENTS:
        by_column = [[source for source in each.sources if source.since <= rules.since] for rules in RULE_SETS]
        yield [each.label, *(cited((held or each.sources)[-1]) for held in by_column)]


def paths():
    for regime, source in SOURCES.items():
        yield [regime.label, cited(source)]


def papers():
    for paper in PAPERS:
        needed = Need(paper.need).label + (f", {paper.copies} copies" if paper.copies > 1 else "")
        holds = f"{paper.months_valid(RULE_SETS[-1])} months" if paper.valid else ""
        codes = ", ".join(paper.aliases.get(HANOI, ()))
        yield [
            paper.code,
            paper.name,
            paper.maker.label,
            needed,
            holds,
            codes,
            cited(paper.source),
            cited(paper.source_on(RULE_SETS[0].since)),
        ]


def stale():
    for paper in PAPERS:
        if paper.redo_when_stale:
            yield [paper, WhenStale(paper.when_stale).label, cited(STALE)]


def corrections():
    for day, (name, is_off, notice) in CORRECTIONS.items():
        yield [short(day), f"{'off' if is_off else 'worked'}: {name}", notice]


def sources():
    """Every Source that the modules of the rules hold, wherever it is kept."""
    modules = [import_module(f"{rules.__name__}.{module.name}") for module in iter_modules(rules.__path__)]
    return {source for module in modules for value in vars(module).values() for source in sources_in(value)}


def sources_in(value):
    if isinstance(value, Source):
        yield value
    elif isinstance(value, dict):
        yield from sources_in(list(value.values()))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from sources_in(each)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from sources_in([getattr(value, each.name) for each in fields(value)])


def main(arguments):
    if arguments == ["--update"]:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if PAGE.read_text(encoding="utf-8") != page():
        print("docs/legislation.md is not as the rules are: python tests/legislation.py --update")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
