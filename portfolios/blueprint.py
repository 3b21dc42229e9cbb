"""This floor's part of a programme's file: how long people present, and to whom."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from secondments import blueprint
from secondments.models import ProgrammeVersion

Listener = Literal["slt", "mentor"]
EVERYBODY: tuple[Listener, ...] = ("slt", "mentor")


class PresentationPart(blueprint.Part):
    """How long somebody speaks and is asked questions, in minutes, and who listens and notes."""

    speaking_minutes: int = Field(ge=1, le=240)
    questions_minutes: int = Field(ge=0, le=240)
    audience: Annotated[tuple[Listener, ...], Field(min_length=1)] = EVERYBODY


UNSAID = PresentationPart(speaking_minutes=10, questions_minutes=5)


def presentation_of(version: ProgrammeVersion) -> PresentationPart:
    """What this version says about presenting; ten and five minutes where it is silent."""
    said = version.document.get("presentation")
    return PresentationPart.model_validate(said) if said else UNSAID


def register() -> None:
    """Add the section; nothing becomes rows, because the document is read where it is needed."""
    blueprint.register(blueprint.Section("presentation", PresentationPart))
