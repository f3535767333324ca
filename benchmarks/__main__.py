"""Measures everything and prints tables: `make bench`. README.md says how to read them."""

import argparse
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path

from benchmarks.parts import PARTS
from benchmarks.rows import Row, tables
from benchmarks.sizes import QUICK, Sizes

TESTED = {"oracle", "kills", "bodies"}  # the tests run these, too


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)}; or all")
    parser.add_argument("--houses", type=int, nargs="+", help="how many; 1000 100000 by default")
    parser.add_argument("--quick", action="store_true", help="only show that everything runs")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the rows to a file")
    chosen = parser.parse_args()
    if unknown := set(chosen.parts) - set(PARTS):
        parser.error(f"There is no {', '.join(sorted(unknown))}")
    return chosen


def untimed(row: Row) -> Row:
    """What took how long, or how much memory, is judged where everything is measured."""
    return replace(row, floor=None) if row.unit in {"ms", "×", "MB"} else row


def main() -> int:
    """1 when a floor does not hold."""
    chosen = arguments()
    sizes = QUICK if chosen.quick else Sizes()
    if chosen.houses:
        sizes = Sizes(houses=tuple(chosen.houses))
    parts = chosen.parts or [part for part in PARTS if part not in TESTED or not chosen.quick]
    rows: list[Row] = []
    for part in parts:
        for row in PARTS[part](sizes):
            print(f"{part}: {row.what} …", file=sys.stderr)
            rows.append(untimed(row) if chosen.quick else row)
    rows.sort(key=lambda row: row.part)
    print(tables(rows))
    if chosen.json:
        chosen.json.write_text(json.dumps([asdict(row) for row in rows], indent=1) + "\n")
    return int(any(row.verdict == "ABOVE" for row in rows))


if __name__ == "__main__":
    sys.exit(main())
