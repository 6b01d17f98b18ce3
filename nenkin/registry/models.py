"""People and their addresses, versions of their records, the trail of who opened them, and what is sent to them."""

from django.db import models
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

from nenkin.law.career import FEMALE, MALE
from nenkin.registry.seal import SealedField

FIRST_HASH = "0" * 64  # before the first row of the audit chain


class Person(models.Model):
    """被保険者・受給権者. Found by the basic pension number; name and kana are kept as typed, in NFC."""

    SEXES = ((MALE, _("男")), (FEMALE, _("女")))

    basic_pension_number = models.CharField("基礎年金番号", max_length=10, unique=True)
    birth_date = models.DateField("生年月日")
    sex = models.PositiveSmallIntegerField("性別", choices=SEXES)
    name = models.CharField("氏名", max_length=100, blank=True)
    kana = models.CharField("氏名カナ", max_length=100, blank=True)
    old_age_pension_code = models.CharField("老齢年金の年金コード", max_length=4, blank=True)
    closed = models.BooleanField("亡くなった、または記録を止めている", default=False)
    created_at = models.DateTimeField("登録日時", auto_now_add=True)

    class Meta:
        indexes = (models.Index(fields=("birth_date",), name="person_by_birth_date"),)
        constraints = (
            models.CheckConstraint(
                condition=Exact(Length("basic_pension_number"), 10), name="person_number_has_ten_digits"
            ),
            models.CheckConstraint(condition=models.Q(sex__in=(MALE, FEMALE)), name="person_sex_is_known"),
        )

    def __str__(self) -> str:
        return f"person {self.pk}"


class Address(models.Model):
    """住所 as it is on record. A move is a new row; letters go to the newest, after its time of waiting."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="addresses")
    postal_code = models.CharField("郵便番号", max_length=7, blank=True)
    text = models.CharField("住所", max_length=200)
    building = models.CharField("建物", max_length=100, blank=True)
    overseas = models.BooleanField("海外", default=False)
    recorded_at = models.DateTimeField("記録した日時")

    class Meta:
        indexes = (models.Index(fields=("person", "-recorded_at"), name="address_by_person"),)

    def __str__(self) -> str:
        return f"address {self.pk}"


class RecordVersion(models.Model):
    """One version of a person's record: one document in the open record format, never changed.

    A correction is a new version with its reason. Triggers in the database refuse UPDATE and DELETE.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField("版")
    document = models.JSONField("年金記録")
    sha256 = models.CharField("正規形のSHA-256", max_length=64)
    record_through = models.CharField("記録の最後の月", max_length=7)
    reason = models.CharField("理由", max_length=100)
    source = models.CharField("出どころ", max_length=200)
    created_at = models.DateTimeField("登録日時", auto_now_add=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("person", "number"), name="record_version_number_once_a_person"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="record_version_starts_at_one"),
        )

    def __str__(self) -> str:
        return f"person {self.person_id} version {self.number}"


class AuditEntry(models.Model):
    """One opening of a record, or one refusal. Ids only; each row seals the row before it.

    Triggers in the database refuse UPDATE and DELETE; `previous_hash` is unique, so the chain cannot fork.
    """

    OPENED, REFUSED = "opened", "refused"
    ACTIONS = ((OPENED, "見た"), (REFUSED, "見せなかった"))

    sequence = models.PositiveBigIntegerField("通し番号", primary_key=True)
    at = models.DateTimeField("日時")
    account_id = models.PositiveBigIntegerField("利用者", db_index=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="audit_entries", db_index=False)
    action = models.CharField("したこと", max_length=10, choices=ACTIONS)
    purpose = models.CharField("目的", max_length=60)
    request_id = models.CharField("要求番号", max_length=32, blank=True)
    previous_hash = models.CharField("前の行のハッシュ", max_length=64, unique=True)
    hash = models.CharField("この行のハッシュ", max_length=64, unique=True)

    class Meta:
        indexes = (models.Index(fields=("person", "-sequence"), name="audit_by_person"),)

    def __str__(self) -> str:
        return f"audit {self.sequence}"


class AuditHead(models.Model):
    """The last link of the audit chain: one row, locked while the next link is made."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    sequence = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=FIRST_HASH)

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="audit_has_one_head"),)

    def __str__(self) -> str:
        return f"audit head at {self.sequence}"


class Mail(models.Model):
    """One mail: written in the transaction of what it tells about, sent afterwards, kept for its reader."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mails", null=True)
    kind = models.CharField("種類", max_length=40)
    language = models.CharField("言語", max_length=2)
    to = SealedField("あて先")
    subject = models.CharField("件名", max_length=100)
    body = SealedField("本文")
    created_at = models.DateTimeField("書いた日時")
    next_try_at = models.DateTimeField("つぎに送る日時", null=True)
    tries = models.PositiveSmallIntegerField("送った回数", default=0)
    sent_at = models.DateTimeField("送った日時", null=True)

    class Meta:
        indexes = (
            models.Index(fields=("next_try_at",), name="mail_to_send"),
            models.Index(fields=("person", "-created_at"), name="mail_by_person"),
        )

    def __str__(self) -> str:
        return f"mail {self.pk} {self.kind}"


class Letter(models.Model):
    """One letter to the address on record. The address is that of the day of printing, kept with the letter."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="letters")
    kind = models.CharField("種類", max_length=40)
    language = models.CharField("言語", max_length=2)
    facts = SealedField("書くこと", null=True)
    address = models.ForeignKey(Address, on_delete=models.PROTECT, null=True)
    created_at = models.DateTimeField("申込みの日時")
    due_on = models.DateField("届く予定の日")
    claimed_by = models.CharField("印刷の組", max_length=40, blank=True)
    printed_at = models.DateTimeField("印刷した日時", null=True)

    class Meta:
        indexes = (
            models.Index(fields=("printed_at", "due_on"), name="letter_to_print"),
            models.Index(fields=("person", "-created_at"), name="letter_by_person"),
        )

    def __str__(self) -> str:
        return f"letter {self.pk} {self.kind}"


class Budget(models.Model):
    """How often something was tried in a window of time. `budget.py` alone reads and writes it."""

    key = models.CharField(max_length=80, primary_key=True)
    ends_at = models.BigIntegerField(db_index=True)
    used = models.PositiveIntegerField()

    def __str__(self) -> str:
        return self.key
