"""Tables as HTML has them: a caption, a head, rows of one width, spans that fit.

Word processors and plug-ins write spans that lead out of the table, and columns without a cell.
"""

from collections.abc import Iterator

from articles.html.tree import Element

# Cells of more columns than a table on a page can have are not spread any further.
WIDEST = 24
Placed = list[tuple[int, int, Element]]


def mended(table: Element) -> Element | None:
    """`table`, whose parts were cleaned already; None when it has no cells."""
    parts = [part for part in table.children if isinstance(part, Element)]
    groups = [_without_empty_rows(part) for part in parts if part.tag in {"thead", "tbody"}]
    groups = [group for group in groups if group.children]
    if not groups:
        return None
    captions = [part for part in parts if part.tag == "caption"]
    heads = [group for group in groups if group.tag == "thead"]
    for late in heads[1:]:
        late.tag = "tbody"
    rows = [row for group in groups for row in _placed(group)]
    _narrow(rows)
    _fill(rows)
    bodies = [group for group in groups if group.tag == "tbody"]
    return Element("table", {}, [*captions[:1], *heads[:1], *bodies])


def _without_empty_rows(group: Element) -> Element:
    rows = [row for row in group.children if isinstance(row, Element) and row.children]
    return Element(group.tag, {}, [*rows])


def _placed(group: Element) -> Iterator[tuple[Element, Placed, int]]:
    """Each row with its cells, their first columns and widths, and where the row ends.

    A cell that spans more rows than there are, or columns that are taken, is cut.
    """
    rows = [row for row in group.children if isinstance(row, Element)]
    taken: dict[int, int] = {}  # columns that cells of the rows above reach into, for how long
    for number, row in enumerate(rows):
        placed, column = [], 0
        below: dict[int, int] = {}
        for cell in (cell for cell in row.children if isinstance(cell, Element)):
            while column in taken:
                column += 1
            width = 1
            while width < min(_span(cell, "colspan"), WIDEST) and column + width not in taken:
                width += 1
            height = _cut(cell, "rowspan", min(_span(cell, "rowspan"), len(rows) - number))
            placed.append((column, width, cell))
            below |= dict.fromkeys(range(column, column + width), height - 1)
            column += width
        end = max([column, *(each + 1 for each in taken)])
        left = {each: rest - 1 for each, rest in taken.items()} | below
        taken = {each: rest for each, rest in left.items() if rest > 0}
        yield row, placed, end


def _narrow(rows: list[tuple[Element, Placed, int]]) -> None:
    """No cell spans a column in which none begins."""
    begun = {column for _row, placed, _end in rows for column, _width, _cell in placed}
    for _row, placed, _end in rows:
        for column, width, cell in placed:
            _cut(cell, "colspan", sum(each in begun for each in range(column, column + width)))


def _fill(rows: list[tuple[Element, Placed, int]]) -> None:
    """Empty cells at the end of rows that are shorter than the others."""
    begun = sorted({column for _row, placed, _end in rows for column, _width, _cell in placed})
    if len(begun) > WIDEST:
        return
    for row, _placed_cells, end in rows:
        row.children += [Element("td") for column in begun if column >= end]


def _span(cell: Element, name: str) -> int:
    return int(cell.attrs.get(name, "1"))


def _cut(cell: Element, name: str, span: int) -> int:
    if span > 1:
        cell.attrs[name] = str(span)
    else:
        cell.attrs.pop(name, None)
    return span
