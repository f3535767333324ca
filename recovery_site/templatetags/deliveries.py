from typing import Any

from django import template
from django.template import Context

from recovery_site.models import OutboxMessage

register = template.Library()


@register.inclusion_tag("admin/_given_up.html", takes_context=True)
def given_up(context: Context) -> dict[str, Any]:
    """How many deliveries need a person, for who may look into them."""
    may_look = context["request"].user.has_perm("recovery_site.view_outboxmessage")
    return {"count": OutboxMessage.objects.needing_a_person().count() if may_look else 0}
