from typing import Any

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import gettext as _

from listings.today import today_of
from recovery_site.charts import line_chart

register = template.Library()

SPARK = 56  # pixels


@register.inclusion_tag("admin/listings/_houses_start.html", takes_context=True)
def houses_start(context: Context) -> dict[str, Any]:
    """Openings, confirmations, certificates and occupancy, for who may see beds."""
    user = context["request"].user
    if not user.has_perm("listings.view_bed"):
        return {}
    at = timezone.now()
    today = today_of(user, at=at, day=timezone.localdate(at))
    shares = [filled.percent for filled in today.filled]
    words = [_share(share) for share in shares]
    return {
        "today": today,
        "perms": context["perms"],
        "now": words[-1],
        "chart": line_chart(
            [(_("filled"), "first", shares)],
            [""] * len(shares),
            words=_share,
            least=100,
            height=SPARK,
        ),
        "said": "; ".join(words),
    }


def _share(percent: float | None) -> str:
    return "–" if percent is None else f"{percent:.0f}%"
