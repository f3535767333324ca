from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.contrib.auth.apps import AuthConfig
from django.utils.translation import gettext_lazy as _


class RecoverySiteConfig(AppConfig):
    name = "recovery_site"
    verbose_name = _("Site")
    purpose = _("The people who work here, and what the site does by itself.")

    def ready(self) -> None:
        from recovery_site import checks, sign_ins  # noqa: F401  registers them
        from recovery_site.messages import know_the_language, remember_messages

        remember_messages()
        know_the_language()


class GroupsConfig(AuthConfig):
    verbose_name = _("Groups")
    purpose = _("What the members of a group may see and do.")


class StaffAdminConfig(AdminConfig):
    default_site = "recovery_site.admin_site.StaffSite"

    def ready(self) -> None:
        super().ready()
        from allauth.account.models import EmailAddress
        from allauth.mfa.models import Authenticator
        from django.contrib import admin

        # Their pages would show secrets, and offer a second place for an e-mail address.
        admin.site.unregister([EmailAddress, Authenticator])
