from recovery_site.admin.audit import AuditEventAdmin
from recovery_site.admin.deliveries import OutboxMessageAdmin
from recovery_site.admin.users import StaffAccountAdmin

__all__ = ["AuditEventAdmin", "OutboxMessageAdmin", "StaffAccountAdmin"]
