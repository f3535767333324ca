import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from intake.choices import Language
from intake.querysets import ContactQuerySet
from listings.choices import TimeZone
from listings.models import Operator
from recovery_site.constraints import one_of
from recovery_site.fields import EncryptedTextField


class Contact(models.Model):
    """A person as an operator knows them. Everything that tells who it is, is encrypted.

    `phone` is E.164, with an extension as "+15615550142;ext=12". The hashes are `keyed_hash`
    of the number without its extension and of the lower-case e-mail.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    operator = models.ForeignKey(
        Operator, verbose_name=_("operator"), on_delete=models.PROTECT, related_name="contacts"
    )
    name = EncryptedTextField(_("first name or alias"), max_length=80, blank=True)
    phone = EncryptedTextField(_("phone"), max_length=40, blank=True)
    email = EncryptedTextField(_("e-mail"), max_length=254, blank=True)
    phone_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    email_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)
    time_zone = models.CharField(
        _("time zone"), max_length=40, choices=TimeZone, default=TimeZone.EASTERN
    )
    language = models.CharField(
        _("language"), max_length=10, choices=Language, default=Language.ENGLISH
    )
    created_at = models.DateTimeField(_("added"))
    anonymized_at = models.DateTimeField(_("anonymized"), null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            one_of("time_zone", TimeZone.values, name="contact_time_zone_known"),
            one_of("language", Language.values, name="contact_language_known"),
            models.CheckConstraint(
                condition=Q(anonymized_at__isnull=True) | Q(phone_hash="", email_hash=""),
                name="contact_anonymized_not_findable",
            ),
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {str(self.uuid)[:8]}"


class MarketingConsent(models.Model):
    """The exact words that a person agreed to, which version, and when."""

    contact = models.ForeignKey(
        Contact, verbose_name=_("person"), on_delete=models.CASCADE, related_name="consents"
    )
    wording = models.TextField(_("wording"))
    version = models.CharField(_("version"), max_length=20)
    given_at = models.DateTimeField(_("given"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent to marketing texts")
        verbose_name_plural = _("consents to marketing texts")

    def __str__(self) -> str:
        return self.version
