"""The demonstration's people, as the front page offers them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from events.models import Event
from people.models import User

# What each part is called on the button, and what one sees who walks in with it.
PARTS = {
    "secondee": ("Secondee", "A reflection is open, and one thing is to be done."),
    "new_secondee": ("Secondee, just joined", "Everything is still to come."),
    "mentor": ("Mentor", "Records to confirm, a reflection to read."),
    "slt": ("Senior leader", "What is shared with the senior team, and the presentation afternoon."),
    "coordinator": ("Coordinator", "The group, its windows, the board and the A4."),
    "administrator": ("Administrator", "The school itself: people, roles and terms."),
    "neighbour": ("Coordinator elsewhere", "Another school, which sees nothing of the first."),
}


@dataclass(frozen=True)
class Player:
    """Somebody whom a visitor can be with one click."""

    pk: int
    part: str
    role: str
    name: str
    sentence: str


def demo_people(at: datetime) -> list[Player]:
    """The cast of the demonstration in its order; empty where there is none."""
    event = Event.objects.filter(kind="people.cast_named", at__lte=at).order_by("-at", "-pk").first()
    cast = event.data["cast"] if event else []
    people = User.objects.filter(is_active=True).in_bulk([person for _, person in cast])
    return [
        Player(person, part, *PARTS[part][:1], people[person].name, PARTS[part][1])
        for part, person in cast
        if person in people
    ]
