from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


class ReviewRequest(models.Model):
    """Somebody asked for a review of an article, and what the reviewer said to it."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="review_requests"
    )
    asked_at = models.DateTimeField(_("asked"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("asked by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    note = models.TextField(_("what to look at"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("answered by"),
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
    )
    answer = models.TextField(_("answer"), blank=True)

    class Meta:
        verbose_name = _("request for a review")
        verbose_name_plural = _("requests for a review")
        constraints = [
            models.UniqueConstraint(
                fields=["article"],
                condition=Q(answered_at__isnull=True),
                name="review_open_once",
                violation_error_message=_("It waits for a review already."),
            ),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_at__isnull=False),
                name="review_answer_has_time",
                violation_error_message=_("An answer has a time."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.article)
