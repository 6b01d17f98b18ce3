"""Many at the same moment, in a database that all of them open: S-213, S-215. Runs on PostgreSQL too."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
RACES = """
import json, threading, time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import F
from django.utils import timezone
from nenkin.registry import addresses
from nenkin.registry.models import Letter, Mail, Person
from nenkin.services.registration import actions, keys
from nenkin.services.registration.models import AccessKey, Application

now, looked_at, found = timezone.now(), [], {}
keys.check_password = lambda typed, stored: looked_at.append(stored) or (typed, stored) == ("right", "hash of right")
keys._no_key = lambda: "nothing"
wishes = {"mail": "a@example.jp", "postal_statement": True, "news_mail": True, "login_mail": True}

def at_once(work, times):
    def one(place):
        try:
            return work(place)
        finally:
            connection.close()
    with ThreadPoolExecutor(10) as pool:
        return list(pool.map(one, range(times)))

def person(number):
    made = Person.objects.create(
        basic_pension_number=number, birth_date="1993-04-03", sex=2, name="見本 明里", kana="ミホン アカリ")
    addresses.record(made, at=now, postal_code="0000101", text="架空県見本市登録町1丁目2番3号")
    return made

def key_of(owner):
    return AccessKey.objects.create(
        person=owner, key_hash="hash of right", carrier="counter", issued_at=now, expires_at=now + timedelta(days=1))

def application(place, **more):
    parts = dict(journey=f"{place:032x}", browser_hash="x", language="ja", terms_version="1", facts=wishes,
        password_hash="!", created_at=now, submitted_at=now, receipt_number=f"{place:012}")
    return Application.objects.create(**{**parts, **more})

def confirmed(pk):
    try:
        actions.confirm(Application.objects.get(pk=pk), browser="b", at=timezone.now())
        return 1
    except actions.AlreadyUsed:
        return 0

guessed = person("9999910001")
key_of(guessed)
at_once(lambda _: keys.check("9999910001", "wrong"), 200)
found["keys looked at"] = looked_at.count("hash of right")
found["hashes"] = len(looked_at)
found["right key afterwards"] = keys.check("9999910001", "right").key is not None

naive = key_of(person("9999910002"))
gate = threading.Barrier(10)
looked_at.clear()
def read_first(_):
    tries = AccessKey.objects.get(pk=naive.pk).tries
    gate.wait()
    if tries < 5:
        looked_at.append("naive")
    AccessKey.objects.filter(pk=naive.pk).update(tries=F("tries") + 1)
at_once(read_first, 10)
found["naive counter"] = looked_at.count("naive")

one_key = person("9999910003")
link = dict(route="key", person=one_key, access_key=key_of(one_key), proved_at=now, token_expires_at=now + timedelta(hours=1))
waiting = [application(place, token_hash=f"{place:064x}", **link).pk for place in range(50)]
found["registrations with one key"] = sum(at_once(lambda place: confirmed(waiting[place]), 50))
found["accounts"] = get_user_model().objects.count()
found["mails"] = Mail.objects.count()

other = person("9999910004")
link.update(person=other, access_key=key_of(other))
pressed = application(100, token_hash="f" * 64, **link).pk
found["presses of one link"] = sum(at_once(lambda _: confirmed(pressed), 20))

issued = person("9999910005")
at_once(lambda _: keys.issue(issued, carrier="counter", at=timezone.now()), 6)
found["live keys"] = issued.access_keys.filter(used_at=None, replaced_at=None).count()
found["keys issued"] = issued.access_keys.count()

moved = {"basic_pension_number": person("9999910006").basic_pension_number, "name": "見本 明里", "kana": "ミホン アカリ",
    "birth_date": "1993-04-03", "sex": 2, "postal_code": "0000101", "address": "架空県見本市登録町1-2-3",
    "building": "", "overseas": False}
application(200, route="letter", facts={**wishes, **moved}, confirmed_at=now)
at_once(lambda _: actions.match_waiting(), 6)
found["letters"] = Letter.objects.filter(kind="user_id").count()
print(json.dumps(found))
"""


def test_of_many_at_once_no_more_get_through_than_may(own_database):
    def run(*arguments: str) -> str:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(command, env=own_database, capture_output=True, text=True, check=True).stdout

    run("migrate", "-v0")
    found = json.loads(run("shell", "--no-imports", "-c", RACES).splitlines()[-1])

    assert found.pop("naive counter") > 5, "the control lets nobody through: the race is none"
    assert found.pop("keys looked at") <= 5
    assert found == {
        "hashes": 200,
        "right key afterwards": False,
        "registrations with one key": 1,
        "accounts": 1,
        "mails": 1,
        "presses of one link": 1,
        "live keys": 1,
        "keys issued": 6,
        "letters": 1,
    }
