from django.contrib import admin
from django.urls import include, path

from recovery_site import views

urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("robots.txt", views.robots, name="robots"),
    path("media/<path:path>", views.media, name="media"),
    path("accounts/", include("recovery_site.account_urls")),
    path("admin/", admin.site.urls),
]

handler500 = views.server_error
