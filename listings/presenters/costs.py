from decimal import Decimal
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from listings.choices import RatePeriod, Taxonomy
from listings.models import House, HouseCosts, Rate
from listings.presenters.rows import group, terms, text
from listings.words import money, stay_words


def costs_of(house: House) -> dict[str, Any]:
    """What moving in and staying cost, for the cost table; amounts are USD.

    The total to move in is that of the lowest rate, and None while fees are not known.
    """
    rates = list(house.rates.all())
    costs: Any = group(house, "costs")
    return {
        "rates": [_rate_words(rate) for rate in rates],
        **move_in_of(rates, costs),
        "included": terms(house, Taxonomy.INCLUDED),
        "payment_ways": terms(house, Taxonomy.PAYMENT),
        "refund_rule": text(house, "refunds"),
        "stay_words": _stay(costs),
    }


def move_in_of(rates: list[Rate], costs: HouseCosts | None) -> dict[str, Any]:
    """What is paid before the first night, line by line; `rates` has the lowest one first."""
    if not rates or costs is None:
        return {"move_in": [], "move_in_total": None, "comes_back": None}
    return {
        "move_in": _move_in(rates[0], costs, len(rates)),
        "move_in_total": rates[0].total_to_move_in(costs),
        "comes_back": costs.deposit_refundable or None,
    }


def _rate_words(rate: Rate) -> dict[str, Any]:
    monthly = rate.period == RatePeriod.MONTH
    weekly = _("%(amount)s a week") % {"amount": money(rate.weekly_amount)}
    return {
        "room": capfirst(rate.get_room_type_display()),
        "amount": rate.amount,
        "per": _("month") if monthly else _("week"),
        "note": weekly if monthly else "",
    }


def _move_in(rate: Rate, costs: HouseCosts, rate_count: int) -> list[dict[str, Any]]:
    lines = [
        (
            _advance_label(rate),
            rate.in_advance,
            rate.get_room_type_display() if rate_count > 1 else "",
        ),
        (_("Deposit"), costs.deposit, _deposit_note(costs)),
        (_("Application fee"), costs.application_fee, ""),
        (_("Other fees"), costs.other_fees, costs.other_fees_note),
    ]
    return [
        {"label": label, "amount": amount, "note": note} for label, amount, note in lines if amount
    ]


def _advance_label(rate: Rate) -> str:
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
