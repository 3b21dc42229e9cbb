"""Rules over credits, the figures they come to, and how those are said; pure, without a database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypedDict

WORDS = (
    "none", "one", "two", "three", "four", "five", "six",
    "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


class Figures(TypedDict):
    """What is stored of somebody's progress in one requirement: figures, never a status or a sentence."""

    count: int
    of_which: dict[str, int]
    by_slug: dict[str, int]


@dataclass(frozen=True)
class Item:
    """Something that may count: a credit, or a plan that is to become one."""

    kind: str
    slug: str
    qualities: Mapping[str, str] = field(default_factory=dict)

    @property
    def audience(self) -> str:
        return str(self.qualities.get("audience", ""))


@dataclass(frozen=True)
class Share:
    """Some of what counts, set apart by its audience: at least three of the six "to a whole year group"."""

    audience: str
    at_least: int
    say: str
    short: str = ""


@dataclass(frozen=True)
class Rule:
    """What counts towards a requirement and how much of it is asked; without a figure it is expected."""

    kind: str
    slugs: frozenset[str]
    at_least: int | None
    done: str
    of_which: tuple[Share, ...] = ()
    when_met: str = ""
    until_then: str = ""
    each_window: str = ""

    @classmethod
    def of(cls, document: Mapping[str, Any]) -> Rule:
        """The rule of a blueprint's requirement, as Requirement.rule keeps it."""
        return cls(
            kind=document["counts"]["kind"],
            slugs=frozenset(document["counts"].get("slugs") or ()),
            at_least=document.get("at_least"),
            done=document.get("done") or "logged",
            of_which=tuple(
                Share(share["audience"], share["at_least"], share["say"], share.get("short") or "")
                for share in document.get("of_which") or ()
            ),
            when_met=document.get("when_met") or "",
            until_then=document.get("until_then") or "",
            each_window=document.get("each_window") or "",
        )

    @property
    def is_expected(self) -> bool:
        """Expected without a figure: it is counted and never met."""
        return self.at_least is None

    def takes(self, item: Item) -> bool:
        """Whether this counts here; a rule without slugs takes every one of its kind."""
        return item.kind == self.kind and (not self.slugs or item.slug in self.slugs)


def tally(rule: Rule, items: Iterable[Item]) -> Figures:
    """How many count, how many of them in each share and of each slug; order does not matter."""
    taken = [item for item in items if rule.takes(item)]
    return Figures(
        count=len(taken),
        of_which={
            share.audience: sum(item.audience == share.audience for item in taken) for share in rule.of_which
        },
        by_slug=dict(sorted(Counter(item.slug for item in taken).items())),
    )


def is_met(rule: Rule, figures: Figures) -> bool:
    """All that is asked is there. An expectation has no figure, so it is never met."""
    if rule.at_least is None or figures["count"] < rule.at_least:
        return False
    return all(figures["of_which"].get(share.audience, 0) >= share.at_least for share in rule.of_which)


# How it is said -----------------------------------------------------------------------------------------


def in_words(number: int) -> str:
    """A number in words up to twelve, in figures beyond."""
    return WORDS[number] if 0 <= number < len(WORDS) else str(number)


def of(count: int, asked: int, what: str) -> str:
    """ "4 of 6 worship sessions led", and more than was asked as "7 worship sessions led; 6 asked"."""
    return f"{count} {what}; {asked} asked" if count > asked else f"{count} of {asked} {what}"


def headline(rule: Rule, figures: Figures, waiting: int = 0, windows: int = 0) -> str:
    """The state of it in one line; `waiting` are logged and not confirmed, `windows` there are to use."""
    count = figures["count"]
    if rule.when_met and rule.at_least is not None:
        return rule.when_met if is_met(rule, figures) else rule.until_then
    if rule.at_least is not None:
        return of(count, rule.at_least, rule.done)
    if windows:
        return f"{count} of {windows} {rule.done}"
    logged = count + waiting
    return f"{logged} {rule.done}" if logged else "None yet"


def share_headline(share: Share, figures: Figures) -> str:
    """ "1 of 3 to a whole year group"."""
    return of(figures["of_which"].get(share.audience, 0), share.at_least, share.say)


def detail(rule: Rule, figures: Figures, *, planned: int, waiting: int, you: bool = False) -> str:
    """What is on its way: "Two are planned, so you are on the way to all six", if said to the secondee."""
    if rule.is_expected:
        return _expected_detail(rule, figures, planned=planned, waiting=waiting)
    asked = rule.at_least or 0
    if asked == 1 or figures["count"] >= asked:
        return _coming(planned, waiting)
    coming = _coming(planned, waiting)
    if not coming:
        return "None is planned."
    if figures["count"] + planned + waiting >= asked:
        whole = f"all {in_words(asked)}" if asked > 2 else "both"
        ending = f"so you are on the way to {whole}" if you else f"which makes {whole}"
        return f"{coming[:-1]}, {ending}."
    return coming


def _expected_detail(rule: Rule, figures: Figures, *, planned: int, waiting: int) -> str:
    kinds = len([slug for slug, count in figures["by_slug"].items() if count])
    variety = f"Of {in_words(kinds)} different kinds." if len(rule.slugs) > 1 and kinds > 1 else ""
    return " ".join(filter(None, [variety, _coming(planned, waiting)]))


def _coming(planned: int, waiting: int) -> str:
    said = []
    if waiting:
        said.append(f"{in_words(waiting)} {'waits' if waiting == 1 else 'wait'} to be confirmed")
    if planned:
        said.append(f"{in_words(planned)} {'is' if planned == 1 else 'are'} planned")
    return f"{' and '.join(said)}.".capitalize() if said else ""


def short(rule: Rule, figures: Figures, waiting: int = 0, windows: int = 0) -> str:
    """The same for a table's cell: "4 of 6", "3 logged", "Project agreed"."""
    if rule.at_least is not None and not rule.when_met:
        return f"{figures['count']} of {rule.at_least}"
    if rule.is_expected and windows:
        return f"{figures['count']} of {windows}"
    return headline(rule, figures, waiting)


def short_detail(rule: Rule, figures: Figures, planned: int) -> str:
    """Beneath it: "1 of 3 whole year; 1 planned", or "none planned" as long as any is missing."""
    shares = [
        f"{figures['of_which'].get(share.audience, 0)} of {share.at_least} {share.short or share.say}"
        for share in rule.of_which
    ]
    asked = rule.at_least or 0
    if planned:
        shares.append(f"{planned} planned")
    elif asked > 1 and figures["count"] < asked:
        shares.append("none planned")
    return "; ".join(shares)
