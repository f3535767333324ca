"""The checklist beside the form: at every load, and while somebody types."""

import re
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import Media, Script
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import URLPattern, path, reverse

from articles.checklist import Draft, checklist
from articles.models import Article

_ROW = re.compile(r"(questions|allowed_phrases)-(\d+)-(question|answer|phrase)")


class ChecksArticles(admin.ModelAdmin):
    @property
    def media(self) -> Media:
        script = Script("articles/checklist.js", type="module")
        return super().media + Media(js=[script])  # type: ignore[list-item]  # Media takes objects, too

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.check_view)
        return [path("check/", view, name="articles_article_check"), *super().get_urls()]

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """What is typed goes in, the list comes back; nothing is kept."""
        if not (self.has_change_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponse(status=405, headers={"Allow": "POST"})
        context = {"checklist": checklist(typed(request.POST))}
        return render(request, "admin/articles/_checklist.html", context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj")
        draft = typed(request.POST) if request.method == "POST" else stored(article)
        context["checklist"] = checklist(draft)
        context["check_url"] = reverse("admin:articles_article_check")
        return super().render_change_form(request, context, *args, **kwargs)


def typed(data: QueryDict) -> Draft:
    rows: dict[tuple[str, str], dict[str, str]] = {}
    for name in data:
        if found := _ROW.fullmatch(name):
            rows.setdefault((found[1], found[2]), {})[found[3]] = data[name]
    questions = [row for (kind, _number), row in rows.items() if kind == "questions"]
    return Draft(
        title=data.get("title", ""),
        summary=data.get("summary", ""),
        body=data.get("body", ""),
        reviewer=data.get("reviewer"),
        questions=tuple((row.get("question", ""), row.get("answer", "")) for row in questions),
        allowed=tuple(row["phrase"] for row in rows.values() if "phrase" in row),
    )


def stored(article: Article | None) -> Draft:
    if article is None:
        return Draft()
    questions = article.questions.order_by("position", "pk")
    return Draft(
        title=article.title,
        summary=article.summary,
        body=article.body,
        reviewer=article.reviewer_id,
        questions=tuple(questions.values_list("question", "answer")),
        allowed=tuple(article.allowed_phrases.values_list("phrase", flat=True)),
    )
