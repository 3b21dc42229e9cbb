"""Events as lines of a history: names for ids, days and times for instants, in constant queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from events.history import sentence
from events.models import Event
from people.models import Organisation, User
from secondments.models import Participant, Window

# Under these names the data of an event holds the id of a person, a window, an organisation.
PEOPLE = ("mentor", "person", "was", "reader", "chair", "asked_by", "author")
NOBODY = "The timetable"


@dataclass(frozen=True)
class Told:
    """One line: when, and what."""

    at: datetime
    sentence: str


def told(events: Iterable[Event], zone: str) -> list[Told]:
    """These events in words, in their order; at most four queries."""
    every = list(events)
    people = _names(every)
    participants = _participants(every)
    windows = _found(
        every, ("window",), lambda ids: Window.objects.filter(pk__in=ids).values_list("pk", "title")
    )
    places = _found(
        every,
        ("organisation", "parent"),
        lambda ids: Organisation.objects.filter(pk__in=ids).values_list("pk", "name"),
    )
    lines = []
    for event in every:
        who = participants.get(event.participant, "")
        if not who and event.kind.startswith("secondments.") and event.data.get("organisation"):
            who = f"everybody at {places.get(event.data['organisation'], 'the school')}"
        event.data = {
            key: _said(key, value, people, windows, places, ZoneInfo(zone))
            for key, value in event.data.items()
        }
        by = event.by.get_full_name() if isinstance(event.by, User) else NOBODY
        lines.append(Told(event.at, sentence(event, by=by, who=who)))
    return lines


def _ids(events: Iterable[Event], names: tuple[str, ...]) -> set[int]:
    return {value for event in events for name in names if isinstance(value := event.data.get(name), int)}


def _found(
    events: list[Event], names: tuple[str, ...], ask: Callable[[set[int]], Iterable[tuple[int, str]]]
) -> dict[int, str]:
    ids = _ids(events, names)
    return dict(ask(ids)) if ids else {}


def _names(events: list[Event]) -> dict[int, str]:
    return _found(events, PEOPLE, lambda ids: User.objects.filter(pk__in=ids).values_list("pk", "name"))


def _participants(events: list[Event]) -> dict[str, str]:
    keys = {event.participant for event in events if event.participant}
    ids = [int(key.rpartition(":")[2]) for key in keys]
    rows = Participant.objects.filter(pk__in=ids).values_list("pk", "person__name") if ids else []
    return {f"secondments.participant:{pk}": name for pk, name in rows}


def _said(
    name: str,
    value: Any,
    people: dict[int, str],
    windows: dict[int, str],
    places: dict[int, str],
    zone: ZoneInfo,
) -> Any:
    if name in PEOPLE and isinstance(value, int):
        return people.get(value, "somebody")
    if name == "window" and isinstance(value, int):
        return windows.get(value, "a window")
    if name in ("organisation", "parent") and isinstance(value, int):
        return places.get(value, "an organisation")
    if name.endswith("_at") and isinstance(value, str):
        return _moment(datetime.fromisoformat(value).astimezone(zone))
    if (name.endswith("_on") or name == "on") and isinstance(value, str):
        return _day(date.fromisoformat(value))
    return value


def _day(day: date) -> str:
    return f"{day:%A} {day.day} {day:%B} {day.year}"


def _moment(at: datetime) -> str:
    """Thursday 25 March 2027 at 4 pm."""
    minutes = f".{at.minute:02}" if at.minute else ""
    clock = f"{at.hour % 12 or 12}{minutes} {'am' if at.hour < 12 else 'pm'}"
    if not at.minute and at.hour in (0, 12):
        clock = "noon" if at.hour else "midnight"
    return f"{_day(at.date())} at {clock}"
