from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from intake.choices import DuplicateRule
from intake.models.requests import CallbackRequest
from recovery_site.constraints import one_of


class DuplicateLink(models.Model):
    """Two requests that may come from one person, and the rule that says so."""

    request = models.ForeignKey(
        CallbackRequest,
        verbose_name=_("request"),
        on_delete=models.CASCADE,
        related_name="duplicate_of",
    )
    earlier = models.ForeignKey(
        CallbackRequest,
        verbose_name=_("earlier request"),
        on_delete=models.CASCADE,
        related_name="duplicates",
    )
    rule = models.CharField(_("because"), max_length=12, choices=DuplicateRule)

    class Meta:
        verbose_name = _("likely duplicate")
        verbose_name_plural = _("likely duplicates")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "earlier", "rule"], name="duplicate_link_unique"
            ),
            models.CheckConstraint(
                condition=~Q(request=F("earlier")), name="duplicate_link_of_another"
            ),
            one_of("rule", DuplicateRule.values, name="duplicate_link_rule_known"),
        ]

    def __str__(self) -> str:
        return self.get_rule_display()
