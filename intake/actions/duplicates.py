from intake.choices import DuplicateRule
from intake.models import CallbackRequest, DuplicateLink

# A number that was used more often is somebody's switchboard, or a joke.
MOST_LINKS = 10


def link_duplicates(request: CallbackRequest) -> None:
    """Link earlier requests from the same phone or e-mail. Nothing is merged or dropped."""
    contact = request.requester
    links = []
    for field, rule in (
        ("phone_hash", DuplicateRule.SAME_PHONE),
        ("email_hash", DuplicateRule.SAME_EMAIL),
    ):
        if value := getattr(contact, field):
            earlier = (
                CallbackRequest.objects.filter(
                    operator=request.operator_id, **{f"requester__{field}": value}
                )
                .exclude(pk=request.pk)
                .order_by("-created_at", "-pk")
                .values_list("pk", flat=True)[:MOST_LINKS]
            )
            links += [DuplicateLink(request=request, earlier_id=pk, rule=rule) for pk in earlier]
    DuplicateLink.objects.bulk_create(links)
