"""ログインの入力。"""

from django import forms
from django.utils.translation import gettext_lazy as _

from nenkin.ui.fields import PasswordField, UserIdField


class SignInForm(forms.Form):
    """ユーザIDとパスワード。"""

    user_id = UserIdField(
        label=_("ユーザID"),
        help_text=_("大文字でも小文字でもかまいません。"),
        error_messages={"required": _("ユーザIDが空です。ユーザIDを入れてください。")},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )
    password = PasswordField(
        label=_("パスワード"),
        help_text=_("貼り付けもできます。"),
        error_messages={"required": _("パスワードが空です。パスワードを入れてください。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    shared = forms.BooleanField(label=_("共用の端末です"), required=False)


class PasswordAgainForm(forms.Form):
    """大切なことを変える前に、もう一度。"""

    password = PasswordField(
        label=_("パスワード"),
        error_messages={"required": _("パスワードが空です。パスワードを入れてください。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class AnswerForm(forms.Form):
    """秘密の質問の答え。"""

    secret_answer = PasswordField(
        label=_("秘密の質問の答え"),
        error_messages={"required": _("答えが空です。答えを入れてください。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
