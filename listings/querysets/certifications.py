from datetime import datetime

from listings.clock import local_date_expression
from listings.querysets.own import OwnedQuerySet


class CertificationQuerySet(OwnedQuerySet):
    to_operator, to_house = "house__operator", "house"

    def valid(self, *, at: datetime) -> "CertificationQuerySet":
        """Issued, not revoked, and not past midnight of the expiry day where the operator is."""
        today = local_date_expression(at, "house__operator__time_zone")
        return self.filter(revoked_on__isnull=True, issued_on__lte=today, expires_on__gte=today)
