"""The site's own settings; only its static files are gathered beside the data."""

from recovery_site.settings import *
from recovery_site.settings.env import DATA_DIR

STATIC_ROOT = DATA_DIR / "static"
