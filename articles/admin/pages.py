from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from articles import actions
from articles.admin.editor import ArticleHtmlField, EditorAdmin
from articles.admin.staff import staff
from articles.claims import claims_in, passages
from articles.models import Page
from recovery_site.admin.versions import former


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

    def view_on_site(self, page: Page) -> str | None:
        return page.get_absolute_url() if page.is_public(timezone.now()) else None
