"""Removes picture files that nothing points at any more.

An app that stores pictures tells what it needs in its `held_pictures` module:

    hold("photos", versions=…, originals=…)
"""

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.core.files.storage import Storage, default_storage, storages
from django.utils.module_loading import autodiscover_modules

from recovery_site.models import OutboxMessage
from recovery_site.pictures import FOLDER, delete_version, folder_of

RETIRED_PICTURE = "recovery_site.retired_picture"
# Pages that were opened before a picture was replaced still ask for its former files. And
# whatever is younger may belong to a transaction that has not ended.
KEPT_FOR = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Holding:
    """The folder of an app's private originals; their names and the public versions in use."""

    folder: str
    versions: Callable[[], set[uuid.UUID]]
    originals: Callable[[], set[str]]


@dataclass(frozen=True, slots=True)
class Found:
    versions: list[uuid.UUID]
    originals: list[str]


_holdings: dict[str, Holding] = {}


def hold(
    folder: str, *, versions: Callable[[], set[uuid.UUID]], originals: Callable[[], set[str]]
) -> None:
    _holdings[folder] = Holding(folder, versions, originals)


@cache
def _load_holdings() -> None:
    autodiscover_modules("held_pictures")


def held_versions() -> set[uuid.UUID]:
    _load_holdings()
    return set().union(*(holding.versions() for holding in _holdings.values()))


def forget_version(version: uuid.UUID) -> None:
    """Remove the files of a former picture, unless something points at them (again)."""
    if version not in held_versions():
        delete_version(version)


def left_over(*, at: datetime) -> Found:
    """Files older than a day that no row points at and no delivery is going to remove."""
    kept = held_versions() | _retired()
    versions = [version for version in _stored_versions() if version not in kept]
    private = storages["private"]
    return Found(
        [version for version in versions if _is_old(default_storage, folder_of(version), at)],
        [
            name
            for holding in _holdings.values()
            for name in _names_of(private, holding)
            if _is_old(private, name, at)
        ],
    )


def sweep(found: Found) -> None:
    for version in found.versions:
        delete_version(version)
    for name in found.originals:
        storages["private"].delete(name)


def _retired() -> set[uuid.UUID]:
    waiting = OutboxMessage.objects.waiting().filter(kind=RETIRED_PICTURE)
    return {uuid.UUID(payload["version"]) for payload in waiting.values_list("payload", flat=True)}


def _stored_versions() -> Iterator[uuid.UUID]:
    with suppress(FileNotFoundError):
        for name in default_storage.listdir(FOLDER)[0]:
            with suppress(ValueError):  # not one of ours
                yield uuid.UUID(name)


def _names_of(private: Storage, holding: Holding) -> list[str]:
    held = holding.originals()
    with suppress(FileNotFoundError):
        names = (f"{holding.folder}/{name}" for name in private.listdir(holding.folder)[1])
        return [name for name in names if name not in held]
    return []


def _is_old(storage: Storage, name: str, at: datetime) -> bool:
    """False for what is gone meanwhile."""
    with suppress(FileNotFoundError):
        return storage.get_modified_time(name) <= at - KEPT_FOR
    return False
