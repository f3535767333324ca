from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from listings.choices import SupportLevel
from listings.clock import local_date
from listings.models.houses import House
from listings.querysets.certifications import CertificationQuerySet
from recovery_site.constraints import together


class CertifyingBody(models.Model):
    """Who certifies houses, and where anyone can check a certificate or complain."""

    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("In full, like Florida Association of Recovery Residences."),
    )
    short_name = models.CharField(
        _("short name"),
        max_length=80,
        help_text=_("As on a card, like FARR or Oxford House charter."),
    )
    registry_url = models.URLField(
        _("where to check a certificate"),
        blank=True,
        help_text=_("Its public list of houses, or its first page."),
    )
    code_of_ethics_url = models.URLField(_("code of ethics"), blank=True)
    grievance_url = models.URLField(
        _("grievance form"), blank=True, help_text=_("Where a resident can file a grievance.")
    )
    note = models.CharField(
        _("what it does"),
        max_length=240,
        blank=True,
        help_text=_("One sentence for families, shown beside the certificate."),
    )

    class Meta:
        verbose_name = _("certifying body")
        verbose_name_plural = _("certifying bodies")
        constraints = [
            models.UniqueConstraint(
                fields=["short_name"],
                name="certifying_body_short_name_unique",
                violation_error_message=_("A body with this short name is there already."),
            )
        ]

    def __str__(self) -> str:
        return self.short_name


class Certification(models.Model):
    """A certificate that a body issued for a house. It is valid through its expiry day."""

    house = models.ForeignKey(
        House, verbose_name=_("house"), on_delete=models.CASCADE, related_name="certifications"
    )
    body = models.ForeignKey(
        CertifyingBody,
        verbose_name=_("issued by"),
        on_delete=models.PROTECT,
        related_name="certifications",
    )
    number = models.CharField(_("number"), max_length=40)
    level = models.PositiveSmallIntegerField(
        _("level of support"), choices=SupportLevel, null=True, blank=True
    )
    issued_on = models.DateField(_("issued"))
    expires_on = models.DateField(_("expires"), help_text=_("The last day on which it is valid."))
    verified_on = models.DateField(
        _("seen by us"), null=True, blank=True, help_text=_("When you checked it at the source.")
    )
    verified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("seen by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    revoked_on = models.DateField(_("revoked"), null=True, blank=True)

    objects = CertificationQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(
                fields=["house", "body", "number"],
                name="certification_unique",
                violation_error_message=_("This certificate is there already."),
            ),
            models.CheckConstraint(
                condition=Q(expires_on__gte=F("issued_on")),
                name="certification_expires_after_issue",
                violation_error_message=_("It can't expire before it is issued."),
            ),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__in=SupportLevel.values),
                name="certification_level_known",
            ),
            together(
                "verified_on",
                "verified_by",
                name="certification_verified_whole",
                message=_("Say who saw it and when."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.number}"

    @property
    def label(self) -> str:
        """As on a card: "FARR level II". Needs `body`."""
        if self.level is None:
            return self.body.short_name
        numeral = ("I", "II", "III", "IV")[self.level - 1]
        return _("%(body)s level %(level)s") % {"body": self.body.short_name, "level": numeral}

    def valid_at(self, at: datetime) -> bool:
        """Needs `house.operator`; the twin of `CertificationQuerySet.valid`."""
        today = local_date(at, self.house.operator.time_zone)
        return self.revoked_on is None and self.issued_on <= today <= self.expires_on
