"""What the editor asks while somebody writes: where a link leads, and what to make of a paste."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import ngettext

from articles.html import clean
from articles.links import judged, suggestions
from recovery_site.admin.staff import staff

WRITERS = ("articles.add_article", "articles.change_article", "articles.add_page",
           "articles.change_page")  # fmt: skip
# Longer ones are no address and no name.
LONGEST = 400


class EditorTools(admin.ModelAdmin):
    """Mounted once, for articles and standing pages alike."""

    def get_urls(self) -> list[URLPattern]:
        guard = self.admin_site.admin_view
        return [
            path("link/", guard(self.link_view), name="articles_link"),
            path("paste/", guard(self.paste_view), name="articles_paste"),
            *super().get_urls(),
        ]

    def link_view(self, request: HttpRequest) -> HttpResponse:
        writers_only(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD"])
        typed, at = request.GET.get("q", "").strip()[:LONGEST], timezone.now()
        context = {
            "verdict": judged(typed, at=at) if _is_address(typed) else None,
            "suggestions": [] if _leads_elsewhere(typed) else suggestions(typed, at=at),
        }
        return render(request, "admin/articles/_link.html", context)

    def paste_view(self, request: HttpRequest) -> HttpResponse:
        """What is sent comes back clean; nothing is kept."""
        writers_only(request)
        if request.method != "POST":
            return HttpResponseNotAllowed(["POST"])
        pasted = request.POST.get("html", "")
        html = clean(pasted)
        left_out = pasted.lower().count("<img") - html.count("<img")
        note = ngettext(
            "%(n)d picture was left out. Put it into the library, then choose it there.",
            "%(n)d pictures were left out. Put them into the library, then choose them there.",
            left_out,
        )
        return JsonResponse({"html": html, "note": note % {"n": left_out} if left_out > 0 else ""})


def writers_only(request: HttpRequest) -> None:
    if not any(staff(request).has_perm(permission) for permission in WRITERS):
        raise PermissionDenied


def _is_address(typed: str) -> bool:
    return typed.startswith(("/", "#", "?")) or _leads_elsewhere(typed)


def _leads_elsewhere(typed: str) -> bool:
    return ":" in typed.split("/")[0]
