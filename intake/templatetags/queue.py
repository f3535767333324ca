from datetime import datetime
from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.formats import date_format

from intake.models import CallbackRequest
from intake.numbers.glance import glance
from intake.numbers.scope import MAY_SEE, operators_of, requests_of
from listings.words import clock_words

register = template.Library()

MAY_READ = "intake.view_callbackrequest"


@register.filter
def clock(moment: datetime) -> str:
    """ "9:12 am" as it is where the moment says."""
    return clock_words(moment)


@register.filter
def moment(at: datetime) -> str:
    """ "Tue, Nov 17, 9:12 am" in the current time zone."""
    local = timezone.localtime(at)
    return f"{date_format(local, 'D, M j')}, {clock_words(local)}"


@register.simple_tag
def queue_parts(changelist: Any) -> list[dict[str, Any]]:
    """The choices of the queue's own filter, to be drawn above the list."""
    found = [
        spec for spec in changelist.filter_specs if getattr(spec, "parameter_name", "") == "queue"
    ]
    return [choice for spec in found for choice in spec.choices(changelist)]


@register.inclusion_tag("admin/intake/_start.html", takes_context=True)
def queue_start(context: Context) -> dict[str, Any]:
    """How much waits, for the first page of who may see the queue."""
    user = context["request"].user
    if not user.has_perm(MAY_READ):
        return {}
    seen = CallbackRequest.objects.visible_to(user, MAY_READ)
    return {"counts": seen.queue_counts(at=timezone.now(), user=user)}


@register.inclusion_tag("admin/intake/_glance.html", takes_context=True)
def numbers_start(context: Context) -> dict[str, Any]:
    """How fast people were answered lately, for the first page of who may see the figures."""
    user = context["request"].user
    if not user.has_perm(MAY_SEE):
        return {}
    operators = list(operators_of(user))
    return {"glance": glance(requests_of(user), operators, at=timezone.now())}
