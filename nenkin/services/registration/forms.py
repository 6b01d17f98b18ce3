"""ご利用登録の入力。"""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nenkin.registry import check_digit, passwords
from nenkin.registry.models import Person
from nenkin.services.registration.models import Application
from nenkin.ui.fields import (
    AccessKeyField,
    BasicPensionNumberField,
    BirthDateField,
    DigitsField,
    KanaField,
    MailField,
    NameField,
    PasswordField,
    PostalCodeField,
    TypedField,
)

ROUTES = (
    (Application.KEY, gettext_lazy("アクセスキーを使う")),
    (Application.LETTER, gettext_lazy("アクセスキーを使わない")),
)
YES_NO = (("yes", gettext_lazy("希望する")), ("no", gettext_lazy("希望しない")))
RECEIPT_DIGITS = 12


class RouteForm(forms.Form):
    route = forms.ChoiceField(
        label=gettext_lazy("登録の方法"),
        choices=ROUTES,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("方法が選ばれていません。どちらかを選んでください。")},
    )


class PersonForm(forms.Form):
    """What both ways ask for, as it stands in the record."""

    basic_pension_number = BasicPensionNumberField()
    name = NameField()
    kana = KanaField()
    birth_date = BirthDateField()
    sex = forms.TypedChoiceField(
        label=gettext_lazy("性別"),
        choices=Person.SEXES,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=gettext_lazy("年金の記録にある性別です。"),
        error_messages={"required": gettext_lazy("性別が選ばれていません。どちらかを選んでください。")},
    )

    def facts(self) -> dict[str, Any]:
        """What was typed, as it is kept with the draft."""
        values = self.cleaned_data
        return {name: day.isoformat() if isinstance(day, date) else day for name, day in values.items()}


class KeyForm(PersonForm):
    access_key = AccessKeyField(check=check_digit.luhn_holds)
    field_order = ("access_key",)


class AddressForm(forms.Form):
    postal_code = PostalCodeField(
        required=False, help_text=gettext_lazy("7けたの数字です。海外の住所では、空のままにします。")
    )
    address = TypedField(
        label=gettext_lazy("住所"),
        max_length=200,
        help_text=gettext_lazy("都道府県から番地まで。例: 見本県見本市年金町1丁目2番3号"),
        attrs={"autocomplete": "street-address", "maxlength": "200"},
    )
    building = TypedField(
        label=gettext_lazy("建物と部屋番号"),
        required=False,
        max_length=100,
        help_text=gettext_lazy("なければ、空のままにします。"),
        attrs={"autocomplete": "address-line2", "maxlength": "100"},
    )
    overseas = forms.BooleanField(label=gettext_lazy("海外の住所です"), required=False)

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not values.get("overseas") and "postal_code" in values and not values["postal_code"]:
            self.add_error(
                "postal_code",
                _("郵便番号が空です。7けたの数字を入れるか、「海外の住所です」を選んでください。"),
            )
        return values

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class MailForm(forms.Form):
    """メールアドレス; with `asks_password` the password too. Chosen once, it may be left as it is."""

    mail = MailField(
        help_text=gettext_lazy("確認のメールが届きます。「@」の左は、大文字と小文字もそのまま入れます。")
    )
    password = PasswordField(
        label=gettext_lazy("パスワード"),
        error_messages={"required": gettext_lazy("パスワードが空です。15文字以上で入れてください。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, facts: dict[str, Any], asks: bool, chosen: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        self.about = facts
        if not asks:
            del self.fields["password"]
        else:
            self.fields["password"].required = not chosen
            self.fields["password"].help_text = (
                _("さっき決めたパスワードのままなら、空でかまいません。")
                if chosen
                else _(
                    "15文字以上、128文字まで。どんな文字でもかまいません。ことばをいくつか続けると、おぼえやすいです。"
                )
            )

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        if password:
            passwords.check(password, mail=self.cleaned_data.get("mail", ""), **self._person())
        return password

    def _person(self) -> dict[str, Any]:
        day = self.about.get("birth_date")
        return {
            "name": self.about.get("name", ""),
            "kana": self.about.get("kana", ""),
            "birth_date": date.fromisoformat(day) if day else None,
            "basic_pension_number": self.about.get("basic_pension_number", ""),
        }


class WishesForm(forms.Form):
    postal_statement = forms.TypedChoiceField(
        label=gettext_lazy("ねんきん定期便の郵送"),
        choices=YES_NO,
        coerce=lambda value: value == "yes",
        initial="yes",
        widget=forms.RadioSelect,
        help_text=gettext_lazy("希望しなくても、画面でいつでも見られます。"),
        error_messages={"required": gettext_lazy("郵送が選ばれていません。どちらかを選んでください。")},
    )
    news_mail = forms.BooleanField(label=gettext_lazy("お知らせメール"), required=False, initial=True)
    login_mail = forms.BooleanField(label=gettext_lazy("ログイン通知メール"), required=False, initial=True)

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class StatusForm(forms.Form):
    receipt_number = DigitsField(
        label=gettext_lazy("受付番号"),
        length=RECEIPT_DIGITS,
        help_text=gettext_lazy("申込みのあとの画面にある12けたの数字です。"),
    )
