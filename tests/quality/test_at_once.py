"""Many at the same moment, in a database that all of them open: S-224, S-246. Runs on PostgreSQL too.

Each has its control: the same race without the guard lets several through.
"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RACES = """
import json, threading, time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from django.contrib.auth import get_user_model
from django.db import IntegrityError, OperationalError, connection
from django.test import RequestFactory
from django.utils import timezone
from nenkin.registry import budget
from nenkin.services.account import throttle, visits
from nenkin.services.account.models import PortalSession
from nenkin.services.account.signed_in import SessionStore

ROUNDS, AT_ONCE = 20, 100
account = get_user_model().objects.get(user_id="p01")
found = {}

def at_once(work, times, threads=20):
    def one(place):
        try:
            return work(place)
        finally:
            connection.close()
    with ThreadPoolExecutor(threads) as pool:
        return sum(pool.map(one, range(times)))

def try_once(place):
    return throttle.may_try(user_id="p01", source=f"source {place}", password=f"x{place}", device=None)

counted, gate = [], threading.Barrier(20)
def read_first(place):
    before = len(counted)
    gate.wait()
    counted.append(place)
    return before < throttle.UNKNOWN_DEVICES

found["tries looked at"] = at_once(try_once, 200)
found["tries of one source"] = at_once(lambda place: throttle.may_try(
    user_id="p02", source="one", password=f"y{place}", device=None), 200)
found["naive counter"] = at_once(read_first, 20)

def come_in(place):
    request = RequestFactory().get("/")
    request.session = SessionStore()
    try:
        if visits.active(account) is None:
            visits.begin(request, account, method="password", shared=False, device=None)
            return 1
    except (visits.OtherVisit, IntegrityError, OperationalError):
        pass
    return 0

def rounds(number):
    most = []
    for _ in range(number):
        PortalSession.objects.all().delete()
        at_once(come_in, AT_ONCE)
        most.append(PortalSession.objects.filter(state="active").count())
    return most

found["active visits"] = sorted(set(rounds(ROUNDS)))
[rule] = PortalSession._meta.constraints
with connection.schema_editor() as editor:
    editor.remove_constraint(PortalSession, rule)
found["without the rule"] = max(rounds(5))
print(json.dumps(found))
"""


@pytest.fixture
def found(own_database) -> dict:
    def run(*arguments: str) -> str:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(command, env=own_database, capture_output=True, text=True, check=True).stdout

    run("migrate", "-v0")
    run("load_practice")
    return json.loads(run("shell", "--no-imports", "-c", RACES).splitlines()[-1])


def test_no_more_get_through_at_once_than_may(found):
    assert found.pop("naive counter") > 10, "the control is held too: the race is none"
    assert found.pop("without the rule") > 1, "the control lets one in: the race is none"
    assert found == {"tries looked at": 10, "tries of one source": 5, "active visits": [1]}
