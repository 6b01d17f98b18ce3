"""Budgets of tries: counted for all processes, in the database or in a shared cache."""

import pytest
from django.core.cache import cache
from redis.exceptions import ConnectionError as CannotConnect

from nenkin.registry import budget
from nenkin.registry.models import Budget

pytestmark = pytest.mark.django_db


def test_tries_are_counted_by_what_they_try():
    assert [budget.spend("key", 1, seconds=60) for _ in range(3)] == [1, 2, 3]
    assert budget.spend("key", 2, seconds=60) == 1
    assert (budget.used("key", 1), budget.used("key", 3)) == (3, 0)


def test_a_window_ends_and_a_new_one_begins(settings, monkeypatch):
    settings.SHARED_CACHE = False  # the clock of a Redis cannot be moved
    now = [1_800_000_000]
    monkeypatch.setattr(budget.time, "time", lambda: now[0])
    budget.spend("key", seconds=60)
    now[0] += 59
    assert budget.spend("key", seconds=60) == 2
    now[0] += 1
    assert budget.used("key") == 0
    assert budget.spend("key", seconds=60) == 1


def test_forgiven_tries_are_gone():
    budget.spend("key", seconds=60)
    budget.forget("key")

    assert budget.used("key") == 0


def test_what_is_tried_is_not_written_down():
    budget.spend("user hanako", seconds=60, lasting=True)

    assert "hanako" not in Budget.objects.get().key


def test_windows_that_are_over_are_swept(settings, monkeypatch):
    settings.SHARED_CACHE = False
    budget.spend("old", seconds=-1)
    budget.spend("new", seconds=60)

    budget.sweep()

    assert Budget.objects.count() == 1


def test_while_the_cache_does_not_answer_the_database_counts(settings, monkeypatch):
    settings.SHARED_CACHE = True

    def broken(*_, **__):
        raise CannotConnect

    for name in ("add", "get", "delete"):
        monkeypatch.setattr(cache._connections[cache._alias], name, broken)

    assert [budget.spend("key", seconds=60) for _ in range(2)] == [1, 2]
    assert budget.used("key") == 2
    budget.forget("key")
    assert budget.used("key") == 0


def test_a_window_that_ended_inside_the_cache_gets_its_end(settings, monkeypatch):
    settings.SHARED_CACHE = True
    touched = []
    backend = cache._connections[cache._alias]
    monkeypatch.setattr(backend, "touch", lambda key, seconds, **_: touched.append(seconds))

    assert [budget.spend("key", seconds=60) for _ in range(2)] == [1, 2]
    assert touched == [60]
