"""What a house costs, drawn: its table and the notes below it."""

from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst

from listings.presenters.costs import FirstDay
from listings.presenters.rows import listed
from listings.words import dollars
from recovery_site.shapes import fill


def costs_in_words(costs: dict[str, Any]) -> dict[str, Any]:
    """Of `costs_of`: the table and what stands below it, each drawn."""
    rates = [
        {"room": rate["room"], "note": rate["note"], "amount": dollars(rate["amount"]),
         "per": rate["per"]}
        for rate in costs["rates"]
    ]  # fmt: skip
    tables = [_move_in(table, several=len(rates) > 1) for table in costs["move_in"]]
    notes = {
        "included": [capfirst(thing) for thing in costs["included"]],
        "payment_ways": capfirst(listed(costs["payment_ways"]) or ""),
        "stay": costs["stay_words"],
        "refund_rule": costs["refund_rule"],
    }
    return {
        "table": fill("components/_cost_table.html", {"rates": rates, "move_in": tables}),
        "notes": fill("components/_cost_notes.html", notes),
    }


def _move_in(table: FirstDay, *, several: bool) -> SafeString:
    lines = [
        {"label": line.label, "note": line.note, "amounts": [*map(dollars, line.amounts)]}
        for line in table.lines
    ]
    values = {
        "several": several,
        "rooms": table.rooms,
        "lines": lines,
        "totals": [*map(dollars, table.totals)],
        "comes_back": dollars(table.comes_back) if table.comes_back else "",
        "first_month": [*map(dollars, table.first_month)],
    }
    return fill("components/_move_in.html", values)
