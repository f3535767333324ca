from recovery_site.models.audit import AuditEvent
from recovery_site.models.outbox import OutboxMessage, WorkerHeartbeat
from recovery_site.models.users import User

__all__ = ["AuditEvent", "OutboxMessage", "User", "WorkerHeartbeat"]
