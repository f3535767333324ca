from intake.models.contacts import Contact, MarketingConsent
from intake.models.duplicates import DuplicateLink
from intake.models.erasure import ErasureRecord
from intake.models.limits import SendingCount
from intake.models.recipients import NoticeRecipient, Telling
from intake.models.requests import CallbackRequest
from intake.models.waitlist import Wait
from intake.models.work import Attempt, Note, StatusChange

__all__ = [
    "Attempt",
    "CallbackRequest",
    "Contact",
    "DuplicateLink",
    "ErasureRecord",
    "MarketingConsent",
    "Note",
    "NoticeRecipient",
    "SendingCount",
    "StatusChange",
    "Telling",
    "Wait",
]
