from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from listings.models.houses import House


class HouseText(models.Model):
    """A house's words in one language. What is left empty reads "ask us"."""

    house = models.ForeignKey(
        House, verbose_name=_("house"), on_delete=models.CASCADE, related_name="texts"
    )
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    summary = models.CharField(
        _("one line"), max_length=200, help_text=_("What makes this house itself.")
    )
    description = models.TextField(
        _("description"), help_text=_("Plain paragraphs. No street name, please.")
    )
    getting_around = models.TextField(_("getting around"), blank=True)
    visitors = models.TextField(_("visitors and overnights"), blank=True)
    chores = models.TextField(_("chores"), blank=True)
    on_relapse = models.TextField(_("what happens on a relapse"), blank=True)
    leaving = models.TextField(_("notice and leaving"), blank=True)
    refunds = models.TextField(_("refund rule"), blank=True)
    grievances = models.TextField(
        _("grievances"), blank=True, help_text=_("How a resident can complain, and to whom.")
    )
    accommodation = models.TextField(_("who to ask about an accommodation"), blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("words")
        verbose_name_plural = _("words")
        constraints = [
            models.UniqueConstraint(
                fields=["house", "language"],
                name="house_text_unique",
                violation_error_message=_("These words are there already in this language."),
            )
        ]

    def __str__(self) -> str:
        return self.get_language_display()
