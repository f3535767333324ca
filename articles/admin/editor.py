"""The rich text editor, for the fields that hold article HTML."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_prose_editor.config import expand_extensions
from django_prose_editor.widgets import AdminProseEditorWidget
from js_asset import Media

from articles.html import CleanHtml, clean, readable_lines
from articles.needs import NEEDS
from articles.text_pictures import with_sizes
from listings.models import City
from recovery_site.admin.drafts import KeepsDrafts
from recovery_site.admin.staff import staff
from recovery_site.admin.two_editors import OVER
from recovery_site.admin.versions import KeepsVersions

# What `articles.html` lets through, so that nothing typed is lost on its way in.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "Heading": {"levels": [2, 3, 4]},
    "BulletList": True,
    "OrderedList": {"enableListAttributes": False},
    "ListItem": True,
    "Blockquote": True,
    "HorizontalRule": True,
    "HardBreak": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto", "tel"]},
    "Figure": True,
    "Image": True,
    "Caption": True,
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "Fullscreen": True,
}


# What is ours of it; each may replace what the editor brings along under the same name.
MODULES = ("editor", "editor_headings", "editor_links", "editor_paste", "editor_pictures")
_HOUSES_IN = re.compile(r'<aside class="houses" data-city="([^"]+)">')


class ArticleEditor(AdminProseEditorWidget):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, preset="configurable")

    @property
    def media(self) -> Media:
        styles = ["articles/editor.css", "articles/editor_dialogs.css"]
        return super().media + Media(css={"all": styles})

    def get_config(self) -> dict[str, Any]:
        return {
            "extensions": expand_extensions(EXTENSIONS)
            | {
                "CallToAction": True,
                "CrisisLines": True,
                "HousesIn": {"cities": _cities(), "needs": _needs()},
                "CleanPaste": {"url": reverse("admin:articles_paste")},
            },
            "js_modules": [static(f"articles/{name}.js") for name in MODULES],
        }


def _cities() -> list[tuple[str, str]]:
    return [(city.slug, str(city)) for city in City.objects.order_by("name", "state", "pk")]


def _needs() -> list[tuple[str, str]]:
    return [(key, str(need.words)) for key, need in NEEDS.items()]


class ArticleHtmlField(forms.CharField):
    """What the editor sends, cleaned. A picture that would be dropped is an error instead."""

    widget = ArticleEditor

    def clean(self, value: Any) -> CleanHtml:
        typed = super().clean(value)
        cleaned = clean(typed)
        if cleaned.count("<img") < typed.count("<img"):
            raise ValidationError(
                _(
                    "A picture is not from our library, or does not say what it shows. Use its "
                    "address from the library and describe it, or take it out."
                )
            )
        asked = set(_HOUSES_IN.findall(cleaned))
        known = City.objects.filter(slug__in=asked).values_list("slug", flat=True) if asked else ()
        if unknown := asked - set(known):
            words = _("There is no city “%(city)s” to show homes in.")
            raise ValidationError(words % {"city": min(unknown)})
        if cleaned.count("data-need=") < typed.count("data-need="):
            raise ValidationError(_("Homes can’t be chosen by that. Take one of the list."))
        if self.required and not cleaned:
            raise ValidationError(self.error_messages["required"], code="required")
        return with_sizes(cleaned)


class EditorAdmin(KeepsDrafts, KeepsVersions):
    """Lets the editor's import map through the Content-Security-Policy."""

    moved_by_saving = ("revised_on",)

    def readable(self, value: Any) -> list[str]:
        return readable_lines(value) if isinstance(value, CleanHtml) else super().readable(value)

    def changes(self, request: HttpRequest, obj: Any, form: forms.ModelForm) -> dict[str, Any]:
        """What the form changed. A date that a save moves by itself is not taken back by a form
        that was opened before."""
        changes = {name: form.cleaned_data[name] for name in form.changed_data}
        if OVER in request.POST and changes.pop("revised_on", None):
            obj.revised_on = form.initial["revised_on"]
        return changes

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        _allow(request, context)
        context |= {
            "link_url": reverse("admin:articles_link"),
            "choose_url": reverse("admin:articles_picture_choose"),
            "library_url": reverse("admin:articles_picture_changelist"),
            "may_add_picture": staff(request).has_perm("articles.add_picture"),
        }
        return super().render_change_form(request, context, *args, **kwargs)


def _allow(request: HttpRequest, context: dict[str, Any]) -> None:
    # The nonce is put on the request by the policy's middleware.
    context["media"] = Media.from_media(context["media"], nonce=str(request.csp_nonce))  # type: ignore[attr-defined]
