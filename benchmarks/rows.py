"""What was measured, and the tables that show it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby


@dataclass(frozen=True)
class Row:
    """`value` is in `unit`; `floor` is the most that it may be, None where it only informs."""

    part: str
    what: str
    value: float
    unit: str
    database: str = ""
    houses: int | None = None
    floor: float | None = None

    @property
    def verdict(self) -> str:
        if self.floor is None:
            return ""
        return "ok" if self.value <= self.floor else "ABOVE"

    @property
    def cells(self) -> list[str]:
        return [
            self.what,
            self.database,
            f"{self.houses:,}" if self.houses else "",
            f"{_short(self.value)} {self.unit}".rstrip(),
            "" if self.floor is None else f"≤ {_short(self.floor)}",
            self.verdict,
        ]


HEADINGS = ["", "database", "houses", "measured", "floor", ""]


def tables(rows: Iterable[Row]) -> str:
    """One table for each part, in plain text."""
    return "\n\n".join(
        f"{part}\n{_table([HEADINGS, *(row.cells for row in group)])}"
        for part, group in groupby(rows, key=lambda row: row.part)
    )


def _table(lines: Sequence[Sequence[str]]) -> str:
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if number in {2, 3} else cell.ljust(width)
            for number, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    )


def _short(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
