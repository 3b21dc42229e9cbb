"""The programme files that come with the product; an organisation uses a copy of one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from secondments import blueprint

FOLDER = Path(__file__).parent / "blueprints"


@cache
def shipped() -> tuple[blueprint.Blueprint, ...]:
    """Every shipped programme, by name; read once in the life of a process."""
    read = (blueprint.read(path) for path in sorted(FOLDER.glob("*.yaml")))
    return tuple(sorted(read, key=lambda one: one.name))


def shipped_as(slug: str) -> blueprint.Blueprint | None:
    """The shipped programme with that slug, if there is one."""
    return next((one for one in shipped() if one.slug == slug), None)
