"""Few password hashes at a time."""

import fcntl
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher

from nenkin.services.account.hashers import AT_A_TIME, Argon2


@pytest.fixture(autouse=True)
def _places_of_this_test(settings, tmp_path):
    settings.DATA = tmp_path


def test_no_more_than_two_hashes_are_computed_at_once(monkeypatch):
    lock, running, most = Lock(), [], []
    pair = Barrier(AT_A_TIME)

    def slow(self, password, salt):
        with lock:
            running.append(password)
            most.append(len(running))
        pair.wait(timeout=10)  # two must be in here together, or this breaks
        with lock:
            running.remove(password)
        return password

    monkeypatch.setattr(Argon2PasswordHasher, "encode", slow)
    with ThreadPoolExecutor(8) as threads:
        done = list(threads.map(lambda number: Argon2().encode(f"{number}", "salt"), range(8)))

    assert len(done) == 8
    assert max(most) == AT_A_TIME


def test_a_hash_is_made_and_checked():
    made = Argon2().encode("renshu", "somesaltsomesalt")

    assert Argon2().verify("renshu", made)
    assert not Argon2().verify("Renshu", made)


def test_another_process_that_hashes_is_waited_for(settings):
    """The two places belong to the machine: while others hold both, a hash waits."""
    Argon2().encode("renshu", "somesaltsomesalt")
    held = [(settings.DATA / f"hash.{place}.lock").open() for place in range(AT_A_TIME)]
    for place in held:
        fcntl.flock(place, fcntl.LOCK_EX)
    with ThreadPoolExecutor(1) as thread:
        waiting = thread.submit(Argon2().encode, "renshu", "somesaltsomesalt")
        with pytest.raises(TimeoutError):
            waiting.result(timeout=0.3)
        for place in held:
            place.close()
        assert waiting.result(timeout=10)
