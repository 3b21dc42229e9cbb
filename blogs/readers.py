"""Who reads a reflection, in names: the mentor, the senior team, and the people whom its author chose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from blogs.models import Reader, Reflection
from people.models import Organisation, Post, User
from people.periods import day_of, holds_on
from secondments.models import Mentorship, Participant


@dataclass(frozen=True)
class Audience:
    """Who can read one reflection now, or could if it were shared."""

    mentors: list[User]
    seniors: list[User]
    persons: list[User]
    to_mentor: bool
    to_seniors: bool

    @property
    def everybody(self) -> list[User]:
        """Everybody who reads it, each once."""
        chosen = [*(self.mentors if self.to_mentor else []), *(self.seniors if self.to_seniors else [])]
        return list(dict.fromkeys([*chosen, *self.persons]))

    @property
    def names(self) -> list[str]:
        return [person.spoken_name for person in self.everybody]

    @property
    def said(self) -> str:
        """The names as one reads them aloud: a, b and c; empty for nobody."""
        names = self.names
        return " and ".join(filter(None, [", ".join(names[:-1]), *names[-1:]]))


@dataclass(frozen=True)
class Circle:
    """Whom the word "mentor" and the words "senior team" mean for one participant now."""

    mentors: list[User]
    seniors: list[User]

    def audience(self, readers: Iterable[Reader]) -> Audience:
        """Who reads, given the standing readers (with their persons) of one reflection."""
        standing = list(readers)
        kinds = {reader.kind for reader in standing}
        return Audience(
            mentors=self.mentors,
            seniors=self.seniors,
            persons=[reader.person for reader in standing if reader.person is not None],
            to_mentor=Reader.Kind.MENTOR in kinds,
            to_seniors=Reader.Kind.SLT in kinds,
        )


def circle_of(participant: Participant, at: datetime) -> Circle:
    """Two queries. It agrees with `Reflection.objects.visible_to`, which a test holds it to."""
    mentorships = Mentorship.objects.not_ended(at).filter(participant=participant, mentor__is_active=True)
    seniors = User.objects.filter(
        holds_on(day_of(at), "posts__"),
        posts__role=Post.Role.SLT,
        posts__organisation__in=Organisation.objects.above(participant.cohort.organisation),
        is_active=True,
    ).exclude(pk=participant.person_id)
    return Circle(
        mentors=[row.mentor for row in mentorships.select_related("mentor").order_by("starts_on", "pk")],
        seniors=list(seniors.distinct().order_by("sort_name", "name", "pk")),
    )


def audience_of(reflection: Reflection, at: datetime) -> Audience:
    """Who reads this reflection: three queries."""
    readers = reflection.readers.standing().select_related("person").order_by("chosen_at", "pk")
    return circle_of(reflection.participant, at).audience(readers)


def colleagues_of(participant: Participant, at: datetime) -> list[User]:
    """Whom an author can choose by name: people with a post at, above or below the group's school."""
    organisation = participant.cohort.organisation
    near = Organisation.objects.under(organisation) | Organisation.objects.above(organisation)
    return list(
        User.objects.at_organisations(near, at)
        .filter(is_active=True, merged_into=None)
        .exclude(pk=participant.person_id)
        .order_by("sort_name", "name", "pk")
    )
