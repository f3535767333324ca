import uuid
from functools import lru_cache

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class City(models.Model):
    """A place that houses are found under; its page is `/houses/<slug>/`."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=80)
    state = models.CharField(_("state"), max_length=2, help_text=_("Two letters, like FL."))
    county = models.CharField(_("county"), max_length=80, blank=True)
    slug = models.SlugField(
        _("address"), max_length=90, unique=True, help_text=_("Like boynton-beach-fl.")
    )
    latitude = models.DecimalField(_("latitude"), max_digits=4, decimal_places=2)
    longitude = models.DecimalField(_("longitude"), max_digits=5, decimal_places=2)

    # Set by `site.cities_with_houses`.
    house_count: int
    open_beds: int

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        constraints = [
            models.UniqueConstraint(
                fields=["state", "county", "name"],
                name="city_unique",
                violation_error_message=_("This city is there already."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.state}"

    def get_absolute_url(self) -> str:
        return _address(get_language(), self.slug)


@lru_cache(maxsize=10_000)
def _address(language: str | None, slug: str) -> str:
    """Each page of a house says that of its city."""
    return reverse("city_detail", args=[slug])


class CityText(models.Model):
    """The words of a city's page in one language."""

    city = models.ForeignKey(
        City, verbose_name=_("city"), on_delete=models.CASCADE, related_name="texts"
    )
    language = models.CharField(_("language"), max_length=10, choices=settings.LANGUAGES)
    intro = models.TextField(_("introduction"), help_text=_("What a newcomer should know."))

    class Meta:
        verbose_name = _("city text")
        verbose_name_plural = _("city texts")
        constraints = [
            models.UniqueConstraint(fields=["city", "language"], name="city_text_unique")
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.city_id}"
