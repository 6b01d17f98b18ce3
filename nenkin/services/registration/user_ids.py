"""ユーザID: ten random characters and a check character, none of which looks like another."""

import secrets

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0 o, no 1 i l; 31 of them, a prime number
LENGTH = 10


def new() -> str:
    """A user ID as it is stored and typed. 31¹⁰ of them."""
    letters = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return letters + check_letter(letters)


def check_letter(letters: str) -> str:
    """Each place has its own weight, so one wrong letter or two that changed places never give the same."""
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(letters, start=1))
    return ALPHABET[total % len(ALPHABET)]


def holds(user_id: str) -> bool:
    """Whether the last character is the check character of those before it."""
    return (
        len(user_id) == LENGTH + 1
        and set(user_id) <= set(ALPHABET)
        and check_letter(user_id[:-1]) == user_id[-1]
    )


def groups(user_id: str) -> list[str]:
    """abcd efgh jkm: for reading and copying."""
    return [user_id[place : place + 4] for place in range(0, len(user_id), 4)]
