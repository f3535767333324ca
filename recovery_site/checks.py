from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection
from django.utils.translation import gettext as _

from recovery_site.fields import cipher

KEY_CHECK_TABLE = "recovery_site_keycheck"


@register(Tags.database)
def keys_are_those_of_the_database(
    app_configs: Any, databases: Any = None, **kwargs: Any
) -> list[CheckMessage]:
    """Before `migrate` and by `check --database default`; `serve` and /readyz ask the same."""
    from recovery_site import keys

    known = connection.introspection.table_names() if databases else []
    if KEY_CHECK_TABLE not in known or not (wrong := keys.problem()):
        return []
    return [Error(wrong, id="recovery_site.E003")]


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
