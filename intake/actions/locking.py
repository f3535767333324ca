from intake.models import CallbackRequest


class StaleError(Exception):
    """Somebody changed the request after this page was opened."""


def locked(request: CallbackRequest, *, version: int | None = None) -> CallbackRequest:
    """The row as it is now, held until the transaction ends.

    Raises StaleError when `version` is given and another one is there.
    """
    current = (
        CallbackRequest.objects.select_for_update(of=["self"])
        .select_related("requester", "operator")
        .get(pk=request.pk)
    )
    if version is not None and version != current.version:
        raise StaleError
    return current
