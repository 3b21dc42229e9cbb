"""Geometry of the drawings: figures in, coordinates and sentences out, for the page and the PDF alike."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import floor, log10

WIDTH, HEIGHT = 400, 236
TOP, BOTTOM = 14, 200
LETTER = 14
# Helvetica's figures are 0.556 em wide, and few letters are wider.
ADVANCE = LETTER * 0.56
MOST_READINGS_SAID = 12


def figure(value: Decimal | float | None) -> str:
    """A figure as people write it: no trailing zeros, commas in thousands, a true minus, a dash for none."""
    if value is None:
        return "–"
    said = f"{Decimal(str(value)):,f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    return "0" if said == "-0" else said.replace("-", "−")


def _px(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


# Lamps and strokes


@dataclass(frozen=True)
class Lamp:
    """One place in a row of lights: what it is and the path that draws it."""

    kind: str
    path: str


@dataclass(frozen=True)
class Lights:
    """A row of footlights on the edge of the stage."""

    lit: int
    plan: int
    total: int
    small: bool = False

    @property
    def step(self) -> int:
        return 17 if self.small else 30

    @property
    def width(self) -> int:
        return self.total * self.step

    @property
    def height(self) -> int:
        return 11 if self.small else 15

    @property
    def floor(self) -> int:
        return 8 if self.small else 12

    @property
    def stroke(self) -> str:
        return "1.1" if self.small else "1.5"

    @property
    def flat_stroke(self) -> str:
        return "2.2" if self.small else "3"

    def lamps(self) -> Iterator[Lamp]:
        """Lit first, then planned, then flat."""
        radius = 6 if self.small else 10
        flat = 8.4 if self.small else 14
        for place in range(self.total):
            middle = (place + 0.5) * self.step
            if place < self.lit + self.plan:
                arc = f"M{_px(middle - radius)} {self.floor}a{radius} {radius} 0 0 1 {2 * radius} 0z"
                yield Lamp("lit" if place < self.lit else "plan", arc)
            else:
                yield Lamp("off", f"M{_px(middle - flat / 2)} {self.floor - 1.5:g}h{flat:g}")


@dataclass(frozen=True)
class Tally:
    """Strokes in fives."""

    count: int

    @property
    def width(self) -> int:
        fives, rest = divmod(self.count, 5)
        return 36 * fives + (7 * rest + 3 if rest else -6)

    @property
    def path(self) -> str:
        drawn = ""
        for stroke in range(self.count):
            five, place = divmod(stroke, 5)
            x = 36 * five
            drawn += f"M{x + 1} 15L{x + 29} 5" if place == 4 else f"M{x + 3 + 7 * place} 2v16"
        return drawn


# The lamp on the A4 sheet


@dataclass(frozen=True)
class SheetBar:
    """Where a measure stands between baseline (left) and target (right), in 74 by 10."""

    baseline: Decimal | float | None
    now: Decimal | float | None
    target: Decimal | float | None

    LEFT, RIGHT = 4, 66

    @property
    def share(self) -> float | None:
        """How much of the way is gone, from 0 to 1; nothing when it cannot be said."""
        if self.baseline is None or self.now is None or self.target is None:
            return None
        start, now, aim = float(self.baseline), float(self.now), float(self.target)
        if start == aim:
            return 1.0 if now == aim else 0.0
        return max(0.0, min(1.0, (now - start) / (aim - start)))

    @property
    def gone(self) -> str:
        """The line already gone, from the left; empty when nothing has changed."""
        return f"M{self.LEFT} 8H{_px(self._middle)}" if self.share else ""

    @property
    def lamp(self) -> str:
        return "" if self.share is None else f"M{_px(max(2, self._middle - 4.5))} 8a4.5 4.5 0 0 1 9 0z"

    @property
    def _middle(self) -> float:
        return self.LEFT + (self.RIGHT - self.LEFT) * (self.share or 0)


# A measure's readings


@dataclass(frozen=True)
class Text:
    """A word or figure on the chart and where it stands."""

    x: str
    y: str
    said: str
    anchor: str = "middle"


@dataclass(frozen=True)
class Dot:
    """A reading on the chart."""

    x: str
    y: str


@dataclass(frozen=True)
class Tick:
    """A short line at the axis with its figure."""

    y: str
    label: Text


@dataclass
class _Box:
    """The room a label takes, to keep labels apart."""

    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


def _box(x: float, y: float, said: str) -> _Box:
    """The room of a text that is centred on x with its foot at y."""
    half = len(said) * ADVANCE / 2
    return _Box(x - half, y - 11, x + half, y + 3)


@dataclass
class Scale:
    """The upright axis: where it begins and ends, and at most three round figures on it."""

    low: float
    high: float
    ticks: list[float] = field(default_factory=list)

    @classmethod
    def around(cls, values: list[float]) -> "Scale":
        """An axis that holds these values with some air above and below, and begins at a round figure."""
        least, most = min(values), max(values)
        if least == most:
            room = max(abs(most) * 0.2, 1)
            least, most = least - room, most + room
        air = (most - least) * 0.1
        magnitude = 10.0 ** (floor(log10(most - least)) - 1)
        while True:
            for mantissa in (1, 2, 5):
                step = mantissa * magnitude
                grain = step / 2 if mantissa == 2 else step
                low = floor(round((least - air) / grain, 9)) * grain
                if low < 0 <= min(values):
                    low = 0.0
                high = most + air
                count = floor(round((high - low) / step, 9)) + 1
                if count <= 3:
                    return cls(low, high, [round(low + step * n, 9) for n in range(count)])
            magnitude *= 10

    def place(self, value: float) -> float:
        """How far down the drawing a value stands, in pixels."""
        return BOTTOM - (BOTTOM - TOP) * (value - self.low) / (self.high - self.low)


@dataclass
class Chart:
    """A measure: its readings (day, value), what it was before, what it should become, and by when."""

    readings: list[tuple[date, Decimal]]
    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""
    title: str = ""
    until: date | None = None

    def __post_init__(self) -> None:
        self.readings = sorted(self.readings, key=lambda reading: reading[0])

    # the frame

    @property
    def _named(self) -> list[tuple[str, Decimal]]:
        lines = (("Baseline", self.baseline), ("Target", self.target))
        return [(name, value) for name, value in lines if value is not None]

    @property
    def scale(self) -> Scale:
        return Scale.around([float(value) for _, value in [*self._named, *self.readings]])

    @property
    def left(self) -> int:
        """Where the upright axis stands: far enough in for its widest figure."""
        widest = max(len(figure(tick)) for tick in self.scale.ticks)
        return max(34, round(widest * ADVANCE + 10))

    @property
    def right(self) -> int:
        """Where the plot ends: the names of the lines stand beyond."""
        widest = max((len(f"{name} {figure(value)}") for name, value in self._named), default=0)
        return min(310, floor(WIDTH - 6 - widest * ADVANCE))

    @property
    def axis(self) -> str:
        return f"M{_px(self.left)} {TOP}V{BOTTOM}H{_px(self.right)}"

    @property
    def ticks(self) -> list[Tick]:
        scale = self.scale
        return [
            Tick(
                y=_px(scale.place(value)),
                label=Text(_px(self.left - 6), _px(scale.place(value) + 5), figure(value), "end"),
            )
            for value in scale.ticks
        ]

    # the lines

    @property
    def base_y(self) -> str:
        return "" if self.baseline is None else _px(self.scale.place(float(self.baseline)))

    @property
    def aim_y(self) -> str:
        return "" if self.target is None else _px(self.scale.place(float(self.target)))

    @property
    def line_labels(self) -> list[Text]:
        """Baseline and target named at the right, moved apart when they would touch."""
        lines = sorted(
            ((self.scale.place(float(value)), f"{name} {figure(value)}") for name, value in self._named),
            key=lambda line: line[0],
        )
        places = [y for y, _ in lines]
        if len(places) == 2 and places[1] - places[0] < LETTER + 3:
            middle = min(max(sum(places) / 2, TOP + 9), BOTTOM - 9)
            places = [middle - 8.5, middle + 8.5]
        return [
            Text(_px(self.right + 6), _px(y + 5), said, "start")
            for y, (_, said) in zip(places, lines, strict=True)
        ]

    @property
    def _points(self) -> list[tuple[float, float]]:
        scale = self.scale
        return [(self._across(day), scale.place(float(value))) for day, value in self.readings]

    def _across(self, day: date) -> float:
        first, last = self.readings[0][0], self._last_day
        start, end = self.left + 10, self.right - 16
        if first == last:
            return (start + end) / 2
        return start + (end - start) * (day - first).days / (last - first).days

    @property
    def _last_day(self) -> date:
        last = self.readings[-1][0]
        return max(last, self.until) if self.until else last

    @property
    def path(self) -> str:
        points = [f"{_px(x)} {_px(y)}" for x, y in self._points]
        return "M" + "L".join(points) if len(points) > 1 else ""

    @property
    def dots(self) -> list[Dot]:
        return [Dot(_px(x), _px(y)) for x, y in self._points]

    # the words

    @property
    def figures(self) -> list[Text]:
        """The figure of each reading, above its dot or below it; left out where it would cover another."""
        points = self._points
        taken = [_Box(x - 6, y - 6, x + 6, y + 6) for x, y in points]
        lines = [self.scale.place(float(value)) for _, value in self._named]
        placed: list[tuple[int, Text]] = []
        for place in self._by_weight():
            x, y = points[place]
            said = figure(self.readings[place][1])
            half = len(said) * ADVANCE / 2
            x = min(max(x, self.left + 3 + half), self.right - half)
            spots = [_box(x, y - 13, said), _box(x, y + 23, said)]
            free = [
                box
                for box in spots
                if box.top > 0
                and box.bottom < BOTTOM
                and not any(box.touches(other) for at, other in enumerate(taken) if at != place)
            ]
            if not free:
                continue
            box = min(free, key=lambda box: self._crossings(box, lines))
            taken.append(box)
            placed.append((place, Text(_px(x), _px(box.bottom - 3), said)))
        return [text for _, text in sorted(placed, key=lambda item: item[0])]

    def _crossings(self, box: _Box, lines: list[float]) -> int:
        """How many lines run through a label: baseline, target, and the path at its middle and its ends."""
        level = sum(box.top < line < box.bottom for line in lines)
        middle = (box.left + box.right) / 2
        return level + sum(
            box.top < y < box.bottom for x in (box.left, middle, box.right) for y in self._path_heights(x)
        )

    def _path_heights(self, x: float) -> list[float]:
        return [
            top + (bottom - top) * (x - start) / (end - start)
            for (start, top), (end, bottom) in pairwise(self._points)
            if start < end and start <= x <= end
        ]

    def _by_weight(self) -> list[int]:
        """Which figures matter most: last, first, highest, lowest, and, while they are few, the others.

        A first reading that is the baseline is named at its line already.
        """
        values = [value for _, value in self.readings]
        last = len(values) - 1
        order = [last, 0, values.index(max(values)), values.index(min(values))]
        if len(values) <= MOST_READINGS_SAID:
            order += range(len(values))
        named = last > 0 and values[0] == self.baseline
        return [place for place in dict.fromkeys(order) if not (named and place == 0)]

    @property
    def days(self) -> list[Text]:
        """The last reading's day, the first's and the closing day, as many as stand apart."""
        wanted = [self.readings[-1][0], self.readings[0][0], self._last_day]
        placed: list[tuple[float, Text]] = []
        taken: list[_Box] = []
        for on in dict.fromkeys(wanted):
            said = f"{on.day} {on:%b}"
            half = len(said) * ADVANCE / 2
            x = min(max(self._across(on), self.left + half), self.right - half)
            box = _Box(x - half - 4, 0, x + half + 4, 1)
            if not any(box.touches(other) for other in taken):
                taken.append(box)
                placed.append((x, Text(_px(x), str(BOTTOM + 21), said)))
        return [text for _, text in sorted(placed, key=lambda item: item[0])]

    @property
    def sentence(self) -> str:
        """The whole finding, for those who do not see the drawing."""
        title = f"{self.title}: " if self.title else ""
        return f"{title}{self._told()}.{self._bounds()}"

    def _told(self) -> str:
        readings = self.readings
        first, last = readings[0], readings[-1]
        begun = f"{self._with_unit(first[1])} on {_said_day(first[0])}"
        if len(readings) == 1:
            return begun
        ended = f"{figure(last[1])} on {_said_day(last[0])}"
        if len(readings) > MOST_READINGS_SAID:
            return f"from {begun} to {ended}, {len(readings)} readings"
        between = "".join(f", {figure(value)}" for _, value in readings[1:-1])
        return f"{begun}{between}, then {ended}"

    def _with_unit(self, value: Decimal) -> str:
        unit = "per cent" if self.unit.strip() == "%" else self.unit.strip()
        return f"{figure(value)} {unit}".strip()

    def _bounds(self) -> str:
        lines = [
            (name, value) for name, value in self._named if name == "Target" or value != self.readings[0][1]
        ]
        return "".join(f" {name} {figure(value)}." for name, value in lines)


def _said_day(day: date) -> str:
    return f"{day.day} {day:%B}"
