from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.choices import RatePeriod, Taxonomy
from listings.models import House, HouseCosts, Rate
from listings.presenters.rows import chosen, group, terms, text
from listings.words import money, stay_words

# More columns than that do not fit a small screen.
SIDE_BY_SIDE = 3
MONTHS_OF_A_YEAR, WEEKS_OF_A_YEAR = 12, 52


@dataclass(frozen=True, slots=True)
class Line:
    """One amount for each room, in USD."""

    label: str
    amounts: list[Decimal]
    note: str = ""


@dataclass(frozen=True, slots=True)
class FirstDay:
    """What is paid before the first night for each of `rooms`, what can come back of it, and what
    the first month costs with it; USD."""

    rooms: list[str]
    lines: list[Line]
    totals: list[Decimal]
    deposit: Decimal
    comes_back: Decimal | None
    first_month: list[Decimal]


def costs_of(house: House) -> dict[str, Any]:
    """What moving in and staying cost, for the cost table; amounts are USD."""
    rates = house.all_rates
    costs: Any = group(house, "costs")
    return {
        "rates": [_rate_words(rate) for rate in rates],
        "move_in": [
            first_day(rates[start : start + SIDE_BY_SIDE], costs)
            for start in range(0, len(rates) if costs else 0, SIDE_BY_SIDE)
        ],
        "included": terms(house, Taxonomy.INCLUDED),
        "payment_ways": terms(house, Taxonomy.PAYMENT),
        "refund_rule": text(house, "refunds"),
        "stay_words": _stay(costs),
    }


def first_day(rates: list[Rate], costs: HouseCosts) -> FirstDay:
    lines = [
        Line(_advance_label(rates), [rate.in_advance for rate in rates]),
        *(
            Line(label, [amount] * len(rates), note)
            for label, amount, note in (
                (_("Deposit"), costs.deposit, _deposit_note(costs)),
                (_("Application fee"), costs.application_fee, ""),
                (_("Other fees"), costs.other_fees, costs.other_fees_note),
            )
        ),
    ]
    return FirstDay(
        rooms=_room_names(rates),
        lines=[line for line in lines if any(line.amounts)],
        totals=[rate.total_to_move_in(costs) or Decimal() for rate in rates],
        deposit=costs.deposit,
        comes_back=costs.deposit_refundable or None,
        first_month=[_first_month(rate, costs) for rate in rates],
    )


def _first_month(rate: Rate, costs: HouseCosts) -> Decimal:
    """In whole dollars: rent for a month, or what is paid in advance where that is more."""
    month = rate.amount
    if rate.period == RatePeriod.WEEK:
        month = month * WEEKS_OF_A_YEAR / MONTHS_OF_A_YEAR
    fees = costs.deposit + costs.application_fee + costs.other_fees
    total: Decimal = fees + max(month, rate.in_advance)
    return total.quantize(Decimal(1), ROUND_HALF_UP)


def _room_names(rates: list[Rate]) -> list[str]:
    """With the period only where one room has two rates."""
    names = [capfirst(chosen(rate, "room_type")) for rate in rates]
    by_period = {
        RatePeriod.WEEK: _("%(room)s, by the week"),
        RatePeriod.MONTH: _("%(room)s, by the month"),
    }
    return [
        name if names.count(name) == 1 else by_period[RatePeriod(rate.period)] % {"room": name}
        for name, rate in zip(names, rates, strict=True)
    ]


def _rate_words(rate: Rate) -> dict[str, Any]:
    monthly = rate.period == RatePeriod.MONTH
    weekly = _("%(amount)s a week") % {"amount": money(rate.weekly_amount)}
    return {
        "room": capfirst(chosen(rate, "room_type")),
        "amount": rate.amount,
        "per": _("month") if monthly else _("week"),
        "note": weekly if monthly else "",
    }


def _advance_label(rates: list[Rate]) -> str:
    labels = {_advance_of(rate) for rate in rates}
    return labels.pop() if len(labels) == 1 else _("Rent in advance")


def _advance_of(rate: Rate) -> str:
    n = rate.periods_in_advance
    if rate.period == RatePeriod.MONTH:
        return ngettext("First month", "First %(n)d months", n) % {"n": n}
    return ngettext("First week", "First %(n)d weeks", n) % {"n": n}


def _deposit_note(costs: HouseCosts) -> str:
    back: Decimal = costs.deposit_refundable
    if not back:
        return _("not refundable")
    if back == costs.deposit:
        return _("all of it can come back to you")
    return _("%(amount)s of it can come back to you") % {"amount": money(back)}


def _stay(costs: HouseCosts | None) -> str:
    """ "At least 90 days. Most people stay about 6 months."; "" when neither is known."""
    if costs is None:
        return ""
    sentences = []
    if costs.minimum_stay_days is not None:
        sentences.append(
            _("At least %(stay)s.") % {"stay": stay_words(costs.minimum_stay_days)}
            if costs.minimum_stay_days
            else _("No minimum stay.")
        )
    if costs.typical_stay_days:
        sentences.append(
            _("Most people stay about %(stay)s.") % {"stay": stay_words(costs.typical_stay_days)}
        )
    return " ".join(sentences)
