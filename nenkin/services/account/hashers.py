"""How passwords are stored."""

from django.contrib.auth.hashers import Argon2PasswordHasher


class Argon2(Argon2PasswordHasher):
    """argon2id with OWASP's parameters: 19 MiB, two passes, one lane. A raised cost is applied at sign-in."""

    time_cost = 2
    memory_cost = 19 * 1024
    parallelism = 1
