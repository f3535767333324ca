from intake.models.contacts import Contact, MarketingConsent
from intake.models.requests import CallbackRequest, DuplicateLink
from intake.models.work import Attempt, NoticeRecipient, Note, StatusChange

__all__ = [
    "Attempt",
    "CallbackRequest",
    "Contact",
    "DuplicateLink",
    "MarketingConsent",
    "NoticeRecipient",
    "Note",
    "StatusChange",
]
