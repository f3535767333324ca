from intake.actions import complete
from intake.choices import NoticeChannel, NoticeHours
from intake.models import NoticeRecipient
from intake.recipients import address_hash
from listings.models import Operator

RECIPIENTS = [
    ("Front desk", 1, "desk@seagrape.example", NoticeHours.OPEN),
    ("On-call manager", 1, "oncall@seagrape.example", NoticeHours.CLOSED),
    ("Owner", 2, "owner@seagrape.example", NoticeHours.ALWAYS),
]


def load(operator: Operator) -> None:
    """Who would be told in the demo. A list that somebody has begun stays as it is."""
    if operator.notice_recipients.exists():
        return
    for label, step, address, hours in RECIPIENTS:
        recipient = NoticeRecipient(
            operator=operator, label=label, step=step, address=address, hours=hours
        )
        complete(recipient)
        recipient.save()


def remove() -> None:
    hashes = [address_hash(NoticeChannel.EMAIL, address) for _, _, address, _ in RECIPIENTS]
    NoticeRecipient.objects.filter(address_hash__in=hashes).delete()
