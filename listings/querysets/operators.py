from django.db import models


class OperatorQuerySet(models.QuerySet):
    def site_owner(self):
        """The operator whose name the site carries, or None before set-up."""
        return self.filter(is_site_owner=True).first()


class MembershipQuerySet(models.QuerySet):
    def of(self, user) -> "MembershipQuerySet":
        return self.filter(user=user, user__is_active=True)
