"""Cuts the outlines of counties, one small file per state, from `counties-10m.json` of us-atlas."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandParser

from listings.outlines import OUTLINES, STATES

DECIMALS = 3  # about a hundred yards, finer than the outlines are

Point = tuple[float, float]


class Command(BaseCommand):
    help = "Cuts the outlines of counties that the map shows from a topology of us-atlas."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("topology", type=Path, metavar="counties-10m.json")
        parser.add_argument(
            "--to", type=Path, default=Path(settings.BASE_DIR) / "static" / OUTLINES
        )

    def handle(self, *, topology: Path, to: Path, **options: Any) -> None:
        cut = outlines(json.loads(topology.read_text()))
        for state, collection in cut.items():
            text = json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
            (to / f"{state.lower()}.json").write_text(text + "\n")
        self.stdout.write(f"{len(cut)} states and territories.")


def outlines(topology: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """By state, a GeoJSON collection of its counties with their names."""
    arcs = _arcs(topology)
    counties = defaultdict(list)
    for geometry in topology["objects"]["counties"]["geometries"]:
        state = STATES.get(geometry["id"][:2])
        if state:
            counties[state].append(_county(geometry, arcs))
    return {
        state: {"type": "FeatureCollection", "features": features}
        for state, features in counties.items()
    }


def _arcs(topology: dict[str, Any]) -> list[list[Point]]:
    """Each in degrees; a topology holds whole steps from point to point."""
    (scale_x, scale_y), (left, bottom) = (topology["transform"][k] for k in ("scale", "translate"))
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in steps:
            x, y = x + dx, y + dy
            longitude, latitude = x * scale_x + left, y * scale_y + bottom
            points.append((round(longitude, DECIMALS), round(latitude, DECIMALS)))
        arcs.append(points)
    return arcs


def _county(geometry: dict[str, Any], arcs: list[list[Point]]) -> dict[str, Any]:
    single = geometry["type"] == "Polygon"
    shapes = [geometry["arcs"]] if single else geometry["arcs"]
    polygons = [[_ring(indexes, arcs) for indexes in shape] for shape in shapes]
    return {
        "type": "Feature",
        "properties": {"name": geometry["properties"]["name"]},
        "geometry": {"type": "MultiPolygon", "coordinates": polygons},
    }


def _ring(indexes: list[int], arcs: list[list[Point]]) -> list[Point]:
    """The arcs one after the other; a negative index is an arc walked backwards."""
    points: list[Point] = []
    for index in indexes:
        arc = arcs[index] if index >= 0 else arcs[~index][::-1]
        points += [point for n, point in enumerate(arc) if n or not points]
    return [point for n, point in enumerate(points) if n == 0 or point != points[n - 1]]
