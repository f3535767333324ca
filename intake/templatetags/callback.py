from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from intake.forms import CallbackForm
from intake.rules import is_certified
from listings.models import House
from listings.site import Site, site_of
from recovery_site import editions

register = template.Library()


@register.simple_tag(takes_context=True)
def callback_form(context: Context, house: House | None = None) -> SafeString | str:
    """The form that asks for a call, about `house` where one is given.

    Nothing in it depends on who reads it. Before the site has an owner there is none.
    """
    request = context["request"]
    site = site_of(request, at=timezone.now())
    if site.owner is None:
        return ""
    about = house if house and house.operator_id == site.owner.pk else None
    site.promise  # noqa: B018  # a page with the form holds for no longer than the promise
    # Houses share the form but for their own keys, and for what is said where a certificate lacks.
    certified = about is None or is_certified(about, at=site.at)
    name = f"callback:{get_language()}:{site.at:%Y%m%d%H%M}:{bool(about):d}{certified:d}"
    key = str(about.uuid) if about else ""
    edition = getattr(request, "edition", None)
    drawn_for, drawn = editions.remember(edition, name, lambda: (key, _draw(site, about)))
    if key != drawn_for:
        drawn = drawn.replace(drawn_for, key)
    return mark_safe(drawn)  # noqa: S308  # by the template, and a UUID


def _draw(site: Site, about: House | None) -> str:
    owner: Any = site.owner
    context = {
        "form": CallbackForm(operator=owner, at=site.at, house=about),
        "house": about,
        "owner": owner,
        "promise": site.promise,
        "action": reverse("callback_request"),
    }
    return render_to_string("components/_callback_form.html", context)
