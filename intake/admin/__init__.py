from intake.admin.people import ContactAdmin, NoticeRecipientAdmin
from intake.admin.requests import CallbackRequestAdmin

__all__ = ["CallbackRequestAdmin", "ContactAdmin", "NoticeRecipientAdmin"]
