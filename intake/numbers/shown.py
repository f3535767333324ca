"""A report as the page and the file of figures show it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext as _

from intake.numbers import words
from intake.numbers.report import Point, Report
from intake.numbers.tables import (
    Table,
    funnel_table,
    group_tables,
    list_query,
    lost_table,
    over_time_table,
    within_table,
)
from intake.numbers.waits import MEDIAN, NINE_IN_TEN, Waits
from recovery_site.charts import LineChart, line_chart


@dataclass(frozen=True, slots=True)
class Headline:
    """One large figure and what stands below it; `query` leads to the list behind it."""

    name: str
    figure: str
    lines: list[str]
    query: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """`chart` draws what `over_time` lists. Without requests everything else is empty."""

    report: Report
    headlines: list[Headline]
    chart: LineChart
    over_time: Table
    within: list[Table]
    funnel: Table
    lost: Table
    groups: list[Table]

    @property
    def is_empty(self) -> bool:
        return not self.report.now.cohort.facts

    @property
    def days(self) -> str:
        return words.days(self.report.period)

    @property
    def days_before(self) -> str:
        return words.days(self.report.period.before)


def page(report: Report, *, houses: dict[int, str]) -> Page:
    """`houses` are names by key."""
    now, before = report.now, report.before
    return Page(
        report=report,
        headlines=headlines(report),
        chart=over_time(report.points),
        over_time=over_time_table(report.points),
        within=[
            within_table(_("First attempt in time"), now.attempt, before.attempt),
            within_table(_("First conversation in time"), now.contact, before.contact),
        ],
        funnel=funnel_table(report),
        lost=lost_table(report),
        groups=group_tables(report, houses),
    )


def lines(page: Page) -> Iterator[list[str]]:
    """Of a file: every table below its title. No cell begins like a formula."""
    yield [_("How fast we answer"), page.days]
    for headline in page.headlines:
        yield [headline.name, headline.figure, *headline.lines]
    for table in (page.over_time, *page.within, page.funnel, page.lost, *page.groups):
        yield []
        yield [table.title]
        yield table.head
        yield from ([_plain(row.name), *row.cells] for row in table.rows)


def _plain(name: str) -> str:
    """Spreadsheets run what begins so; the name of a house is typed by hand."""
    return f"'{name}" if name.startswith(("=", "+", "-", "@", "\t", "\r")) else name


def headline(name: str, now: Waits, before: Waits) -> Headline:
    lines = [
        _("9 in 10 within %(time)s") % {"time": words.length(now.percentile(NINE_IN_TEN))},
        _("On the wall clock: %(median)s and %(most)s")
        % {
            "median": words.length(now.percentile(MEDIAN, wall=True)),
            "most": words.length(now.percentile(NINE_IN_TEN, wall=True)),
        },
    ]
    if not now.office:
        lines = []
    if now.waiting:
        lines.append(_("%(n)d still wait") % {"n": len(now.waiting)})
    if before.office:
        lines.append(_("Before: %(time)s") % {"time": words.length(before.percentile(MEDIAN))})
    return Headline(name, words.length(now.percentile(MEDIAN)), lines)


def headlines(report: Report) -> list[Headline]:
    asked, moved_in = report.funnel[0], report.funnel[-1]
    return [
        headline(_("To the first attempt"), report.now.attempt, report.before.attempt),
        headline(_("To the first conversation"), report.now.contact, report.before.contact),
        Headline(
            _("Asked for a call"),
            str(asked.count),
            [_("Before: %(n)d") % {"n": len(report.before.cohort.facts)}],
            list_query(report.period),
        ),
        Headline(
            _("Moved in"),
            str(moved_in.count),
            [_("of those who asked in these days")],
            list_query(report.period, came_to=moved_in.status.value),
        ),
    ]


def over_time(points: list[Point]) -> LineChart:
    return line_chart(
        [
            (_("9 in 10 within"), "second", [_minutes(point.nine_in_ten) for point in points]),
            (_("half within"), "first", [_minutes(point.median) for point in points]),
        ],
        [words.day(point.period.last) for point in points],
        words=lambda minutes: words.length(timedelta(minutes=minutes)),
    )


def _minutes(waited: timedelta | None) -> float | None:
    return None if waited is None else waited.total_seconds() / 60
