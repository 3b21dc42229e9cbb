"""The registry of sections: every floor adds what a programme file may hold for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict

from secondments.models import ProgrammeVersion


class Part(BaseModel):
    """The base of every model of a section: frozen, and what the file says beyond it is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


@dataclass(frozen=True)
class Section:
    """One key of the file: what it may hold, and how it becomes rows when a version is published.

    `model` is anything pydantic can validate: a Part, `list[Part]`, `dict[str, Part]`, `int`.
    `publish(version, part)` is given the validated value and writes rows keyed (version, slug), or is None.
    `check(parts)` is given all validated sections by name and answers (path, what is wrong).
    """

    name: str
    model: Any
    publish: Callable[[ProgrammeVersion, Any], None] | None = None
    required: bool = True
    check: Callable[[dict[str, Any]], list[tuple[str, str]]] | None = None


_sections: dict[str, Section] = {}


def register(section: Section) -> None:
    """Add a floor's section. Raises ValueError when two floors claim the same key."""
    if section.name in _sections:
        raise ValueError(f"two registrations of the section {section.name}")
    _sections[section.name] = section


def sections() -> list[Section]:
    """Every registered section, in the order of registration: lower floors first."""
    return list(_sections.values())
