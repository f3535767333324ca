"""What each further choice would leave, and what dropping a filter would bring, in one pass.

It reads every entry for such a seeker once, and groups them by which of the filters they miss:
those that miss none are found, and those that miss one filter alone are what it would be without
that filter.
"""

from typing import Any

from listings.filters import LIMITS, SEVERAL, SOON, UNKNOWN
from listings.search_question import Question
from listings.search_rows import date_of, rows_of

# Of the houses that miss one filter alone, the value with which the first of them would fit.
NEAREST = {
    "near": "MIN(chord)",
    "by": f"MIN(CASE WHEN rank = {SOON} THEN opens_on END)",
    "open": f"MIN(CASE WHEN rank = {SOON} THEN opens_on END)",
    "max_weekly": "MIN(weekly)",
    "max_move_in": "MIN(move_in)",
    "days": "MIN(minimum_days)",
}


class Tally:
    """The sums of one question, by what is missed: bit n is set for the nth condition."""

    def __init__(self, question: Question) -> None:
        self.names = list(question.conditions)
        self.choices = question.choices()
        self.nearest_of = [name for name in self.names if name in NEAREST]
        self.groups = self._read(question)

    def _read(self, question: Question) -> dict[int, dict[str, Any]]:
        (source, of_source), (door, of_door) = question.source, question.door
        conditions = question.conditions.values()
        missed = " + ".join(
            f"CASE WHEN {condition.sql} THEN 0 ELSE {1 << n} END"
            for n, condition in enumerate(conditions)
        )
        sums = self._sums()
        # Only those that miss nothing or one thing alone are of use.
        useful = ", ".join(str(one) for one in (0, *(1 << n for n in range(len(self.names)))))
        grouped = f" WHERE missed IN ({useful}) GROUP BY missed" if conditions else ""
        first = "missed" if conditions else "0"
        sql = (
            f"SELECT {', '.join([first, *sums.values()])} FROM"  # noqa: S608  names of our own; values are parameters
            f" (SELECT *, {missed or 0} AS missed FROM {source} WHERE {door}) AS seen{grouped}"
        )
        of_conditions = tuple(p for condition in conditions for p in condition.parameters)
        rows = rows_of(sql, (*of_conditions, *of_source, *of_door))
        return {row[0]: dict(zip(sums, row[1:], strict=True)) for row in rows}

    def _sums(self) -> dict[str, str]:
        sums = {"n": "COUNT(*)", "beds": "SUM(open_beds)"}
        sums |= {f"nearest_{name}": NEAREST[name] for name in self.nearest_of}
        for asked, column in UNKNOWN.items():
            sums[f"unknown_{asked}"] = f"COUNT(*) FILTER (WHERE {column} IS NULL)"
        for name, condition in self.choices.items():
            sums[name] = f"COUNT(*) FILTER (WHERE {condition})"
        return sums

    def _sum(self, name: str, *missing: str) -> int:
        """Of the houses that are found, and of those that miss one of these alone."""
        found = self.groups.get(0, {}).get(name) or 0
        return found + sum(self._alone(one).get(name) or 0 for one in missing)

    def _alone(self, name: str) -> dict[str, Any]:
        if name not in self.names:
            return {}
        return self.groups.get(1 << self.names.index(name), {})

    @property
    def total(self) -> int:
        return self._sum("n")

    @property
    def open_beds(self) -> int:
        return self._sum("beds")

    def counts(self) -> dict[str, dict[str, int]]:
        counts: dict[str, dict[str, int]] = {}
        for name in self.choices:
            field, _colon, choice = name.partition(":")
            own = [] if field in SEVERAL else ["near" if field == "within" else field]
            counts.setdefault(field, {})[choice] = self._sum(name, *own)
        return counts

    def without(self) -> dict[str, int]:
        return {name: self._sum("n", name) for name in self.names}

    def nearest(self) -> dict[str, Any]:
        values = {name: self._alone(name).get(f"nearest_{name}") for name in self.nearest_of}
        return {name: date_of(value) for name, value in values.items() if value is not None}

    def unknown(self) -> dict[str, int]:
        return {
            asked: self._alone(limit).get(f"unknown_{asked}", 0)
            for limit, asked in LIMITS.items()
            if limit in self.names
        }
