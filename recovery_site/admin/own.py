from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest


class OwnRows:
    """For a ModelAdmin or an inline whose model says who may see which of its rows.

    Lists, searches, autocompletes, histories and direct addresses show, and related fields
    offer and accept, what the model's `visible_to(user, permission)` gives, and nothing else.
    Put it before Django's class.
    """

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return _visible(super().get_queryset(request), request, "view")  # type: ignore[misc]  # mixed into a ModelAdmin

    def get_field_queryset(self, db: str | None, db_field: Any, request: HttpRequest) -> Any:
        found = super().get_field_queryset(db, db_field, request)  # type: ignore[misc]  # mixed into a ModelAdmin
        related = db_field.remote_field.model
        rows = related._default_manager.using(db) if found is None else found
        return _visible(rows, request, "view") if hasattr(rows, "visible_to") else found

    def has_view_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may = super().has_view_permission(request, obj)  # type: ignore[misc]  # mixed into a ModelAdmin
        return may and self._is_own(request, obj, "view")

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may = super().has_change_permission(request, obj)  # type: ignore[misc]  # mixed into a ModelAdmin
        return may and self._is_own(request, obj, "change")

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        may = super().has_delete_permission(request, obj)  # type: ignore[misc]  # mixed into a ModelAdmin
        return may and self._is_own(request, obj, "delete")

    def history_view(self, request: HttpRequest, object_id: str, *args: Any, **kwargs: Any) -> Any:
        """django-simple-history would show the past of rows that the list leaves out."""
        if not request.user.is_superuser:
            own: Any = self
            if admin.ModelAdmin.get_object(own, request, unquote(object_id)) is None:
                raise Http404
        return super().history_view(request, object_id, *args, **kwargs)  # type: ignore[misc]  # mixed into a ModelAdmin

    def _is_own(self, request: HttpRequest, obj: Model | None, verb: str) -> bool:
        """An inline asks with the object of its page, which has been asked for itself."""
        if obj is None or not isinstance(obj, self.model) or obj.pk is None:  # type: ignore[attr-defined]  # mixed into a ModelAdmin
            return True
        if request.user.is_superuser:
            return True
        known: dict[tuple, bool] = vars(request).setdefault("_own_rows", {})
        key = (type(obj), obj.pk, verb)
        if key not in known:
            rows = _visible(type(obj)._default_manager.filter(pk=obj.pk), request, verb)
            known[key] = rows.exists()
        return known[key]


def _visible(rows: QuerySet, request: HttpRequest, verb: str) -> QuerySet:
    meta = rows.model._meta
    return rows.visible_to(request.user, f"{meta.app_label}.{verb}_{meta.model_name}")
