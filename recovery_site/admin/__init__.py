from recovery_site.admin.users import StaffAccountAdmin

__all__ = ["StaffAccountAdmin"]
