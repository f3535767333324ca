from typing import Any

from django import forms
from django.contrib import admin
from django.utils.text import capfirst


class NamedFieldsFormSet(forms.BaseInlineFormSet):
    """In a table of rows a field's only label is the head of its column: it gets one to hear."""

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        super().add_fields(form, index)
        for field in form.fields.values():
            widget: Any = getattr(field.widget, "widget", field.widget)
            if not widget.is_hidden:
                widget.attrs["aria-label"] = capfirst(str(field.label))


class TableInline(admin.TabularInline):
    formset = NamedFieldsFormSet
    extra = 0
