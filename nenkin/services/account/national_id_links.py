"""Which card opens which account: linking, and ending it."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from nenkin.registry import matching
from nenkin.registry.matching import Facts
from nenkin.registry.models import Person
from nenkin.services.account import national_id, notices
from nenkin.services.account.models import Account, NationalIdLink
from nenkin.services.account.national_id import Identity

OTHER_PERSON, OTHER_ACCOUNT, OTHER_CARD = "other-person", "other-account", "other-card"
PROBLEMS = {
    national_id.CANCELLED: (
        _("カードの読み取りをやめました"),
        _("何も変わっていません。カードを使うときは、もう一度はじめから押してください。"),
    ),
    national_id.NO_ANSWER: (
        _("カードを確かめるところが、いま答えません"),
        _("あなたのカードには、問題はありません。少したってから、もう一度お試しください。"),
    ),
    national_id.CERTIFICATE: (
        _("カードの電子証明書が使えません"),
        _("期限が切れているか、止められています。住んでいる市区町村の窓口で新しくすると、また使えます。"),
    ),
    national_id.INVALID: (
        _("カードの確認ができませんでした"),
        _(
            "届いた答えが正しいものか、たしかめられません。安全のため、使いませんでした。もう一度お試しください。"
        ),
    ),
    national_id.MISSING: (
        _("カードの情報が足りません"),
        _("氏名、生年月日、性別、住所のうち、届かなかったものがあります。もう一度お試しください。"),
    ),
    national_id.STALE: (
        _("時間がたったか、もう終わった確認です"),
        _("何も変わっていません。もう一度はじめから押してください。同じブラウザーで続けてください。"),
    ),
    OTHER_PERSON: (
        _("カードの人と、いまログイン中の人がちがいます"),
        _("カードの氏名、生年月日、性別が、年金の記録と同じときだけ、つなげます。何も変わっていません。"),
    ),
    OTHER_ACCOUNT: (
        _("このカードは、別の登録とつながっています"),
        _("1枚のカードでつなげる登録は1つです。別の登録との連携をやめると、つなげます。"),
    ),
    OTHER_CARD: (
        _("つないであるカードではありません"),
        _("この登録とつないであるカードで、もう一度お試しください。"),
    ),
}


def account_of(identity: Identity) -> Account | None:
    """Whose card it is. A stopped account opens by registering again only."""
    links = NationalIdLink.objects.select_related("account__person")
    link = links.filter(issuer=identity.issuer, subject=identity.subject).first()
    return link.account if link and link.account.is_active else None


def link_of(account: Account) -> NationalIdLink | None:
    """The card of an account."""
    return NationalIdLink.objects.filter(account=account).first()


def is_only_way(account: Account) -> bool:
    """Whether nothing but the card opens this account: the link cannot be ended then."""
    return not account.has_usable_password() and not account.passkeys.exists()


def link(account: Account, identity: Identity) -> str | None:
    """Let this card open this account; None, or the code of what is in the way. The same card again changes nothing.

    A person whose card was issued anew has another subject: it takes the place of the old one.
    """
    if not _is_same(account.person, identity):
        return OTHER_PERSON
    subject = {"issuer": identity.issuer, "subject": identity.subject}
    if NationalIdLink.objects.filter(account=account, **subject).exists():
        return None
    try:
        with transaction.atomic():
            NationalIdLink.objects.update_or_create(
                account=account, defaults={**subject, "linked_at": timezone.now()}
            )
            notices.tell(account, "national_id_linked")
    except IntegrityError:
        return OTHER_ACCOUNT
    return None


@transaction.atomic
def unlink(account: Account) -> None:
    """End it. A second time changes and tells nothing."""
    deleted, _each = NationalIdLink.objects.filter(account=account).delete()
    if deleted:
        notices.tell(account, "unlinked")


def _is_same(person: Person, identity: Identity) -> bool:
    """Birth date, sex, name and its reading, compared as the registration compares them. A card may have no kana."""
    if not identity.kana and not person.name:
        return False
    card = Facts(identity.name, identity.kana or person.kana, identity.birth_date, identity.sex)
    record = Facts(person.name, person.kana, person.birth_date, person.sex)
    return matching.matches(card, record, with_address=False)
