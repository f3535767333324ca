from django.contrib.admin import AdminSite
from django.utils.translation import gettext_lazy as _


class StaffSite(AdminSite):
    site_header = _("Back office")
    site_title = _("Back office")
