import re
import subprocess
import tomllib

import pytest

from tests.house.plan import ROOT

# Pieced together, so that this file does not name them either.
REGISTRIES = [
    ".".join(parts)
    for parts in [("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com")]
]
CODE = (".py", ".html", ".txt", ".md", ".toml", ".lock", ".css", ".js", ".yaml", ".yml", ".svg", "")


def tracked():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if (ROOT / name).is_file()]


def test_no_file_names_a_package_registry():
    wrong = [
        f"{path.relative_to(ROOT)}: {registry}"
        for path in tracked()
        if path.suffix in CODE
        for registry in REGISTRIES
        if registry in path.read_text(errors="replace")
    ]

    assert wrong == []


def locked(name):
    return dict(re.findall(r"^([a-z0-9-]+)==([^ ;]+)", (ROOT / name).read_text(), re.M))


def test_the_tests_run_on_the_versions_that_people_get():
    running, testing = locked("requirements.lock"), locked("requirements-test.lock")

    assert running
    assert {name: testing.get(name) for name in running} == running


@pytest.mark.parametrize(("lock", "group"), [("requirements.lock", None), ("requirements-test.lock", "test")])
def test_the_lock_holds_everything_that_is_asked_for(lock, group):
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())
    wanted = asked["project"]["dependencies"] + (asked["dependency-groups"][group] if group else [])

    names = {re.match(r"[a-z0-9-]+", line.lower())[0] for line in wanted}

    assert names - set(locked(lock)) == set()


def test_every_dependency_gives_its_reason():
    text = (ROOT / "pyproject.toml").read_text().partition("[tool.")[0]
    lines = [line for line in text.splitlines() if re.match(r'^    "[a-z0-9-]+[\[>=",]', line)]

    assert len(lines) > 20
    assert [line for line in lines if "  # " not in line] == []
