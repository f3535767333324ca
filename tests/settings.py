"""The site's own settings, in a fixed environment, with a detector for a query per row."""

import atexit
import os
import shutil
import tempfile

from tests import environment

_data = tempfile.mkdtemp(prefix="recovery-site-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
_values = environment.clean(os.environ, **environment.TESTS, DATA_DIR=_data)
# The PostgreSQL plugin names its server; anything else in DATABASE_URL is not for tests.
_values["DATABASE_URL"] = os.environ.get("TEST_DATABASE_URL", "sqlite://:memory:")
os.environ.clear()
os.environ.update(_values)

from recovery_site.settings import *

INSTALLED_APPS = [*INSTALLED_APPS, "zeal"]
MIDDLEWARE = ["zeal.middleware.zeal_middleware", *MIDDLEWARE]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# allauth moves a session to a new key after each step of signing in, and reads it anew.
ZEAL_ALLOWLIST = [{"model": "sessions.Session", "field": "*"}]
