from intake.admin.people import ContactAdmin
from intake.admin.recipients import NoticeRecipientAdmin
from intake.admin.requests import CallbackRequestAdmin

__all__ = ["CallbackRequestAdmin", "ContactAdmin", "NoticeRecipientAdmin"]
