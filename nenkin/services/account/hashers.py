"""How passwords are stored, and how many are hashed at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from random import randrange
from threading import BoundedSemaphore

from django.conf import settings
from django.contrib.auth.hashers import Argon2PasswordHasher

AT_A_TIME = 2  # on this machine, in all processes; a flood of sign-ins leaves the rest for the pages
ROOM = AT_A_TIME  # strangers' sign-ins of this process at a time; more are asked to come again and hold no thread
_room = BoundedSemaphore(ROOM)
_turns = BoundedSemaphore(AT_A_TIME)  # threads of this process wait here, and only two go to the files


@contextmanager
def place_in_the_room(*, wait: bool) -> Iterator[bool]:
    """For a sign-in: True when its password may be hashed now. Who may not `wait` holds no thread of the pages."""
    inside = _room.acquire(timeout=20) if wait else _room.acquire(blocking=False)
    try:
        yield inside
    finally:
        if inside:
            _room.release()


@contextmanager
def _turn() -> Iterator[None]:
    """One of the machine's two places. A lock on a file is let go by the system when its process dies."""
    with _turns:
        places = [
            os.open(settings.DATA / f"hash.{n}.lock", os.O_CREAT | os.O_RDWR, 0o600) for n in range(AT_A_TIME)
        ]
        try:
            for place in places:
                try:
                    fcntl.flock(place, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError:
                    continue
            else:
                fcntl.flock(places[randrange(AT_A_TIME)], fcntl.LOCK_EX)
            yield
        finally:
            for place in places:
                os.close(place)


class Argon2(Argon2PasswordHasher):
    """argon2id with OWASP's parameters: 19 MiB, two passes, one lane. A raised cost is applied at sign-in."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _turn():
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _turn():
            return super().verify(password, encoded)
