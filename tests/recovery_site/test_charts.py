import pytest

from recovery_site.charts import HEIGHT, TOP, bar, line_chart, nice_ticks


@pytest.mark.parametrize(
    ("largest", "ticks"),
    [(0.5, [0, 1]), (4, [0, 1, 2, 3, 4]), (4.1, [0, 2, 4, 6]), (45, [0, 15, 30, 45]),
     (60, [0, 15, 30, 45, 60]), (5761, [0, 2880, 5760, 8640]),
     (1e6, [0, 250560, 501120, 751680, 1002240])],
)  # fmt: skip
def test_ticks_are_round_and_cover_the_largest(largest: float, ticks: list) -> None:
    assert nice_ticks(largest) == ticks


def test_a_value_stands_where_its_tick_does() -> None:
    chart = line_chart([("a", "first", [0, 20, None, 40])], list("wxyz"), words=str)
    line = chart.lines[0]
    assert [dot.words for dot in line.dots] == ["w: a 0", "x: a 20", "z: a 40"]
    assert (line.dots[0].y, line.dots[2].y) == (f"{TOP + HEIGHT:.1f}", f"{TOP:.1f}")
    ticks = {tick.words: tick.y for tick in chart.ticks}
    assert ticks["20"] == line.dots[1].y


def test_a_missing_value_breaks_the_line() -> None:
    runs = line_chart(
        [("a", "first", [1, 2, None, 3, None, 4, 5])], list("abcdefg"), words=str
    ).lines[0].runs  # fmt: skip
    assert [len(run.split()) for run in runs] == [2, 2]


@pytest.mark.parametrize(("count", "shown"), [(1, 1), (5, 5), (7, 4), (30, 5), (31, 5)])
def test_labels_have_room_on_a_phone(count: int, shown: int) -> None:
    labels = [str(number) for number in range(count)]
    chart = line_chart([("a", "first", [1.0] * count)], labels, words=str)
    assert len(chart.labels) == shown
    assert chart.labels[-1].words == labels[-1]
    assert all(0 <= float(mark.x) <= 100 for mark in (*chart.labels, *chart.lines[0].dots))


def test_bars_are_parts_of_the_largest() -> None:
    assert [bar(0, 8), bar(2, 8), bar(8, 8), bar(0, 0)] == ["0.00%", "25.00%", "100.00%", "0%"]
