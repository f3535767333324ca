"""A house in a row: its facts, groups, words in the site's language, rates and terms."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from listings.actions.houses import moud_refusal
from listings.actions.social import refresh_social_pictures
from listings.choices import HouseStatus
from listings.models import (
    Certification,
    FormerHousePath,
    House,
    HouseMedication,
    HouseText,
    Rate,
    TaxonomyTerm,
)
from listings.sheets.house_columns import COLUMNS, GROUPS, RATES
from listings.sheets.parts import HouseParts
from listings.sheets.places import cities, uuids
from recovery_site.models import User
from recovery_site.sheets.changes import difference, removal, values_of
from recovery_site.sheets.columns import shown
from recovery_site.sheets.keys import set_aside
from recovery_site.sheets.kinds import Judged, Scope
from recovery_site.sheets.promises import Promises

AT_ONCE = 200
Link: Any = House.terms.through


class Houses(HouseParts):
    name = "houses"
    label = gettext_lazy("Houses")
    about = gettext_lazy(
        "A house in each row: its facts, words, rates and rules. New ones come in as drafts."
    )
    view_permission = "listings.view_house"
    permissions = ("listings.add_house", "listings.change_house")
    order = (House, *GROUPS.values(), HouseText, Rate, Link, FormerHousePath)
    columns = COLUMNS

    def __init__(self) -> None:
        super().__init__()
        self.promises = {model: Promises(model) for model in self.order}

    def judge(self, rows: Sequence[Judged], scope: Scope) -> None:
        self.read(rows)
        known = cities()
        for row in rows:
            row.title = str(row.values.get("name") or row.cells.get("slug") or "")[:160]
            self._place(row, known)
        there = self._there(rows, scope)
        new = [row for row in rows if row.is_new and not row.problems]
        keys = iter(set_aside(House, len(new)))
        drafts: list[tuple[Judged, House, dict[str, Any] | None]] = []
        for row in rows:
            if row.is_new and not row.problems:
                house = House(pk=next(keys), operator=scope.operator)
                drafts.append((row, house, None))
            elif row.root in there:
                house = there[row.root]
                drafts.append((row, house, values_of(house)))
        for row, house, before in drafts:
            self.set(house, row)
            self._address(row, house)
            self.check(house, row, self.promises[House])
            row.add(difference(before, house))
        self._refuse_taken([(row, house) for row, house, _before in drafts], scope)
        self.judge_parts([(row, house) for row, house, _before in drafts])
        self._refuse_moud([(row, house) for row, house, _before in drafts], scope.at)

    def _place(self, row: Judged, known: dict[str, Any]) -> None:
        name = row.values.get("city")
        if name:
            row.values["city"] = known.get(name) or known.get(name.casefold())
            if row.values["city"] is None:
                words = _("There is no city “%(name)s” here. Add it under Cities first.")
                row.problems.append(("City", words % {"name": name[:60]}))

    def _there(self, rows: Sequence[Judged], scope: Scope) -> dict[int, House]:
        """The houses that rows are about, by ID or else by address."""
        ids = uuids(row.values["id"] for row in rows if row.values.get("id"))
        slugs = {self._slug(row) for row in rows if not row.values.get("id")}
        own = House.objects.visible_to(scope.by, "listings.change_house")
        own = own.filter(operator=scope.operator).select_related("city", *GROUPS)
        own = own.prefetch_related("texts", "rates")
        by_id: dict[Any, House] = {house.uuid: house for house in own.filter(uuid__in=ids.values())}
        by_address = {(house.city_id, house.slug): house for house in own.filter(slug__in=slugs)}
        found: dict[int, House] = {}
        for row in rows:
            city, given = row.values.get("city"), row.values.get("id")
            house = by_id.get(ids.get(given)) if given else None
            if given and house is None:
                row.problems.append(("ID", _("There is no house of yours with this ID.")))
            elif not given and city:
                house = by_address.get((city.pk, self._slug(row)))
                row.is_new = house is None
            elif not given:
                row.is_new = True
            if house:
                row.root, found[house.pk] = house.pk, house
                row.title = row.title or house.name
                row.key = str(house.uuid)
            elif row.is_new:
                self.require(row)
                row.key = f"{city.slug if city else ''}/{self._slug(row)}"
        return found

    def _slug(self, row: Judged) -> str:
        return row.values.get("slug") or slugify(row.values.get("name") or "")[:120]

    def _address(self, row: Judged, house: House) -> None:
        row.root = house.pk
        house.slug = house.slug or self._slug(row)
        if row.values.get("city"):
            house.city = row.values["city"]
        elif row.cells.get("city") == "" and not row.is_new:
            row.problems.append(("City", _("This can’t be empty.")))

    def _refuse_taken(self, drafts: list[tuple[Judged, House]], scope: Scope) -> None:
        """Another house has, or had, the address; one that moves leaves its own to lead on."""
        slugs = {house.slug for _row, house in drafts}
        taken = {
            (city, slug): pk
            for pk, city, slug in House.objects.filter(slug__in=slugs).values_list(
                "pk", "city_id", "slug"
            )
        }
        former = {
            (path.city_slug, path.slug): path
            for path in FormerHousePath.objects.filter(slug__in=slugs)
        }
        moved = []
        for row, house in drafts:
            if getattr(house, "city_id", None) is None:
                continue  # told already
            if taken.get((house.city_id, house.slug), house.pk) != house.pk:
                words = _("Another house in this city has this address.")
                row.problems.append(("Slug", words))
            path = former.get((house.city.slug, house.slug))
            if path and path.house_id != house.pk:
                words = _("Another house had this address once, and old links still lead to it.")
                row.problems.append(("Slug", words))
            elif path:
                row.add(removal(path))
            if not row.is_new and any(
                change.model is House and {"city_id", "slug"} & set(change.after or {})
                for change in row.changes
            ):
                moved.append((row, house))
        before = {
            house.pk: house
            for house in House.objects.filter(
                pk__in=[house.pk for _row, house in moved]
            ).select_related("city")
        }
        keys = set_aside(FormerHousePath, len(moved))
        for (row, house), key in zip(moved, keys, strict=True):
            old = before[house.pk]
            path = FormerHousePath(
                pk=key, house=house, city_slug=old.city.slug, slug=old.slug, until=scope.at
            )
            row.add(difference(None, path))

    def _refuse_moud(self, drafts: list[tuple[Judged, House]], at: datetime) -> None:
        public = [house.pk for _row, house in drafts if house.status == HouseStatus.PUBLISHED]
        certified = set(_certified(public, at))
        for row, house in drafts:
            medication = getattr(house, "medication", None)
            if not any(change.model is HouseMedication for change in row.changes):
                continue  # what was so before is not this file's doing
            if house.pk in certified and medication and medication.refused_moud:
                row.problems.append(("Medication", moud_refusal(medication.refused_moud)))

    def keep_promises(self, changed: Mapping[int, set[Any]], at: datetime) -> None:
        roots = sorted(root for root, models in changed.items() if HouseMedication in models)
        for start in range(0, len(roots), AT_ONCE):
            houses = House.objects.filter(
                pk__in=_certified(roots[start : start + AT_ONCE], at), status=HouseStatus.PUBLISHED
            ).select_related("medication")
            for house in houses:
                medication = getattr(house, "medication", None)
                if medication and medication.refused_moud:
                    raise ValidationError(f"{house}: {moud_refusal(medication.refused_moud)}")

    def after(self, roots: Sequence[int], at: datetime) -> None:
        for start in range(0, len(roots), AT_ONCE):
            some = House.objects.filter(pk__in=roots[start : start + AT_ONCE])
            refresh_social_pictures(houses=some, at=at)

    def export(self, by: User) -> Iterator[dict[str, Any]]:
        seen = House.objects.visible_to(by, self.view_permission).select_related("city", *GROUPS)
        terms = TaxonomyTerm.objects.order_by("taxonomy", "position", "name", "pk")
        seen = seen.prefetch_related("texts", "rates", Prefetch("terms", terms))
        last = 0
        while some := list(seen.filter(pk__gt=last).order_by("pk")[:AT_ONCE]):
            last = some[-1].pk
            yield from map(self._exported, some)

    def _exported(self, house: House) -> dict[str, Any]:
        texts = {text.language: text for text in house.texts.all()}
        parts: dict[str, Any] = {part: getattr(house, part, None) for part in GROUPS}
        parts |= {"": house, "text": texts.get(settings.LANGUAGE_CODE)}
        found: dict[str, Any] = {"id": str(house.uuid), "city": house.city.slug}
        found["status"] = house.get_status_display()
        for column in self.columns:
            if column.key not in found and parts.get(column.part) is not None:
                found[column.key] = shown(getattr(parts[column.part], column.field))
        rates = {(rate.room_type, rate.period): rate for rate in house.rates.all()}
        for room, period in RATES:
            if rate := rates.get((room.value, period.value)):
                name = f"{room.value} {period.value}"
                found[f"rate.{name}"] = shown(rate.amount)
                found[f"advance.{name}"] = rate.periods_in_advance
        for term in house.terms.all():
            key = f"terms.{term.taxonomy}"
            found[key] = f"{found[key]}; {term.code}" if key in found else term.code
        return found


def _certified(keys: Sequence[int], at: datetime) -> list[int]:
    valid = Certification.objects.valid(at=at).filter(house__in=keys)
    return list(valid.values_list("house", flat=True))
