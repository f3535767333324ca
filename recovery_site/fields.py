"""Personal values at rest: encrypted with Fernet, found again by a keyed hash.

Keys come from FIELD_ENCRYPTION_KEYS (the first one writes, all of them read) and
FIELD_HASH_KEY. A value that no key opens raises; it is never shown as it is.
"""

import hmac
from functools import lru_cache
from typing import Any

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models


class UndecipherableError(Exception):
    """No configured key opens the stored value."""


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])


def cipher() -> MultiFernet:
    return _cipher(tuple(settings.FIELD_ENCRYPTION_KEYS))


def keyed_hash(value: str, *, purpose: str) -> str:
    """HMAC-SHA256 of `value` as 64 hex digits; "" for an empty value.

    `purpose` keeps the hashes of different columns from being compared.
    """
    if not value:
        return ""
    message = f"{purpose}\x1f{value}".encode()
    return hmac.digest(settings.FIELD_HASH_KEY.encode(), message, "sha256").hex()


class EncryptedTextField(models.TextField):
    """Text that only the application can read. Empty text stays empty.

    It can't be searched or sorted: look people up by a `keyed_hash` column instead.
    """

    def get_db_prep_save(self, value: Any, connection: Any) -> Any:
        if type(value) is not str:
            value = super().get_db_prep_save(value, connection)
        if not isinstance(value, str) or not value:
            return value
        return cipher().encrypt(value.encode()).decode()

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        if not value:
            return value
        try:
            return cipher().decrypt(value.encode()).decode()
        except InvalidToken:
            raise UndecipherableError(
                f"{self.model._meta.label}.{self.name} holds a value that no key in "
                "FIELD_ENCRYPTION_KEYS opens"
            ) from None

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted: it can't be looked up by {lookup_name}")
        return super().get_lookup(lookup_name)
