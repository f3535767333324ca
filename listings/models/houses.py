import uuid

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import GeneratedField
from django.db.models.functions import Round
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from listings.choices import Gender, HouseStatus, HouseType
from listings.models.house_promises import HOUSE_PROMISES
from listings.models.house_said import SaidOfHouse
from listings.models.operators import Operator
from listings.models.places import City
from listings.models.terms import TaxonomyTerm
from listings.querysets.houses import HouseQuerySet


class House(SaidOfHouse, models.Model):
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
