from recovery_site.models.audit import AuditEvent
from recovery_site.models.editions import Change, Edition
from recovery_site.models.keys import KeyCheck
from recovery_site.models.link_pictures import DrawnForLinks
from recovery_site.models.outbox import OutboxMessage, WorkerHeartbeat
from recovery_site.models.users import User

__all__ = [
    "AuditEvent",
    "Change",
    "DrawnForLinks",
    "Edition",
    "KeyCheck",
    "OutboxMessage",
    "User",
    "WorkerHeartbeat",
]
