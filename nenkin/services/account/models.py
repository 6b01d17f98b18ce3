"""利用者: a person's own door to the record, the ways to open it, and what the person has settled."""

from datetime import datetime, timedelta

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils import timezone

from nenkin.registry.models import Person
from nenkin.registry.seal import SealedField


class AccountManager(BaseUserManager["Account"]):
    """Every page names the signed-in person, so the person comes with the account."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        return super().get_queryset().select_related("person")

    def create_account(self, *, user_id: str, person: Person, password: str | None) -> "Account":
        """A new account; `user_id` as `UserIdField` returns it. Without a password it is entered in other ways."""
        account = self.model(user_id=user_id, person=person)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """One account a person. The user ID may be replaced; whatever belongs to the account stays with it.

    `next_…`: a registration by letter that waits for its first sign-in, which makes it the user ID and password.
    """

    JAPANESE, ENGLISH = "ja", "en"
    LANGUAGES = ((JAPANESE, "日本語"), (ENGLISH, "English"))

    user_id = models.CharField("ユーザID", max_length=32, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField("利用中", default=True)
    created_at = models.DateTimeField("登録日時", auto_now_add=True)
    frozen_at = models.DateTimeField(
        "止めた日時", null=True
    )  # by the owner: a second factor or registering again

    mail = models.CharField("メールアドレス", max_length=254, blank=True)
    language = models.CharField("言語", max_length=2, choices=LANGUAGES, default=JAPANESE)
    large_letters = models.PositiveSmallIntegerField("文字の大きさ", default=0)
    login_mail = models.BooleanField("ログイン通知メール", default=True)
    news_mail = models.BooleanField("お知らせメール", default=True)
    postal_statement = models.BooleanField("ねんきん定期便の郵送", default=True)

    secret_question = models.CharField("秘密の質問", max_length=20, blank=True)
    secret_answer = models.CharField("秘密の質問の答え", max_length=128, blank=True)  # a slow hash

    next_user_id = models.CharField("つぎのユーザID", max_length=32, unique=True, null=True)
    next_password = models.CharField("つぎのパスワード", max_length=128, blank=True)
    next_mail = models.CharField("つぎのメールアドレス", max_length=254, blank=True)

    objects = AccountManager()
    USERNAME_FIELD = "user_id"

    def __str__(self) -> str:
        return f"account {self.pk}"

    def take_next(self) -> None:
        """The registration by letter was real: its user ID, password and mail address are the account's now."""
        if self.next_user_id is not None:
            self.begin_anew(user_id=self.next_user_id, password=self.next_password, mail=self.next_mail)

    def begin_anew(self, *, user_id: str, password: str, mail: str) -> None:
        """Registered again: these are new, older ways in are gone, nothing is stopped. The rest stays."""
        self.user_id, self.password, self.mail = user_id, password, mail
        self.next_user_id, self.next_password, self.next_mail = None, "", ""
        self.frozen_at, self.is_active = None, True
        self.save()
        self.forget_ways_in()

    def forget_ways_in(self, since: datetime | None = None) -> None:
        """No second factor (set up since then) counts and no browser is known: one was lost, or is a thief's."""
        newer = {"created_at__gte": since} if since else {}
        self.passkeys.filter(**newer).delete()
        self.printed_codes.filter(**newer).delete()
        CodeApp.objects.filter(account=self, **newer).delete()
        self.forget_devices()

    def forget_devices(self) -> None:
        self.devices.filter(revoked_at=None).update(revoked_at=timezone.now())

    @property
    def name(self) -> str:
        """The name in the header."""
        return self.person.name


class BrowserSession(AbstractBaseSession):
    """What one browser carries from page to page, sealed. The key here is only a hash of the browser's own."""

    def __str__(self) -> str:
        return "browser session"


class KnownDevice(models.Model):
    """A browser that the owner has signed in with. Its token changes at each sign-in; an old one is a theft."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="devices")
    number = models.CharField("番号", max_length=32, unique=True)
    token_hash = models.CharField(max_length=64)
    previous_hash = models.CharField(max_length=64, blank=True)  # counts for a moment: a button pressed twice
    label = models.CharField("端末", max_length=80)
    created_at = models.DateTimeField("はじめて使った日時")
    last_used_at = models.DateTimeField("最後に使った日時")
    revoked_at = models.DateTimeField("取り消した日時", null=True)

    def __str__(self) -> str:
        return f"device {self.pk}"


class PortalSession(models.Model):
    """One signed-in visit. At most one ACTIVE row an account: the database itself refuses a second."""

    ACTIVE, LOCKED, ENDED, REPLACED = "active", "locked", "ended", "replaced"
    STATES = ((ACTIVE, "ログイン中"), (LOCKED, "ロック"), (ENDED, "終わり"), (REPLACED, "別の端末に移った"))
    SIGNED_OUT, IDLE, ABSOLUTE, STOPPED, BY_OWNER, CHANGED = (
        "signed_out",
        "idle",
        "absolute",
        "stopped",
        "by_owner",
        "changed",
    )

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="visits")
    state = models.CharField("状態", max_length=10, choices=STATES, default=ACTIVE)
    reason = models.CharField("終わった理由", max_length=20, blank=True)
    method = models.CharField("入り方", max_length=40)
    shared = models.BooleanField("共用の端末", default=False)
    device = models.ForeignKey(KnownDevice, on_delete=models.SET_NULL, null=True)
    device_label = models.CharField("端末", max_length=80)
    place = models.CharField("場所", max_length=60)
    started_at = models.DateTimeField("始まり")
    seen_at = models.DateTimeField("最後に使った日時")
    absolute_until = models.DateTimeField("長くてもここまで")
    ended_at = models.DateTimeField("終わった日時", null=True)
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("account",), condition=models.Q(state="active"), name="one_active_visit_an_account"
            ),
        )
        indexes = (models.Index(fields=("account", "-started_at"), name="visits_of_account"),)

    def __str__(self) -> str:
        return f"visit {self.pk}"

    def times_out_at(self, idle_seconds: int) -> datetime:
        """When this visit locks if nothing more is asked for."""
        return min(self.seen_at + timedelta(seconds=idle_seconds), self.absolute_until)


class Passkey(models.Model):
    """One passkey: its public half, as the authenticator gave it."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="passkeys")
    credential_id = models.CharField(max_length=1400, unique=True)  # base64url
    public_key = models.TextField()  # base64url
    sign_count = models.PositiveBigIntegerField(default=0)
    name = models.CharField("名前", max_length=60)
    created_at = models.DateTimeField("登録日時")
    last_used_at = models.DateTimeField("最後に使った日時", null=True)

    def __str__(self) -> str:
        return f"passkey {self.pk}"


class CodeApp(models.Model):
    """An app that shows one-time codes (TOTP). The last used time step is kept: a code works once."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="code_app")
    seed = SealedField()
    last_step = models.PositiveBigIntegerField(default=0)
    created_at = models.DateTimeField("登録日時")

    def __str__(self) -> str:
        return f"code app {self.pk}"


class PrintedCode(models.Model):
    """One of the ten printed codes: a slow hash, used once."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="printed_codes")
    number = models.PositiveSmallIntegerField("番号")
    code_hash = models.CharField(max_length=128)
    created_at = models.DateTimeField("作った日時")
    used_at = models.DateTimeField("使った日時", null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("account", "number"), name="printed_code_once_a_number"),
        )

    def __str__(self) -> str:
        return f"printed code {self.pk}"


class NationalIdLink(models.Model):
    """The pseudonymous subject of the national ID's provider, and whose it is."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="national_id")
    issuer = models.CharField(max_length=200)
    subject = models.CharField(max_length=255)
    linked_at = models.DateTimeField("つないだ日時")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("issuer", "subject"), name="national_id_subject_once"),
        )

    def __str__(self) -> str:
        return f"national ID link {self.pk}"


class Consent(models.Model):
    """利用規約 or paperless, agreed to or taken back: one row each time, with the version of the text."""

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="consents")
    what = models.CharField("何に", max_length=40)  # "terms", or "paperless:" and the kind of notice
    given = models.BooleanField("同意した")
    version = models.CharField("文の版", max_length=20)
    channel = models.CharField("どこで", max_length=20)
    at = models.DateTimeField("日時")
    effective_from = models.DateField("いつの通知から", null=True)

    class Meta:
        indexes = (models.Index(fields=("account", "what", "-at"), name="consent_newest"),)

    def __str__(self) -> str:
        return f"consent {self.pk}"


class AnswerCode(models.Model):
    """The one-time code of a letter, with which a new answer to the secret question can be set: a slow hash."""

    account = models.OneToOneField(Account, on_delete=models.CASCADE, related_name="answer_code")
    code_hash = models.CharField(max_length=128)
    valid_until = models.DateField("使える期限")
    created_at = models.DateTimeField("作った日時")

    def __str__(self) -> str:
        return f"answer code {self.pk}"
