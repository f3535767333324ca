from datetime import timedelta
from typing import Any

from django import template
from django.db.models import Count, Q
from django.template import Context
from django.utils import timezone

from recovery_site.lanes import PICTURE_PRIORITY, REST
from recovery_site.models import OutboxMessage

# A worker that lives takes a notice within a second.
STUCK_AFTER = timedelta(minutes=2)

register = template.Library()


@register.inclusion_tag("admin/_given_up.html", takes_context=True)
def given_up(context: Context) -> dict[str, Any]:
    """How many deliveries need a person, for who may look into them: messages, and pictures.

    `untaken` are notices that no worker has taken, though they are due for minutes.
    """
    if not context["request"].user.has_perm("recovery_site.view_outboxmessage"):
        return {}
    is_picture = Q(priority__gte=PICTURE_PRIORITY)
    given_up = Q(gave_up_at__isnull=False)
    untaken = Q(priority__lt=REST, attempts=0, due_at__lt=timezone.now() - STUCK_AFTER)
    waiting = Q(delivered_at__isnull=True)
    return OutboxMessage.objects.filter(waiting).aggregate(
        messages=Count("pk", filter=given_up & ~is_picture),
        pictures=Count("pk", filter=given_up & is_picture),
        untaken=Count("pk", filter=untaken & ~given_up),
    )
