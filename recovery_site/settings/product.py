"""What the owner may want to tune."""

from recovery_site.settings.env import DATA_DIR, env
from recovery_site.settings.server import number

# Days since staff confirmed a house's beds: then "call to confirm", then nothing at all.
AVAILABILITY_STALE_DAYS = env.int("AVAILABILITY_STALE_DAYS", default=7)
AVAILABILITY_REMIND_DAYS = env.int("AVAILABILITY_REMIND_DAYS", default=5)
AVAILABILITY_HIDDEN_DAYS = env.int("AVAILABILITY_HIDDEN_DAYS", default=30)

# Up to so many public houses a search is answered from the memory of each process, with about 5 kB
# a house; above, by the database.
HOUSES_IN_MEMORY = env.int("HOUSES_IN_MEMORY", default=2_000)

# What the form takes from one client's address in an hour, and for one phone or e-mail in a day;
# 0 is no limit. A clinic, a shelter or a phone company may stand behind one address, and a
# counselor asks for several people with one phone. A flood is far above both.
REQUESTS_PER_ADDRESS_AND_HOUR = env.int("REQUESTS_PER_ADDRESS_AND_HOUR", default=12)
REQUESTS_PER_RECIPIENT_AND_DAY = env.int("REQUESTS_PER_RECIPIENT_AND_DAY", default=6)

# Days after which a request that was closed, or ended in a moved-in resident, loses all words.
RETENTION_DAYS = number("RETENTION_DAYS", default=365, highest=36_500)
# What was erased, for a database that is restored from a backup. It is no part of that backup.
ERASURES_FILE = DATA_DIR / "erasures.txt"

# Shown where the owner's own number can't be read: on the error page, or before there is an owner.
OPERATOR_PHONE_FALLBACK = env.str("OPERATOR_PHONE_FALLBACK", default="833-285-1315")
