from django.db.models import Q

from listings.querysets.own import OwnedQuerySet
from listings.roles import granted_by_hand, roles_with


class OperatorQuerySet(OwnedQuerySet):
    def _within(self, memberships) -> Q:
        """Who works for some houses only has its office hours and phone to read, too."""
        return Q(pk__in=memberships.values("operator"))

    def site_owner(self):
        """The operator whose name the site carries, or None before set-up."""
        return self.filter(is_site_owner=True).first()


class MembershipQuerySet(OwnedQuerySet):
    def of(self, user) -> "MembershipQuerySet":
        return self.filter(user=user, user__is_active=True)

    def granting(self, user, permission: str) -> "MembershipQuerySet":
        """Those whose role brings `permission`; all, where it was given to the account itself."""
        memberships = self.of(user)
        by_hand = granted_by_hand(user, permission)
        return memberships if by_hand else memberships.with_permission(permission)

    def with_permission(self, permission: str) -> "MembershipQuerySet":
        return self.filter(role__in=roles_with(permission))
