"""Many presses at the same moment change a setting once, on a database of their own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[4]
AT_ONCE = """
import re, threading, time
from django.db import connection, transaction
from django.test import RequestFactory
from nenkin.registry.models import Mail
from nenkin.services.account import mail_change, paperless, steps
from nenkin.services.account.models import Account, Consent

account = Account.objects.get(user_id="p01")
Account.objects.filter(pk=account.pk).update(mail="p01@example.jp")
account.refresh_from_db()
start = RequestFactory().get("/", HTTP_HOST="localhost")
start.session = {}
steps.put(start, "notices", {"wanted": ["transfer"]})
mail_change.ask(start, account, "new@example.jp")
token = re.search("/link/([^/]+)/", Mail.objects.get(kind="confirm_mail").body).group(1)

def press():
    request = RequestFactory().post("/", {"nonce": start.session["steps"]["notices"]["nonce"]})
    request.session = dict(start.session)
    with transaction.atomic():
        facts = steps.take(request, "notices")
        return bool(facts) and paperless.choose(account, set(facts["wanted"]))

def agree():
    return paperless.choose(account, {"transfer", "revision"})

def careless():
    is_new = not Consent.objects.filter(what="careless").exists()
    time.sleep(0.1)
    return is_new and bool(Consent.objects.create(
        account=account, what="careless", given=True, version="1", channel="x", at=account.created_at
    ))

def at_once(use):
    together, results = threading.Barrier(20), []
    def one():
        together.wait()
        results.append(use())
        connection.close()
    threads = [threading.Thread(target=one) for _ in range(20)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    return f"{sum(results)}/{len(results)}"

print(*map(at_once, (press, agree, lambda: mail_change.confirm(token), careless)))
print(Consent.objects.filter(what__startswith="paperless:").count(), Mail.objects.filter(kind="mail_changed").count())
"""


def test_of_twenty_presses_at_once_one_counts(own_database):
    """The control: looking first and writing later lets several through."""

    def run(*arguments: str) -> str:
        command = [sys.executable, str(ROOT / "manage.py"), *arguments]
        return subprocess.run(command, env=own_database, capture_output=True, text=True, check=True).stdout

    run("migrate", "-v0")
    run("load_practice")
    press, agree, confirm, careless, consents, told = run("shell", "--no-imports", "-c", AT_ONCE).split()

    assert (press, agree, confirm) == ("1/20", "1/20", "1/20")
    assert (consents, told) == ("2", "2")
    assert int(careless.removesuffix("/20")) > 1
