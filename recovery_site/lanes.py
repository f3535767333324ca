"""Which worker takes which deliveries, so that what people wait for never waits for the rest.

A lane is a range of priorities. A worker without a lane takes everything, the urgent first.
"""

from enum import StrEnum

URGENT = 1
SOON = 3
# From here on it is the rest: nobody waits for it with a phone in hand.
REST = 5
PICTURE_PRIORITY = 8


class Lane(StrEnum):
    NOTICES = "notices"
    REST = "rest"
