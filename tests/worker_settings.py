"""For a worker that a test starts as a process of its own."""

from tests.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "tests.delivering"]
