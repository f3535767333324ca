"""The house's form in parts of a sensible size. Radio buttons choose one; no script is needed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from django.contrib.admin.helpers import Fieldset, InlineAdminFormSet
from django.http import HttpRequest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CHOSEN = "_tab"


@dataclass(frozen=True, slots=True)
class Part:
    """Names of fields and of inline models that belong together."""

    slug: str
    title: str | Promise
    fields: frozenset[str]
    models: frozenset[str]


@dataclass(slots=True)
class Tab:
    slug: str
    title: str | Promise
    fieldsets: list[Fieldset]
    formsets: list[InlineAdminFormSet]
    errors: int = 0
    is_open: bool = False


def _part(slug: str, title: Promise, fields: str, models: str) -> Part:
    return Part(slug, title, frozenset(fields.split()), frozenset(models.split()))


PARTS = (
    _part("house", _("House"), "name bedrooms", "housetext"),
    _part("place", _("Place"), "slug", ""),
    _part("photos", _("Photos"), "", "photo"),
    _part("rooms", _("Rooms"), "", "room"),
    _part("money", _("Money"), "move_in_words", "rate housecosts"),
    _part("living", _("Living there"), "terms", "housewelcome houseprogram housemedication"),
    _part("rules", _("Rules"), "", "houserules"),
    _part("certificates", _("Certificates"), "", "certification"),
)
SLUGS = frozenset(part.slug for part in PARTS)


def tabs_of(request: HttpRequest, context: dict[str, Any]) -> list[Tab]:
    """One is open: the first with a mistake, else the one that was open before, else the first."""
    fieldsets = list(context["adminform"])
    formsets = list(context["inline_admin_formsets"])
    tabs = [
        Tab(
            part.slug,
            part.title,
            [one for one in fieldsets if part.fields & set(names_in(one.fields))],
            [one for one in formsets if one.opts.model._meta.model_name in part.models],
        )
        for part in PARTS
    ]
    tabs = [tab for tab in tabs if tab.fieldsets or tab.formsets]
    form = context["adminform"].form
    for tab in tabs:
        tab.errors = _errors_in(tab, form)
    asked = request.POST.get(CHOSEN) or request.GET.get("tab")
    wrong = (tab for tab in tabs if tab.errors)
    before = (tab for tab in tabs if tab.slug == asked)
    next(chain(wrong, before, tabs)).is_open = True
    return tabs


def names_in(fields: Iterable[Any]) -> Iterator[str]:
    """Of a fieldset, where a row may hold several."""
    for name in fields:
        if isinstance(name, str):
            yield name
        else:
            yield from name


def _errors_in(tab: Tab, form: Any) -> int:
    own = {name for fieldset in tab.fieldsets for name in names_in(fieldset.fields)}
    told = sum(len(errors) for name, errors in form.errors.items() if name in own)
    for one in tab.formsets:
        rows = one.formset
        told += sum(len(errors) for row in rows.errors for errors in row.values())
        told += len(rows.non_form_errors())
    return told
