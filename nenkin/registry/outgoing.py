"""What is sent to people: mails and letters. Written here in the transaction of the act they tell about.

`manage.py work` sends mails afterwards, `manage.py print_letters` prints letters. Texts of mails:
`templates/mail/<kind>.<language>.txt`, the subject in the first line. A mail holds no personal data, and a link in
three kinds only, all of them answers to something the reader has just asked for.
"""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone

from nenkin.registry import business_days
from nenkin.registry.models import Address, Letter, Mail, Person

WITH_LINK = {"confirm_registration", "confirm_mail", "recovery"}
LETTER_BUSINESS_DAYS = 5
OVERSEAS_DAYS = 30


def mail(*, kind: str, to: str, person: Person | None = None, language: str = "ja", **facts: Any) -> Mail:
    """Put one mail into the outbox. `facts` fill the text; `link` only in the kinds that may have one.

    Raises:
        ValueError: a link in a kind that may have none.
    """
    if ("link" in facts) != (kind in WITH_LINK):
        raise ValueError(f"a mail of the kind {kind} {'needs' if kind in WITH_LINK else 'has no'} link")
    text = render_to_string(f"mail/{kind}.{language}.txt", {"service_name": settings.SERVICE_NAME, **facts})
    subject, _, body = text.strip().partition("\n")
    now = timezone.now()
    return Mail.objects.create(
        person=person,
        kind=kind,
        language=language,
        to=to,
        subject=f"【{settings.SERVICE_NAME}】{subject}",
        body=body.strip() + "\n",
        created_at=now,
        next_try_at=now,
    )


def letter(
    *,
    kind: str,
    person: Person,
    at: datetime,
    language: str = "ja",
    facts: dict[str, Any] | None = None,
    address: Address | None = None,
) -> Letter:
    """Put one letter into the outbox. `address` only where it must go to an older one; else that of the record."""
    target = address or person.addresses.order_by("-recorded_at", "-pk").first()
    day = timezone.localtime(at).date()
    overseas = target is not None and target.overseas
    due_on = day + timedelta(days=OVERSEAS_DAYS) if overseas else business_days.add(day, LETTER_BUSINESS_DAYS)
    return Letter.objects.create(
        person=person,
        kind=kind,
        language=language,
        facts=facts or {},
        address=address,
        created_at=at,
        due_on=due_on,
    )
