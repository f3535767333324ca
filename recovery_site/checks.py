from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.utils.translation import gettext as _

from recovery_site.fields import cipher


@register(Tags.security)
def personal_fields_have_keys(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Without them the site would only fail when the first visitor writes."""
    found: list[CheckMessage] = []
    try:
        cipher()
    except (TypeError, ValueError):
        found.append(
            Error(
                _("FIELD_ENCRYPTION_KEYS has no key that personal fields can be encrypted with."),
                hint=_("Give it one Fernet key or more, separated by commas."),
                id="recovery_site.E001",
            )
        )
    if not settings.FIELD_HASH_KEY:
        found.append(
            Error(
                _("FIELD_HASH_KEY is empty, so phone numbers and e-mails could be guessed."),
                hint=_("Give it a long random text."),
                id="recovery_site.E002",
            )
        )
    return found
