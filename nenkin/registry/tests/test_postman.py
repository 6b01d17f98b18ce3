"""Mails leave by SMTP: a real server in a thread, with TLS, that takes, puts off or refuses."""

import email
import email.policy
import logging
import socket
import ssl
from datetime import UTC, datetime, timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from django.utils import timezone

from nenkin.registry import jobs, outgoing, postman
from nenkin.registry.models import Mail

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
USER, PASSWORD = "portal", "himitsu-no-postman"


class Box:
    """What arrived; `answers` says how the server meets an address, `at_data` what it does at the end of a mail."""

    def __init__(self) -> None:
        self.mails: list[email.message.EmailMessage] = []
        self.answers: dict[str, str] = {}
        self.at_data = "250 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        assert session.ssl or server.transport.get_extra_info("sslcontext")
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return self.at_data

    def login(self, server, session, envelope, mechanism, data):
        is_ours = (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        return AuthResult(success=is_ours, handled=is_ours)


def certificate(folder) -> ssl.SSLContext:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    names = x509.SubjectAlternativeName([x509.DNSName("localhost")])
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    dated = builder.not_valid_before(now - timedelta(1)).not_valid_after(now + timedelta(1))
    own = dated.add_extension(names, critical=False).add_extension(x509.BasicConstraints(True, None), True)
    signed = own.sign(key, hashes.SHA256())
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "server.pem").write_bytes(private + signed.public_bytes(pem))
    (folder / "ca.pem").write_bytes(signed.public_bytes(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "server.pem")
    return context


@pytest.fixture
def start(tmp_path, settings, monkeypatch):
    """Start a mail server and point the settings at it."""
    running: list[Controller] = []
    tls = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))

    def start_one(*, implicit: bool = False, plain: bool = False) -> Box:
        box = Box()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        options = (
            {"auth_require_tls": False}
            if implicit or plain
            else {"tls_context": tls, "require_starttls": True}
        )
        options |= {
            "auth_exclude_mechanism": ["LOGIN"],
            "authenticator": box.login,
            "auth_required": not plain,
        }
        server = Controller(
            box,
            "127.0.0.1",
            port,
            server_hostname="mail.example",
            ssl_context=tls if implicit else None,
            **options,
        )
        server.start()
        running.append(server)
        settings.SENDS_MAIL, settings.MAIL_FROM = True, "noreply@nenkin.example"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "localhost", port
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = ("", "") if plain else (USER, PASSWORD)
        settings.EMAIL_USE_SSL, settings.EMAIL_USE_TLS, settings.EMAIL_TIMEOUT = implicit, not implicit, 5
        return box

    yield start_one
    for server in running:
        server.stop()


@pytest.fixture
def now():
    return timezone.now() + timedelta(seconds=1)


@pytest.fixture
def write(db):
    return lambda to="hanako@renshu.example", kind="login", **facts: outgoing.mail(kind=kind, to=to, **facts)


@pytest.mark.parametrize("implicit", [False, True], ids=["STARTTLS", "TLS"])
def test_a_mail_arrives_as_it_was_written(start, write, now, implicit):
    box, mail = start(implicit=implicit), write()
    assert postman.send(now) == postman.Report(tried=1, sent=1)
    (arrived,) = box.mails
    assert arrived["Subject"].strip() == mail.subject
    assert arrived["To"] == mail.to
    assert arrived.get_content().replace("\r\n", "\n") == mail.body
    mail.refresh_from_db()
    assert (mail.tries, mail.next_try_at) == (1, None)
    assert mail.sent_at is not None


def test_the_head_of_a_mail_tells_nothing_that_it_need_not(start, write, now):
    box, mail = start(), write()
    postman.send(now)
    (arrived,) = box.mails
    kept = {"Content-Type", "MIME-Version", "Content-Transfer-Encoding", "Subject", "From", "To", "Date"}
    assert set(arrived.keys()) - {"X-Peer", "X-MailFrom", "X-RcptTo"} == kept | {
        "Message-ID",
        "Content-Language",
        "Auto-Submitted",
    }
    assert str(arrived["From"].addresses[0].addr_spec) == "noreply@nenkin.example"
    assert arrived["Message-ID"].endswith("@nenkin.example>")
    assert arrived["Content-Language"] == "ja"
    assert abs(arrived["Date"].datetime - mail.created_at) < timedelta(seconds=1)


def test_a_mail_goes_out_once(start, write, now):
    box = start()
    write()
    assert [postman.send(now + timedelta(days=day)).tried for day in range(3)] == [1, 0, 0]
    assert len(box.mails) == 1


def test_another_worker_does_not_send_what_one_has_claimed(start, write, now, monkeypatch):
    box = start()
    write()
    connect, meanwhile = postman._connect, []

    def slowly():  # the second worker comes between the first one's look and its claim
        if not meanwhile:
            meanwhile.append(None)
            meanwhile.append(postman.send(now))
        return connect()

    monkeypatch.setattr(postman, "_connect", slowly)
    assert postman.send(now) == postman.Report()
    assert meanwhile[1].sent == len(box.mails) == 1


def test_what_a_worker_left_when_it_died_is_sent_later_under_the_same_number(start, write, now, monkeypatch):
    box, mail = start(), write()

    class Killed(BaseException):
        pass

    def dies(*arguments, **changes):
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(postman.timezone, "now", dies)  # sent, and not yet marked
        with pytest.raises(Killed):
            postman.send(now)
    assert postman.send(now + timedelta(minutes=9)).tried == 0
    assert postman.send(now + timedelta(minutes=11)).sent == 1
    assert [each["Message-ID"] for each in box.mails] == [postman.message_id(mail)] * 2


def test_a_mail_that_is_put_off_is_tried_again_with_growing_waits(start, write, now):
    box, mail = start(), write()
    box.answers[mail.to] = "451 greylisted, come back"
    waits = []
    for _ in range(len(postman.WAITS)):
        mail.refresh_from_db()
        assert postman.send(mail.next_try_at + timedelta(seconds=1)).put_off == 1
        mail.refresh_from_db()
        waits.append(round((mail.next_try_at - timezone.now()).total_seconds() / 60))
    assert waits == [1, 5, 15, 60, 180, 360, 720]
    box.answers.clear()
    assert postman.send(mail.next_try_at).sent == 1


@pytest.mark.parametrize(("answer", "tries"), [("451 later", 8), ("550 no such person", 3)])
def test_in_the_end_it_is_given_up_and_stays_to_be_seen(start, write, now, answer, tries):
    box, mail = start(), write()
    box.answers[mail.to] = answer
    reports = [postman.send(now + timedelta(days=day)) for day in range(10)]
    assert [report.tried for report in reports] == [1] * tries + [0] * (10 - tries)
    assert reports[tries - 1].given_up == 1
    mail.refresh_from_db()
    assert (mail.tries, mail.next_try_at, mail.sent_at) == (tries, None, None)


def test_a_bad_mail_does_not_stop_the_others(start, write, now):
    box = start()
    poison, refused, good = write(), write(to="gone@renshu.example"), write(to="taro@renshu.example")
    Mail.objects.filter(pk=poison.pk).update(subject="two\nlines")
    box.answers["gone@renshu.example"] = "550 gone"
    assert postman.send(now) == postman.Report(tried=3, sent=1, put_off=2)
    good.refresh_from_db()
    refused.refresh_from_db()
    assert (good.sent_at is None, refused.sent_at is None) == (False, True)


def test_a_refusal_after_the_text_is_a_refusal_too(start, write, now):
    box = start()
    write()
    box.at_data = "552 too much"
    assert postman.send(now).put_off == 1


TROUBLES = {
    "nobody listens": ({"EMAIL_PORT": 9}, "ConnectionRefusedError"),
    "another name than in its certificate": ({"EMAIL_HOST": "127.0.0.1"}, "SSLCertVerificationError"),
    "wrong password": ({"EMAIL_HOST_PASSWORD": "wrong"}, "SMTPAuthenticationError 535"),
}


@pytest.mark.parametrize(("changes", "words"), TROUBLES.values(), ids=TROUBLES)
def test_a_server_that_cannot_be_used_is_not_the_mails_fault(start, write, now, settings, changes, words):
    box, mail = start(), write()
    for name, value in changes.items():
        setattr(settings, name, value)
    with pytest.raises(postman.Unreachable) as told:
        postman.send(now)
    mail.refresh_from_db()
    assert (mail.tries, mail.sent_at, box.mails) == (0, None, [])
    assert str(told.value) == words


def test_a_certificate_nobody_vouches_for_is_refused(start, write, now, monkeypatch):
    box = start()
    write()
    monkeypatch.delenv("SSL_CERT_FILE")
    with pytest.raises(postman.Unreachable, match="SSLCertVerificationError"):
        postman.send(now)
    assert box.mails == []


def test_nothing_is_sent_without_tls(start, write, now):
    box = start(plain=True)
    write()
    with pytest.raises(postman.Unreachable, match="SMTPNotSupportedError"):
        postman.send(now)
    assert box.mails == []


def test_logs_hold_no_address_and_nothing_the_server_says(start, write, now, caplog):
    caplog.set_level(logging.DEBUG)
    box = start()
    write()
    box.answers["hanako@renshu.example"] = "550 <hanako@renshu.example> unknown here"
    postman.send(now)
    (line,) = [record.getMessage() for record in caplog.records if record.name.startswith("nenkin")]
    assert line.endswith("put off at try 1: SMTPRecipientsRefused 550")
    assert "hanako" not in line


def test_two_hundred_mails_take_their_turns_the_oldest_first(start, write, now):
    box = start()
    for number in range(postman.AT_ONCE + 5):
        write(to=f"p{number}@renshu.example")
    assert [postman.send(now).sent for _ in range(3)] == [postman.AT_ONCE, 5, 0]
    assert [mail["To"] for mail in box.mails[:3]] == [f"p{n}@renshu.example" for n in range(3)]


def test_without_a_server_mails_only_wait(write, now, settings):
    settings.SENDS_MAIL = False
    mail = write()
    jobs.send_mails(now)
    mail.refresh_from_db()
    assert (mail.tries, mail.sent_at) == (0, None)
