"""The form of an article and the rows that hang on it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from articles.admin.editor import ArticleHtmlField
from articles.choices import ArticleStatus
from articles.claims import allowed_in, claims_in, passages, question_claims
from articles.models import (
    AllowedPhrase,
    ArticleQuestion,
    ArticleSource,
    FormerArticlePath,
    Picture,
)


class ArticleForm(forms.ModelForm):
    """What visitors read already may not make a forbidden claim; a draft may, until then."""

    body = ArticleHtmlField(label=_("Text"))

    class Meta:
        widgets = {
            "title": forms.TextInput(attrs={"class": "vLargeTextField", "size": 80}),
            "summary": forms.Textarea(attrs={"class": "vLargeTextField", "rows": 2}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if topics := self.fields.get("topics"):
            # Each topic has a cross of its own; that for all of them stands in a list as no item.
            getattr(topics.widget, "widget", topics.widget).is_required = True

    def clean_cover(self) -> Picture | None:
        cover = self.cleaned_data["cover"]
        if cover and not cover.is_large:
            raise ValidationError(
                _("This picture is small. A cover has at least 480 pixels each way.")
            )
        return cover

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.status == ArticleStatus.PUBLISHED:
            text = {name: cleaned.get(name) or "" for name in ("title", "summary", "body")}
            for claim in claims_in(passages(**text), allowed=allowed_in(self.instance)):
                self.add_error(claim.passage.field, claim.words)
        return cleaned


class QuestionFormSet(forms.BaseInlineFormSet):
    def clean(self) -> None:
        super().clean()
        if self.instance.status != ArticleStatus.PUBLISHED:
            return
        filled = [getattr(form, "cleaned_data", {}) for form in self.forms]
        kept = [row for row in filled if not row.get("DELETE")]
        rows = [(row.get("question", ""), row.get("answer", "")) for row in kept]
        claims = question_claims(self.instance, rows)
        if claims:
            raise ValidationError([claim.words for claim in claims])


class QuestionInline(admin.StackedInline):
    model = ArticleQuestion
    formset = QuestionFormSet
    extra = 0
    classes = ("collapse",)
    ordering = ("position", "pk")


class SourceInline(admin.StackedInline):
    model = ArticleSource
    extra = 0
    classes = ("collapse",)
    ordering = ("position", "pk")
    fields = (("title", "publisher"), ("url", "accessed_on"), "position")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}


class AllowedPhraseInline(admin.StackedInline):
    model = AllowedPhrase
    extra = 0
    classes = ("collapse",)
    ordering = ("phrase", "pk")
    fields = (("phrase", "reason"),)


class FormerPathInline(admin.TabularInline):
    model = FormerArticlePath
    extra = 0
    classes = ("collapse",)
    verbose_name_plural = _("former addresses, which lead here")
    ordering = ("path",)
