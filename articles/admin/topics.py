from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from articles.models import Topic


@admin.register(Topic)
class TopicAdmin(admin.ModelAdmin):
    about = _(
        "Each topic has a page of its own, with the words that you write here and its articles."
    )
    list_display = ("name", "slug", "article_count", "language")
    list_filter = ("language",)
    search_fields = ("name", "intro")
    ordering = ("name", "pk")
    show_facets = admin.ShowFacets.NEVER
    fields = ("name", "slug", "language", "intro")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Topic | None = None) -> dict:
        return {} if obj else {"slug": ("name",)}

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, topic: Topic) -> int:
        return topic.article_count  # type: ignore[attr-defined]  # read by get_queryset
