from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone

from intake.forms import CallbackForm
from listings.models import House
from listings.site import site_of

register = template.Library()


@register.inclusion_tag("components/_callback_form.html", takes_context=True)
def callback_form(context: Context, house: House | None = None) -> dict[str, Any]:
    """The form that asks for a call, about `house` where one is given.

    Nothing in it depends on who reads it. Before the site has an owner there is none.
    """
    site = site_of(context["request"], at=timezone.now())
    if site.owner is None:
        return {}
    about = house if house and house.operator_id == site.owner.pk else None
    return {
        "form": CallbackForm(operator=site.owner, at=site.at, house=about),
        "house": about,
        "owner": site.owner,
        "promise": site.promise,
        "action": reverse("callback_request"),
    }
