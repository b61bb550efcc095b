"""A6: the scope cannot be forgotten. Each ``visible_to`` and each ``require`` is taken out in turn, and something fails.

In a copy of the project every such spot asks ``guards.stands(number)`` first, so that one copy does for all. A first run
with every guard in its place notes which test comes past which spot; then each spot is taken out for just those.
"""

import ast
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
APPS = ("branches", "recruitment", "reports")
FIRST = (
    *("test_verbs_require", "test_access", "test_matrix", "test_accounts", "test_editing", "test_sessions"),
    *("test_steps", "test_members", "test_courses", "test_plans", "test_introductions"),
    *("test_sponsors", "test_sponsor_pages", "test_uploads", "test_workbook_rights", "test_duplicates", "test_merging"),
    *("test_entering_sponsors", "test_entering_papers", "test_people_as_they_stand", "test_helpers_by_name"),
    *(
        "test_workbook_directory",
        "test_undoing",
        "test_imports_at_once",
        "test_closing",
        "test_reported",
        "test_issuing",
    ),
)
THEN = (
    "test_account_pages",
    "test_audit_page",
    "test_people_pages",
    "test_member_pages",
    "test_people_export",
    "test_taking_out",
    "test_workbook_template",
    "test_way_pages",
    "test_grids",
    "test_monthly_sheet",
    "test_sponsor_sheet",
    "test_board",
    "test_due",
    "test_due_charges",
    "test_twin_pages",
    "test_report_pages",
    "test_pages",
    "test_look",
    "test_names_annex",
    "test_canaries",
)
"""The tests that know who may see and do what; the first failure ends a trial, so those that are likely to fail begin."""
LEFT_OUT = (".git", ".venv", "var", "__pycache__", ".pytest_cache", ".hypothesis", "node_modules")

GUARDS = '''"""In the copy only: does a guard stand, and which tests came past it?"""

import os
from pathlib import Path

import pytest

WITHOUT, NOTES = int(os.environ.get("WITHOUT", 0)), os.environ.get("NOTES")
passed = set()


def stands(number):
    passed.add(number)
    return number != WITHOUT


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item):
    passed.clear()
    done = yield
    if NOTES:
        with Path(NOTES, str(os.getpid())).open("a") as file:
            file.writelines(f"{number}\\t{item.nodeid}\\n" for number in passed)
    return done
'''


class Loosened(ast.NodeTransformer):
    """A module in which every guard asks whether it stands. ``spots`` collects them, numbered from one."""

    def __init__(self, path, spots):
        self.path, self.spots = path, spots

    def visit_Expr(self, node):
        self.generic_visit(node)
        if getattr(getattr(node.value, "func", None), "id", "") in {"require", "require_somewhere"}:
            node.value = self.asking(node, "{guard} if {stands} else None")
        return node

    def visit_Attribute(self, node):
        """``rows.visible_to``, called here or handed on to be called later."""
        self.generic_visit(node)
        if node.attr == "visible_to":
            shape = "lambda *said: {guard}(*said) if {stands} else {rows}.all()"
            return self.asking(node, shape, rows=ast.unparse(node.value))
        return node

    def asking(self, guard, shape, **parts):
        self.spots.append(f"{self.path}:{guard.lineno}")
        stands = f"__import__('guards').stands({len(self.spots)})"
        text = shape.format(guard=ast.unparse(guard), stands=stands, **parts)
        return ast.parse(f"({text})", mode="eval").body


def spots_of(root, rewrite=False):
    """Every guard below ``root`` as "path:line"."""
    spots = []
    for path in sorted(path for app in APPS for path in (root / app).rglob("*.py")):
        before = len(spots)
        loosened = Loosened(path.relative_to(root), spots).visit(ast.parse(path.read_bytes()))
        if rewrite and len(spots) > before:
            path.write_text(ast.unparse(loosened))
    return spots


def test_there_are_spots_to_try():
    assert len(spots_of(ROOT)) > 50


@pytest.mark.prove
@pytest.mark.one_database
def test_without_any_of_its_guards_something_fails(tmp_path):
    copy = shutil.copytree(ROOT, tmp_path / "project", ignore=shutil.ignore_patterns(*LEFT_OUT))
    (copy / "guards.py").write_text(GUARDS)
    spots = spots_of(copy, rewrite=True)
    tests = passers_by(copy, tmp_path)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        caught = pool.map(lambda number: is_caught(copy, number, tests.get(number, [])), range(1, len(spots) + 1))
        assert [spot for spot, is_missed in zip(spots, caught, strict=True) if not is_missed] == []


def passers_by(copy, tmp_path):
    """Which tests come past which spot, those first that are likely to fail."""
    notes = tmp_path / "notes"
    notes.mkdir()
    files = [f"tests/{name}.py" for name in (*FIRST, *THEN)]
    tried = run(copy, "-n", str(os.cpu_count()), *files, NOTES=str(notes))
    assert tried.returncode == 0, tried.stdout[-4000:]
    found = {}
    for note in notes.iterdir():
        for line in note.read_text().splitlines():
            number, test = line.split("\t")
            found.setdefault(int(number), []).append(test)
    return {n: sorted(names, key=lambda name: files.index(name.split("::")[0])) for n, names in found.items()}


def is_caught(copy, number, tests):
    """Whether some test fails without the guard. A spot that no test comes past is not missed by any."""
    return bool(tests) and run(copy, "-x", "-p", "no:xdist", *tests, WITHOUT=str(number)).returncode == 1


def run(copy, *words, **more):
    """pytest in the copy, on SQLite, knowing nothing of the pytest around it."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "DATABASE_"))}
    command = [sys.executable, "-m", "pytest", "-q", "-p", "guards", "-m", "not prove and not browser", *words]
    return subprocess.run(command, cwd=copy, env=environment | more, capture_output=True, text=True)
