import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.plan import APPS, FLOORS, ROOT, name_of, sources, tree

PRIVATE_ROOMS = {"views", "forms", "tasks", "emails", "urls", "admin", "templatetags", "management", "apps"}
POSTPONED = {"utils", "util", "helpers", "common", "services", "managers", "constants", "signals", "misc"}


def imported(path):
    """Every module that is imported, wherever in the file; `from a import b` counts as a and as a.b."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_imports_follow_the_floors():
    found = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )

    assert found.returncode == 0, found.stdout


@pytest.mark.parametrize("app", APPS)
def test_another_app_is_entered_by_its_front_door(app):
    wrong = [
        f"{name_of(path)} imports {module}"
        for path in sources(app)
        for module in imported(path)
        if (parts := module.split("."))[0] in APPS and parts[0] != app and PRIVATE_ROOMS & set(parts[1:2])
    ]

    assert wrong == []


def test_no_decision_is_postponed_in_a_modules_name():
    assert [name_of(path) for path in sources(*FLOORS) if POSTPONED & {path.stem, path.parent.name}] == []


def test_every_module_opens_with_a_sentence():
    empty_is_fine = [
        path for path in sources(*FLOORS) if path.name != "__init__.py" or path.read_text().strip()
    ]

    assert [name_of(path) for path in empty_is_fine if not ast.get_docstring(tree(path))] == []
