"""The nouns of doing it."""

from pathways.models.activities import Activity, ActivityComment, ActivityKind, Meeting, MeetingRevision
from pathways.models.progress import Credit, Progress, Requirement
from pathways.models.projects import Measure, Project, ProjectComment, Reading

__all__ = [
    "Activity",
    "ActivityComment",
    "ActivityKind",
    "Credit",
    "Measure",
    "Meeting",
    "MeetingRevision",
    "Progress",
    "Project",
    "ProjectComment",
    "Reading",
    "Requirement",
]
