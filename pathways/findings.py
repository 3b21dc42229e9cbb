"""What a measure's readings come to: baseline, now, target, and a sentence that says what moved. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pathways.rules import in_words


@dataclass(frozen=True)
class Finding:
    """The readings of one measure, in order of their days, and what is aimed at."""

    readings: Sequence[tuple[date, Decimal]]
    unit: str = ""
    more_is_better: bool = True
    target: Decimal | None = None

    @property
    def baseline(self) -> Decimal | None:
        """The first reading."""
        return self.readings[0][1] if self.readings else None

    @property
    def now(self) -> Decimal | None:
        """The last one."""
        return self.readings[-1][1] if self.readings else None

    @property
    def last_on(self) -> date | None:
        return self.readings[-1][0] if self.readings else None

    @property
    def is_measured(self) -> bool:
        """There is a baseline and a later reading."""
        return len(self.readings) > 1 and self.readings[-1][0] > self.readings[0][0]

    @property
    def change(self) -> Decimal | None:
        if self.baseline is None or self.now is None or not self.is_measured:
            return None
        return self.now - self.baseline

    @property
    def to_go(self) -> Decimal | None:
        """How far it is to the target, in the better direction; nothing or less once it is reached."""
        if self.now is None or self.target is None:
            return None
        return self.target - self.now if self.more_is_better else self.now - self.target

    @property
    def sentence(self) -> str:
        """ "Up by 22 points in nine weeks, with 12 to go." No change is a finding too."""
        if not self.readings:
            return "No reading yet: the first one is the baseline."
        change = self.change
        if change is None:
            return "This is the baseline. The next reading will show whether anything moves."
        if change == 0:
            return f"No change {self._spell()}: that is a finding too."
        way = "Up" if change > 0 else "Down"
        said = f"{way} by {self._amount(abs(change))} {self._spell()}"
        if (change > 0) != self.more_is_better:
            wanted = "more" if self.more_is_better else "fewer"
            return f"{said}, where {wanted} would be better. That is a finding too."
        return f"{said}{self._ending()}."

    @property
    def clause(self) -> str:
        """The sentence as it stands after a name and a colon."""
        return self.sentence[:1].lower() + self.sentence[1:]

    def _ending(self) -> str:
        to_go = self.to_go
        if to_go is None:
            return ""
        if to_go > 0:
            return f", with {figure(to_go)} to go"
        return ": the target is reached" if to_go == 0 else ": the target is reached and passed"

    def _amount(self, change: Decimal) -> str:
        if self.unit.strip() == "%":
            return f"{figure(change)} {'point' if change == 1 else 'points'}"
        return figure(change)

    def _spell(self) -> str:
        days = (self.readings[-1][0] - self.readings[0][0]).days
        count, unit = (days // 7, "week") if days >= 7 else (days, "day")
        return f"in {in_words(count)} {unit}{'' if count == 1 else 's'}"


def figure(value: Decimal) -> str:
    """A figure as people write it: no trailing zeros, commas in thousands."""
    said = f"{value:,f}"
    return said.rstrip("0").rstrip(".") if "." in said else said
