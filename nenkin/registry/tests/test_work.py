"""`manage.py work`: every job, again and again; a fault in one stops no other; it ends when told."""

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from pypdf import PdfReader

from nenkin.registry import jobs, outgoing, postman
from nenkin.registry.management.commands import work
from nenkin.registry.models import Address, Letter, Mail

ROOT = Path(__file__).parents[3]


@pytest.fixture
def ours(monkeypatch):
    """No jobs but those of the test."""
    monkeypatch.setattr(jobs, "JOBS", [])
    monkeypatch.setattr(work, "JOBS", jobs.JOBS)
    return jobs.JOBS


def test_every_app_has_named_its_jobs():
    names = {job.name for job in jobs.JOBS}
    assert names == {"mails", "practice letters", "budgets", "browser sessions", "registrations by letter"}
    assert all(1 <= job.every <= 600 for job in jobs.JOBS)
    assert (
        next(job for job in jobs.JOBS if job.name == "mails").every <= 60
    )  # a mail goes out within a minute


def test_the_same_name_again_replaces_the_job(ours):
    jobs.add("one", lambda now: None, every=1)
    jobs.add("one", lambda now: None, every=2)
    assert [job.every for job in jobs.JOBS] == [2]


@pytest.mark.django_db
def test_once_does_each_job_once_and_names_those_that_failed(monkeypatch, caplog):
    done = []
    mine = [
        jobs.Job("first", lambda now: done.append("first"), 1),
        jobs.Job("broken", lambda now: {}["hanako@renshu.example"], 1),
        jobs.Job("last", lambda now: done.append("last"), 1),
    ]
    monkeypatch.setattr(work, "JOBS", mine)
    with pytest.raises(CommandError, match=r"^failed: broken$") as failed:
        call_command("work", once=True)
    assert failed.value.returncode == 2
    assert done == ["first", "last"]


@pytest.mark.django_db
def test_a_mail_server_that_is_away_is_told_in_one_line(monkeypatch, caplog):
    def away(now):
        raise postman.Unreachable("ConnectionRefusedError")

    monkeypatch.setattr(work, "JOBS", [jobs.Job("mails", away, 1)])
    with pytest.raises(CommandError):
        call_command("work", once=True)
    (line,) = [record for record in caplog.records if record.name.startswith("nenkin")]
    assert line.getMessage().endswith("does not answer as it must: ConnectionRefusedError")
    assert line.exc_info is None


@pytest.mark.django_db
def test_after_faults_a_job_waits_longer_and_the_others_do_not(monkeypatch):
    clock, waits, runs = [0.0], [], {"broken": [], "sound": []}

    class Stop(threading.Event):
        def wait(self, timeout=None):
            waits.append(timeout)
            clock[0] += max(timeout, 0.001)
            if clock[0] > 1000:
                self.set()
            return True

    def broken(now):
        runs["broken"].append(clock[0])
        raise ValueError

    mine = [jobs.Job("broken", broken, 10), jobs.Job("sound", lambda now: runs["sound"].append(clock[0]), 10)]
    monkeypatch.setattr(work, "JOBS", mine)
    monkeypatch.setattr(work.time, "monotonic", lambda: clock[0])
    work._go_on(Stop())
    between = [round(b - a) for a, b in zip(runs["broken"], runs["broken"][1:], strict=False)]
    assert between[:6] == [20, 40, 80, 160, 300, 300]
    assert len(runs["sound"]) >= 99


@pytest.mark.django_db
def test_practice_mode_prints_letters_at_once(settings, tmp_path, hanako):
    settings.PRACTICE_LETTERS = tmp_path / "letters"
    Address.objects.create(
        person=hanako.person,
        postal_code="1000001",
        text="東京都千代田区千代田1-1",
        recorded_at=timezone.now(),
    )
    letter = outgoing.letter(kind="not_eligible", person=hanako.person, at=timezone.now())
    jobs.print_practice_letters(timezone.now())
    assert "見本 花子" in PdfReader(tmp_path / f"letters/{letter.pk}.pdf").pages[0].extract_text()
    assert Letter.objects.get(pk=letter.pk).printed_at


@pytest.mark.django_db
def test_in_production_letters_wait_for_their_printer(settings, tmp_path, hanako):
    settings.PRACTICE, settings.PRACTICE_LETTERS = False, tmp_path / "letters"
    outgoing.letter(kind="not_eligible", person=hanako.person, at=timezone.now())
    jobs.print_practice_letters(timezone.now())
    assert not settings.PRACTICE_LETTERS.exists()


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_goes_on_until_it_is_told_to_stop(own_database, how):
    manage = [sys.executable, str(ROOT / "manage.py")]
    subprocess.run([*manage, "migrate", "-v0"], env=own_database, check=True, timeout=120)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    worker = subprocess.Popen([*manage, "work"], env=own_database, **pipes)
    assert worker.stdout.readline() == "work: started\n"
    assert worker.poll() is None
    worker.send_signal(how)
    assert worker.communicate(timeout=30) == ("", "")
    assert worker.returncode == 0


@pytest.mark.django_db
def test_a_mail_of_an_act_that_failed_is_never_sent(hanako):
    def fail():
        with transaction.atomic():
            outgoing.mail(kind="login", to="hanako@renshu.example", person=hanako.person)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert not Mail.objects.exists()
