from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecoverySiteConfig(AppConfig):
    name = "recovery_site"
    verbose_name = _("Site")
