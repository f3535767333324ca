from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class RecoverySiteConfig(AppConfig):
    name = "recovery_site"
    verbose_name = _("Site")


class StaffAdminConfig(AdminConfig):
    default_site = "recovery_site.admin_site.StaffSite"
