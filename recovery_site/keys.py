"""Whether the configured keys belong to this database, and changing to a new one."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from allauth.mfa.models import Authenticator
from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction
from django.db.models.functions import Cast

from recovery_site.fields import EncryptedTextField, UndecipherableError, cipher, keyed_hash
from recovery_site.models import KeyCheck

BATCH = 200
WORD = "This database and these keys belong together."
PURPOSE = "key-check"

WRONG_FIELD_KEYS = (
    "No key in FIELD_ENCRYPTION_KEYS opens what this database holds. Put back the key that it "
    "was written with; a new key goes before it, separated by a comma."
)
WRONG_HASH_KEY = (
    "FIELD_HASH_KEY is not the one that this database was written with, so nobody would be "
    "found by phone or e-mail. Put the former one back."
)


def seal() -> None:
    """Keep what later starts are held to, where there is nothing yet."""
    KeyCheck.objects.get_or_create(
        pk=1, defaults={"sealed": WORD, "hashed": keyed_hash(WORD, purpose=PURPOSE)}
    )


def problem() -> str:
    """What is wrong with the configured keys, in words; "" when nothing speaks against them."""
    try:
        kept = KeyCheck.objects.first()
        if kept is None:
            _read_a_little()
    except UndecipherableError:
        return WRONG_FIELD_KEYS
    if kept and kept.hashed != keyed_hash(WORD, purpose=PURPOSE):
        return WRONG_HASH_KEY
    return ""


def _read_a_little() -> None:
    """The newest value of each column, so that wrong keys are not kept as the right ones."""
    for model, name in encrypted_columns():
        written = _as_stored(model, name).exclude(stored="").order_by("-pk")
        list(written.values_list(name, flat=True)[:1])


def require() -> None:
    """Raises ImproperlyConfigured, with the sentence of `problem`, when the keys don't fit."""
    if wrong := problem():
        raise ImproperlyConfigured(wrong)
    seal()


def encrypted_columns() -> Iterator[tuple[type[models.Model], str]]:
    """Every encrypted column of every app, as its model and its name."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedTextField):
                yield model, field.name


def _as_stored(model: type[models.Model], name: str) -> models.QuerySet:
    """Rows with `stored`: the column as text, where the field itself would show what is inside."""
    return model._base_manager.annotate(stored=Cast(name, models.TextField()))


class Rotation:
    """Encrypts with the first key what a former one wrote. May be stopped and run again.

    The site may run meanwhile: a value is replaced only while it is the one that was read.
    `counts` tells how many values were `rotated`, were `new` already, had `changed` since they
    were read or opened with no key; `unreadable` names the columns of those.
    """

    def __init__(self) -> None:
        self.first = Fernet(settings.FIELD_ENCRYPTION_KEYS[0])
        self.counts: Counter[str] = Counter()
        self.unreadable: set[str] = set()

    def run(self) -> None:
        for model, name in encrypted_columns():
            self._column(model, name)
        for pk in Authenticator.objects.order_by("pk").values_list("pk", flat=True):
            self._second_factor(pk)

    def _column(self, model: type[models.Model], name: str) -> None:
        """In batches of a transaction each, so that nobody waits long for the database."""
        rows = _as_stored(model, name)
        written = rows.exclude(stored="").order_by("pk").values_list("pk", "stored")
        batch = list(written[:BATCH])
        while batch:
            with transaction.atomic():
                for pk, stored in batch:
                    text = self._opened(stored, f"{model._meta.label}.{name}")
                    if text is not None:
                        same = rows.filter(pk=pk, stored=stored)
                        self.counts["rotated" if same.update(**{name: text}) else "changed"] += 1
            batch = list(written.filter(pk__gt=batch[-1][0])[:BATCH])

    def _second_factor(self, pk: int) -> None:
        """The secrets in what allauth keeps of one authenticator: see StaffMFAAdapter."""
        with transaction.atomic():
            found = Authenticator.objects.select_for_update().get(pk=pk)
            before = dict(found.data)
            for name in ("secret", "seed"):
                if name in found.data:
                    found.data[name] = self._again(found.data[name])
            if "migrated_codes" in found.data:
                found.data["migrated_codes"] = list(map(self._again, before["migrated_codes"]))
            if found.data != before:
                found.save(update_fields=["data"])

    def _again(self, stored: str) -> str:
        text = self._opened(stored, "mfa.Authenticator.data")
        if text is None:
            return stored
        self.counts["rotated"] += 1
        return self.first.encrypt(text.encode()).decode()

    def _opened(self, stored: Any, column: str) -> str | None:
        """The text of a value that a former key wrote; None when there is nothing to do."""
        token = str(stored).encode()
        try:
            self.first.decrypt(token)
        except InvalidToken:
            pass
        else:
            self.counts["new"] += 1
            return None
        try:
            return cipher().decrypt(token).decode()
        except InvalidToken:
            self.counts["unreadable"] += 1
            self.unreadable.add(column)
            return None
