from uuid import uuid4
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from articles.choices import ArticleStatus
from articles.models.people import Person
from articles.models.pictures import Picture
from articles.querysets import ArticleQuerySet, PageQuerySet, TopicQuerySet
from recovery_site.constraints import one_of, together


class Translated(models.Model):
    """One row per language; the rows of one thing share `translation_group`."""

    uuid = models.UUIDField(default=uuid4, unique=True, editable=False)
    translation_group = models.UUIDField(default=uuid4, editable=False, db_index=True)
    language = models.CharField(
        _("language"), max_length=10, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )

    class Meta:
        abstract = True


class Topic(Translated):
    name = models.CharField(_("name"), max_length=80)
    slug = models.SlugField(_("address"), max_length=80)
    intro = models.TextField(_("introduction"), blank=True)

    objects = TopicQuerySet.as_manager()

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
        return reverse("topic_detail", args=[self.slug])


class Article(Translated):
    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(
        _("address"),
        max_length=160,
        help_text=_("The last part of the page's address. Old addresses keep working."),
    )
    summary = models.CharField(
        _("summary"), max_length=240, help_text=_("One or two sentences, for lists and searches.")
    )
    body = models.TextField(_("text"), help_text=_("Cleaned when it is saved."))
    cover = models.ForeignKey(
        Picture,
        verbose_name=_("cover"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="covered_articles",
    )
    topics = models.ManyToManyField(
        Topic, verbose_name=_("topics"), blank=True, related_name="articles"
    )
    author = models.ForeignKey(
        Person, verbose_name=_("author"), on_delete=models.PROTECT, related_name="written"
    )
    reviewer = models.ForeignKey(
        Person,
        verbose_name=_("reviewed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="reviewed",
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    status = models.CharField(
        _("status"), max_length=12, choices=ArticleStatus, default=ArticleStatus.DRAFT
    )
    published_at = models.DateTimeField(
        _("appears"), null=True, blank=True, help_text=_("A time to come schedules it.")
    )
    expires_at = models.DateTimeField(_("disappears"), null=True, blank=True)
    revised_on = models.DateField(
        _("updated on"), null=True, blank=True, help_text=_("When its content last changed.")
    )
    created_at = models.DateTimeField(_("added"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = ArticleQuerySet.as_manager()
    history = HistoricalRecords(m2m_fields=[topics])

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        constraints = [
            models.UniqueConstraint(
                fields=["language", "slug"],
                name="article_address_unique",
                violation_error_message=_("Another article has this address."),
            ),
            models.UniqueConstraint(
                fields=["translation_group", "language"], name="article_translation_unique"
            ),
            one_of("status", ArticleStatus.values, name="article_status_known"),
            models.CheckConstraint(
                condition=~Q(status=ArticleStatus.PUBLISHED) | Q(published_at__isnull=False),
                name="article_published_has_time",
                violation_error_message=_("A published article has a time when it appears."),
            ),
            models.CheckConstraint(
                condition=Q(expires_at__isnull=True) | Q(expires_at__gt=F("published_at")),
                name="article_disappears_after_it_appears",
                violation_error_message=_("It can't disappear before it appears."),
            ),
            together(
                "reviewer",
                "reviewed_on",
                name="article_review_whole",
                message=_("Say who reviewed it and when."),
            ),
        ]
        indexes = [
            models.Index(fields=["language", "status", "-published_at"], name="article_public_list")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("article_detail", args=[self.slug])

    def is_scheduled(self, at: datetime) -> bool:
        return (
            self.status == ArticleStatus.PUBLISHED
            and self.published_at is not None
            and self.published_at > at
        )


class ArticleQuestion(models.Model):
    article = models.ForeignKey(
        Article, verbose_name=_("article"), on_delete=models.CASCADE, related_name="questions"
    )
    question = models.CharField(_("question"), max_length=200)
    answer = models.TextField(_("answer"))
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
    """An address that an article had here or on an earlier site. It leads to the article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="former_paths")
    path = models.CharField(
        _("address"), max_length=300, unique=True, help_text=_("From the first slash, like /blog/x/.")
    )
    until = models.DateTimeField(_("until"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        constraints = [
            models.CheckConstraint(
                condition=Q(path__startswith="/"), name="former_article_path_from_root"
            )
        ]

    def __str__(self) -> str:
        return self.path


class Page(Translated):
    """A standing page, like "about", at `/<slug>/`."""

    title = models.CharField(_("title"), max_length=160)
    slug = models.SlugField(_("address"), max_length=80)
    summary = models.CharField(_("summary"), max_length=240)
    body = models.TextField(_("text"), help_text=_("Cleaned when it is saved."))
    published_at = models.DateTimeField(_("appears"), null=True, blank=True)
    revised_on = models.DateField(_("updated on"), null=True, blank=True)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    objects = PageQuerySet.as_manager()
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
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
        return reverse("page_detail", args=[self.slug])
