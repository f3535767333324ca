import uuid
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import GeneratedField
from django.db.models.functions import Round
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from listings.availability import Availability, derive
from listings.choices import Gender, HouseStatus, HouseType
from listings.clock import local_date
from listings.models.house_promises import HOUSE_PROMISES
from listings.models.operators import Operator
from listings.models.places import City
from listings.models.terms import TaxonomyTerm
from listings.querysets.houses import HouseQuerySet
from listings.social import preview_of
from recovery_site.pictures import Preview


class House(models.Model):
    """A recovery residence: who runs it, where it is, and the building.

    What it offers and asks stands in the groups beside it (`welcome`, `program`,
    `medication`, `rules`, `costs`), its words in `texts`, one row per language.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    operator = models.ForeignKey(
        Operator, verbose_name=_("operator"), on_delete=models.PROTECT, related_name="houses"
    )
    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(
        _("address"),
        max_length=120,
        help_text=_("The last part of the page's address. Old addresses keep working."),
    )
    status = models.CharField(
        _("status"), max_length=12, choices=HouseStatus, default=HouseStatus.DRAFT
    )
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    house_type = models.CharField(_("type"), max_length=20, choices=HouseType, blank=True)
    verified_at = models.DateTimeField(_("facts checked"), null=True, blank=True)
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("facts checked by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    availability_confirmed_at = models.DateTimeField(
        _("beds confirmed"), null=True, blank=True, db_index=True
    )
    availability_confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("beds confirmed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )

    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.PROTECT, related_name="houses"
    )
    zip_code = models.CharField(_("ZIP"), max_length=5)
    show_zip_code = models.BooleanField(
        _("show the ZIP to the public"),
        default=False,
        help_text=_("Otherwise only the city is shown."),
    )
    neighborhood = models.CharField(_("neighborhood"), max_length=80, blank=True)
    street_address = models.CharField(
        _("street address"),
        max_length=160,
        blank=True,
        help_text=_("For staff only. It is never shown to the public."),
    )
    latitude = models.DecimalField(
        _("latitude"),
        max_digits=8,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
        help_text=_("For staff only. The public map uses a point rounded to about a mile."),
    )
    longitude = models.DecimalField(
        _("longitude"),
        max_digits=9,
        decimal_places=6,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )
    public_latitude = GeneratedField(
        expression=Round("latitude", 2),
        output_field=models.DecimalField(max_digits=4, decimal_places=2),
        db_persist=True,
    )
    public_longitude = GeneratedField(
        expression=Round("longitude", 2),
        output_field=models.DecimalField(max_digits=5, decimal_places=2),
        db_persist=True,
    )

    gender = models.CharField(_("house for"), max_length=10, choices=Gender)
    bedrooms = models.PositiveSmallIntegerField(
        _("bedrooms"), help_text=_("Rooms to sleep in, not beds.")
    )
    bathrooms = models.DecimalField(
        _("bathrooms"), max_digits=3, decimal_places=1, help_text=_("Half a bath counts 0.5.")
    )
    square_feet = models.PositiveIntegerField(_("square feet"), null=True, blank=True)
    stories = models.PositiveSmallIntegerField(_("stories"), null=True, blank=True)
    parking_spaces = models.PositiveSmallIntegerField(_("parking spaces"), null=True, blank=True)
    terms = models.ManyToManyField(
        TaxonomyTerm, verbose_name=_("amenities and other terms"), blank=True
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    # Set by `HouseQuerySet.offered`, or by `with_availability`.
    as_of: datetime
    entry: Any = None
    bed_count: int
    open_bed_count: int
    expected_open_on: date | None

    # Set by `for_cards` and `for_page`.
    valid_certificates: list[Any]
    words: Any = None  # stays so where the house has no words in the language

    objects = HouseQuerySet.as_manager()
    history = HistoricalRecords(
        m2m_fields=[terms], excluded_fields=["public_latitude", "public_longitude"]
    )

    class Meta:
        verbose_name = _("house")
        verbose_name_plural = _("houses")
        constraints = HOUSE_PROMISES
        indexes = [
            models.Index(fields=["status", "gender", "city"], name="house_public_filter"),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """Needs `city`."""
        return _address(get_language(), self.city.slug, self.slug)

    @property
    def gender_label(self) -> str:
        return str(
            {
                Gender.MEN: _("Men’s house"),
                Gender.WOMEN: _("Women’s house"),
                Gender.ALL: _("All genders"),
                Gender.PARENTS: _("Parents with children"),
            }[Gender(self.gender)]
        )

    @cached_property
    def availability(self) -> Availability:
        """As of the instant given to `HouseQuerySet.offered` or `with_availability`."""
        if self.entry:
            return self.entry.availability(at=self.as_of, time_zone=self.operator.time_zone)
        return derive(
            beds=self.bed_count,
            open_beds=self.open_bed_count,
            expected_open_on=self.expected_open_on,
            confirmed_at=self.availability_confirmed_at,
            at=self.as_of,
            time_zone=self.operator.time_zone,
        )

    @cached_property
    def weekly_from(self) -> Decimal | None:
        """The lowest rate in USD a week, as the entry has it."""
        weekly = self.entry.weekly if self.entry else None
        return None if weekly is None else Decimal(weekly) / 100

    # As prefetched, in that order. The managers are made anew whenever they are asked for, and a
    # page asks for its rows some twenty times.

    @cached_property
    def all_rates(self) -> list[Any]:
        return list(self.rates.all())

    @cached_property
    def all_terms(self) -> list[TaxonomyTerm]:
        return list(self.terms.all())

    @cached_property
    def all_photos(self) -> list[Any]:
        return list(self.photos.all())

    @property
    def cover(self):
        """The first photo or None; reads what `for_cards` or the page fetched."""
        return next(iter(self.all_photos), None)

    @property
    def preview(self) -> Preview | None:
        """For those who link to it. Needs what `for_page` reads, and the photos."""
        return preview_of(self)

    @property
    def certificate(self):
        """The certificate that is valid at the instant asked for, or None."""
        return next(iter(self.valid_certificates), None)

    @property
    def moud_welcome(self) -> bool:
        """Every medication for opioid use disorder is accepted, without asking first."""
        medication = getattr(self, "medication", None)
        return medication is not None and medication.moud_welcome

    @property
    def verified_on(self) -> date | None:
        """The day, where the operator is, on which staff last checked the facts."""
        if self.verified_at is None:
            return None
        return local_date(self.verified_at, self.operator.time_zone)

    @property
    def public_place(self) -> str:
        """ "Boynton Beach, FL", with the ZIP where the house shows it."""
        return f"{self.city} {self.zip_code}" if self.show_zip_code else str(self.city)


@lru_cache(maxsize=10_000)
def _address(language: str | None, city: str, slug: str) -> str:
    """A page says the address of its house some ten times."""
    return reverse("house_detail", args=[city, slug])


class FormerHousePath(models.Model):
    """An address that a house had. It leads to the house wherever that is now."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="former_paths")
    city_slug = models.SlugField(_("city"), max_length=90)
    slug = models.SlugField(_("address"), max_length=120)
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.UniqueConstraint(fields=["city_slug", "slug"], name="former_house_path_unique")
        ]

    def __str__(self) -> str:
        return f"/houses/{self.city_slug}/{self.slug}/"
