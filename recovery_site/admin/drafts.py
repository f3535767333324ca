"""What is typed into a form is kept in the browser until it is saved; see static/js/drafts.js."""

import re
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.db import models
from django.forms import Media, Script
from django.http import HttpRequest, HttpResponse

NAME = re.compile(r"[\w.:\-]{1,120}")
# Tells the browser's script which draft it may forget.
COOKIE = "saved_draft"
COOKIE_SECONDS = 24 * 60 * 60


class KeepsDrafts(admin.ModelAdmin):
    """For forms without anything personal: a draft lies readable in the browser."""

    @property
    def media(self) -> Media:
        return super().media + Media(
            js=[Script("js/drafts.js", type="module")],  # type: ignore[list-item]  # Media takes objects, too
            css={"all": ["css/admin_editors.css"]},
        )

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        response = super().changeform_view(request, object_id, form_url, extra_context)
        name = request.POST.get("_draft", "")
        if getattr(request, "was_saved", False) and NAME.fullmatch(name):
            response.set_cookie(
                COOKIE,
                name,
                max_age=COOKIE_SECONDS,
                path="/admin/",
                secure=settings.SESSION_COOKIE_SECURE,
                samesite="Lax",
            )
        return response

    def log_addition(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        request.was_saved = True
        return super().log_addition(request, obj, message)

    def log_change(self, request: HttpRequest, obj: models.Model, message: Any) -> Any:
        request.was_saved = True
        return super().log_change(request, obj, message)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        may_type = obj is None or self.has_change_permission(request, obj)
        if may_type and not context.get("is_popup"):
            sent = request.POST.get("_draft", "")
            name = f"{self.opts.label_lower}:{obj.pk if obj else 'new'}"
            context["draft"] = sent if NAME.fullmatch(sent) else name
            context["saved_on"] = getattr(obj, "updated_at", None)
        return super().render_change_form(request, context, *args, **kwargs)
