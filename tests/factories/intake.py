from datetime import datetime
from itertools import count

from intake import actions
from intake.choices import ForWhom
from intake.models import CallbackRequest, NoticeRecipient, Wait
from intake.submissions import Submission
from listings.choices import Gender
from listings.models import Operator
from tests.factories.accounts import make_staff
from tests.factories.listings import NOON, make_office_hours, site_owner

_numbers = count(1)


def make_submission(**answers) -> Submission:
    """Someone else each time, who may be called and nothing more."""
    number = next(_numbers)
    values = {
        "name": f"Robin {number}",
        "for_whom": ForWhom.ME,
        "phone": f"+1561555{number % 10_000:04}",
    }
    return Submission(**values | answers)


def make_request(
    *, operator: Operator | None = None, at: datetime = NOON, **answers
) -> CallbackRequest:
    """As a visitor sends it; the notices are in the outbox."""
    what = make_submission(**answers)
    return actions.submit_request(operator=operator or site_owner(), what=what, at=at)


def make_wait(*, request: CallbackRequest | None = None, at: datetime = NOON, **fields) -> Wait:
    """Somebody who may live with men waits for any house."""
    request = request or make_request(at=at)
    values = {"gender": Gender.MEN, "by": fields.pop("by", None) or make_staff()} | fields
    return actions.join_waitlist(request=request, at=at, **values)


def make_recipient(operator: Operator | None = None, **fields) -> NoticeRecipient:
    values = {"label": "Front desk", "address": f"desk{next(_numbers)}@seagrape.example"}
    recipient = NoticeRecipient(operator=operator or site_owner(), **values | fields)
    actions.complete(recipient)
    recipient.save()
    return recipient


def open_every_day(operator: Operator, opens_at: str = "09:00", closes_at: str = "20:00") -> None:
    make_office_hours(operator, *[(weekday, opens_at, closes_at) for weekday in range(7)])


def answers(**values: str) -> dict[str, str]:
    """What a browser posts from a form that is filled in just enough."""
    return {
        "first_name": "Robin",
        "for_whom": "me",
        "phone": "(561) 555-0142",
        "email": "",
        "channel": "call",
        "preferred_window": "any",
        "time_zone": "America/New_York",
        "language": "en",
        "website": "",
    } | values
