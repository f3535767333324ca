"""The tables of a report: words, bars, and the addresses of the lists behind them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.utils.http import urlencode
from django.utils.translation import gettext as _

from intake.choices import CloseReason, HeardFrom, Source
from intake.numbers import words
from intake.numbers.funnel import Group
from intake.numbers.periods import Period, as_days
from intake.numbers.report import Point, Report
from intake.numbers.waits import LIMITS, Waits
from recovery_site.charts import bar


@dataclass(frozen=True, slots=True)
class Row:
    """`query` leads to the list behind it; `width` is that of its bar, "" for none."""

    name: str
    cells: list[str]
    query: str = ""
    width: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`head` names every column; `explained` is a sentence below the title."""

    title: str
    head: list[str]
    rows: list[Row] = field(default_factory=list)
    explained: str = ""


def list_query(period: Period, **more: str) -> str:
    """Of the queue's own list: everybody who asked in the period and counts."""
    return urlencode({"queue": "all", "asked": as_days(period), "came_to": "new"} | more)


def over_time_table(points: list[Point]) -> Table:
    return Table(
        _("Time to the first attempt"),
        [_("Asked"), _("Tried"), _("Half within"), _("9 in 10 within")],
        [
            Row(
                words.days(point.period),
                [
                    str(point.answered),
                    words.length(point.median) if point.median is not None else "–",
                    words.length(point.nine_in_ten) if point.nine_in_ten is not None else "–",
                ],
                query=list_query(point.period),
            )
            for point in points
        ],
    )


def within_table(title: str, now: Waits, before: Waits) -> Table:
    return Table(
        title,
        [_("In time"), _("Requests"), _("Share"), _("Days before")],
        [_within(limit, now, before) for limit in LIMITS],
    )


def _within(limit: timedelta, now: Waits, before: Waits) -> Row:
    found, earlier = now.within(limit), before.within(limit)
    return Row(
        _("Within %(time)s") % {"time": words.length(limit)},
        [
            words.of(found.met, found.judged),
            words.share(found.met, found.judged),
            words.share(earlier.met, earlier.judged) or words.of(earlier.met, earlier.judged),
        ],
        width=bar(found.met, found.judged),
    )


def funnel_table(report: Report) -> Table:
    asked = report.funnel[0].count
    return Table(
        _("How far they came"),
        [_("Step"), _("Requests"), _("Share")],
        [
            Row(
                _("asked") if step is report.funnel[0] else str(step.status.label),
                [str(step.count), words.share(step.count, asked)],
                query=list_query(report.period, came_to=step.status.value),
                width=bar(step.count, asked),
            )
            for step in report.funnel
        ],
    )


def lost_table(report: Report) -> Table:
    total = sum(count for _reason, count in report.lost)
    largest = max((count for _reason, count in report.lost), default=0)
    return Table(
        _("Why others did not move in"),
        [_("Reason"), _("Requests"), _("Share")],
        [
            Row(
                str(CloseReason(reason).label),
                [str(count), words.share(count, total)],
                query=list_query(report.period, lost=reason),
                width=bar(count, largest),
            )
            for reason, count in report.lost
        ],
    )


def group_tables(report: Report, houses: dict[int, str]) -> list[Table]:
    """`houses` are names by key."""

    def house(key: int | None) -> str:
        return _("No house named") if key is None else houses.get(key, _("A house that is gone"))

    period = report.period
    return [
        _groups(_("By the way they came"), _("Way"), report.by_source,
                lambda key: str(Source(key).label),
                lambda key: list_query(period, source__exact=key)),
        _groups(_("By how they heard of us"), _("Heard from"), report.by_heard_from,
                lambda key: str(HeardFrom(key).label) if key else _("They did not say"),
                lambda key: list_query(period, heard_from__exact=key)),
        _groups(_("By house"), _("House"), report.by_house, house,
                lambda key: list_query(period, **_of_house(key))),
    ]  # fmt: skip


def _groups(
    title: str, head: str, groups: Iterable[Group], name: Callable, query: Callable[..., str]
) -> Table:
    return Table(
        title,
        [head, _("Asked"), _("Tried"), _("Talked"), _("Offered"), _("Moved in")],
        [
            Row(name(group.key), [str(step.count) for step in group.steps], query(group.key))
            for group in groups
        ],
    )


def _of_house(key: int | None) -> dict[str, str]:
    return {"house__isnull": "True"} if key is None else {"house__id__exact": str(key)}
