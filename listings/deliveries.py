"""Pictures, drawn where no visitor and no staff member waits for them, and reminders of beds."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from listings import actions
from listings.models import House, SheetImport
from listings.reminders import house_kept_by, reminder_path
from listings.sheet_steps import AT_WORK, FORGET, STEP
from recovery_site.models import OutboxMessage, User
from recovery_site.outbox import UndeliverableError, handles


@handles(actions.DRAW_PHOTO, _("Drawing a photo"))
def photo(message: OutboxMessage) -> None:
    try:
        actions.draw_photo(promise=message, at=timezone.now())
    except ValidationError as error:
        raise UndeliverableError from error


@handles(actions.DRAW_SOCIAL_PICTURE, _("Drawing the picture for links"))
def social_picture(message: OutboxMessage) -> None:
    actions.draw_social_picture(house_id=message.payload["house"], at=timezone.now())


@handles(actions.REMIND, _("Looking whether beds were confirmed"))
def remind(message: OutboxMessage) -> None:
    house = _still_lapsing(message)
    if house is not None:
        actions.remind_of(house=house, at=timezone.now())


@handles(actions.REMINDER, _("Reminder to confirm beds"))
def reminder(message: OutboxMessage) -> None:
    """Nothing is sent about a house that was confirmed, or to who lost it, in the meantime."""
    house = _still_lapsing(message)
    user = User.objects.filter(uuid=message.payload["user"], is_active=True, is_staff=True).first()
    if house is None or user is None or house_kept_by(user, str(house.uuid)) is None:
        return
    until = datetime.fromisoformat(message.payload["until"])
    url = f"{settings.SITE_URL}{reminder_path(house, user, until=until)}"
    words = gettext(
        "Nobody has confirmed the beds of %(house)s for %(days)d days. Families soon read “call "
        "to confirm”.\n\nLook at them and confirm, in one tap and without signing in:\n\n"
        "%(url)s\n\nThe link is yours and works for a week. Please don’t pass it on.\n"
    ) % {"house": house, "days": settings.AVAILABILITY_REMIND_DAYS, "url": url}
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    # The same each time, so that a mail program shows a repeated delivery once.
    headers = {"Message-ID": f"<{message.uuid}@{domain}>", "Auto-Submitted": "auto-generated"}
    subject = gettext("Are these beds still so?")
    EmailMessage(subject, words, None, [user.email], headers=headers).send()


def _still_lapsing(message: OutboxMessage) -> House | None:
    """The house, if nobody confirmed it since the message was written."""
    since = datetime.fromisoformat(message.payload["confirmed_at"])
    return House.objects.filter(
        uuid=message.payload["house"], availability_confirmed_at=since
    ).first()


@handles(STEP, _("Going on with a spreadsheet"))
def sheet_step(message: OutboxMessage) -> None:
    """A little with each delivery, so that it holds nothing else up."""
    from listings.actions import sheets  # notices are sent without it

    sheet = SheetImport.objects.filter(
        pk=message.payload["sheet"], step=message.payload["step"], state__in=AT_WORK
    ).first()
    if sheet is None:
        return  # removed, or done by another worker meanwhile
    sheets.work(sheet=sheet, at=timezone.now())
    sheet.refresh_from_db()
    if sheet.state in AT_WORK:
        sheets.plan_step(sheet=sheet, at=timezone.now())


@handles(FORGET, _("Removing the rows of a spreadsheet"))
def sheet_forget(message: OutboxMessage) -> None:
    from listings.actions import sheets

    sheet = SheetImport.objects.filter(pk=message.payload["sheet"]).first()
    if sheet is not None:
        sheets.forget(sheet=sheet)
