"""Tables are mended to what HTML knows: the W3C's checker has nothing to say of them."""

import pytest

from articles.html import clean

CASES = [
    (
        "<tr><td>1</td></tr><thead><tr><th>A</th></tr></thead><caption>C</caption>",
        "<caption>C</caption><thead><tr><th>A</th></tr></thead><tbody><tr><td>1</td></tr></tbody>",
    ),
    (
        "<caption>C</caption><caption>D</caption><tfoot><tr><td>F</td></tr></tfoot>"
        "<tbody><tr><td>1</td></tr></tbody>",
        "<caption>C</caption><tbody><tr><td>1</td></tr></tbody><tbody><tr><td>F</td></tr></tbody>",
    ),
    (
        "<thead><tr><th>A</th></tr></thead><thead><tr><th>B</th></tr></thead>",
        "<thead><tr><th>A</th></tr></thead><tbody><tr><th>B</th></tr></tbody>",
    ),
    (
        '<tr><td rowspan="9">1</td><td>2</td></tr><tr></tr><tr><td>3</td></tr>',
        '<tbody><tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr></tbody>',
    ),
    (
        '<tr><td colspan="9">1</td></tr><tr><td>2</td><td>3</td></tr>',
        '<tbody><tr><td colspan="2">1</td></tr><tr><td>2</td><td>3</td></tr></tbody>',
    ),
    (
        '<tr><td colspan="2">1</td></tr><tr><td colspan="2">2</td></tr>',
        "<tbody><tr><td>1</td></tr><tr><td>2</td></tr></tbody>",
    ),
    (
        '<tr><td>1</td><td>2</td><td rowspan="2">3</td></tr><tr><td colspan="3">4</td></tr>',
        '<tbody><tr><td>1</td><td>2</td><td rowspan="2">3</td></tr>'
        '<tr><td colspan="2">4</td></tr></tbody>',
    ),
    (
        "<tr><td>1</td></tr><tr><td>2</td><td>3</td></tr>",
        "<tbody><tr><td>1</td><td></td></tr><tr><td>2</td><td>3</td></tr></tbody>",
    ),
    ("<tr></tr><thead></thead>", ""),
    ("<caption>Alone</caption>", ""),
]


@pytest.mark.parametrize(("inside", "mended"), CASES)
def test_a_table_is_mended(inside: str, mended: str) -> None:
    html = clean(f"<table>{inside}</table>")
    assert html.replace("\n", "") == (f"<table>{mended}</table>" if mended else "")
    assert clean(str(html)) == html


@pytest.mark.parametrize(
    "rows",
    [
        '<tr><td colspan="1000" rowspan="1000">x</td></tr>' * 300,
        "<tr>" + "<td>x</td>" * 3000 + "</tr>" + "<tr><td>x</td></tr>" * 300,
    ],
    ids=["spans", "a wide row"],
)
def test_a_hostile_table_does_not_grow(rows: str) -> None:
    assert len(clean(f"<table>{rows}</table>")) < 2 * len(rows) + 100
