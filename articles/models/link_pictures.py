from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article


class LinkPicture(models.Model):
    """What others show beside a link to an article, drawn from its title and its cover.

    `digest` says what of; it is out of date as soon as `articles.link_pictures` finds another one.
    """

    article = models.OneToOneField(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="link_picture"
    )
    version = models.UUIDField(unique=True, editable=False)
    digest = models.CharField(max_length=64, editable=False)
    drawn_at = models.DateTimeField(_("drawn"))

    class Meta:
        verbose_name = _("picture for links")
        verbose_name_plural = _("pictures for links")

    def __str__(self) -> str:
        return str(self.version)
