from recovery_site.models.users import User

__all__ = ["User"]
