"""What the owner may want to tune."""

from recovery_site.settings.env import env

# Days since staff confirmed a house's beds: then "call to confirm", then nothing at all.
AVAILABILITY_STALE_DAYS = env.int("AVAILABILITY_STALE_DAYS", default=7)
AVAILABILITY_HIDDEN_DAYS = env.int("AVAILABILITY_HIDDEN_DAYS", default=30)

# Shown where the owner's own number can't be read: on the error page, or before there is an owner.
OPERATOR_PHONE_FALLBACK = env.str("OPERATOR_PHONE_FALLBACK", default="833-285-1315")
