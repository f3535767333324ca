from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import actions
from articles.models import Topic
from recovery_site.admin.drafts import KeepsDrafts
from recovery_site.admin.staff import staff
from recovery_site.admin.versions import KeepsVersions, former


@admin.register(Topic)
class TopicAdmin(KeepsDrafts, KeepsVersions):
    about = _(
        "Each topic has a page of its own, with the words that you write here and its articles."
    )
    list_display = ("name", "slug", "article_count", "language")
    list_filter = ("language",)
    search_fields = ("name", "intro")
    ordering = ("name", "pk")
    show_facets = admin.ShowFacets.NEVER
    fields = ("name", "slug", "language", "intro", "updated_at")
    readonly_fields = ("updated_at",)
    compared = ("name", "intro", "slug")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(article_count=Count("articles"))

    def get_prepopulated_fields(self, request: HttpRequest, obj: Topic | None = None) -> dict:
        return {} if obj else {"slug": ("name",)}

    @admin.display(description=_("articles"), ordering="article_count")
    def article_count(self, topic: Topic) -> int:
        return topic.article_count  # type: ignore[attr-defined]  # read by get_queryset

    def save_model(
        self, request: HttpRequest, obj: Topic, form: forms.ModelForm, change: bool
    ) -> None:
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        actions.save_topic(topic=obj, by=staff(request), at=timezone.now(), **changes)

    def restore(self, request: HttpRequest, obj: Topic, version: Any) -> None:
        """Its words. The address is not turned back."""
        changes = former(version, ("name", "intro"))
        actions.save_topic(topic=obj, by=staff(request), at=timezone.now(), **changes)
