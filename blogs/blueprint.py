"""This floor's part of a programme file: what reflections are about, what mentors are asked at the end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, StringConstraints

from secondments import blueprint
from secondments.models import ProgrammeVersion, Window

Prompt = Annotated[str, StringConstraints(min_length=1, max_length=1_000)]
Words = Annotated[int, Field(ge=1, le=10_000)]


class ReflectionPart(blueprint.Part):
    """What people are asked in a window, and between how many words most write, if the file says so."""

    prompt: Prompt
    hint_words: tuple[Words, Words] | None = None


class MentorQuestionPart(blueprint.Part):
    """What mentors are asked at the end; its window says when."""

    prompt: Prompt


def slug_in_file(window_slug: str) -> str:
    """The slug by which the file knows a window: `reflection-2` is the second that `reflection` made."""
    return re.sub(r"-\d+$", "", window_slug)


def check_reflections(parts: dict[str, Any]) -> list[tuple[str, str]]:
    """Prompts belong to reflection windows of the same file."""
    windows = parts.get("windows") or []
    known = {window.slug for window in windows if window.kind == Window.Kind.REFLECTION}
    return [
        (f"reflections.{slug}", "there is no reflection window of this name under windows")
        for slug in parts.get("reflections") or {}
        if slug not in known
    ]


@dataclass(frozen=True)
class Asked:
    """What is asked in a window; `fewest` and `most` are words, nought where the programme gives no hint."""

    prompt: str
    fewest: int = 0
    most: int = 0


def asked_in(version: ProgrammeVersion, window: Window | None) -> Asked:
    """The prompt of a reflection window; without one in the programme's file, simply the window's title."""
    if window is None:
        return Asked("What are you thinking about?")
    prompts = version.document.get("reflections") or {}
    part = prompts.get(window.slug) or prompts.get(slug_in_file(window.slug))
    if part is None:
        return Asked(window.title)
    fewest, most = part.get("hint_words") or (0, 0)
    return Asked(part["prompt"], fewest, most)


def asked_of_mentors(version: ProgrammeVersion, window: Window) -> Asked:
    part = version.document.get("mentor_question")
    return Asked(part["prompt"] if part else window.title)


SECTIONS = [
    blueprint.Section("reflections", dict[str, ReflectionPart], required=False, check=check_reflections),
    blueprint.Section("mentor_question", MentorQuestionPart, required=False),
]
