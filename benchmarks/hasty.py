"""The site's settings for a run of minutes in which workers die: what takes long is shorter.

The order of the times stays: a lease is longer than the longest sending.
"""

from datetime import timedelta

from benchmarks.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "benchmarks.hasty_times.HastyConfig"]
EMAIL_TIMEOUT = 0.7
LEASE = timedelta(seconds=4)  # a sending talks seven times, and only one answer is late
