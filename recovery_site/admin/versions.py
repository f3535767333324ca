"""Former versions: a list, each with what it changed, and one press to bring it back."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from simple_history.admin import SimpleHistoryAdmin

from recovery_site.admin.two_editors import TwoEditors, lines_of
from recovery_site.differences import Difference, differences


class ShowsVersions(SimpleHistoryAdmin):
    """`compared` are the fields that a difference shows; `restore` brings one back."""

    compared: Sequence[str] = ()
    object_history_list_template = "admin/_versions.html"

    def readable(self, value: Any) -> list[str]:
        """A field's value in lines for people."""
        return lines_of(value)

    def restore(self, request: HttpRequest, obj: Any, version: Any) -> None:
        """Writes what `version` held, as a version of its own."""
        raise NotImplementedError

    def get_history_queryset(
        self, request: HttpRequest, history_manager: Any, pk_name: str, object_id: Any
    ) -> Any:
        found = super().get_history_queryset(request, history_manager, pk_name, object_id)
        return found.order_by("-history_date", "-history_id")

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, foreign_keys_are_objs: bool = True
    ) -> None:
        """The names of the fields that each version changed."""
        rows = list(historical_records)
        for row, before in zip(rows, [*rows[1:], None], strict=True):
            row.changed = [
                self._label(name)
                for name in self.compared
                if before and self._value(row, name) != self._value(before, name)
            ]

    def history_form_view(
        self,
        request: HttpRequest,
        object_id: str,
        version_id: str,
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        obj = self.get_object(request, object_id)
        versions = self.model.history.select_related("history_user")
        version = versions.filter(pk=_number(version_id), id=obj.pk if obj else None).first()
        if version is None:
            raise Http404
        if not self.has_view_history_or_change_history_permission(request, obj):
            raise PermissionDenied
        if request.method == "POST":
            return self._bring_back(request, obj, version)
        context = self.admin_site.each_context(request) | {
            "title": _("A version of “%(name)s”") % {"name": obj},
            "opts": self.opts,
            "object": obj,
            "version": version,
            "changes": self._differences(version.prev_record, version),
            "since": self._differences(version, obj),
            "may_restore": self.has_change_permission(request, obj),
        }
        return render(request, "admin/version.html", context | (extra_context or {}))

    def _bring_back(self, request: HttpRequest, obj: Any, version: Any) -> HttpResponse:
        if not self.has_change_permission(request, obj):
            raise PermissionDenied
        try:
            self.restore(request, obj, version)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            return redirect(request.path)
        self.log_change(request, obj, _("Brought back a former version."))
        messages.success(request, _("The former version is back, as a new version."))
        return redirect(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", obj.pk)

    def more_lines(self, row: Any) -> dict[str, list[str]] | None:
        """What hangs on `row`, a version or what is there now, by labels; None: nobody knows."""
        return {}

    def _differences(self, before: Any, after: Any) -> list[Difference]:
        old, new = self.more_lines(before) if before else {}, self.more_lines(after)
        if old is None or new is None:
            old = new = {}
        fields = self._lines(before) if before else {}
        return differences(fields | old, self._lines(after) | new)

    def _lines(self, row: Any) -> dict[str, list[str]]:
        return {self._label(name): self.readable(self._shown(row, name)) for name in self.compared}

    def _label(self, name: str) -> str:
        label = str(self.model._meta.get_field(name).verbose_name)
        return label[:1].upper() + label[1:]

    def _value(self, row: Any, name: str) -> Any:
        return getattr(row, self.model._meta.get_field(name).attname)

    def _shown(self, row: Any, name: str) -> Any:
        """A row that a key points at may be gone since."""
        field = self.model._meta.get_field(name)
        if not isinstance(field, models.ForeignKey):
            return getattr(row, f"get_{name}_display", lambda: getattr(row, name))()
        key = getattr(row, field.attname)
        found = field.related_model._base_manager.filter(pk=key).first() if key else None
        return found or (_("(gone since)") if key else None)


class KeepsVersions(TwoEditors, ShowsVersions):
    """The same for a form whose later save is refused."""


def former(version: Any, names: Sequence[str]) -> dict[str, Any]:
    """What `version` held in `names`, without what points at a row that is gone since."""
    values = {}
    for name in names:
        field = version.instance_type._meta.get_field(name)
        if isinstance(field, models.ForeignKey):
            key = getattr(version, field.attname)
            row = field.related_model._base_manager.filter(pk=key).first() if key else None
            if key and row is None:
                continue
            values[name] = row
        else:
            values[name] = getattr(version, name)
    return values


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None
