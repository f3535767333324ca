"""Pictures of numbers, as geometry that templates/admin/charts/ draws.

Texts stand outside of what is stretched, at percentages of the width, so that they are as large
on a phone as on a wide screen. Colors are classes of charts.css. Every chart stands beside a
table that says the same.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil

# Percent of the width for the first and the last point, and pixels of height for the largest.
LEFT, RIGHT = 9.0, 94.0
TOP, HEIGHT = 18, 150
MOST_LABELS = 5
NICE = (1, 2, 5, 10, 15, 20, 30, 60, 120, 240, 480, 720, 1440)
MOST_TICKS = 4


@dataclass(frozen=True, slots=True)
class Mark:
    """A point or a text: `x` in percent, `y` in pixels; `words` is what a pointer reads."""

    x: str
    y: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the field, in percent both ways, counted from the left and from above."""

    x: float
    y: float
    height: int
    words: str

    @property
    def mark(self) -> Mark:
        return Mark(f"{self.x:.2f}", f"{TOP + self.height * self.y / 100:.1f}", self.words)

    @property
    def corner(self) -> str:
        return f"{self.x:.2f},{self.y:.2f}"


@dataclass(frozen=True, slots=True)
class Line:
    """`runs` are points of lines without a gap, on a field of 100 by 100."""

    name: str
    tone: str
    runs: list[str]
    dots: list[Mark]


@dataclass(frozen=True, slots=True)
class LineChart:
    lines: list[Line]
    ticks: list[Mark]
    labels: list[Mark]
    height: int
    top: int = TOP

    @property
    def bottom(self) -> int:
        return self.top + self.height

    @property
    def total(self) -> int:
        """With the row of labels."""
        return self.bottom + 28


Values = Sequence[float | None]


def line_chart(
    series: Sequence[tuple[str, str, Values]],
    labels: Sequence[str],
    *,
    words: Callable[[float], str],
    least: float = 10,
    height: int = HEIGHT,
) -> LineChart:
    """Of (name, tone, a value or None for each label). `words` says a value.

    The field is `height` pixels high and shows at least up to `least`.
    """
    largest = max((value for _n, _t, line in series for value in line if value), default=0)
    ticks = nice_ticks(max(largest, least))
    xs = _spread(len(labels))

    def at(x: float, value: float, said: str) -> Spot:
        return Spot(x, 100 - 100 * value / ticks[-1], height, said)

    return LineChart(
        lines=[
            _line(
                name,
                tone,
                [
                    None if value is None else at(x, value, f"{label}: {name} {words(value)}")
                    for x, value, label in zip(xs, values, labels, strict=True)
                ],
            )
            for name, tone, values in series
        ],
        ticks=[at(0, tick, words(tick) if tick else "").mark for tick in ticks],
        labels=[Mark(f"{xs[i]:.2f}", str(TOP + height + 20), labels[i]) for i in _few(len(labels))],
        height=height,
    )


def nice_ticks(largest: float) -> list[float]:
    """From 0 to the first round number that is not smaller, at most four steps."""
    days = NICE[-1]
    beyond = ceil(largest / (MOST_TICKS * days)) * days
    step = next((step for step in NICE if step * MOST_TICKS >= largest), beyond)
    return [step * index for index in range(max(1, ceil(largest / step)) + 1)]


def bar(value: float, largest: float) -> str:
    """The width of a bar, as a percentage; the largest fills the row."""
    return f"{100 * value / largest:.2f}%" if largest else "0%"


def _line(name: str, tone: str, spots: Sequence[Spot | None]) -> Line:
    runs: list[list[str]] = [[]]
    for spot in spots:
        if spot is None:
            runs.append([])
        else:
            runs[-1].append(spot.corner)
    dots = [spot.mark for spot in spots if spot]
    return Line(name, tone, [" ".join(run) for run in runs if len(run) > 1], dots)


def _spread(count: int) -> list[float]:
    if count < 2:
        return [(LEFT + RIGHT) / 2] * count
    return [LEFT + (RIGHT - LEFT) * index / (count - 1) for index in range(count)]


def _few(count: int) -> list[int]:
    """Which labels have room: the last one, and others evenly before it."""
    every = max(1, -(-count // MOST_LABELS))
    return list(range(count - 1, -1, -every))[::-1]
