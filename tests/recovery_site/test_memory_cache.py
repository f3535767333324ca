"""The cache in memory that gives many things at once."""

import time

import pytest

from recovery_site.memory_cache import MemoryCache


@pytest.fixture
def cache() -> MemoryCache:
    found = MemoryCache("test_memory_cache", {"OPTIONS": {"MAX_ENTRIES": 3, "CULL_FREQUENCY": 3}})
    found.clear()
    return found


def test_it_gives_what_is_there_as_often_as_it_is_asked(cache: MemoryCache) -> None:
    cache.set_many({"a": ("x", 1.5), "b": None})
    for _ in range(2):
        assert cache.get_many(["a", "b", "c"]) == {"a": ("x", 1.5), "b": None}


def test_what_is_over_is_not_given(cache: MemoryCache, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.set("a", 1, timeout=60)
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 61)
    assert cache.get_many(["a"]) == {}


def test_each_gets_a_copy(cache: MemoryCache) -> None:
    cache.set("a", [1])
    cache.get_many(["a"])["a"].append(2)
    assert cache.get_many(["a"]) == {"a": [1]}


def test_what_was_asked_for_lately_stays_when_there_is_no_room(cache: MemoryCache) -> None:
    for key in "abc":
        cache.set(key, key)
    cache.get_many(["a"])
    cache.set("d", "d")
    assert sorted(cache.get_many("abcd")) == ["a", "c", "d"]
