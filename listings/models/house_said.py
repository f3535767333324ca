"""What is said of a house, from the rows that a page or a card read with it."""

from datetime import date, datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from listings.availability import Availability, derive
from listings.choices import Gender
from listings.clock import local_date
from listings.models.terms import TaxonomyTerm
from listings.social import preview_of
from recovery_site.pictures import Preview


class SaidOfHouse:
    """A part of `House`, which has the columns."""

    # Columns and rows of `House`.
    slug: Any
    gender: Any
    city: Any
    operator: Any
    zip_code: Any
    show_zip_code: Any
    verified_at: Any
    availability_confirmed_at: Any
    rates: Any
    terms: Any
    photos: Any

    # Set by `HouseQuerySet.offered`, or by `with_availability`.
    as_of: datetime
    entry: Any = None
    bed_count: int
    open_bed_count: int
    expected_open_on: date | None

    # Set by `for_cards` and `for_page`.
    valid_certificates: list[Any]
    words: Any = None  # stays so where the house has no words in the language

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
