from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ListingsConfig(AppConfig):
    name = "listings"
    verbose_name = _("Houses")
    purpose = _("The houses, their rooms and beds, and who runs them.")
