"""Two people at one form: the later is told, and shown both texts. Nothing is lost silently."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import connection, models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from recovery_site.differences import Difference, differences
from recovery_site.models import AuditEvent, User

# What the form says of itself: the version it was opened with, and what to do about another one.
SEEN, OVER, THEIRS = "_seen", "_over", "_theirs"


class StaleForm:
    """Mixed into a form whose page was opened before somebody else saved."""

    def clean(self) -> Any:
        cleaned = super().clean()  # type: ignore[misc]  # mixed into a form
        words = _(
            "Somebody else saved this while you were writing. Nothing that you typed is lost."
        )
        self.add_error(None, ValidationError(words, code="stale"))  # type: ignore[attr-defined]  # mixed into a form
        return cleaned


class TwoEditors(admin.ModelAdmin):
    """For a model with `updated_at`, which every save has to move on."""

    # Fields that a save changes by itself: no difference to show.
    moved_by_saving: tuple[str, ...] = ()

    class Media:
        css = {"all": ["css/admin_editors.css"]}

    def version_of(self, obj: models.Model) -> str:
        return obj.updated_at.isoformat()

    def readable(self, value: Any) -> list[str]:
        """A field's value in lines for people."""
        return lines_of(value)

    def get_object(self, request: HttpRequest, object_id: str, from_field: Any = None) -> Any:
        found = super().get_object(request, object_id, from_field)
        if found and request.method == "POST" and connection.in_atomic_block:
            self.model._base_manager.select_for_update().filter(pk=found.pk).first()
            found = super().get_object(request, object_id, from_field)
        return found

    def get_form(
        self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any
    ) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        if obj is None or request.method != "POST":
            return form
        known = {request.POST.get(SEEN), request.POST.get(OVER)}
        if self.version_of(obj) in known:
            return form
        return type(form)(form.__name__, (StaleForm, form), {})

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id and THEIRS in request.POST:
            # Their version is opened anew, with what was typed beside it.
            request.method, request.typed = "GET", request.POST
        elif request.method == "POST" and OVER in request.POST:
            request.POST = request.POST.copy()
            request.POST["_continue"] = "1"
        return super().changeform_view(request, object_id, form_url, extra_context)

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        obj = kwargs.get("obj")
        form = context["adminform"].form
        typed = getattr(request, "typed", None)
        if obj and self.has_change_permission(request, obj):
            context["version"] = self.version_of(obj)
            context["seen"] = request.POST.get(SEEN, "") if typed is None else context["version"]
            context["seen"] = context["seen"] or context["version"]
            if typed is not None:
                bound = type(form)(typed, instance=obj, prefix=form.prefix)
                context["typed_before"] = self._mine_against_theirs(bound, [])
            elif form.is_bound and form.has_error(NON_FIELD_ERRORS, code="stale"):
                formsets = [inline.formset for inline in context["inline_admin_formsets"]]
                context["conflict"] = self._mine_against_theirs(form, formsets)
                context["saved_by"], context["saved_at"] = last_saved(obj)
        return super().render_change_form(request, context, *args, **kwargs)

    def _mine_against_theirs(self, form: Any, formsets: Iterable[Any]) -> list[Difference]:
        theirs, mine = {}, {}
        for name in (name for name in form.changed_data if name not in self.moved_by_saving):
            field = form.fields[name]
            label = str(field.label)
            theirs[label] = self.readable(_stored(form, name))
            mine[label] = self.readable(_typed(form, name))
        for formset in formsets:
            label = str(formset.model._meta.verbose_name_plural).capitalize()
            theirs[label], mine[label] = self._stored_rows(formset), self._typed_rows(formset)
        return differences(theirs, mine)

    def _stored_rows(self, formset: Any) -> list[str]:
        names = _shown_fields(formset)
        # Read anew: validation has put what was typed into the rows that the formset holds.
        stored = formset.get_queryset().all()
        rows = ([getattr(row, name) for name in names] for row in stored)
        return [line for row in rows for value in row for line in self.readable(value)]

    def _typed_rows(self, formset: Any) -> list[str]:
        names = _shown_fields(formset)
        kept = [form for form in formset.forms if form.instance.pk or form.has_changed()]
        kept = [form for form in kept if not getattr(form, "cleaned_data", {}).get("DELETE")]
        values = (_typed(form, name) for form in kept for name in names)
        return [line for value in values for line in self.readable(value)]


def _shown_fields(formset: Any) -> list[str]:
    """Those that a row stores; a form may have others, as for a file that is on its way."""
    stored = {field.name for field in formset.model._meta.get_fields()}
    stored -= {formset.fk.name, formset.model._meta.pk.name}
    return [name for name in formset.form.base_fields if name in stored]


def _stored(form: forms.BaseForm, name: str) -> Any:
    field, value = form.fields[name], form.get_initial_for_field(form.fields[name], name)
    return _cleaned(field, field.prepare_value(value), value)


def _typed(form: forms.BaseForm, name: str) -> Any:
    raw = form[name].data
    return _cleaned(form.fields[name], raw, raw)


def _cleaned(field: forms.Field, raw: Any, otherwise: Any) -> Any:
    """What `raw` stands for: the row of a key, a time in place of its two halves."""
    try:
        return field.clean(raw)
    except (ValidationError, TypeError, AttributeError):
        return otherwise


def lines_of(value: Any) -> list[str]:
    if value in (None, "", []):
        return []
    if isinstance(value, datetime):
        return [date_format(timezone.localtime(value), "DATETIME_FORMAT")]
    if isinstance(value, date):
        return [date_format(value, "DATE_FORMAT")]
    if isinstance(value, bool):
        return [str(_("yes") if value else _("no"))]
    if isinstance(value, models.QuerySet | list | tuple):
        return [str(one) for one in value]
    return [line for line in str(value).splitlines() if line.strip()]


def last_saved(obj: models.Model) -> tuple[User | None, datetime]:
    event = AuditEvent.objects.about(obj).select_related("actor").order_by("at", "pk").last()
    return (event.actor if event else None), obj.updated_at
