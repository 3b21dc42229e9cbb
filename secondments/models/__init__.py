"""The nouns of being on a programme."""

from secondments.models.participants import (
    JoiningStep,
    Mentorship,
    Participant,
    ParticipationPeriod,
)
from secondments.models.programmes import Cohort, Programme, ProgrammeVersion
from secondments.models.windows import Extension, Window

__all__ = [
    "Cohort",
    "Extension",
    "JoiningStep",
    "Mentorship",
    "Participant",
    "ParticipationPeriod",
    "Programme",
    "ProgrammeVersion",
    "Window",
]
