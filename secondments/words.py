"""A programme's own words for the screen, from its document; code keeps the glossary's terms."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

DEFAULTS: dict[str, tuple[str, str]] = {
    "secondee": ("secondee", "secondees"),
    "mentor": ("mentor", "mentors"),
    "group": ("group", "groups"),
    "project": ("project", "projects"),
    "reflection": ("reflection", "reflections"),
    "headteacher": ("headteacher", "headteachers"),
    "pupil": ("pupil", "pupils"),
    "senior_team": ("SLT", "SLT"),
}


@dataclass(frozen=True)
class Words:
    """Says `words.mentor` (one) and `words.many_mentor` (several) as this programme does."""

    own: dict[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, document: dict[str, Any]) -> Words:
        """The words of a blueprint document: {"words": {"mentor": {"one": …, "many": …}}}."""
        said = document.get("words") or {}
        return cls({word: (forms["one"], forms["many"]) for word, forms in said.items()})

    def forms(self, word: str) -> tuple[str, str]:
        """One and several; a word that no programme knows is a mistake in a page: KeyError."""
        return self.own.get(word) or DEFAULTS[word]

    def __getattr__(self, name: str) -> str:
        try:
            return self.forms(name.removeprefix("many_"))[name.startswith("many_")]
        except KeyError as error:
            raise AttributeError(name) from error


COMMON = Words()
