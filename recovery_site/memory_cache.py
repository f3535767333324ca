import pickle
from collections.abc import Iterable
from typing import Any

from django.core.cache.backends.locmem import LocMemCache


class MemoryCache(LocMemCache):
    """Django's cache in the memory of a process, for a page that asks it for many things.

    They are got under one lock, and without looking for letters in the keys that memcached does
    not know. Django gets one by one.
    """

    # What Django's stubs don't name.
    _cache: Any
    _lock: Any
    _has_expired: Any

    def get_many(self, keys: Iterable[Any], version: int | None = None) -> dict[Any, Any]:
        found: dict[Any, bytes] = {}
        with self._lock:
            for key in keys:
                full = self.make_key(key, version)
                if not self._has_expired(full):
                    found[key] = self._cache[full]
                    self._cache.move_to_end(full, last=False)  # it goes last when room is needed
        return {key: pickle.loads(value) for key, value in found.items()}  # noqa: S301  # ours
