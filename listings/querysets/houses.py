from datetime import datetime, timedelta
from decimal import Decimal

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import (
    Count,
    DateTimeField,
    Exists,
    F,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from listings.choices import HouseStatus
from listings.querysets.beds import genders_for

GROUPS = ("welcome", "program", "medication", "rules", "costs")


def _model(name: str) -> type[models.Model]:
    return apps.get_model("listings", name)


def _of_house(intervals: models.QuerySet) -> models.QuerySet:
    return intervals.filter(bed__room__house=OuterRef("pk")).order_by()


class HouseQuerySet(models.QuerySet):
    def public(self, *, at: datetime) -> "HouseQuerySet":
        """The public door: what a visitor may see at `at`."""
        return self.filter(status=HouseStatus.PUBLISHED, published_at__lte=at)

    def in_city(self, slug: str) -> "HouseQuerySet":
        return self.filter(city__slug=slug)

    def welcoming(self, gender: str) -> "HouseQuerySet":
        """Houses, or houses with a room, where a person looking for `gender` may live."""
        rooms = _model("Room").objects.filter(house=OuterRef("pk"), gender=gender)
        return self.filter(Q(gender__in=genders_for(gender)) | Exists(rooms))

    def weekly_up_to(self, amount: Decimal) -> "HouseQuerySet":
        """Some rate is at most `amount` USD a week. A house without a rate is left out."""
        rates = _model("Rate").objects.filter(house=OuterRef("pk"), weekly_amount__lte=amount)
        return self.filter(Exists(rates))

    def without_rate(self) -> "HouseQuerySet":
        return self.filter(~Exists(_model("Rate").objects.filter(house=OuterRef("pk"))))

    def freshly_confirmed(self, *, at: datetime) -> "HouseQuerySet":
        """Availability confirmed recently enough to be counted as open."""
        oldest = at - timedelta(days=settings.AVAILABILITY_STALE_DAYS)
        return self.filter(availability_confirmed_at__gte=oldest)

    def with_open_bed(self, *, at: datetime, gender: str = "") -> "HouseQuerySet":
        """A bed is open at `at` (in a room for `gender`), and staff confirmed it lately."""
        intervals = _model("BedInterval").objects.open(at=at)
        if gender:
            intervals = intervals.welcoming(gender)
        return self.freshly_confirmed(at=at).filter(Exists(_of_house(intervals)))

    def with_availability(self, *, at: datetime) -> "HouseQuerySet":
        """What `House.availability_at` reads: beds in all, open ones, the next opening."""
        intervals = _model("BedInterval").objects
        beds = _model("Bed").objects.filter(room__house=OuterRef("pk")).order_by()
        return self.annotate(
            as_of=Value(at, output_field=DateTimeField()),
            bed_count=_count(beds.values("room__house")),
            open_bed_count=_count(_of_house(intervals.open(at=at)).values("bed__room__house")),
            expected_open_on=Subquery(
                _of_house(intervals.opening(at=at))
                .values("bed__room__house")
                .annotate(first=Min("expected_open_on"))
                .values("first")
            ),
        )

    def with_weekly_from(self) -> "HouseQuerySet":
        rates = _model("Rate").objects.filter(house=OuterRef("pk")).order_by()
        lowest = rates.values("house").annotate(lowest=Min("weekly_amount")).values("lowest")
        return self.annotate(weekly_from=Subquery(lowest))

    def for_cards(self, *, at: datetime) -> "HouseQuerySet":
        """Everything a house card shows, in a fixed number of queries."""
        certificates = _model("Certification").objects.valid(at=at).order_by("-expires_on", "pk")
        covers = _model("Photo").objects.covers()
        return (
            self.select_related("city", "operator", "medication")
            .with_availability(at=at)
            .with_weekly_from()
            .prefetch_related(
                Prefetch("certifications", certificates, to_attr="valid_certificates"),
                Prefetch("photos", covers, to_attr="covers"),
            )
        )

    def for_page(self, *, at: datetime, language: str) -> "HouseQuerySet":
        """Everything the house page shows."""
        beds = _model("Bed").objects.with_state(at=at).order_by("label", "pk")
        certificates = _model("Certification").objects.valid(at=at).order_by("-expires_on", "pk")
        return (
            self.select_related("city", "operator", *GROUPS)
            .with_availability(at=at)
            .with_weekly_from()
            .prefetch_related(
                Prefetch("certifications", certificates, to_attr="valid_certificates"),
                Prefetch("photos", _model("Photo").objects.in_order()),
                Prefetch("rooms", _model("Room").objects.order_by("position", "name", "pk")),
                Prefetch("rooms__beds", beds),
                Prefetch("rates", _model("Rate").objects.order_by("weekly_amount", "pk")),
                Prefetch(
                    "terms",
                    _model("TaxonomyTerm").objects.order_by("taxonomy", "position", "name"),
                ),
                Prefetch(
                    "texts",
                    _model("HouseText").objects.filter(language=language),
                    to_attr="texts_in_language",
                ),
            )
        )

    def soonest_bed_first(self) -> "HouseQuerySet":
        """Open now, then by the next opening, then the rest; after `with_availability`."""
        return self.order_by(
            F("open_bed_count").desc(), F("expected_open_on").asc(nulls_last=True), "name", "pk"
        )


def _count(grouped: models.QuerySet) -> Coalesce:
    counted = grouped.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())
