"""The programme file: how it is read and checked, its sections, and how a version becomes rows."""

from secondments.blueprint.file import Blueprint, NotABlueprint, Problem, read, read_text, validate
from secondments.blueprint.registry import Part, Section, register, sections

__all__ = [
    "Blueprint",
    "NotABlueprint",
    "Part",
    "Problem",
    "Section",
    "read",
    "read_text",
    "register",
    "sections",
    "validate",
]
