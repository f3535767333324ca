from recovery_site.views.errors import bad_request, csrf_failure, server_error
from recovery_site.views.health import healthz, readyz
from recovery_site.views.home import home
from recovery_site.views.media import media
from recovery_site.views.robots import robots
from recovery_site.views.sitemaps import sitemap, sitemap_section

__all__ = [
    "bad_request",
    "csrf_failure",
    "healthz",
    "home",
    "media",
    "readyz",
    "robots",
    "server_error",
    "sitemap",
    "sitemap_section",
]
