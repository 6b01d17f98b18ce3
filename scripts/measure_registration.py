"""S-202, S-211: does the time of an answer tell what a number is? Are a million access keys random?

    NENKIN_DATA=$(mktemp -d) .venv/bin/python scripts/measure_registration.py

In a database of its own. Each class is asked 200 times, mixed at random. AUC: how often the one class was slower than
the other, for 0.5 nothing can be told. The control leaves early for unknown numbers, and must be seen.
"""

import os
import random
import sys
import time
from collections import Counter
from itertools import combinations
from statistics import median

import django
from django.conf import settings
from django.core.management import call_command

SAMPLES = 200
KEYS = 1_000_000
CRITICAL = 33.7  # chi-square, 9 degrees of freedom, p = 0.0001


def main() -> None:
    if not os.environ.get("NENKIN_DATA"):
        sys.exit("NENKIN_DATA must name an empty folder: this fills a database")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nenkin.config.settings")
    django.setup()
    if not settings.PRACTICE:
        sys.exit("only in practice mode")
    call_command("migrate", verbosity=0)
    call_command("load_practice", verbosity=0)
    call_command("load_practice_newcomers", verbosity=0)
    honest = measure(early=False)
    fault = report("answer of the screen", honest, seen=False)
    fault |= report("control that leaves early", measure(early=True), seen=True)
    fault |= count_keys()
    sys.exit(1 if fault else 0)


def measure(*, early: bool) -> dict[str, list[float]]:
    from nenkin.registry.models import Person
    from nenkin.services.registration import actions, keys, throttle

    throttle.NUMBER_TRIES = throttle.SOURCE_TRIES = 10**9
    keys.ALARM_A_MINUTE = 10**9
    numbers = {
        "registered": "9999000001",
        "with a key": "9999000021",
        "old law": "9999000024",
        "unknown": "9999999999",
    }
    facts = {"name": "見本 一郎", "kana": "ミホン イチロウ", "birth_date": "1990-01-01", "sex": 1}
    turns = [name for name in numbers for _ in range(SAMPLES)]
    random.shuffle(turns)
    found: dict[str, list[float]] = {name: [] for name in numbers}
    application = draft()
    for name in ["registered", "unknown", *turns]:  # the first two warm up
        typed = {**facts, "basic_pension_number": numbers[name], "access_key": keys.new()}
        start = time.perf_counter()
        if not (early and not Person.objects.filter(basic_pension_number=numbers[name]).exists()):
            actions.keep_person(application, facts=typed, source="x", at=application.created_at)
        found[name].append(time.perf_counter() - start)
    return {name: times[-SAMPLES:] for name, times in found.items()}


def draft():  # type: ignore[no-untyped-def]
    from secrets import token_hex

    from django.utils import timezone

    from nenkin.services.registration import actions

    application = actions.begin(journey=token_hex(16), browser="b", language="ja", at=timezone.now())
    actions.choose_route(application, "key")
    return application


def report(title: str, found: dict[str, list[float]], *, seen: bool) -> bool:
    """Print the figures; True when they are not what they should be."""
    worst = 0.5
    for one, other in combinations(found, 2):
        slower = sum((a > b) + (a == b) / 2 for a in found[one] for b in found[other])
        area = slower / len(found[one]) / len(found[other])
        gap = 1000 * (median(found[one]) - median(found[other]))
        print(f"{title}: {one} / {other}: AUC {area:.3f}, medians {gap:+.2f} ms apart")
        worst = max(worst, area, 1 - area)
    return (worst <= 0.55) == seen


def count_keys() -> bool:
    from nenkin.registry import check_digit
    from nenkin.services.registration import keys

    places: list[Counter[str]] = [Counter() for _ in range(keys.LENGTH)]
    made = set()
    for _ in range(KEYS):
        key = keys.new()
        made.add(key)
        for place, digit in zip(places, key, strict=True):
            place[digit] += 1
    expected = KEYS / 10
    square = max(sum((place[d] - expected) ** 2 / expected for d in "0123456789") for place in places)
    held = all(map(check_digit.luhn_holds, made))
    print(
        f"{KEYS:,} keys: {KEYS - len(made)} twice, chi-square at most {square:.1f} (limit {CRITICAL}), check digit {held}"
    )
    return len(made) < KEYS or square > CRITICAL or not held


if __name__ == "__main__":
    main()
