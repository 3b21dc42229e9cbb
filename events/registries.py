"""What upper floors tell this one when they start: which notices are still wanted, and who does which job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from events.models import Job, Notice

StillWanted = Callable[[Notice, datetime], bool]
FirstMoment = Callable[[Notice, datetime], datetime]
Context = Callable[[Notice], dict[str, Any]]
Handler = Callable[[Job, datetime], str]

_still_wanted: dict[str, StillWanted] = {}
_first_moment: dict[str, FirstMoment] = {}
_contexts: dict[str, Context] = {}
_handlers: dict[str, Handler] = {}


def register_notice(
    template: str,
    *,
    context: Context,
    still_wanted: StillWanted | None = None,
    first_moment: FirstMoment | None = None,
) -> None:
    """Say how a notice finds its words' values, and whether it is still wanted when it is delivered.

    `first_moment(notice, at)` is the first instant from `at` on at which it may go out: quiet hours hold also
    for what is late or tried again.

    Raises ValueError when two floors claim the same template.
    """
    if template in _contexts:
        raise ValueError(f"two registrations of the notice {template}")
    _contexts[template] = context
    if still_wanted is not None:
        _still_wanted[template] = still_wanted
    if first_moment is not None:
        _first_moment[template] = first_moment


def context_of(notice: Notice) -> dict[str, Any]:
    """Values for the words of this notice; KeyError for a template that nobody registered."""
    return _contexts[notice.template](notice)


def still_wanted(notice: Notice, at: datetime) -> bool:
    """Nobody is reminded of what they have done."""
    ask = _still_wanted.get(notice.template)
    return ask is None or ask(notice, at)


def first_moment(notice: Notice, at: datetime) -> datetime:
    """The first instant from `at` on at which this notice may go out."""
    ask = _first_moment.get(notice.template)
    return ask(notice, at) if ask else at


def register_job(kind: str, handler: Handler) -> None:
    """Say who does this kind of job. The handler takes (job, at) and returns the key of its result."""
    if kind in _handlers:
        raise ValueError(f"two handlers of the job {kind}")
    _handlers[kind] = handler


def handler_of(kind: str) -> Handler:
    """The handler of a kind of job; KeyError for one that nobody registered."""
    return _handlers[kind]


def templates() -> list[str]:
    """Every registered notice template, for the test that renders them all."""
    return sorted(_contexts)
