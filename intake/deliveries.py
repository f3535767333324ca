"""What leaves the site because of a request: notices to staff, a confirmation if they wanted one.

Nothing here names who asked or what for; a reference leads staff to it.
"""

from datetime import datetime
from email.utils import formataddr, parseaddr
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from intake.actions.holding import HOLD_ENDED, end_hold_in_time
from intake.actions.notices import (
    CONFIRMATION,
    REQUEST_NOTICE,
    TELL,
    TEST_NOTICE,
    confirm_to_visitor,
    lawful_hour,
    may_be_confirmed,
)
from intake.actions.recipients import note_delivery
from intake.actions.telling import tell_next
from intake.channels import Words, way
from intake.choices import Channel, NoticeChannel
from intake.models import CallbackRequest, NoticeRecipient
from intake.withdrawals import withdrawal_path
from recovery_site.models import OutboxMessage
from recovery_site.outbox import handles

# To ask Django for it would load every page of the site into a process that shows none.
REQUEST_PAGE = "/admin/intake/callbackrequest/{pk}/change/"
RECIPIENTS_PAGE = "/admin/intake/noticerecipient/"


@handles(TELL, gettext_lazy("Choosing who is told of a request"))
def tell_staff(message: OutboxMessage) -> None:
    """Who is on duty at the next step hears of it, and somebody looks again later."""
    payload = dict(message.payload)
    request = _request_of(payload.pop("request"))
    if request is not None:
        payload["since"] = datetime.fromisoformat(payload["since"])
        tell_next(request=request, at=timezone.now(), **payload)


@handles(REQUEST_NOTICE, gettext_lazy("Notice of a request"))
def request_notice(message: OutboxMessage) -> None:
    """To one who is told: the reference and where to read it, nothing that the visitor wrote."""
    request = _request_of(message.payload["request"])
    if request is None or request.is_held:
        return
    url = f"{settings.SITE_URL}{REQUEST_PAGE.format(pk=request.pk)}"
    known = {"reference": request.reference, "url": url}
    words = Words(
        subject=_("New request %(reference)s") % known,
        text=_("Somebody asks for a call. Please open request %(reference)s:\n\n%(url)s\n") % known,
        **known,
    )
    pk = message.payload["recipient"]
    if pk is None:
        way(NoticeChannel.EMAIL).send(request.operator.email, words, key=str(message.uuid))
    else:
        _tell(NoticeRecipient.objects.active().filter(pk=pk).first(), words, message)


@handles(TEST_NOTICE, gettext_lazy("Test of a notice recipient"))
def test_notice(message: OutboxMessage) -> None:
    url = f"{settings.SITE_URL}{RECIPIENTS_PAGE}"
    words = Words(
        subject=_("This is a test"),
        text=_("This is a test. A notice of a new request reaches you this way.\n\n%(url)s\n")
        % {"url": url},
        reference="TEST",
        url=url,
    )
    recipient = NoticeRecipient.objects.filter(pk=message.payload["recipient"]).first()
    _tell(recipient, words, message)


@handles(CONFIRMATION, gettext_lazy("Confirmation to a visitor"))
def confirmation(message: OutboxMessage) -> None:
    """To a visitor who asked for e-mail or a text. Others may see their screen."""
    request = _request_of(message.payload["request"])
    if request is None or not may_be_confirmed(request):
        return
    if request.channel == Channel.TEXT:
        _confirm_by_text(request, message)
    else:
        way(NoticeChannel.EMAIL).send(
            request.requester.email, _letter(request), key=str(message.uuid)
        )


@handles(HOLD_ENDED, gettext_lazy("End of a bed hold"))
def hold_ended(message: OutboxMessage) -> None:
    request = _request_of(message.payload["request"])
    if request is not None:
        end_hold_in_time(request=request, hold=UUID(message.payload["hold"]), at=timezone.now())


def _confirm_by_text(request: CallbackRequest, message: OutboxMessage) -> None:
    """A delivery that failed for hours may come at a time at which nobody may be texted."""
    at = timezone.now()
    if lawful_hour(request, at=at) > at:
        with transaction.atomic():
            confirm_to_visitor(request, at=at)
        return
    text = _(
        "Thank you, we got your message. Reference %(reference)s. Call us: %(phone)s. "
        "Reply STOP for no more texts."
    )
    words = Words(subject="", text=text % _known(request), reference=request.reference)
    way(NoticeChannel.TEXT).send(request.requester.phone, words, key=str(message.uuid))


def _letter(request: CallbackRequest) -> Words:
    text = _(
        "Thank you, we got your message. We write to you at this address.\n\n"
        "Your reference is %(reference)s. You can also call us: %(phone)s.\n\n"
        "You changed your mind? Take it back, or have it deleted: %(take_back)s\n\n"
        "You did not write to us? Then please forget this e-mail.\n"
    )
    known = {"take_back": f"{settings.SITE_URL}{withdrawal_path(request)}"} | _known(request)
    return Words(
        subject=_("We got your message"),
        text=text % known,
        reference=request.reference,
        sender=formataddr((_("Front desk"), parseaddr(settings.DEFAULT_FROM_EMAIL)[1])),
    )


def _known(request: CallbackRequest) -> dict[str, str]:
    return {"reference": request.reference, "phone": request.operator.phone}


def _request_of(uuid: str) -> CallbackRequest | None:
    """None when it was erased since, or made nameless: then there is nothing left to say."""
    wanted = CallbackRequest.objects.filter(uuid=uuid, anonymized_at=None)
    return wanted.select_related("operator", "requester").first()


def _tell(recipient: NoticeRecipient | None, words: Words, message: OutboxMessage) -> None:
    if recipient is None:  # removed, or no longer told
        return
    chosen = way(recipient.channel, secret=recipient.secret or "")
    try:
        chosen.send(recipient.address, words, key=str(message.uuid))
    except Exception:
        note_delivery(recipient=recipient, at=timezone.now(), worked=False)
        raise
    note_delivery(recipient=recipient, at=timezone.now(), worked=True)
