"""What the audit can be narrowed to. None of these asks the database."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from django.apps import apps
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext_lazy as _

from recovery_site.audit_words import ACTIONS


class ActionFilter(admin.SimpleListFilter):
    title = _("what")
    parameter_name = "did"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        return [(name, words) for name, (words, _sentence) in ACTIONS.items()]

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(action=self.value()) if self.value() else queryset


class KindFilter(admin.SimpleListFilter):
    title = _("kind of object")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """What has a page in the back office."""
        found = [
            (model._meta.label_lower, model._meta.verbose_name)
            for model in apps.get_models()
            if any(field.name == "uuid" for field in model._meta.fields)
            and model_admin.admin_site.is_registered(model)
        ]
        return sorted(found, key=lambda choice: str(choice[1]))

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(object_type=self.value()) if self.value() else queryset


class DaysFilter(admin.ListFilter):
    """From one day to another, by the site's clock; both may stay empty."""

    title = _("when")
    template = "admin/recovery_site/days_filter.html"

    def __init__(self, request: HttpRequest, params: dict, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        for name in self.expected_parameters():
            if name in params:
                self.used_parameters[name] = params.pop(name)[-1]

    def expected_parameters(self) -> list[str]:
        return ["since", "until"]

    def has_output(self) -> bool:
        return True

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:
        """One: the fields, and what the other filters say."""
        others = {k: v[-1] for k, v in changelist.filter_params.items() if v}
        for name in self.expected_parameters():
            others.pop(name, None)
        values = {name: self._day(name) for name in self.expected_parameters()}
        yield {"others": others, "selected": any(values.values()), **values}

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        if since := self._day("since"):
            queryset = queryset.filter(at__gte=_midnight(since))
        if until := self._day("until"):
            queryset = queryset.filter(at__lt=_midnight(until + timedelta(days=1)))
        return queryset

    def _day(self, name: str) -> date | None:
        try:
            return parse_date(self.used_parameters.get(name, ""))
        except ValueError:
            return None


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
