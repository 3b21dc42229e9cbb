"""A text laid out as in a prompt book: paragraphs, the passages marked, the questions beside them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Protocol

BETWEEN_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")


class Asking(Protocol):
    """Anything that is asked about a passage."""

    @property
    def passage(self) -> str: ...


@dataclass(frozen=True)
class Piece:
    """Some letters of a paragraph: marked or not, with the numbers of the questions that end there."""

    text: str
    is_marked: bool = False
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Numbered:
    """A question with its number on the page; `is_found` says whether its passage is (still) in the text."""

    number: int
    question: Asking
    is_found: bool


@dataclass
class Beat:
    """Paragraphs that stand together, and the questions beside the first of them."""

    paragraphs: list[list[Piece]] = field(default_factory=list)
    questions: list[Numbered] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """The whole text in beats, and the questions that are about no passage of it."""

    beats: list[Beat]
    about_the_whole: list[Numbered]


def lay_out(text: str, questions: Sequence[Asking]) -> Page:
    """The text with its questions, numbered in the order in which they are given."""
    found: list[tuple[int, int, Numbered]] = []
    whole: list[Numbered] = []
    for number, question in enumerate(questions, start=1):
        span = find(question.passage, text)
        if span is None:
            whole.append(Numbered(number, question, is_found=False))
        else:
            found.append((*span, Numbered(number, question, is_found=True)))
    beats: list[Beat] = []
    for start, end in paragraphs_of(text):
        here = [numbered for first, _, numbered in found if start <= first < end]
        if here or not beats:
            beats.append(Beat(questions=here))
        beats[-1].paragraphs.append(_pieces(text, start, end, found))
    return Page(beats, whole)


def find(passage: str, text: str) -> tuple[int, int] | None:
    """Where a passage stands in a text, whatever its white space has become on the way; None if nowhere."""
    words = passage.split()
    if not words:
        return None
    match = re.search(r"\s+".join(map(re.escape, words)), text)
    return match.span() if match else None


def paragraphs_of(text: str) -> list[tuple[int, int]]:
    """Start and end of each paragraph that says something; an empty line stands between two."""
    spans, start = [], 0
    for gap in BETWEEN_PARAGRAPHS.finditer(text):
        # White space at a paragraph's head is the writer's; what follows the empty line belongs to the next.
        indent = re.search(r"[^\S\n]*\Z", gap.group())
        spans.append((start, gap.start()))
        start = gap.end() - (len(indent.group()) if indent else 0)
    spans.append((start, len(text)))
    return [(first, last) for first, last in spans if text[first:last].strip()]


def _pieces(text: str, start: int, end: int, found: list[tuple[int, int, Numbered]]) -> list[Piece]:
    """One paragraph cut where passages begin and end; passages may overlap and run on into the next.

    A question's number stands where its passage ends, in the paragraph where the passage begins.
    """
    marked = [(max(first, start), min(last, end)) for first, last, _ in found if first < end and last > start]
    ends = [(min(last, end), question.number) for first, last, question in found if start <= first < end]
    cuts = sorted({start, end, *(cut for span in marked for cut in span)})
    return [
        Piece(
            text[left:right],
            any(first <= left and right <= last for first, last in marked),
            tuple(number for last, number in ends if last == right),
        )
        for left, right in pairwise(cuts)
    ]
