"""The words of the log: one sentence per kind of event, registered by the floor that records it."""

from __future__ import annotations

from collections.abc import Mapping

from events.models import Event

_sentences: dict[str, str] = {}


def register(sentences: Mapping[str, str]) -> None:
    """Add the sentences of a floor: kind to wording, with {by}, {who} and keys of the event's data.

    Raises ValueError when two floors claim the same kind.
    """
    twice = _sentences.keys() & sentences.keys()
    if twice:
        raise ValueError(f"two wordings of {', '.join(sorted(twice))}")
    _sentences.update(sentences)


def kinds() -> set[str]:
    """Every kind of event that has a sentence."""
    return set(_sentences)


class _Values(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "something"


def sentence(event: Event, *, by: str, who: str = "") -> str:
    """What happened, as people say it. `by` and `who` are names; KeyError for a kind without words."""
    return _sentences[event.kind].format_map(_Values(event.data | {"by": by, "who": who}))


register(
    {
        "events.notice_tried_again": "{by} asked for an e-mail to be sent again",
        "events.job_asked_for": "{by} asked for a document",
        "events.test_email_sent": "{by} sent a test e-mail",
    }
)
