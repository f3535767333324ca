"""The library inside of the editor: looks for a picture, and takes a new one."""

from pathlib import PurePath
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import render
from django.urls import URLPattern, path

from articles.models import Picture
from recovery_site.pictures import version_in

AT_ONCE = 24
LONGEST_TITLE = Picture._meta.get_field("title").max_length


class ChoosesPictures(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.choose_view)
        return [path("choose/", view, name="articles_picture_choose"), *super().get_urls()]

    def choose_view(self, request: HttpRequest) -> HttpResponse:
        """A list to choose from; a picture that is sent comes back as a list of one."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._add(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        asked, start = request.GET.get("q", "")[:80], _number(request.GET.get("from", ""))
        found = list(_found(asked, request.GET.get("now", ""))[start : start + AT_ONCE + 1])
        more = start + AT_ONCE if len(found) > AT_ONCE else 0
        context = {"pictures": found[:AT_ONCE], "more": more, "start": start}
        return render(request, "admin/articles/_pictures.html", context)

    def _add(self, request: HttpRequest) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        data, upload = request.POST.copy(), request.FILES.get("upload")
        if upload and not data.get("title", "").strip():
            data["title"] = _title_of(upload.name or "")
        form: Any = self.get_form(request)(data, request.FILES)
        if not form.is_valid():
            return self._refused(request, form)
        picture = form.save(commit=False)
        self.save_model(request, picture, form, change=False)
        self.log_addition(request, picture, [{"added": {}}])
        context = {"pictures": [picture], "start": 0, "chosen": True}
        return render(request, "admin/articles/_pictures.html", context, status=201)

    def _refused(self, request: HttpRequest, form: Form) -> HttpResponse:
        return render(request, "admin/articles/_picture_errors.html", {"form": form}, status=422)


def _found(asked: str, now: str) -> QuerySet[Picture]:
    """Those that say every word; of them first the one that the text shows now."""
    pictures = Picture.objects.order_by("-created_at", "-pk")
    if current := version_in(now):
        return pictures.filter(version=current)
    for word in asked.replace("\0", "").split():
        says = Q(alt__icontains=word) | Q(title__icontains=word) | Q(credit__icontains=word)
        pictures = pictures.filter(says)
    return pictures


def _title_of(name: str) -> str:
    words = PurePath(name.replace("\\", "/")).stem.replace("-", " ").replace("_", " ").split()
    return " ".join(words)[:LONGEST_TITLE]


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0
