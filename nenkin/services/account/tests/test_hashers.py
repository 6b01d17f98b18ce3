"""Few password hashes at a time."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Lock

from django.contrib.auth.hashers import Argon2PasswordHasher

from nenkin.services.account.hashers import AT_A_TIME, Argon2


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
