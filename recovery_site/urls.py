from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from recovery_site import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("sitemap.xml", views.sitemap, name="sitemap"),
    path("sitemap-<slug:section>-<int:page>.xml", views.sitemap_section, name="sitemap_section"),
    path("media/<path:path>", views.media, name="media"),
    path("accounts/", include("recovery_site.account_urls")),
    path("admin/", admin.site.urls),
    # English has no prefix. `articles` comes last: its standing pages take any one word.
    *i18n_patterns(
        path("", views.home, name="home"),
        path("", include("intake.urls")),
        path("", include("listings.urls")),
        path("", include("articles.urls")),
        prefix_default_language=False,
    ),
]
if settings.DEBUG:
    from debug_toolbar.toolbar import debug_toolbar_urls

    urlpatterns += debug_toolbar_urls()

handler400 = views.bad_request
handler500 = views.server_error
