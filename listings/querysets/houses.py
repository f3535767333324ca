from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import (
    Case,
    CharField,
    Count,
    DateField,
    DateTimeField,
    DecimalField,
    Exists,
    FilteredRelation,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from listings.choices import HouseStatus, MedicationRule, Tone
from listings.querysets.beds import genders_for

GROUPS = ("welcome", "program", "medication", "rules", "costs")
SOONEST_FIRST = (Tone.OPEN, Tone.SOON, Tone.FULL, Tone.CALL, Tone.NONE)

USD = DecimalField(max_digits=8, decimal_places=2)


def _model(name: str) -> Any:
    return apps.get_model("listings", name)


def _of_house(rows: models.QuerySet, path: str = "bed__room__house") -> models.QuerySet:
    return rows.filter(**{path: OuterRef("pk")}).order_by()


class HouseQuerySet(models.QuerySet):
    def public(self, *, at: datetime) -> "HouseQuerySet":
        """The public door: what a visitor may see at `at`."""
        return self.filter(status=HouseStatus.PUBLISHED, published_at__lte=at)

    def in_city(self, slug: str) -> "HouseQuerySet":
        return self.filter(city__slug=slug)

    def welcoming(self, gender: str) -> "HouseQuerySet":
        """Houses with a room where a person looking for `gender` may live.

        A house whose rooms nobody entered yet counts by its own gender.
        """
        rooms: Any = _of_house(_model("Room").objects, "house")
        return self.filter(
            Exists(rooms.welcoming(gender))
            | Q(~Exists(rooms.all()), gender__in=genders_for(gender))
        )

    def weekly_up_to(self, amount: Decimal) -> "HouseQuerySet":
        """Some rate is at most `amount` USD a week. A house without a rate is left out."""
        rates = _model("Rate").objects.filter(house=OuterRef("pk"), weekly_amount__lte=amount)
        return self.filter(Exists(rates))

    def accepting(self, medication: str) -> "HouseQuerySet":
        """Houses that take a person on this medication (`HouseMedication.MOUD`) without asking."""
        return self.filter(**{f"medication__{medication}": MedicationRule.ACCEPTED})

    def without_rate(self) -> "HouseQuerySet":
        return self.filter(~Exists(_model("Rate").objects.filter(house=OuterRef("pk"))))

    def freshly_confirmed(self, *, at: datetime) -> "HouseQuerySet":
        """Availability confirmed recently enough to be counted as open."""
        return self.filter(_confirmed_within(settings.AVAILABILITY_STALE_DAYS, at))

    def with_open_bed(self, *, at: datetime, gender: str = "") -> "HouseQuerySet":
        """A bed is open at `at` (in a room for `gender`), and staff confirmed it lately."""
        intervals = _model("BedInterval").objects.open(at=at).welcoming(gender)
        return self.freshly_confirmed(at=at).filter(Exists(_of_house(intervals)))

    def with_availability(self, *, at: datetime, gender: str = "") -> "HouseQuerySet":
        """What `House.availability` reads: beds in all, open ones, the next opening, and `tone`.

        With `gender`, only beds count that a person looking for it may have. `tone` is what
        `availability.derive` says, for filters, sums and the order of lists.
        """
        intervals = _model("BedInterval").objects.welcoming(gender)
        beds = _of_house(_model("Bed").objects.welcoming(gender), "room__house")
        opening = _of_house(intervals.opening(at=at)).values("bed__room__house")
        return self.annotate(
            as_of=Value(at, output_field=DateTimeField()),
            bed_count=_count(beds.values("room__house")),
            open_bed_count=_count(_of_house(intervals.open(at=at)).values("bed__room__house")),
            expected_open_on=Subquery(
                opening.annotate(first=Min("expected_open_on")).values("first")
            ),
        ).annotate(tone=_tone(at))

    def totals(self, *, at: datetime, gender: str = "") -> dict[str, int]:
        """How many houses there are, and the open beds that staff vouch for, in one query."""
        open_beds = Sum("open_bed_count", filter=Q(tone=Tone.OPEN), default=0)
        return self.with_availability(at=at, gender=gender).aggregate(
            house_total=Count("pk"), open_bed_total=open_beds
        )

    def with_weekly_from(self) -> "HouseQuerySet":
        rates = _model("Rate").objects.filter(house=OuterRef("pk")).order_by()
        lowest = rates.values("house").annotate(lowest=Min("weekly_amount")).values("lowest")
        return self.annotate(weekly_from=Subquery(lowest, output_field=USD))

    def with_facts(self, *, at: datetime, gender: str = "") -> "HouseQuerySet":
        """What a house card shows, but for certificates and photos."""
        return (
            self.select_related("city", "operator", "medication")
            .with_availability(at=at, gender=gender)
            .with_weekly_from()
        )

    def for_cards(self, *, at: datetime, gender: str = "") -> "HouseQuerySet":
        """Everything a house card shows, in a fixed number of queries."""
        return self.with_facts(at=at, gender=gender).prefetch_related(
            valid_certificates(at), Prefetch("photos", _model("Photo").objects.covers())
        )

    def for_page(self, *, at: datetime, language: str) -> "HouseQuerySet":
        """Everything the house page shows, but for certificates, photos and beds."""
        terms = _model("TaxonomyTerm").objects.order_by("taxonomy", "position", "name", "pk")
        return (
            self.with_facts(at=at)
            .annotate(words=FilteredRelation("texts", condition=Q(texts__language=language)))
            .select_related("city", "operator", "words", *GROUPS)
            .prefetch_related(
                Prefetch("rates", _model("Rate").objects.order_by("weekly_amount", "pk")),
                Prefetch("terms", terms),
            )
        )

    def soonest_bed_first(self) -> "HouseQuerySet":
        """Open now, then by the next opening, then the rest; after `with_availability`."""
        return self.order_by(_rank(), *_within_rank())

    def similar_to(self, house) -> "HouseQuerySet":
        """Other houses for the same people: the soonest bed first, nearer ones before others."""
        elsewhere = Case(When(city=house.city_id, then=0), default=1)
        others = self.exclude(pk=house.pk).welcoming(house.gender)
        return others.order_by(_rank(), elsewhere, *_within_rank())


def _rank() -> Case:
    ranks = [When(tone=tone, then=rank) for rank, tone in enumerate(SOONEST_FIRST)]
    return Case(*ranks, output_field=IntegerField())


def _within_rank() -> list:
    opening = Case(When(tone=Tone.SOON, then="expected_open_on"), output_field=DateField())
    beds = Case(When(tone=Tone.OPEN, then="open_bed_count"), default=0)
    return [opening.asc(nulls_last=True), beds.desc(), "name", "pk"]


def valid_certificates(at: datetime) -> Prefetch:
    certificates = _model("Certification").objects.valid(at=at).order_by("-expires_on", "pk")
    return Prefetch("certifications", certificates, to_attr="valid_certificates")


def _confirmed_within(days: int, at: datetime) -> Q:
    return Q(availability_confirmed_at__gte=at - timedelta(days=days))


def _tone(at: datetime) -> Case:
    """The SQL twin of `availability.derive`."""
    return Case(
        When(bed_count=0, then=Value(Tone.NONE)),
        When(~_confirmed_within(settings.AVAILABILITY_HIDDEN_DAYS, at), then=Value(Tone.NONE)),
        When(availability_confirmed_at__isnull=True, then=Value(Tone.NONE)),
        When(~_confirmed_within(settings.AVAILABILITY_STALE_DAYS, at), then=Value(Tone.CALL)),
        When(open_bed_count__gt=0, then=Value(Tone.OPEN)),
        When(expected_open_on__isnull=False, then=Value(Tone.SOON)),
        default=Value(Tone.FULL),
        output_field=CharField(),
    )


def _count(grouped: models.QuerySet) -> Coalesce:
    counted = grouped.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())
