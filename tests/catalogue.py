"""Is the Vietnamese catalogue complete, consistent and compiled?

    python tests/catalogue.py             says what is missing; exit 1 if anything is
    python tests/catalogue.py --update    brings django.po up to date with the source, and compiles django.mo

Besides our own strings the catalogue holds those of third parties that can reach a page and that their own
Vietnamese catalogues leave out: they are found in the installed packages, so an upgrade shows what is new.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
CATALOGUE = ROOT / "locale/vi/LC_MESSAGES/django.po"
SOURCES = ("config", "branches", "recruitment", "reports", "templates")

# The parts of each package whose words can reach a page of ours.
VISIBLE = {
    "django": (
        *("core/paginator.py", "core/validators.py", "core/exceptions.py", "core/files", "core/handlers"),
        *("db/models", "forms", "http", "middleware", "shortcuts.py", "template", "templatetags", "utils"),
        *("views/csrf.py", "views/defaults.py"),
        *("contrib/auth/forms.py", "contrib/auth/models.py", "contrib/auth/base_user.py", "contrib/auth/validators.py"),
        *("contrib/auth/password_validation.py", "contrib/auth/views.py", "contrib/auth/hashers.py"),
    ),
    "crispy_forms": ("",),
    "crispy_bootstrap5": ("",),
    "csp": ("",),
    "import_export": ("fields.py", "widgets.py"),
}
# What Django itself loads of the above.
LOADED = ("conf", "contrib/auth", "contrib/contenttypes", "contrib/sessions", "contrib/messages")


def main(arguments):
    wanted = extracted()
    if arguments == ["--update"]:
        update(wanted)
        return 0
    catalogue = polib.pofile(str(CATALOGUE)) if CATALOGUE.exists() else polib.POFile()
    problems = [*untranslated(wanted, catalogue), *unlike(catalogue), *uncompiled(catalogue)]
    for problem in problems:
        print(problem)
    if problems:
        print(f"{len(problems)} problems in the Vietnamese catalogue; sh run.sh messages brings it up to date.")
    return 1 if problems else 0


# --- What there is to translate


def extracted():
    """Every string to translate, ours and third parties', as a POFile whose occurrences are files."""
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name)
        for source in SOURCES:
            copy_source(ROOT / source, tree / source)
        ours = makemessages(tree)
    with tempfile.TemporaryDirectory() as name:
        tree = Path(name)
        for package, parts in VISIBLE.items():
            for part in parts:
                copy_source(home_of(package) / part, tree / package / part)
        theirs = makemessages(tree)
    known, mine = already_vietnamese(), {key(entry) for entry in ours}
    ours.extend(entry for entry in theirs if key(entry) not in known | mine)
    return ours


def home_of(package):
    return Path(find_spec(package).origin).parent


def copy_source(source, target):
    """Copies the Python and HTML files of ``source``, a folder or one file."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_file():
        shutil.copy(source, target)
    elif source.is_dir():
        shutil.copytree(source, target, ignore=all_but_sources)


def all_but_sources(folder, names):
    here = Path(folder)
    return [
        name
        for name in names
        if name in {"migrations", "locale", "tests", "__pycache__"}
        or ((here / name).is_file() and Path(name).suffix not in {".py", ".html"})
    ]


def makemessages(tree):
    """What Django's makemessages finds in the folder ``tree``."""
    (tree / "locale").mkdir()
    django = [
        sys.executable,
        "-m",
        "django",
        "makemessages",
        "--locale=vi",
        "--extension=py,html",
        "--add-location=file",
    ]
    done = subprocess.run(django, cwd=tree, capture_output=True, text=True)
    found = tree / "locale/vi/LC_MESSAGES/django.po"
    if done.returncode:
        sys.exit(f"makemessages failed (is gettext installed?):\n{done.stderr}")
    return polib.pofile(str(found)) if found.exists() else polib.POFile()


def already_vietnamese():
    """The keys of all that Django's own Vietnamese catalogues translate."""
    paths = (home_of("django") / part / "locale/vi/LC_MESSAGES/django.po" for part in LOADED)
    return {key(entry) for path in paths if path.exists() for entry in polib.pofile(str(path)).translated_entries()}


# --- What can be wrong


def untranslated(wanted, catalogue):
    have = {key(entry): entry for entry in catalogue if not entry.obsolete}
    for entry in wanted:
        mine = have.get(key(entry))
        place = ", ".join(sorted({path for path, line in entry.occurrences}))
        if mine is None:
            yield f"missing: {entry.msgid!r} ({place})"
        elif mine.fuzzy:
            yield f"fuzzy: {entry.msgid!r} ({place})"
        elif not mine.translated():
            yield f"not translated: {entry.msgid!r} ({place})"
        elif mine.msgid_plural != entry.msgid_plural:
            yield f"another plural: {entry.msgid!r} ({place})"


PLACEHOLDER = re.compile(r"%\(\w+\)|%[sdifr]|\{\w*[^{}]*\}")


def unlike(catalogue):
    """Translations that do not ask for the same values as their source, and keys that stand there twice."""
    seen = set()
    for entry in catalogue.translated_entries():
        if key(entry) in seen:
            yield f"twice: {entry.msgid!r}"
        seen.add(key(entry))
        # Vietnamese has one form, which must do for many.
        source = placeholders(entry.msgid_plural or entry.msgid, entry)
        for text in entry.msgstr_plural.values() or [entry.msgstr]:
            if placeholders(text, entry) != source:
                yield f"other placeholders: {entry.msgid!r} → {text!r}"


def placeholders(text, entry):
    """The values ``text`` asks for; a bare ``%`` or brace in ordinary prose is none."""
    found = PLACEHOLDER.findall(text.replace("%%", ""))
    is_format = "python-format" in entry.flags
    return sorted(each for each in found if each.startswith(("%(", "{")) or is_format)


def uncompiled(catalogue):
    compiled = CATALOGUE.with_suffix(".mo")
    if not compiled.exists():
        yield f"not compiled: {compiled.relative_to(ROOT)} is not there"
        return
    want, have = said(catalogue), said(polib.mofile(str(compiled)))
    for each in sorted(want.keys() | have.keys(), key=str):
        if want.get(each) != have.get(each):
            yield f"not compiled: {each[1]!r}: {have.get(each)!r} in django.mo, {want.get(each)!r} in django.po"


def said(catalogue):
    entries = catalogue.translated_entries()
    return {key(entry): list(entry.msgstr_plural.values()) or [entry.msgstr] for entry in entries}


def key(entry):
    return entry.msgctxt, entry.msgid


# --- Bringing it up to date

HEADER = {
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def update(wanted):
    """Adds what is new, drops what nobody says any more, keeps every translation. No places: diffs stay small."""
    catalogue = polib.pofile(str(CATALOGUE), wrapwidth=0) if CATALOGUE.exists() else polib.POFile(wrapwidth=0)
    have = {key(entry): entry for entry in catalogue if not entry.obsolete}
    fresh = polib.POFile(wrapwidth=0)
    fresh.metadata = HEADER
    fresh.extend(renewed(entry, have.get(key(entry))) for entry in wanted)
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    fresh.save(str(CATALOGUE))
    fresh.save_as_mofile(str(CATALOGUE.with_suffix(".mo")))
    dropped = len(have.keys() - {key(entry) for entry in wanted})
    empty = len(fresh) - len(fresh.translated_entries())
    print(f"{len(fresh)} entries, {empty} to translate, {dropped} dropped.")


def renewed(entry, before):
    """The extracted ``entry`` with the translation it had."""
    entry.occurrences = []
    if before and not before.fuzzy and before.msgid_plural == entry.msgid_plural:
        entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
        entry.tcomment = before.tcomment
    return entry


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
