from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from intake.models import CallbackRequest

register = template.Library()


@register.inclusion_tag("admin/intake/_start.html", takes_context=True)
def queue_start(context: Context) -> dict[str, Any]:
    """How much waits, for the first page of who may see the queue."""
    user = context["request"].user
    if not user.has_perm("intake.view_callbackrequest"):
        return {}
    seen = CallbackRequest.objects.of_member(user)
    return {"counts": seen.queue_counts(at=timezone.now(), user=user)}
