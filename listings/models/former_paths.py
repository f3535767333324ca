from django.db import models
from django.utils.translation import gettext_lazy as _

from listings.models.houses import House


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
