"""What a search knows. All of it is derived: `listings.settling` writes it, nobody else.

So the database holds none of it to what it was derived from: a house is deleted as if no search
knew it, and is forgotten here before anybody reads.
"""

from datetime import UTC, datetime
from enum import IntFlag, auto
from typing import Any

from django.db import models

from listings.availability import SOONEST_FIRST, Availability
from listings.choices import Gender, Tone
from listings.clock import local_date
from listings.geometry import miles_of
from listings.models.houses import House
from listings.models.places import City
from listings.models.terms import TaxonomyTerm
from listings.querysets.search import SearchEntryQuerySet

DERIVED: dict[str, Any] = {"on_delete": models.DO_NOTHING, "db_constraint": False}
FOREVER = datetime(9999, 1, 1, tzinfo=UTC)


class Fact(IntFlag):
    """Yes-or-no facts of a house, packed into `SearchEntry.facts`."""

    BUPRENORPHINE = auto()
    METHADONE = auto()
    NALTREXONE = auto()
    LGBTQ = auto()
    COUPLES = auto()
    CHILDREN = auto()
    VETERANS = auto()
    PETS = auto()
    STEP_FREE_ENTRY = auto()
    GROUND_FLOOR_BEDROOM = auto()
    ROLL_IN_SHOWER = auto()
    GRAB_BARS = auto()
    VISUAL_ALARMS = auto()
    CERTIFIED = auto()


class SearchTerm(models.Model):
    """Which bit of `SearchEntry.terms` stands for a term. Those that found no room have none."""

    MOST = 62  # what a signed integer of 64 bits holds, and one bit of air

    term = models.OneToOneField(TaxonomyTerm, related_name="+", **DERIVED)
    bit = models.PositiveSmallIntegerField(unique=True)

    def __str__(self) -> str:
        return str(self.bit)


class SearchEntry(models.Model):
    """What a house offers one kind of seeker for one stretch of time: [starts_at, ends_at).

    `audience` is the gender that a seeker looks for, "" for anyone. With `private` only private
    rooms count. At every instant a public house has exactly one entry for each audience that it
    welcomes, so that a question about an instant is a question about rows, and what the clock
    alone will change is written down before it happens.

    Amounts are US cents, the lowest that there are; None is unknown. `x`, `y` and `z` are the
    public point on a sphere of radius 1. An entry is never changed: a change of the house makes
    new ones, so a key stands for what a card shows.
    """

    house = models.ForeignKey(House, related_name="entries", **DERIVED)
    city = models.ForeignKey(City, related_name="+", **DERIVED)
    audience = models.CharField(max_length=10, choices=[("", "anyone"), *Gender.choices])
    private = models.BooleanField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(default=FOREVER)

    rank = models.PositiveSmallIntegerField()  # of the tone in SOONEST_FIRST
    open_beds = models.PositiveSmallIntegerField()
    opens_on = models.DateField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    weekly = models.PositiveIntegerField(null=True)
    move_in = models.PositiveIntegerField(null=True)
    minimum_days = models.PositiveSmallIntegerField(null=True)
    level = models.PositiveSmallIntegerField(null=True)
    facts = models.PositiveBigIntegerField()
    terms = models.PositiveBigIntegerField()
    x = models.FloatField()
    y = models.FloatField()
    z = models.FloatField()

    # Set by `SearchEntryQuerySet.around`: the squared straight line to a place through the sphere.
    chord: float | None = None

    objects = SearchEntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["house", "audience", "private", "starts_at"], name="search_entry_unique"
            )
        ]
        indexes = [
            # All that a question needs, so that it reads nothing but the index.
            models.Index(
                fields=[
                    "audience", "private", "starts_at", "ends_at", "rank", "open_beds",
                    "opens_on", "confirmed_at", "weekly", "move_in", "minimum_days", "level",
                    "facts", "terms", "x", "y", "z", "house", "city",
                ],
                name="search_entry_door",
            ),
            models.Index(fields=["starts_at"], name="search_entry_clock"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.house_id} {self.audience} {self.starts_at:%Y-%m-%d %H:%M}"

    def availability(self, *, at: datetime, time_zone: str) -> Availability:
        return said_by(self, at=at, time_zone=time_zone)

    @property
    def miles(self) -> float | None:
        return None if self.chord is None else miles_of(self.chord)


def said_by(entry: Any, *, at: datetime, time_zone: str) -> Availability:
    """What `derive` said when the entry was made. `at` is an instant of its stretch."""
    tone = SOONEST_FIRST[entry.rank]
    opens_on = local_date(at, time_zone) if tone is Tone.OPEN else entry.opens_on
    return Availability(tone, entry.open_beds, opens_on, entry.confirmed_at, at, time_zone)


class SearchText(models.Model):
    """A house's words in one language, without accents; the database's full-text search reads it.

    PostgreSQL keeps a `tsvector` beside it, SQLite an FTS5 table (see the migration).
    """

    house = models.ForeignKey(House, related_name="+", **DERIVED)
    language = models.CharField(max_length=10)
    words = models.TextField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["house", "language"], name="search_text_unique")
        ]

    def __str__(self) -> str:
        return f"{self.house_id} {self.language}"


class ZipCode(models.Model):
    """A ZIP of the US Postal Service, its main city, and a point in its middle in degrees."""

    zip_code = models.CharField(max_length=5, primary_key=True)
    city = models.CharField(max_length=80)
    key = models.CharField(max_length=80)  # the city as `full_text.plain` writes it
    state = models.CharField(max_length=2)
    latitude = models.FloatField()
    longitude = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["key", "state"], name="zip_code_city")]

    def __str__(self) -> str:
        return self.zip_code
