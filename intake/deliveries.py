"""The e-mails of intake. None of them tells what the site is about, or who wrote to it."""

from email.utils import formataddr, parseaddr

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _

from intake.actions.notices import CONFIRMATION, REQUEST_NOTICE
from intake.models import CallbackRequest, NoticeRecipient
from intake.withdrawals import withdrawal_path
from recovery_site.models import OutboxMessage
from recovery_site.outbox import handles


@handles(REQUEST_NOTICE)
def request_notice(message: OutboxMessage) -> None:
    """To one who is told: the reference and where to read it, nothing that the visitor wrote."""
    request = _request_of(message)
    if request is None or request.is_held:
        return
    address = request.operator.email
    if message.payload["recipient"] is not None:
        recipient = NoticeRecipient.objects.filter(pk=message.payload["recipient"]).first()
        if recipient is None or not recipient.is_active:
            return
        address = recipient.email
    path = reverse("admin:intake_callbackrequest_change", args=[request.pk])
    words = {"reference": request.reference, "url": f"{settings.SITE_URL}{path}"}
    _send(
        message,
        to=address,
        sender=settings.DEFAULT_FROM_EMAIL,
        subject=_("New request %(reference)s") % words,
        body=_("Somebody asks for a call. Please open request %(reference)s:\n\n%(url)s\n") % words,
    )


@handles(CONFIRMATION)
def confirmation(message: OutboxMessage) -> None:
    """To a visitor who asked for e-mail. Others may see their screen."""
    request = _request_of(message)
    if request is None or not request.requester.email:
        return
    words = {
        "reference": request.reference,
        "phone": request.operator.phone,
        "take_back": f"{settings.SITE_URL}{withdrawal_path(request)}",
    }
    _send(
        message,
        to=request.requester.email,
        sender=formataddr((_("Front desk"), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
        subject=_("We got your message"),
        body=_(
            "Thank you, we got your message. We write to you at this address.\n\n"
            "Your reference is %(reference)s. You can also call us: %(phone)s.\n\n"
            "You changed your mind? Take it back, or have it deleted: %(take_back)s\n\n"
            "You did not write to us? Then please forget this e-mail.\n"
        )
        % words,
    )


def _request_of(message: OutboxMessage) -> CallbackRequest | None:
    """None when it was erased since, or made nameless: then there is nothing left to say."""
    wanted = CallbackRequest.objects.filter(uuid=message.payload["request"])
    return wanted.filter(anonymized_at=None).select_related("operator", "requester").first()


def _send(message: OutboxMessage, *, to: str, sender: str, subject: str, body: str) -> None:
    domain = parseaddr(sender)[1].rpartition("@")[2] or "localhost"
    # The same each time, so that a mail program shows a repeated delivery once.
    headers = {"Message-ID": f"<{message.uuid}@{domain}>", "Auto-Submitted": "auto-generated"}
    EmailMessage(subject, body, sender, [to], headers=headers).send()
