from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.pages import Page
from articles.models.topics import Topic
from articles.querysets import FormerPathQuerySet


class FormerPath(models.Model):
    """An address of an earlier site that leads to a page or a topic; without either it is gone
    for good. What leads to an article is a `FormerArticlePath`.

    It names a row and never another address: there are no chains and no loops.
    """

    path = models.CharField(
        _("address"),
        max_length=300,
        unique=True,
        help_text=_("From the first slash, like /blog/x/ or /?p=12."),
    )
    page = models.ForeignKey(
        Page,
        verbose_name=_("standing page"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="former_paths",
    )
    topic = models.ForeignKey(
        Topic,
        verbose_name=_("topic"),
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="former_paths",
    )
    until = models.DateTimeField(_("until"))

    objects = FormerPathQuerySet.as_manager()

    class Meta:
        verbose_name = _("address of an earlier site")
        verbose_name_plural = _("addresses of an earlier site")
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/"),
                name="former_path_from_root",
                violation_error_message=_("Start with a slash, like /blog/x/."),
            ),
            models.CheckConstraint(
                condition=Q(page__isnull=True) | Q(topic__isnull=True),
                name="former_path_leads_to_one",
                violation_error_message=_("It leads to a page or to a topic, not to both."),
            ),
        ]

    def __str__(self) -> str:
        return self.path
