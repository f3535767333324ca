from intake.models.contacts import Contact, MarketingConsent
from intake.models.erasure import ErasureRecord
from intake.models.requests import CallbackRequest, DuplicateLink
from intake.models.work import Attempt, Note, NoticeRecipient, StatusChange

__all__ = [
    "Attempt",
    "CallbackRequest",
    "Contact",
    "DuplicateLink",
    "ErasureRecord",
    "MarketingConsent",
    "Note",
    "NoticeRecipient",
    "StatusChange",
]
