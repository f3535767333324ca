from typing import Any

from django import template
from django.db.models import Count, Q
from django.template import Context

from recovery_site.actions import PICTURE_PRIORITY
from recovery_site.models import OutboxMessage

register = template.Library()


@register.inclusion_tag("admin/_given_up.html", takes_context=True)
def given_up(context: Context) -> dict[str, Any]:
    """How many deliveries need a person, for who may look into them: messages, and pictures."""
    if not context["request"].user.has_perm("recovery_site.view_outboxmessage"):
        return {}
    is_picture = Q(priority__gte=PICTURE_PRIORITY)
    return OutboxMessage.objects.needing_a_person().aggregate(
        messages=Count("pk", filter=~is_picture), pictures=Count("pk", filter=is_picture)
    )
