"""ログインの入力。"""

import unicodedata
from typing import Any

from django import forms


class UserIdField(forms.CharField):
    """ユーザID。全角、大文字、途中や前後の空白も受け付け、半角の小文字にして返す。"""

    def to_python(self, value: Any) -> str:
        text = unicodedata.normalize("NFKC", super().to_python(value) or "").lower()
        return "".join(letter for letter in text if letter.isprintable() and not letter.isspace())


class PasswordField(forms.CharField):
    """パスワード。打たれたとおりに使う: 空白を取らず、文字を変えない。"""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)
        self.validators = []  # any character may be in a password; a wrong one is simply not the password


class SignInForm(forms.Form):
    user_id = UserIdField(
        label="ユーザID",
        help_text="大文字でも小文字でもかまいません。",
        error_messages={"required": "ユーザIDが空です。ユーザIDを入れてください。"},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )
    password = PasswordField(
        label="パスワード",
        help_text="貼り付けもできます。",
        error_messages={"required": "パスワードが空です。パスワードを入れてください。"},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
