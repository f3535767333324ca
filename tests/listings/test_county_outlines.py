"""The outlines of counties that the map draws, and how they are cut."""

import gzip
import json
from io import StringIO

import pytest
from django.core.management import call_command

from listings.outlines import OUTLINES, STATES
from tests.environment import ROOT

FOLDER = ROOT / "static" / OUTLINES

# Two squares side by side: they share the arc in the middle, and one walks it backwards.
TOPOLOGY = {
    "type": "Topology",
    "transform": {"scale": [0.5, 0.50004], "translate": [-81, 26]},
    "arcs": [
        [[1, 0], [0, 1]],
        [[1, 1], [-1, 0], [0, -1], [1, 0]],
        [[1, 0], [1, 0], [0, 0], [0, 1], [-1, 0]],
    ],
    "objects": {
        "counties": {
            "geometries": [
                {"type": "Polygon", "id": "12001", "arcs": [[0, 1]], "properties": {"name": "A"}},
                {"type": "MultiPolygon", "id": "12003", "arcs": [[[2, -1]]],
                 "properties": {"name": "Ä"}},
                {"type": "Polygon", "id": "99001", "arcs": [[0, 1]], "properties": {"name": "?"}},
            ]
        }
    },
}  # fmt: skip


@pytest.fixture
def cut(tmp_path):
    (tmp_path / "topology.json").write_text(json.dumps(TOPOLOGY))
    call_command("county_outlines", tmp_path / "topology.json", to=tmp_path, stdout=StringIO())
    return json.loads((tmp_path / "fl.json").read_text())


def rings(collection) -> dict[str, list]:
    return {
        county["properties"]["name"]: county["geometry"]["coordinates"][0][0]
        for county in collection["features"]
    }


def test_counties_are_rings_in_degrees(cut):
    assert rings(cut) == {
        "A": [[-80.5, 26.0], [-80.5, 26.5], [-81.0, 26.5], [-81.0, 26.0], [-80.5, 26.0]],
        "Ä": [[-80.5, 26.0], [-80.0, 26.0], [-80.0, 26.5], [-80.5, 26.5], [-80.5, 26.0]],
    }


def test_a_number_of_no_state_is_left_out(cut, tmp_path):
    assert [path.name for path in tmp_path.glob("??.json")] == ["fl.json"]


def test_every_state_has_its_outlines():
    assert {path.stem.upper() for path in FOLDER.glob("*.json")} == set(STATES.values())


def test_outlines_are_small():
    files = list(FOLDER.glob("*.json"))
    assert sum(path.stat().st_size for path in files) < 2_000_000
    assert len(gzip.compress((FOLDER / "fl.json").read_bytes())) < 10_000


def test_the_outlines_of_florida_hold_its_counties():
    florida = rings(json.loads((FOLDER / "fl.json").read_text()))
    assert len(florida) == 67
    assert {"Palm Beach", "Broward", "Miami-Dade"} <= set(florida)
    longitudes, latitudes = zip(*florida["Palm Beach"], strict=True)
    assert (min(longitudes), max(latitudes)) == (pytest.approx(-80.9, 0.1), pytest.approx(27, 0.1))
