"""Access keys, and applications from the first page to the account."""

from django.db import models

from nenkin.registry.models import Person
from nenkin.registry.seal import SealedField


class AccessKey(models.Model):
    """アクセスキー: seventeen digits on paper, here only their slow hash. A person has one live key at most."""

    STATEMENT, AGE_20, COUNTER, CAMPAIGN = "statement", "age_20", "counter", "campaign"
    CARRIERS = (
        (STATEMENT, "ねんきん定期便"),
        (AGE_20, "20歳のお知らせ"),
        (COUNTER, "窓口"),
        (CAMPAIGN, "お知らせのはがき"),
    )

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="access_keys")
    key_hash = models.CharField(max_length=128)
    carrier = models.CharField("どこで", max_length=10, choices=CARRIERS)
    issued_at = models.DateTimeField("発行した日時")
    expires_at = models.DateTimeField("この時から使えない")
    tries = models.PositiveSmallIntegerField("調べた回数", default=0)
    used_at = models.DateTimeField("使った日時", null=True)
    replaced_at = models.DateTimeField("新しいキーに替わった日時", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("person",),
                condition=models.Q(used_at=None, replaced_at=None),
                name="one_live_access_key_a_person",
            ),
        )

    def __str__(self) -> str:
        return f"access key {self.pk}"


class Application(models.Model):
    """利用登録の申込み: a draft, then sent, then confirmed by the mailed link, then done.

    `journey` stands in the addresses of its pages, which open in the browser that began it and in no other.
    What was typed is sealed, and gone as soon as it is no longer needed.
    """

    KEY, LETTER, NATIONAL_ID = "key", "letter", "national_id"
    ROUTES = ((KEY, "アクセスキーで"), (LETTER, "手紙で"), (NATIONAL_ID, "マイナンバーカードで"))

    journey = models.CharField(max_length=32, unique=True)
    browser_hash = models.CharField(max_length=64)
    version = models.PositiveIntegerField("下書きの版", default=1)
    language = models.CharField("言語", max_length=2)
    terms_version = models.CharField("利用規約の版", max_length=20)
    route = models.CharField("方法", max_length=12, choices=ROUTES, blank=True)
    facts = SealedField("入れたこと", null=True)
    password_hash = models.CharField(max_length=128, blank=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True)  # once proved
    access_key = models.ForeignKey(AccessKey, on_delete=models.CASCADE, null=True)
    proved_at = models.DateTimeField("本人と確かめた日時", null=True)
    by_letter = models.BooleanField("ユーザIDは手紙で", default=False)  # many wrong keys are being tried
    created_at = models.DateTimeField("始めた日時")

    receipt_number = models.CharField("受付番号", max_length=14, unique=True, null=True)
    submitted_at = models.DateTimeField("送った日時", null=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True)
    token_expires_at = models.DateTimeField("リンクの期限", null=True)
    mails = models.PositiveSmallIntegerField("確認メールの数", default=0)
    confirmed_at = models.DateTimeField("メールを確認した日時", null=True)
    done_at = models.DateTimeField("済んだ日時", null=True)
    done_browser_hash = models.CharField(max_length=64, blank=True)
    user_id = SealedField("発行したユーザID", null=True)  # for the page that shows it, a short time

    class Meta:
        indexes = (
            models.Index(fields=("done_at", "confirmed_at"), name="application_to_match"),
            models.Index(fields=("created_at",), name="application_by_age"),
        )

    def __str__(self) -> str:
        return f"application {self.pk}"

    @property
    def receipt_groups(self) -> str:
        """1234-5678-9012: for reading aloud and copying."""
        number = self.receipt_number or ""
        return "-".join(number[place : place + 4] for place in range(0, len(number), 4))
