"""What hangs on a house, as its row in a spreadsheet says it."""

from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from listings.models import House, HouseText, Rate, TaxonomyTerm
from listings.sheets.house_columns import GROUPS, RATES
from recovery_site.sheets.cells import shortened
from recovery_site.sheets.changes import difference, removal, values_of
from recovery_site.sheets.keys import set_aside
from recovery_site.sheets.kinds import Judged, Kind

Drafts = list[tuple[Judged, House]]
Link: Any = House.terms.through


class HouseParts(Kind):
    promises: dict[Any, Any]

    def judge_parts(self, drafts: Drafts) -> None:
        for part, model in GROUPS.items():
            there = {row.number: getattr(house, part, None) for row, house in drafts}
            self._judge_part(part, model, drafts, there)
        there = {row.number: _text(row, house) for row, house in drafts}
        self._judge_part("text", HouseText, drafts, there)
        self._judge_rates(drafts)
        self._judge_terms(drafts)

    def _judge_part(self, part: str, model: Any, drafts: Drafts, there: dict[int, Any]) -> None:
        said = {
            row.number: {key for key in row.values if self.by_key[key].part == part}
            for row, _house in drafts
        }
        new = [
            row.number
            for row, _house in drafts
            if there[row.number] is None
            and any(row.values[key] not in (None, "") for key in said[row.number])
        ]
        keys = dict(zip(new, set_aside(model, len(new)), strict=True))
        for row, house in drafts:
            target = there[row.number]
            before = values_of(target) if target else None
            if target is None and row.number in keys:
                target = model(pk=keys[row.number], house=house)
            if target is None or not said[row.number]:
                continue
            self.set(target, row, part)
            if part in GROUPS:
                setattr(house, part, target)
            self.check(target, row, self.promises[model], part)
            row.add(difference(before, target))

    def _judge_rates(self, drafts: Drafts) -> None:
        new: list[tuple[Judged, Rate]] = []
        for row, house in drafts:
            there = {} if row.is_new else {(r.room_type, r.period): r for r in house.rates.all()}
            for room, period in RATES:
                name = f"{room.value} {period.value}"
                if f"rate.{name}" not in row.values and f"advance.{name}" not in row.values:
                    continue
                rate = there.get((room.value, period.value))
                amount = row.values.get(f"rate.{name}", rate.amount if rate else None)
                if amount is None:
                    row.add(removal(rate) if rate else None)
                    continue
                before = values_of(rate) if rate else None
                rate = rate or Rate(house=house, room_type=room.value, period=period.value)
                rate.amount = amount
                rate.periods_in_advance = row.values.get(
                    f"advance.{name}", rate.periods_in_advance
                ) or (1 if row.values.get(f"advance.{name}") is None else 0)
                broken = self.promises[Rate].broken_by(rate, exclude={"house"})
                heading = self.by_key[f"rate.{name}"].heading
                row.problems += [(heading, words) for _name, words in broken]
                if before is None:
                    new.append((row, rate))
                else:
                    row.add(difference(before, rate))
        for (row, rate), key in zip(new, set_aside(Rate, len(new)), strict=True):
            rate.pk = key
            row.add(difference(None, rate))

    def _judge_terms(self, drafts: Drafts) -> None:
        said = [
            (row, house)
            for row, house in drafts
            if any(self.by_key[key].part == "terms" for key in row.values)
        ]
        if not said:
            return
        known: dict[tuple[str, str], TaxonomyTerm] = {}
        for term in TaxonomyTerm.objects.order_by("pk"):
            known[term.taxonomy, term.code] = known[term.taxonomy, term.name.casefold()] = term
        links = Link.objects.filter(house__in=[house.pk for _row, house in said])
        there: dict[int, dict[int, Any]] = {}
        for link in links.select_related("taxonomyterm"):
            there.setdefault(link.house_id, {})[link.taxonomyterm_id] = link
        new = []
        for row, house in said:
            kinds = {self.by_key[key].field for key in row.values if key.startswith("terms.")}
            wanted = self._wanted(row, known, kinds)
            has = there.get(house.pk, {})
            for key, link in has.items():
                if link.taxonomyterm.taxonomy in kinds and key not in wanted:
                    row.add(removal(link))
            new += [(row, Link(house=house, taxonomyterm=wanted[key])) for key in wanted
                    if key not in has]  # fmt: skip
        for (row, link), key in zip(new, set_aside(Link, len(new)), strict=True):
            link.pk = key
            row.add(difference(None, link))

    def _wanted(
        self, row: Judged, known: dict[tuple[str, str], TaxonomyTerm], kinds: set[str]
    ) -> dict[int, TaxonomyTerm]:
        found = {}
        for kind in kinds:
            column = self.by_key[f"terms.{kind}"]
            for word in (row.values[column.key] or "").split(";"):
                name = word.strip()
                term = known.get((kind, name)) or known.get((kind, name.casefold()))
                if term:
                    found[term.pk] = term
                elif name:
                    words = _("“%(name)s” is not among the terms here. Add it there first.")
                    row.problems.append((column.heading, words % {"name": shortened(name)}))
        return found


def _text(row: Judged, house: House) -> HouseText | None:
    if row.is_new:
        return None
    texts = house.texts.all()
    return next((text for text in texts if text.language == settings.LANGUAGE_CODE), None)
