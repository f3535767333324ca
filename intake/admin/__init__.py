from intake.admin.people import ContactAdmin
from intake.admin.recipients import NoticeRecipientAdmin
from intake.admin.requests import CallbackRequestAdmin
from intake.admin.waitlist import WaitAdmin

__all__ = ["CallbackRequestAdmin", "ContactAdmin", "NoticeRecipientAdmin", "WaitAdmin"]
