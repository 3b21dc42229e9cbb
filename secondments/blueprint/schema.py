"""This floor's sections of a programme file: its name, length, words, phases, joining and windows."""

from __future__ import annotations

import re
from datetime import time
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator

from secondments.blueprint.registry import Part, Section, register

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=50)]
Label = Annotated[str, StringConstraints(min_length=1, max_length=120)]
Sentence = Annotated[str, StringConstraints(min_length=1, max_length=1000)]


def _a_time(value: Any) -> Any:
    if not isinstance(value, str) or not re.fullmatch(r"[0-2][0-9]:[0-5][0-9]", value):
        raise ValueError("write a time as 16:00")
    return value


Clock = Annotated[time, BeforeValidator(_a_time)]
WordKey = Literal[
    "secondee", "mentor", "group", "project", "reflection", "headteacher", "pupil", "senior_team"
]


class Length(Part):
    """How long the programme lasts, in months."""

    months: Annotated[int, Field(ge=1, le=60)]


class Forms(Part):
    """A word as the programme says it, for one and for several."""

    one: Annotated[str, StringConstraints(min_length=1, max_length=40)]
    many: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Phase(Part):
    """A part of the programme; parts follow each other in the order of the file."""

    slug: Slug
    name: Label


class Step(Part):
    """Something that whoever joins confirms; `confirm` is the sentence on the button."""

    slug: Slug
    name: Label
    confirm: Label


class Opens(Part):
    """How many days before its last day a window opens, and at what time of that day."""

    days_before_end: Annotated[int, Field(ge=0, le=400)]
    at: Clock = time(0)


class Closes(Part):
    """At what time of its last day a window closes; without it, when that day is over."""

    at: Clock


class WindowRule(Part):
    """When something is open: for the whole length, or once at the end of each term."""

    slug: Slug
    kind: Literal["record", "reflection", "mentor_question"]
    title: Label
    each: Literal["term"] | None = None
    opens: Opens | None = None
    closes: Closes | None = None

    @field_validator("title")
    @classmethod
    def names_the_term_alone(cls, title: str) -> str:
        rest = title.replace("{term}", "")
        if "{" in rest or "}" in rest:
            raise ValueError("only {term} may stand in braces")
        return title

    @model_validator(mode="after")
    def belongs_to_a_term_when_it_names_one(self) -> WindowRule:
        if self.each is None and "{term}" in self.title:
            raise ValueError("the title names {term}, so the window needs “each: term”")
        if self.each is not None and self.opens is None:
            raise ValueError("a window of each term says when it opens, as in “opens: {days_before_end: 7}”")
        return self


def _twice(name: str) -> Any:
    def check(parts: dict[str, Any]) -> list[tuple[str, str]]:
        seen: set[str] = set()
        found = []
        for place, part in enumerate(parts[name]):
            if part.slug in seen:
                found.append((f"{name}[{place}].slug", f"“{part.slug}” is there twice"))
            seen.add(part.slug)
        return found

    return check


def _windows(parts: dict[str, Any]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = _twice("windows")(parts)
    rules: list[WindowRule] = parts["windows"]
    phases = {phase.slug for phase in parts.get("phases") or []}
    found += [
        (f"windows[{place}].slug", f"“{rule.slug}” is the name of a phase already")
        for place, rule in enumerate(rules)
        if rule.slug in phases
    ]
    if sum(rule.kind == "record" for rule in rules) != 1:
        found.append(
            ("windows", "exactly one window has “kind: record”, in which activities and readings are written")
        )
    return found


SECTIONS = (
    Section("slug", Slug),
    Section("name", Label),
    Section("summary", Annotated[str, StringConstraints(min_length=1, max_length=400)]),
    Section("length", Length),
    Section("aims", list[Sentence], required=False),
    Section("words", dict[WordKey, Forms], required=False),
    Section("phases", list[Phase], required=False, check=_twice("phases")),
    Section("joining", list[Step], required=False, check=_twice("joining")),
    Section("windows", list[WindowRule], check=_windows),
)


def register_sections() -> None:
    """Add this floor's sections."""
    for section in SECTIONS:
        register(section)
