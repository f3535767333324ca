"""Questions and sources of an article in its versions."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from articles.models import Article
from articles.versions import PARTS, parts_now, parts_then, readable_parts


class ComparesParts(admin.ModelAdmin):
    """Mixed into an admin that keeps versions."""

    def more_lines(self, row: Any) -> dict[str, list[str]] | None:
        parts = parts_now(row) if isinstance(row, Article) else parts_then(row)
        return None if parts is None else readable_parts(parts)

    def set_history_delta_changes(
        self, request: HttpRequest, historical_records: Any, foreign_keys_are_objs: bool = True
    ) -> None:
        super().set_history_delta_changes(request, historical_records, foreign_keys_are_objs)
        noted: dict[str, Any] = {}
        for row in reversed(list(historical_records)):
            for name, (model, _fields) in PARTS.items():
                rows = getattr(row, name)
                if rows is not None:
                    if noted.get(name, rows) != rows:
                        label = str(model._meta.verbose_name_plural)
                        row.changed.append(label[:1].upper() + label[1:])
                    noted[name] = rows
