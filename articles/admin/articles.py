from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from articles import actions
from articles.admin.article_form import (
    AllowedPhraseInline,
    ArticleForm,
    FormerPathInline,
    QuestionInline,
    SourceInline,
)
from articles.admin.checking import ChecksArticles
from articles.admin.editor import EditorAdmin
from articles.admin.editor_tools import EditorTools
from articles.admin.link_report import ReportsLinks
from articles.admin.moves import MOVES, PUBLISH, REVIEWERS_ONLY, Move, asked_for
from articles.admin.parts import ComparesParts
from articles.models import Article, ReviewRequest, Topic
from articles.preview import preview_url
from recovery_site.admin.staff import staff
from recovery_site.admin.versions import former

# What a former version brings back.
CONTENT = ("title", "summary", "body", "cover", "author", "reviewer", "reviewed_on")


@admin.register(Article)
class ArticleAdmin(ReportsLinks, EditorTools, ChecksArticles, ComparesParts, EditorAdmin):
    about = _(
        "What people read before they call. Editors write and send to review; reviewers publish."
    )
    form = ArticleForm
    inlines = (QuestionInline, SourceInline, AllowedPhraseInline, FormerPathInline)
    list_display = ("title", "state", "author", "published_at", "revised_on", "updated_at")
    list_filter = ("status", "topics", ("author", admin.RelatedOnlyFieldListFilter), "language")
    list_select_related = ("author",)
    search_fields = ("title", "summary", "slug", "body")
    ordering = ("-updated_at", "-pk")
    show_facets = admin.ShowFacets.NEVER
    list_per_page = 50
    autocomplete_fields = ("topics", "author", "reviewer", "cover")
    readonly_fields = ("state", "imported_from", "updated_at")
    compared = (*CONTENT, "slug", "status", "published_at", "expires_at")
    actions = ("send_to_review", "publish_now", "put_into_archive")
    fieldsets = (
        (None, {"fields": ("title", "summary", "body")}),
        (_("Where it belongs"), {"fields": ("slug", "language", "topics", "cover")}),
        (_("Who stands for it"), {"fields": ("author", ("reviewer", "reviewed_on"))}),
        (
            _("When people see it"),
            {"fields": ("state", ("published_at", "expires_at"), "revised_on", "updated_at")},
        ),
        (_("From the import"), {"fields": ("imported_from", "import_notes")}),
    )

    def has_change_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    @admin.display(description=_("state"), ordering="status")
    def state(self, article: Article) -> str:
        if article.published_at and article.is_scheduled(timezone.now()):
            when = timezone.localtime(article.published_at)
            return _("appears %(when)s") % {"when": date_format(when, "DATETIME_FORMAT")}
        return article.get_status_display()

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if obj and obj.imported_from else fieldsets[:-1]

    def get_prepopulated_fields(self, request: HttpRequest, obj: Article | None = None) -> dict:
        return {} if obj else {"slug": ("title",)}

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        person = getattr(staff(request), "person", None)
        return {"author": person} | super().get_changeform_initial_data(request)

    def save_model(
        self, request: HttpRequest, obj: Article, form: forms.ModelForm, change: bool
    ) -> None:
        at = timezone.now()
        if change:
            changes = self.changes(request, obj, form)
            actions.revise(article=obj, by=staff(request), at=at, **changes)
        else:
            actions.create(article=obj, by=staff(request), at=at)

    def save_related(
        self, request: HttpRequest, form: forms.ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        actions.note_parts(article=form.instance)

    def restore(self, request: HttpRequest, obj: Article, version: Any) -> None:
        """Its words and who stands for them. Address and state are not turned back."""
        topics = Topic.objects.filter(pk__in=version.topics.values("topic"))
        by, at, changes = staff(request), timezone.now(), former(version, CONTENT)
        actions.restore_article(
            article=obj, version=version, by=by, at=at, topics=topics, **changes
        )

    def response_add(
        self, request: HttpRequest, obj: Article, post_url_continue: str | None = None
    ) -> HttpResponse:
        moved = self._moved(request, obj)
        return moved or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Article) -> HttpResponse:
        return self._moved(request, obj) or super().response_change(request, obj)

    def _moved(self, request: HttpRequest, article: Article) -> HttpResponse | None:
        move = asked_for(request)
        if move is None:
            return None
        if not move.is_open(article, request):
            raise PermissionDenied
        move.perform(request, article)
        return redirect("admin:articles_article_change", article.pk)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        article = kwargs.get("obj") or Article()
        if article.pk is None or self.has_change_permission(request, article):
            context["moves"] = [move for move in MOVES if move.is_open(article, request)]
        if article.pk:
            context["state"] = self.state(article)
            context["for_reviewers_only"] = not _may_touch(request, article)
            context["reviews"] = reviews_of(article)
            context["preview_url"] = preview_url(article, at=timezone.now())
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, article: Article) -> str | None:
        return article.get_absolute_url() if article.is_public(timezone.now()) else None

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return staff(request).has_perm(PUBLISH)

    @admin.action(description=_("Send to review"), permissions=["change"])
    def send_to_review(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self._move_each(request, articles, MOVES[0])

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish_now(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self._move_each(request, articles, MOVES[1])

    @admin.action(description=_("Archive"), permissions=["publish"])
    def put_into_archive(self, request: HttpRequest, articles: QuerySet[Article]) -> None:
        self._move_each(request, articles, MOVES[3])

    def _move_each(self, request: HttpRequest, articles: QuerySet[Article], move: Move) -> None:
        for article in articles:
            if move.is_open(article, request):
                move.perform(request, article)
            else:
                messages.warning(
                    request,
                    _("“%(title)s” is %(status)s: nothing was done.")
                    % {"title": article.title, "status": article.get_status_display()},
                )


def _may_touch(request: HttpRequest, article: Article | None) -> bool:
    """What visitors see is changed by who may publish."""
    if article is None or article.status not in REVIEWERS_ONLY:
        return True
    return staff(request).has_perm(PUBLISH)


def reviews_of(article: Article) -> QuerySet[ReviewRequest]:
    requests = article.review_requests.select_related("asked_by", "answered_by")
    return requests.order_by("-asked_at", "-pk")
