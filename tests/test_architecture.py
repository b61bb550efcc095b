"""Imports run one way: reports → recruitment → branches → config; and plain data imports nothing of ours."""

import ast
import re
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
FLOORS = ["config", "branches", "recruitment", "reports"]
PLAIN = ["branches/kinds.py", "branches/roles.py", "branches/names.py", "recruitment/profiles.py", "reports/percent.py"]


def imported(path):
    """Top-level names of ours that a module imports; relative imports count as its own app."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module.split(".")[0] if node.level == 0 else path.relative_to(ROOT).parts[0]


def test_imports_run_downwards_only():
    upwards = [
        (str(path.relative_to(ROOT)), name)
        for floor, app in enumerate(FLOORS)
        for path in (ROOT / app).rglob("*.py")
        for name in imported(path)
        if name in FLOORS[floor + 1 :]
    ]
    assert upwards == []


def test_plain_data_imports_nothing_of_ours():
    assert [(path, name) for path in PLAIN for name in imported(ROOT / path) if name in FLOORS] == []


LAW = ROOT / "recruitment/rules"
ALLOWED = {
    "django.db.models": {"TextChoices"},
    "django.utils.translation": {"gettext", "gettext_lazy"},
    "branches.kinds": {"Admitting", "Kind", "Setting"},
}
"""All that the law takes from outside the standard library: words, and what sorts of organisations there are."""


def foreign(path):
    """What a module imports that is neither of its own folder, nor of the standard library, nor ``ALLOWED``."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if is_foreign(name.name))
        elif isinstance(node, ast.ImportFrom) and node.level != 1 and is_foreign(node.module):
            yield from (name.name for name in node.names if name.name not in ALLOWED.get(node.module, ()))


def is_foreign(module):
    return module is None or module.split(".")[0] not in sys.stdlib_module_names


def test_the_law_imports_nothing_of_ours():
    assert [(path.name, name) for path in sorted(LAW.rglob("*.py")) for name in foreign(path)] == []


def test_no_number_of_a_row_is_printed_with_a_dot_for_thousands():
    """``{{ row.pk }}`` would be 1.530 in an address or an id: addresses come from ``{% url %}``, ids are unlocalized."""
    printed = re.compile(r"{{[^}|]*\.(pk|id)\s*}}")
    templates = (ROOT / "templates").rglob("*.html")
    assert [(path.name, match[0]) for path in templates for match in printed.finditer(path.read_text())] == []
