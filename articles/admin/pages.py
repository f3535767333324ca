from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import actions
from articles.admin.editor import ArticleHtmlField, EditorAdmin
from articles.claims import claims_in, passages
from articles.models import Page
from recovery_site.admin.staff import staff
from recovery_site.admin.versions import former

PUBLISH = "articles.publish_page"


class PageForm(forms.ModelForm):
    body = ArticleHtmlField(label=_("Text"))

    class Meta:
        widgets = {"summary": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 2})}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("published_at"):
            text = {name: cleaned.get(name) or "" for name in ("title", "summary", "body")}
            for claim in claims_in(passages(**text)):
                self.add_error(claim.passage.field, claim.words)
        return cleaned


@admin.register(Page)
class PageAdmin(EditorAdmin):
    about = _("Pages that always stand, like “about” and “privacy”.")
    form = PageForm
    list_display = ("title", "slug", "published_at", "revised_on", "language")
    list_filter = ("language",)
    search_fields = ("title", "slug", "body")
    ordering = ("title", "pk")
    show_facets = admin.ShowFacets.NEVER
    readonly_fields = ("updated_at",)
    compared = ("title", "summary", "body", "slug", "published_at")
    fieldsets = (
        (None, {"fields": ("title", "summary", "body")}),
        (_("Where it belongs"), {"fields": ("slug", "language")}),
        (_("When people see it"), {"fields": ("published_at", "revised_on", "updated_at")}),
    )

    def has_change_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        return super().has_change_permission(request, obj) and _may_touch(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Page | None = None) -> bool:
        return super().has_delete_permission(request, obj) and _may_touch(request, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Page | None = None) -> Any:
        """When people see it is a reviewer's word."""
        closed = () if _may_publish(request) else ("published_at",)
        return (*super().get_readonly_fields(request, obj), *closed)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Page | None = None) -> dict:
        return {} if obj else {"slug": ("title",)}

    def save_model(
        self, request: HttpRequest, obj: Page, form: forms.ModelForm, change: bool
    ) -> None:
        changes = self.changes(request, obj, form)
        actions.save_page(page=obj, by=staff(request), at=timezone.now(), **changes)

    def restore(self, request: HttpRequest, obj: Page, version: Any) -> None:
        """Its words. Address and time are not turned back."""
        changes = former(version, ("title", "summary", "body"))
        actions.save_page(page=obj, by=staff(request), at=timezone.now(), **changes)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        context["for_reviewers_only"] = not _may_touch(request, kwargs.get("obj"))
        return super().render_change_form(request, context, *args, **kwargs)

    def view_on_site(self, page: Page) -> str | None:
        return page.get_absolute_url() if page.is_public(timezone.now()) else None


def _may_publish(request: HttpRequest) -> bool:
    return staff(request).has_perm(PUBLISH)


def _may_touch(request: HttpRequest, page: Page | None) -> bool:
    """What visitors see, or will see at its time, is changed by who may publish."""
    return page is None or page.published_at is None or _may_publish(request)
