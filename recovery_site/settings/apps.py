from recovery_site.settings.env import DEBUG

INSTALLED_APPS = [
    "recovery_site.apps.RecoverySiteConfig",
    "listings.apps.ListingsConfig",
    "articles.apps.ArticlesConfig",
    "intake.apps.IntakeConfig",
    "recovery_site.apps.StaffAdminConfig",
    "recovery_site.apps.GroupsConfig",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
    "django_prose_editor",
    "simple_history",
]

# Outermost first. What names a request and logs it wraps everything else.
MIDDLEWARE = [
    "recovery_site.middleware.RequestLogMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "recovery_site.kept.KeptPagesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "recovery_site.middleware.TextGZipMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "recovery_site.middleware.PageHeadersMiddleware",
    "recovery_site.middleware.SitePolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "recovery_site.middleware.UrlLanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "simple_history.middleware.HistoryRequestMiddleware",
    "articles.middleware.FormerAddressMiddleware",
]

if DEBUG:
    INSTALLED_APPS += ["debug_toolbar"]
    # Inside of what compresses a page and of what grants the toolbar's scripts their nonce.
    MIDDLEWARE.insert(
        MIDDLEWARE.index("recovery_site.middleware.SitePolicyMiddleware") + 1,
        "debug_toolbar.middleware.DebugToolbarMiddleware",
    )
    INTERNAL_IPS = ["127.0.0.1", "::1"]

ROOT_URLCONF = "recovery_site.urls"
