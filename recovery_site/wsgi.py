import os

from django.conf import settings
from django.core.handlers.wsgi import WSGIRequest
from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver


class PageRequest(WSGIRequest):
    """A request that is read in the charset of our pages, as browsers send it.

    Django takes any codec that a body names, also those that fail on every text, and reads the
    query with it before any middleware could answer.
    """

    @property
    def encoding(self) -> str:
        return settings.DEFAULT_CHARSET

    @encoding.setter
    def encoding(self, claimed: str | None) -> None:
        """Changes nothing."""


os.environ.setdefault("DJANGO_SETTINGS_MODULE", "recovery_site.settings")
application = get_wsgi_application()
application.request_class = PageRequest
# All views now, not at the first visit: an error in them ends the start, and a worker that is
# started again later runs the same code as the others.
_ = get_resolver().url_patterns
