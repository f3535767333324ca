"""What hangs on an article: questions, sources and the addresses that it had."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from articles.models.articles import Article
from articles.querysets import FormerArticlePathQuerySet


class ArticleQuestion(models.Model):
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="questions"
    )
    question = models.CharField(_("question"), max_length=200)
    answer = models.TextField(
        _("answer"), help_text=_("Plain text. An empty line starts a paragraph.")
    )
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")

    def __str__(self) -> str:
        return self.question


class ArticleSource(models.Model):
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="sources"
    )
    title = models.CharField(_("title"), max_length=240)
    publisher = models.CharField(_("published by"), max_length=160, blank=True)
    url = models.URLField(_("address"), max_length=400, blank=True)
    accessed_on = models.DateField(_("read on"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")

    def __str__(self) -> str:
        return self.title


class FormerArticlePath(models.Model):
    """An address that an article had here or on an earlier site. It leads to the article itself,
    never to another address: there are no chains."""

    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="former_paths"
    )
    path = models.CharField(
        _("address"),
        max_length=300,
        unique=True,
        help_text=_("From the first slash, like /blog/x/."),
    )
    until = models.DateTimeField(_("until"))

    objects = FormerArticlePathQuerySet.as_manager()

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/"),
                name="former_article_path_from_root",
                violation_error_message=_("Start with a slash, like /blog/x/."),
            )
        ]

    def __str__(self) -> str:
        return self.path
