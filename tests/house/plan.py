"""What the tests of the plan look at: the floors, their rooms and the addresses."""

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import URLPattern, get_resolver

FLOORS = ("config", "portfolios", "blogs", "pathways", "secondments", "people", "events")
APPS = FLOORS[1:]
ROOT: Path = settings.BASE_DIR


def sources(*floors: str) -> list[Path]:
    """Every module of these floors except migrations, which are history."""
    found = [path for floor in floors for path in (ROOT / floor).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def tree(path: Path) -> ast.Module:
    """A module, parsed."""
    return ast.parse(path.read_text(), str(path))


def name_of(path: Path) -> str:
    """A path as the tests print it."""
    return str(path.relative_to(ROOT))


def rooms(room: str) -> list[Path]:
    """The modules of one room on every floor, whether it is a module or has become a package."""
    return [path for path in sources(*APPS) if room in (path.stem, path.relative_to(ROOT).parts[1])]


def operations() -> dict[str, Any]:
    """Every public operation: what other rooms and floors may call as `operations.…`."""
    found = {}
    for app in APPS:
        room = importlib.import_module(f"{app}.operations")
        for name, operation in vars(room).items():
            is_public = inspect.isfunction(operation) and not name.startswith("_")
            if is_public and operation.__module__.startswith(room.__name__):
                found[f"{app}.operations.{name}"] = operation
    return found


def addresses(resolver: Any = None, space: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every address by its name, namespaces included."""
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLPattern):
            yield f"{space}{pattern.name or pattern.pattern}", pattern
        else:
            yield from addresses(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)


def is_ours(pattern: URLPattern) -> bool:
    """Whether we wrote this page, or a package did."""
    return pattern.callback.__module__.split(".")[0] in FLOORS
