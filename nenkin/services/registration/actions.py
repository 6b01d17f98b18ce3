"""What writes: the draft, its proof, sending it, confirming the mail, and the account that comes of it."""

import hashlib
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.db.models import F
from django.utils import timezone

from nenkin.registry import addresses, outgoing
from nenkin.registry.models import Letter, Mail, Person
from nenkin.services.registration import identity, keys, terms, throttle, user_ids
from nenkin.services.registration.models import Application

MIXED, EXPIRED, USED, OLD_LAW, WAIT, PROVED = "mixed", "expired", "used", "old_law", "wait", "proved"
NOT_LINKED, OTHER_CARD = "not_linked", "other_card"
DRAFT = timedelta(hours=24)
LINK = timedelta(hours=24)
SHOWN = timedelta(minutes=30)  # the page with the new user ID
KEPT_UNCONFIRMED = timedelta(days=7)
MAILS = 4  # the first and three more
LETTERS_A_MONTH = 3
LETTERS = ("user_id", "address_differs", "not_eligible")


class Outcome(NamedTuple):
    """How it went; `until` when one has to wait."""

    code: str
    until: datetime | None = None


class AlreadyUsed(Exception):
    """The access key, the card or the link was used meanwhile; nothing was written."""


def hashed(secret: str) -> str:
    """What the database keeps of a browser's or a link's random secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def begin(*, journey: str, browser: str, language: str, at: datetime, **rest: Any) -> Application:
    """同意する. Pressed twice, it is the same journey; somebody else's journey is refused.

    Raises:
        PermissionError: the journey is another browser's.
    """
    application, _new = Application.objects.get_or_create(
        journey=journey,
        defaults={
            "browser_hash": hashed(browser),
            "language": language,
            "terms_version": terms.current().number,
            "facts": {},
            "created_at": at,
            **rest,
        },
    )
    if application.browser_hash != hashed(browser):
        raise PermissionError("a journey of another browser")
    return application


def begin_with_card(*, card: dict[str, Any], journey: str, at: datetime, **rest: Any) -> Outcome:
    """同意する, by somebody whose card was read: the draft begins with the person found."""
    person = identity.of_card(card)
    if person is None:
        return Outcome(NOT_LINKED)
    if identity.is_excluded(person):
        return Outcome(OLD_LAW)
    if _has_other_card(person, card):
        return Outcome(OTHER_CARD)
    begin(
        journey=journey,
        at=at,
        route=Application.NATIONAL_ID,
        person=person,
        proved_at=at,
        **rest,
        facts=dict(card),
    )
    return Outcome(PROVED)


def choose_route(application: Application, route: str) -> None:
    """The other way asks for other things; what both ask for stays."""
    if route != application.route:
        _unprove(application)
        _write(application, route=route, person=None, access_key=None, proved_at=None)


def keep(application: Application, **facts: Any) -> None:
    """Keep the answers of one step; the others stay as they are."""
    _write(application, facts={**application.facts, **facts})


def keep_person(application: Application, *, facts: dict[str, Any], source: str, at: datetime) -> Outcome:
    """Keep who one says to be. With an access key it is proved at once; else the letter will prove it."""
    until = throttle.person_data(number=facts["basic_pension_number"], source=source)
    if application.route != Application.KEY:
        if until is None:
            keep(application, **facts)
        return Outcome(WAIT, until) if until else Outcome(PROVED)
    _unprove(application)
    if until is not None:
        return Outcome(WAIT, until)
    checked = keys.check(facts["basic_pension_number"], facts["access_key"])
    same = identity.is_same(facts, checked.person)
    if not same or checked.person is None or checked.key is None:
        return Outcome(MIXED)
    if identity.is_excluded(checked.person):
        return Outcome(OLD_LAW)
    if checked.key.used_at or checked.key.replaced_at:
        return Outcome(USED)
    if at >= checked.key.expires_at:
        return Outcome(EXPIRED)
    keys.right(checked.key)
    proof = {
        "person": checked.person,
        "access_key": checked.key,
        "proved_at": at,
        "by_letter": keys.step_up(),
    }
    _write(application, facts={**application.facts, **facts, "access_key": ""}, **proof)
    return Outcome(PROVED)


def keep_mail(application: Application, *, mail: str, password: str) -> None:
    """The password is hashed at once and kept in no other form."""
    changes: dict[str, Any] = {"facts": {**application.facts, "mail": mail}}
    if password:
        changes["password_hash"] = make_password(password)
    _write(application, **changes)


def submit(application: Application, *, version: int, at: datetime, link: Callable[[str], str]) -> Outcome:
    """Send the application: a receipt, and a mail with the link. Pressed twice, it was sent once.

    `version`: of the draft that the person saw; another one is shown again first (MIXED).
    """
    if application.submitted_at:
        return Outcome(PROVED)
    if version != application.version:
        return Outcome(MIXED)
    until = throttle.mail(application.facts["mail"])
    if until:
        return Outcome(WAIT, until)
    with transaction.atomic():
        mine = Application.objects.filter(pk=application.pk, version=version, submitted_at=None)
        number = f"{secrets.randbelow(10**12):012d}"
        if mine.update(submitted_at=at, receipt_number=number, version=F("version") + 1):
            application.refresh_from_db()
            _send_link(application, at=at, link=link)
    return Outcome(PROVED)


def send_again(application: Application, *, at: datetime, link: Callable[[str], str]) -> bool:
    """A new link in a new mail, three times at most; the older link ends. False: no more, or no need."""
    if application.mails >= MAILS or application.confirmed_at or not application.submitted_at:
        return False
    if throttle.mail(application.facts["mail"]):
        return False
    with transaction.atomic():
        mine = Application.objects.filter(pk=application.pk, mails=application.mails, confirmed_at=None)
        if not mine.update(mails=F("mails")):
            return False
        _send_link(application, at=at, link=link)
    return True


def confirm(application: Application, *, browser: str, at: datetime) -> None:
    """The link's button. With a letter to come, nothing is decided here; else the account comes to be.

    Raises:
        AlreadyUsed: the link, the key or the card was used meanwhile; nothing was written.
    """
    with transaction.atomic():
        fresh = Application.objects.filter(pk=application.pk, confirmed_at=None, token_expires_at__gt=at)
        if not fresh.update(confirmed_at=at, done_browser_hash=hashed(browser)):
            raise AlreadyUsed
        application.refresh_from_db()
        if application.route == Application.LETTER:
            return
        person = Person.objects.select_for_update().get(pk=application.person_id or 0)
        if person.closed:
            raise AlreadyUsed
        if application.route == Application.KEY:
            if application.access_key is None or not keys.use(application.access_key, at):
                raise AlreadyUsed
            if application.by_letter:
                _admit_by_letter(application, person, at)
            else:
                _admit(application, person, at)
        else:
            _admit_with_card(application, person, at)


@transaction.atomic
def send_key(person: Person, *, carrier: str, at: datetime) -> bool:
    """A new access key by letter to the address on record. False: there is nobody who could use it."""
    if person.closed or identity.is_excluded(person) or addresses.current(person) is None:
        return False
    key = keys.issue(person, carrier=carrier, at=at)
    last_day = timezone.localtime(keys.expiry(at) - timedelta(seconds=1)).date()
    facts = {"access_key": key, "valid_until": last_day.isoformat()}
    outgoing.letter(kind="access_key", person=person, at=at, facts=facts)
    return True


def match_waiting(at: datetime | None = None) -> int:
    """Decide about confirmed applications by letter; returns how many. For `manage.py work`, any number at once."""
    at = at or timezone.now()
    done = 0
    waiting = Application.objects.filter(route=Application.LETTER, confirmed_at__isnull=False, done_at=None)
    for pk in list(waiting.order_by("confirmed_at").values_list("pk", flat=True)[:100]):
        done += _match(pk, at)
    sweep(at)
    return done


def sweep(at: datetime) -> None:
    """Drafts left for a day, links never followed and their mails, and user IDs that were shown are removed."""
    Application.objects.filter(submitted_at=None, created_at__lt=at - DRAFT).delete()
    Application.objects.filter(confirmed_at=None, submitted_at__lt=at - KEPT_UNCONFIRMED).delete()
    Application.objects.filter(user_id__isnull=False, done_at__lt=at - SHOWN).update(user_id=None)
    links = Mail.objects.filter(
        kind="confirm_registration", person=None
    )  # of strangers, and in nobody's list
    links.filter(created_at__lt=at - KEPT_UNCONFIRMED).delete()


@transaction.atomic
def _match(pk: int, at: datetime) -> bool:
    if not Application.objects.filter(pk=pk, done_at=None).update(done_at=at):
        return False  # another worker has it
    application = Application.objects.get(pk=pk)
    facts = application.facts
    number = facts["basic_pension_number"]
    person = Person.objects.select_for_update().filter(basic_pension_number=number).first()
    if person is not None and identity.is_same(facts, person) and _may_write(person, at):
        if identity.is_excluded(person):
            outgoing.letter(kind="not_eligible", person=person, at=at, language=application.language)
        elif identity.lives_there(facts, person):
            _admit_by_letter(application, person, at)
        else:
            outgoing.letter(kind="address_differs", person=person, at=at, language=application.language)
    _close(application, at)
    return True


def _may_write(person: Person, at: datetime) -> bool:
    """Nobody is flooded with letters: three a month."""
    month = timezone.localtime(at).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    sent = Letter.objects.filter(person=person, kind__in=LETTERS, created_at__gte=month)
    return sent.count() < LETTERS_A_MONTH


def _admit(application: Application, person: Person, at: datetime) -> None:
    """The user ID at once, on the screen."""
    user_id, mail = _new_user_id(), application.facts["mail"]
    account: Any = get_user_model().objects.filter(person=person).first()
    if account is None:
        account = _new_account(application, person, user_id)
    else:
        _tell_of_new_registration(account, at)
        account.begin_anew(user_id=user_id, password=application.password_hash, mail=mail)
        _end_visits(account, at)
    _consent(account, application, at)
    outgoing.mail(kind="registered", to=mail, person=person, language=application.language)
    _close(application, at, user_id=user_id)


def _admit_by_letter(application: Application, person: Person, at: datetime) -> None:
    """The user ID by letter. An account that is there stays as it is until somebody signs in with the new one."""
    user_id, mail = _new_user_id(), application.facts["mail"]
    account: Any = get_user_model().objects.filter(person=person).first()
    if account is None:
        account = _new_account(application, person, user_id)
    else:
        account.next_user_id, account.next_password = user_id, application.password_hash
        account.next_mail = mail
        account.save(update_fields=["next_user_id", "next_password", "next_mail"])
        if account.mail:
            outgoing.mail(
                kind="registration_by_letter", to=account.mail, person=person, language=account.language
            )
    _consent(account, application, at)
    facts = {"user_id": user_id}
    outgoing.letter(kind="user_id", person=person, at=at, language=application.language, facts=facts)
    _close(application, at)


def _admit_with_card(application: Application, person: Person, at: datetime) -> None:
    """The card is the way in: no password, no user ID to remember. An account that is there keeps its own."""
    facts = application.facts
    if _has_other_card(person, facts):
        raise AlreadyUsed
    account: Any = get_user_model().objects.filter(person=person).first()
    if account is None:
        account = _new_account(application, person, _new_user_id())
    else:
        if account.mail and account.mail != facts["mail"]:
            outgoing.mail(
                kind="national_id_linked", to=account.mail, person=person, language=account.language
            )
        if account.frozen_at or not account.is_active:
            account.set_unusable_password()  # it may be a thief's, as other ways in
            account.forget_ways_in()
        account.mail, account.frozen_at, account.is_active = facts["mail"], None, True
        account.save()
    _link_card(account, facts, at)
    _consent(account, application, at)
    outgoing.mail(kind="national_id_linked", to=facts["mail"], person=person, language=application.language)
    _close(application, at)


def _has_other_card(person: Person, card: dict[str, Any]) -> bool:
    """Whether the person's account has another card, or the card another account."""
    links = _card_links()
    mine = links.filter(account__person=person).first()
    same = {"issuer": card["issuer"], "subject": card["subject"]}
    other = links.filter(**same).exclude(account__person=person).exists()
    return other or (mine is not None and (mine.issuer, mine.subject) != (card["issuer"], card["subject"]))


def _card_links() -> Any:
    """The rows that join a card to an account: the account's own, found from it."""
    field: Any = get_user_model()._meta.get_field("national_id")
    return field.related_model.objects


def _link_card(account: Any, card: dict[str, Any], at: datetime) -> None:
    _card_links().get_or_create(
        account=account,
        defaults={"issuer": card["issuer"], "subject": card["subject"], "linked_at": at},
    )


def _new_account(application: Application, person: Person, user_id: str) -> Any:
    account: Any = get_user_model()(user_id=user_id, person=person, language=application.language)
    if application.password_hash:
        account.password = application.password_hash
    else:
        account.set_unusable_password()
    account.mail = application.facts["mail"]
    for wish in ("postal_statement", "news_mail", "login_mail"):
        setattr(account, wish, application.facts[wish])
    account.save()
    return account


def _tell_of_new_registration(account: Any, at: datetime) -> None:
    """Everybody the record knows: the old mail address, and the address on record."""
    person = account.person
    if account.mail:
        outgoing.mail(kind="new_registration", to=account.mail, person=person, language=account.language)
    outgoing.letter(kind="new_registration", person=person, at=at, language=account.language)


def _end_visits(account: Any, at: datetime) -> None:
    account.visits.filter(state="active").update(state="ended", reason="changed", ended_at=at)


def _consent(account: Any, application: Application, at: datetime) -> None:
    account.consents.create(
        what="terms", given=True, version=application.terms_version, channel="registration", at=at
    )


def _close(application: Application, at: datetime, *, user_id: str | None = None) -> None:
    """Done: what was typed is no longer needed."""
    Application.objects.filter(pk=application.pk).update(
        done_at=at, facts=None, password_hash="", user_id=user_id, person=None
    )


def _new_user_id() -> str:
    accounts = get_user_model().objects
    while True:
        user_id = user_ids.new()
        if not (accounts.filter(user_id=user_id).exists() or accounts.filter(next_user_id=user_id).exists()):
            return user_id


def _send_link(application: Application, *, at: datetime, link: Callable[[str], str]) -> None:
    token = secrets.token_urlsafe(32)
    application.token_hash, application.token_expires_at = hashed(token), at + LINK
    application.mails += 1
    application.save(update_fields=["token_hash", "token_expires_at", "mails"])
    outgoing.mail(
        kind="confirm_registration",
        to=application.facts["mail"],
        language=application.language,
        link=link(token),
    )


def _unprove(application: Application) -> None:
    """Whatever is typed now has to be proved anew."""
    if application.proved_at:
        _write(application, person=None, access_key=None, proved_at=None)


def _write(application: Application, **changes: Any) -> None:
    """Change a draft; one that was sent is changed no more."""
    draft = Application.objects.filter(pk=application.pk, submitted_at=None)
    if draft.update(version=F("version") + 1, **changes):
        application.refresh_from_db()
