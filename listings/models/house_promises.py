"""What the database itself holds every house to."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from listings.choices import Gender, HouseStatus, HouseType
from recovery_site.constraints import one_of, together

BATHROOM_STEPS = [Decimal(n) / 2 for n in range(1, 41)]

HOUSE_PROMISES = [
    models.UniqueConstraint(
        fields=["city", "slug"],
        name="house_address_unique",
        violation_error_message=_("Another house in this city has this address."),
    ),
    one_of("status", HouseStatus.values, name="house_status_known"),
    one_of("gender", Gender.values, name="house_gender_known"),
    one_of("house_type", HouseType.values, name="house_type_known", blank=True),
    models.CheckConstraint(
        condition=~Q(status=HouseStatus.PUBLISHED) | Q(published_at__isnull=False),
        name="house_published_has_time",
        violation_error_message=_("A published house has a time of publication."),
    ),
    models.CheckConstraint(
        condition=Q(bedrooms__gte=1, bedrooms__lte=40),
        name="house_bedrooms_sensible",
        violation_error_message=_("A house has 1 to 40 bedrooms."),
    ),
    models.CheckConstraint(
        condition=Q(bathrooms__in=BATHROOM_STEPS),
        name="house_bathrooms_in_halves",
        violation_error_message=_("Bathrooms go in steps of one half, from 0.5 to 20."),
    ),
    models.CheckConstraint(
        condition=Q(square_feet__isnull=True) | Q(square_feet__range=(200, 30_000)),
        name="house_square_feet_sensible",
        violation_error_message=_("Square feet are between 200 and 30,000."),
    ),
    models.CheckConstraint(
        condition=Q(zip_code__regex=r"^[0-9]{5}$"),
        name="house_zip_code_five_digits",
        violation_error_message=_("A ZIP has five digits."),
    ),
    together(
        "latitude",
        "longitude",
        name="house_point_whole",
        message=_("Give latitude and longitude, or neither."),
    ),
    together(
        "verified_at",
        "verified_by",
        name="house_verified_whole",
        message=_("Say who checked the facts and when."),
    ),
    together(
        "availability_confirmed_at",
        "availability_confirmed_by",
        name="house_confirmed_whole",
        message=_("Say who confirmed the beds and when."),
    ),
]
