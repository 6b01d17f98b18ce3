"""利用者: a person's own door to the record."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from nenkin.registry.models import Person


class AccountManager(BaseUserManager["Account"]):
    """Every page names the signed-in person, so the person comes with the account."""

    def get_queryset(self) -> models.QuerySet["Account"]:
        return super().get_queryset().select_related("person")

    def create_account(self, *, user_id: str, person: Person, password: str) -> "Account":
        """A new account; `user_id` as `forms.UserIdField` returns it."""
        account = self.model(user_id=user_id, person=person)
        account.set_password(password)
        account.save()
        return account


class Account(AbstractBaseUser):
    """One account a person. The user ID may be replaced; whatever belongs to the account stays with it."""

    user_id = models.CharField("ユーザID", max_length=32, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="account")
    is_active = models.BooleanField("利用中", default=True)
    created_at = models.DateTimeField("登録日時", auto_now_add=True)

    objects = AccountManager()
    USERNAME_FIELD = "user_id"

    def __str__(self) -> str:
        return f"account {self.pk}"

    @property
    def name(self) -> str:
        """The name in the header."""
        return self.person.name
