from csp.constants import NONCE, NONE, SELF

from recovery_site.settings.accounts import TRUSTED_PROXIES
from recovery_site.settings.env import env
from recovery_site.settings.hosts import HTTPS, SITE_URL

SECURE_SSL_REDIRECT = HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]
if TRUSTED_PROXIES:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = env.int("HSTS_SECONDS", default=365 * 24 * 60 * 60) if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("HSTS_INCLUDE_SUBDOMAINS", default=False)
SILENCED_SYSTEM_CHECKS = [
    # The operator's other sub-domains are not ours to promise https for: HSTS_INCLUDE_SUBDOMAINS.
    "security.W005",
    # A preload listing can't be taken back for months, and binds every sub-domain too.
    "security.W021",
]

SECURE_CONTENT_TYPE_NOSNIFF = True
# With no-referrer browsers send `Origin: null` and staff forms fail.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

_PREFIX = "__Host-" if HTTPS else ""
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = f"{_PREFIX}session"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = f"{_PREFIX}csrftoken"
CSRF_COOKIE_AGE = None
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_TRUSTED_ORIGINS = [SITE_URL]
CSRF_FAILURE_VIEW = "recovery_site.views.csrf_failure"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Public pages. No nonce: the same page has to be the same bytes for everybody.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
# On top of it where staff work. The nonce is for the import map of the text editor; data: is
# for the picture that sets up an authenticator app and for the editor's own small icons.
CONTENT_SECURITY_POLICY_FOR_STAFF = {"script-src": [NONCE], "img-src": ["data:"]}
STAFF_PATHS = ("/admin/", "/accounts/")
