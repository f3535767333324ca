from datetime import datetime, timedelta
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models
from django.db.models import (
    Count,
    DateTimeField,
    DecimalField,
    FilteredRelation,
    IntegerField,
    Min,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce

from listings.choices import HouseStatus, MedicationRule
from listings.querysets.own import OwnedQuerySet

GROUPS = ("welcome", "program", "medication", "rules", "costs")

# The order of a page.
RATES = ("weekly_amount", "pk")
TERMS = ("taxonomy", "position", "name", "pk")

USD = DecimalField(max_digits=8, decimal_places=2)


def _model(name: str) -> Any:
    return apps.get_model("listings", name)


def _of_house(rows: models.QuerySet, path: str = "bed__room__house") -> models.QuerySet:
    return rows.filter(**{path: OuterRef("pk")}).order_by()


class HouseQuerySet(OwnedQuerySet):
    to_house = "pk"

    def public(self, *, at: datetime) -> "HouseQuerySet":
        """The public door: what a visitor may see at `at`."""
        return self.filter(status=HouseStatus.PUBLISHED, published_at__lte=at)

    def in_city(self, slug: str) -> "HouseQuerySet":
        return self.filter(city__slug=slug)

    def accepting(self, medication: str) -> "HouseQuerySet":
        """Houses that take a person on this medication (`HouseMedication.MOUD`) without asking."""
        return self.filter(**{f"medication__{medication}": MedicationRule.ACCEPTED})

    def freshly_confirmed(self, *, at: datetime) -> "HouseQuerySet":
        """Availability confirmed recently enough to be counted as open."""
        return self.filter(_confirmed_within(settings.AVAILABILITY_STALE_DAYS, at))

    def with_availability(self, *, at: datetime) -> "HouseQuerySet":
        """What `House.availability` reads: beds in all, open ones, and the next opening."""
        intervals = _model("BedInterval").objects
        opening = _of_house(intervals.opening(at=at)).values("bed__room__house")
        return self.annotate(
            as_of=Value(at, output_field=DateTimeField()),
            bed_count=_count(_of_house(_model("Bed").objects, "room__house").values("room__house")),
            open_bed_count=_count(_of_house(intervals.open(at=at)).values("bed__room__house")),
            expected_open_on=Subquery(
                opening.annotate(first=Min("expected_open_on")).values("first")
            ),
        )

    def with_weekly_from(self) -> "HouseQuerySet":
        rates = _model("Rate").objects.filter(house=OuterRef("pk")).order_by()
        lowest = rates.values("house").annotate(lowest=Min("weekly_amount")).values("lowest")
        return self.annotate(weekly_from=Subquery(lowest, output_field=USD))

    def with_facts(self, *, at: datetime) -> "HouseQuerySet":
        """What a house card shows, but for certificates and photos."""
        return (
            self.select_related("city", "operator", "medication")
            .with_availability(at=at)
            .with_weekly_from()
        )

    def offered(self, *, at: datetime, audience: str = "") -> "HouseQuerySet":
        """Houses for a seeker, each with its `entry`, which a card and `availability` read."""
        condition = Q(
            # A range, or SQLite looks through the entries of all houses: an index has them all.
            entries__audience__range=(audience, audience),
            entries__private=False,
            entries__starts_at__lte=at,
            entries__ends_at__gt=at,
        )
        return (
            self.annotate(
                as_of=Value(at, output_field=DateTimeField()),
                entry=FilteredRelation("entries", condition=condition),
            )
            .filter(entry__isnull=False)
            .select_related("city", "operator", "medication", "entry")
        )

    def for_cards(self, *, at: datetime) -> "HouseQuerySet":
        """What a house card shows beside what its search entry says, in three queries."""
        return self.select_related("city", "operator", "medication").prefetch_related(
            valid_certificates(at), Prefetch("photos", _model("Photo").objects.covers())
        )

    def for_page(self, *, at: datetime, language: str) -> "HouseQuerySet":
        """Everything the house page shows, but for certificates, photos and beds."""
        return self.offered(at=at).select_related("entry").whole(language=language)

    def for_staff(self, *, at: datetime, language: str) -> "HouseQuerySet":
        """As `for_page`, of a house that no visitor sees yet: it has no search entry."""
        return self.with_facts(at=at).whole(language=language)

    def whole(self, *, language: str) -> "HouseQuerySet":
        return (
            self.annotate(words=FilteredRelation("texts", condition=Q(texts__language=language)))
            .select_related("city", "operator", "words", "social_picture", *GROUPS)
            .prefetch_related(
                Prefetch("rates", _model("Rate").objects.order_by(*RATES)),
                Prefetch("terms", _model("TaxonomyTerm").objects.order_by(*TERMS)),
            )
        )


def valid_certificates(at: datetime) -> Prefetch:
    certificates = _model("Certification").objects.valid(at=at).select_related("body")
    ordered = certificates.order_by("-expires_on", "pk")
    return Prefetch("certifications", ordered, to_attr="valid_certificates")


def _confirmed_within(days: int, at: datetime) -> Q:
    return Q(availability_confirmed_at__gte=at - timedelta(days=days))


def _count(grouped: models.QuerySet) -> Coalesce:
    counted = grouped.annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted), 0, output_field=IntegerField())
