"""Which of the configured keys are still needed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.db import models
from django.db.models.functions import Cast

from recovery_site.keys import encrypted_columns


@dataclass(slots=True)
class Usage:
    """`by_key` counts the values that each key opens, from 1 for the first of them."""

    by_key: Counter[int] = field(default_factory=Counter)
    unreadable: Counter[str] = field(default_factory=Counter)


def usage() -> Usage:
    """Reads every encrypted value, and changes nothing. The site may run meanwhile."""
    found = Usage()
    ciphers = [Fernet(key) for key in settings.FIELD_ENCRYPTION_KEYS]
    for column, token in _tokens():
        number = _opened_by(ciphers, token)
        if number:
            found.by_key[number] += 1
        else:
            found.unreadable[column] += 1
    return found


def _opened_by(ciphers: list[Fernet], token: str) -> int:
    for number, cipher in enumerate(ciphers, start=1):
        try:
            cipher.decrypt(token.encode())
        except InvalidToken:
            continue
        return number
    return 0


def _tokens() -> Iterator[tuple[str, str]]:
    for model, name in encrypted_columns():
        rows = model._base_manager.annotate(stored=Cast(name, models.TextField()))
        written = rows.exclude(stored="").values_list("stored", flat=True)
        yield from ((f"{model._meta.label}.{name}", token) for token in written.iterator())
    for data in Authenticator.objects.values_list("data", flat=True).iterator():
        named = [data[name] for name in ("secret", "seed") if name in data]
        for token in [*named, *data.get("migrated_codes", [])]:
            yield "mfa.Authenticator.data", str(token)
