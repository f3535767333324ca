from typing import Any

from django import template
from django.template import Context
from django.utils import timezone

from intake.models import Wait
from intake.waiting import line_for
from listings.models import Bed

register = template.Library()

MAY_SEE = "intake.view_wait"
MOST_SHOWN = 3


@register.inclusion_tag("admin/intake/_line.html", takes_context=True)
def line(context: Context, bed: Bed) -> dict[str, Any]:
    """Who is next for this open bed, without a name, for who may see the waitlist."""
    user = context["request"].user
    if not user.has_perm(MAY_SEE):
        return {}
    fitting = line_for(bed, at=timezone.now())
    seen = Wait.objects.visible_to(user, MAY_SEE)
    own = set(seen.filter(pk__in=[each.pk for each in fitting]).values_list("pk", flat=True))
    turns = [(turn, each) for turn, each in enumerate(fitting, 1) if each.pk in own]
    return {"turns": turns[:MOST_SHOWN], "bed": bed, "shown": True}
