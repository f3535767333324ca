from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from intake.actions.submitting import ONCE_WITHIN, submit_request
from intake.limits import Limits
from intake.models import CallbackRequest
from intake.submissions import Submission
from listings.models import Operator
from listings.office_hours import Office


class OverLimitError(Exception):
    """As many as one client or one recipient may send were taken already."""


def submit_within_limits(
    *,
    operator: Operator,
    what: Submission,
    address: str,
    at: datetime,
    office: Office | None = None,
) -> CallbackRequest:
    """What `submit_request` does, unless it was done too often; that raises OverLimitError.

    `address` is the client's, "" where it is unknown. The same answers sent again are the one
    request that is there, and never count.
    """

    @contextmanager
    def within_limits() -> Iterator[None]:
        limits = Limits(what=what, address=address, at=at)
        if limits.are_over() and not _was_sent(what, operator, at=at):
            raise OverLimitError
        yield
        limits.note_accepted()

    return submit_request(operator=operator, what=what, at=at, office=office, guard=within_limits)


def _was_sent(what: Submission, operator: Operator, *, at: datetime) -> bool:
    same = CallbackRequest.objects.filter(submission_key=what.key(operator))
    return same.filter(created_at__gt=at - ONCE_WITHIN).exists()
