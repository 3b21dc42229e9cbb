"""This floor's part of a programme file: the kinds of activities it knows, and what it asks or expects."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from pathways.models import ActivityKind, Requirement
from secondments import blueprint
from secondments.models import ProgrammeVersion

Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Short = Annotated[str, StringConstraints(min_length=1, max_length=80)]


class ActivityPart(blueprint.Part):
    """A kind of activity: what it is called, how one logs it, and for whom it can be."""

    slug: Slug
    family: Literal["led", "shadowed"]
    name: Short
    done: Short
    audiences: dict[Annotated[Slug, StringConstraints(max_length=40)], Short] = {}


class CountsPart(blueprint.Part):
    """Which credits count: of a kind, and of these slugs (of every one when none is named)."""

    kind: Literal["activity", "joining", "project", "meeting", "reflection", "presentation"]
    slugs: list[Slug] = []


class SharePart(blueprint.Part):
    """At least so many of them for one audience; `say` as in "3 of 3 to a whole year group"."""

    audience: Slug
    at_least: Annotated[int, Field(ge=1)]
    say: Short
    short: Annotated[str, StringConstraints(max_length=40)] = ""


class RequirementPart(blueprint.Part):
    """Something asked, with a figure, or expected, without one."""

    slug: Slug
    name: Short
    counts: CountsPart
    at_least: Annotated[int, Field(ge=1)] | None = None
    expected: bool = False
    of_which: list[SharePart] = []
    done: Annotated[str, StringConstraints(max_length=80)] = ""
    when_met: Annotated[str, StringConstraints(max_length=80)] = ""
    until_then: Annotated[str, StringConstraints(max_length=80)] = ""
    each_window: Literal["", "reflection"] = ""

    @model_validator(mode="after")
    def asked_or_expected(self) -> Self:
        if self.expected == (self.at_least is not None):
            raise ValueError("say either at_least, with a figure, or expected: true")
        if self.expected and (self.of_which or self.when_met):
            raise ValueError("what is expected without a figure has no shares and is never met")
        if bool(self.when_met) != bool(self.until_then):
            raise ValueError("when_met and until_then go together")
        return self


def publish_activities(version: ProgrammeVersion, part: list[ActivityPart]) -> None:
    """Write the kinds of activities of a version."""
    ActivityKind.objects.bulk_create(
        ActivityKind(
            version=version,
            slug=kind.slug,
            position=position,
            family=kind.family,
            name=kind.name,
            done_name=kind.done,
            audiences=kind.audiences,
        )
        for position, kind in enumerate(part)
    )


def publish_requirements(version: ProgrammeVersion, part: list[RequirementPart]) -> None:
    """Write what a version asks and expects; the rule is kept as the file says it."""
    Requirement.objects.bulk_create(
        Requirement(
            version=version,
            slug=requirement.slug,
            position=position,
            name=requirement.name,
            rule=requirement.model_dump(mode="json", exclude={"slug", "name"}, exclude_defaults=True),
        )
        for position, requirement in enumerate(part)
    )


def check_activities(parts: dict[str, Any]) -> list[tuple[str, str]]:
    """Two kinds of activities must not share a slug."""
    return _twice("activities", parts.get("activities") or [])


def check_requirements(parts: dict[str, Any]) -> list[tuple[str, str]]:
    """What a requirement counts must be something that the file knows."""
    requirements: list[RequirementPart] = parts.get("requirements") or []
    kinds: dict[str, ActivityPart] = {kind.slug: kind for kind in parts.get("activities") or []}
    wrong = _twice("requirements", requirements)
    for place, requirement in enumerate(requirements):
        if requirement.counts.kind != "activity":
            continue
        counted = requirement.counts.slugs or list(kinds)
        for slug in counted:
            if slug not in kinds:
                wrong.append((f"requirements.{place}.counts.slugs", f"no activity is called {slug}"))
        for number, share in enumerate(requirement.of_which):
            if not any(share.audience in kinds[slug].audiences for slug in counted if slug in kinds):
                path = f"requirements.{place}.of_which.{number}.audience"
                wrong.append((path, f"none of these activities has the audience {share.audience}"))
    return wrong


def _twice(section: str, parts: list[Any]) -> list[tuple[str, str]]:
    seen: set[str] = set()
    wrong = []
    for place, part in enumerate(parts):
        if part.slug in seen:
            wrong.append((f"{section}.{place}.slug", f"{part.slug} stands here twice"))
        seen.add(part.slug)
    return wrong


ACTIVITIES = blueprint.Section(
    "activities", list[ActivityPart], publish=publish_activities, check=check_activities
)
REQUIREMENTS = blueprint.Section(
    "requirements", list[RequirementPart], publish=publish_requirements, check=check_requirements
)
