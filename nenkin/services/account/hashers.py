"""How passwords are stored."""

from threading import BoundedSemaphore

from django.contrib.auth.hashers import Argon2PasswordHasher

AT_A_TIME = 2  # hashes of this process; a flood of sign-ins leaves a thread for the pages
_turns = BoundedSemaphore(AT_A_TIME)


class Argon2(Argon2PasswordHasher):
    """argon2id with OWASP's parameters: 19 MiB, two passes, one lane. A raised cost is applied at sign-in."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1

    def encode(self, password: str, salt: str) -> str:
        with _turns:
            return super().encode(password, salt)

    def verify(self, password: str, encoded: str) -> bool:
        with _turns:
            return super().verify(password, encoded)
