import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recovery_site.settings")
application = get_wsgi_application()
# All views now, not at the first visit: an error in them ends the start, and a worker that is
# started again later runs the same code as the others.
_ = get_resolver().url_patterns
