"""What holds beside a real PostgreSQL and a real Redis: `make test-postgresql`."""

import os

import pytest
from django.core.cache import cache
from django.db import connection

from nenkin.registry import budget

BESIDE_REDIS = pytest.mark.skipif(
    "NENKIN_CACHE_URL" not in os.environ, reason="runs beside a Redis: make test-postgresql"
)


@BESIDE_REDIS
def test_the_shared_cache_counts_and_forgets():
    assert cache.add("tries", 0, timeout=60)
    assert [cache.incr("tries"), cache.incr("tries")] == [1, 2]
    assert not cache.add("tries", 0, timeout=60)
    cache.delete("tries")
    assert cache.get("tries") is None


@BESIDE_REDIS
def test_processes_that_test_at_once_do_not_empty_each_others_cache(worker_id):
    number = cache._cache.get_client(None).connection_pool.connection_kwargs["db"]

    assert number == (0 if worker_id == "master" else int(worker_id.removeprefix("gw")) + 1)


@BESIDE_REDIS
@pytest.mark.django_db
def test_a_window_of_tries_ends_by_itself():
    assert [budget.spend("tries", "hanako", seconds=300) for _ in range(3)] == [1, 2, 3]
    (key,) = cache._cache.get_client(None).keys("nenkin:*:budget:*")
    assert 290 < cache._cache.get_client(None).ttl(key) <= 300

    budget.forget("tries", "hanako")
    assert budget.used("tries", "hanako") == 0


@pytest.mark.django_db
def test_postgresql_waits_for_a_lock_as_long_as_sqlite():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has its own timeout")
    with connection.cursor() as cursor:
        for name, wanted in (("lock_timeout", "20s"), ("idle_in_transaction_session_timeout", "1min")):
            cursor.execute(f"SHOW {name}")
            assert cursor.fetchone() == (wanted,)
