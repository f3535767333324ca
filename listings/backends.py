"""Lets Django's permissions come from the roles that somebody has at operators."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

from listings.models import Membership
from listings.roles import permissions_of

KEPT = "_permissions_of_roles"


class RoleBackend(BaseBackend):
    """Nobody signs in by it. Which objects a permission is for, querysets say: `visible_to`."""

    def get_group_permissions(
        self, user_obj: AbstractBaseUser | AnonymousUser, obj: Any = None
    ) -> set[str]:
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if KEPT not in vars(user_obj):
            roles = Membership.objects.of(user_obj).values_list("role", "operator__is_site_owner")
            found = [permissions_of(role, owns_site=owns_site) for role, owns_site in roles]
            setattr(user_obj, KEPT, set().union(*found))
        return getattr(user_obj, KEPT)

    def has_module_perms(self, user_obj: AbstractBaseUser | AnonymousUser, app_label: str) -> bool:
        return any(name.startswith(f"{app_label}.") for name in self.get_all_permissions(user_obj))
