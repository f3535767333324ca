from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.models.translated import Translated, path_of
from articles.querysets import TopicQuerySet


class Topic(Translated):
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(
        _("address"), max_length=80, help_text=_("The last part of the topic's address.")
    )
    intro = models.TextField(
        _("introduction"), blank=True, help_text=_("Shown at the top of the topic's page.")
    )

    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = TopicQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="topic_address_unique",
                violation_error_message=_("Another topic has this address."),
            ),
            models.UniqueConstraint(
                fields=["translation_group", "language"], name="topic_translation_unique"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return path_of("topic_detail", self.slug, self.language)
