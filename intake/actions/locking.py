from intake.models import CallbackRequest


class StaleError(Exception):
    """Somebody changed the request after this page was opened, or erased it."""


def locked(
    request: CallbackRequest, *, version: int | None = None, nameless: bool = False
) -> CallbackRequest:
    """The row as it is now, held until the transaction ends.

    Raises StaleError when `version` is given and another one is there, and for a request that
    was erased unless it may be `nameless`.
    """
    current = (
        CallbackRequest.objects.select_for_update(of=["self"])
        .select_related("requester", "operator")
        .get(pk=request.pk)
    )
    if version is not None and version != current.version:
        raise StaleError
    if current.anonymized_at is not None and not nameless:
        raise StaleError
    return current
