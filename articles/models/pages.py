from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.fields import CleanHtmlField
from articles.models.translated import Translated, path_of
from articles.querysets import PageQuerySet


class Page(Translated):
    """A standing page, like "about", at `/<slug>/`."""

    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(
        _("address"), max_length=80, help_text=_("Like about. Other pages link to it.")
    )
    summary = models.CharField(_("summary"), max_length=240)
    body = CleanHtmlField(_("text"))
    published_at = models.DateTimeField(
        _("appears"), null=True, blank=True, help_text=_("Empty: nobody sees it.")
    )
    revised_on = models.DateField(
        _("updated on"), null=True, blank=True, help_text=_("When its content last changed.")
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PageQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
        permissions = [("publish_page", "Can publish standing pages")]
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="page_address_unique",
                violation_error_message=_("Another page has this address."),
            ),
            models.UniqueConstraint(
                fields=["translation_group", "language"], name="page_translation_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return path_of("page_detail", self.slug, self.language)

    def is_public(self, at: datetime) -> bool:
        """The twin of `published(at=…)` for a row at hand."""
        return self.published_at is not None and self.published_at <= at
