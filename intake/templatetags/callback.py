from typing import Any

from django import template
from django.template import Context
from django.urls import reverse
from django.utils import timezone

from intake.forms import CallbackForm
from listings.models import House
from listings.promise import promise_words

register = template.Library()


@register.inclusion_tag("components/_callback_form.html", takes_context=True)
def callback_form(context: Context, house: House | None = None) -> dict[str, Any]:
    """The form that asks for a call, about `house` where one is given.

    The page hands over `promise` and `at` where it has them. Nothing in the form depends on
    who reads it. Without an owner of the site there is no form.
    """
    owner = context.get("owner")
    if not owner:
        return {}
    at = context.get("at") or timezone.now()
    about = house if house and house.operator_id == owner.pk else None
    return {
        "form": CallbackForm(operator=owner, at=at, house=about),
        "house": about,
        "owner": owner,
        "promise": context.get("promise") or promise_words(owner, at),
        "action": reverse("callback_request"),
    }
