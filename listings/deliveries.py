"""Pictures, drawn where no visitor and no staff member waits for them."""

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from listings import actions
from listings.models import SheetImport
from listings.sheet_steps import AT_WORK, FORGET, STEP
from recovery_site.models import OutboxMessage
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
