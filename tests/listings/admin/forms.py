"""An admin form as a browser would send it back."""

from collections.abc import Iterator
from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse


def filled_in(response: HttpResponse) -> dict[str, Any]:
    """Every field of the form and its inline rows, with the value that the page shows."""
    data: dict[str, Any] = {}
    if seen := response.context.get("seen"):
        data["_seen"] = seen  # which version the page was opened with
    for form in _forms(response.context):
        for field in form:
            value = field.value()
            if value is False or value is None:
                continue
            data[field.html_name] = (
                [str(one) for one in value] if isinstance(value, list) else str(value)
            )
    return data


def _forms(context: Any) -> Iterator[BaseForm]:
    yield context["adminform"].form
    for inline in context["inline_admin_formsets"]:
        yield inline.formset.management_form
        yield from inline.formset.forms


def add_row(data: dict[str, Any], prefix: str, **values: Any) -> int:
    """One more inline row; returns its number."""
    number = int(data[f"{prefix}-TOTAL_FORMS"])
    data[f"{prefix}-TOTAL_FORMS"] = str(number + 1)
    data.update({f"{prefix}-{number}-{name}": value for name, value in values.items()})
    return number
