from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from recovery_site.models import DrawnForLinks


class LinkPicture(DrawnForLinks):
    """What others show beside a link to an article, drawn from its title and its cover.

    `digest` says what of; it is out of date as soon as `articles.link_pictures` finds another one.
    """

    article = models.OneToOneField(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="link_picture"
    )
