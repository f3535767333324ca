"""How fast people were answered lately, for the first page of staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from intake.numbers import words
from intake.numbers.facts import Cohort, read
from intake.numbers.periods import Period
from intake.numbers.report import clocks, point, waits_of_parts
from intake.numbers.waits import MEDIAN, Waits
from intake.querysets import CallbackRequestQuerySet
from listings.clock import local_date
from listings.models import Operator
from recovery_site.charts import LineChart, line_chart

DRAWN_DAYS = 14


@dataclass(frozen=True, slots=True)
class Glance:
    """Medians of today and of seven days, and a line of fourteen; `said` tells the line."""

    today: str
    week: str
    chart: LineChart
    said: str


def glance(
    requests: CallbackRequestQuerySet, operators: Sequence[Operator], *, at: datetime
) -> Glance | None:
    """Three queries. None for nobody's staff. Needs the operators' hours."""
    if not operators:
        return None
    zone = ZoneInfo(operators[0].time_zone)
    drawn = Period.days_until(local_date(at, zone.key), days=DRAWN_DAYS, zone=zone)
    known = clocks(operators, start=drawn.starts_at, end=at)
    cohort = Cohort()
    for fact in read(requests, start=drawn.starts_at, end=drawn.ends_at):
        cohort.add(fact)

    parts = drawn.parts()
    waits = waits_of_parts(cohort, parts, known, at=at)
    points = [point(part, each) for part, each in zip(parts, waits, strict=True)]
    days = [(words.day(each.period.last), each.median) for each in points]
    return Glance(
        today=_said(waits[-1]),
        week=_said(sum(waits[-7:], Waits())),
        chart=_line(days),
        said="; ".join(f"{day}: {words.length(median)}" for day, median in days),
    )


def _said(waits: Waits) -> str:
    if not waits.office:
        return _("no try yet") if waits.waiting else _("nobody asked")
    return words.length(waits.percentile(MEDIAN))


def _line(days: list[tuple[str, timedelta | None]]) -> LineChart:
    values = [None if median is None else median.total_seconds() / 60 for _day, median in days]
    return line_chart(
        [(_("half within"), "first", values)],
        [day for day, _median in days],
        words=lambda minutes: words.length(timedelta(minutes=minutes)),
        height=56,
    )
