from django.db import models
from django.utils.translation import gettext_lazy as _

from listings.choices import Taxonomy
from recovery_site.constraints import one_of


class TaxonomyTerm(models.Model):
    """One word of an open vocabulary (HSDS `taxonomy_term`): an amenity, a language …"""

    taxonomy = models.CharField(_("kind"), max_length=20, choices=Taxonomy)
    code = models.SlugField(_("code"), max_length=60, help_text=_("Never changes. No spaces."))
    name = models.CharField(_("name"), max_length=80, help_text=_("As families read it."))
    position = models.PositiveSmallIntegerField(_("order"), default=100)

    class Meta:
        verbose_name = _("amenity or other term")
        verbose_name_plural = _("amenities and other terms")
        constraints = [
            models.UniqueConstraint(
                fields=["taxonomy", "code"],
                name="taxonomy_term_unique",
                violation_error_message=_("This term is there already."),
            ),
            one_of("taxonomy", Taxonomy.values, name="taxonomy_term_taxonomy_known"),
        ]

    def __str__(self) -> str:
        return self.name
