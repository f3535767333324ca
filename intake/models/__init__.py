from intake.models.contacts import Contact, MarketingConsent
from intake.models.duplicates import DuplicateLink
from intake.models.erasure import ErasureRecord
from intake.models.requests import CallbackRequest
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
