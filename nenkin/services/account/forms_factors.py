"""What is typed in for second factors and for coming back without a password."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nenkin.services.account.factors import APP_DIGITS, CODE_DIGITS
from nenkin.services.account.forms import PasswordAgainForm
from nenkin.services.account.models import Account
from nenkin.ui import typed
from nenkin.ui.fields import MailField, PasswordField, TypedField, UserIdField

LONGEST_PASSWORD = 128


class CodeField(TypedField):
    """確認コード: of an app or of a printed list; any width, any hyphens, any blanks."""

    def __init__(self, *, lengths: tuple[int, ...], **options: Any) -> None:
        self.lengths = lengths
        attrs = {
            "inputmode": "numeric",
            "autocomplete": "one-time-code",
            "maxlength": "40",
            "spellcheck": "false",
        }
        super().__init__(attrs=attrs, **options)

    def to_python(self, value: Any) -> str:
        found = typed.digits(super().to_python(value) or "")
        if not all(letter in "0123456789" for letter in found):
            raise ValidationError(_("数字でない文字が入っています。数字だけを入れてください。"))
        if found and len(found) not in self.lengths:
            wanted = _("か").join(f"{length}" for length in self.lengths)
            words = _("数字が%(given)dこです。%(wanted)sこ入れてください。")
            raise ValidationError(words % {"given": len(found), "wanted": wanted})
        return found


class CodeForm(forms.Form):
    """One field for the code of an app and for a printed one."""

    code = CodeField(
        lengths=(APP_DIGITS, CODE_DIGITS),
        required=False,
        label=gettext_lazy("確認コード"),
        help_text=format_lazy(
            gettext_lazy(
                "アプリの{app}けたの数字か、印刷した{printed}けたの数字です。すき間はあってもかまいません。"
            ),
            app=APP_DIGITS,
            printed=CODE_DIGITS,
        ),
    )


class ProveAgainForm(CodeForm, PasswordAgainForm):
    """大切なことを変える前に: the password or a code."""

    field_order = ("password", "code")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["password"].required = False


class AppCodeForm(forms.Form):
    """The first code of a new app."""

    code = CodeField(
        lengths=(APP_DIGITS,),
        label=gettext_lazy("アプリの確認コード"),
        help_text=gettext_lazy("アプリに出ている6けたの数字です。30秒ごとに変わります。"),
    )


class PrintedCodeForm(forms.Form):
    """The first code of a list that came by post."""

    code = CodeField(
        lengths=(CODE_DIGITS,),
        label=gettext_lazy("届いた表の番号"),
        help_text=gettext_lazy("表の番号を、どれか1つ入れてください。その番号は使ったことになります。"),
    )


class PasskeyNameForm(forms.Form):
    name = TypedField(
        label=gettext_lazy("パスキーの名前"),
        help_text=gettext_lazy("どの端末のものか、あとで分かる名前です。例: わたしのスマートフォン"),
        max_length=60,
        attrs={"autocomplete": "off"},
    )


class RecoveryForm(forms.Form):
    """パスワードを忘れた: who, and where the link goes."""

    user_id = UserIdField(
        label=gettext_lazy("ユーザID"),
        error_messages={"required": gettext_lazy("ユーザIDが空です。ユーザIDを入れてください。")},
        max_length=100,
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "off", "spellcheck": "false"}
        ),
    )
    mail = MailField(
        label=gettext_lazy("登録したメールアドレス"),
        help_text=gettext_lazy("このアドレスに、手続きの入口を送ります。"),
    )


class NewPasswordForm(forms.Form):
    """新しいパスワード, once: it can be shown, so it is not typed twice."""

    new_password = PasswordField(
        label=gettext_lazy("新しいパスワード"),
        help_text=gettext_lazy(
            "15文字から128文字まで。ことばをいくつか並べると、長くても覚えやすくなります。貼り付けもできます。"
        ),
        error_messages={"required": gettext_lazy("パスワードが空です。新しいパスワードを入れてください。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        super().__init__(*args, **options)
        self.account = account

    def clean_new_password(self) -> str:
        password: str = self.cleaned_data["new_password"]
        if len(password) > LONGEST_PASSWORD:
            words = _("%(given)d文字あります。%(most)d文字までにしてください。")
            raise ValidationError(words % {"given": len(password), "most": LONGEST_PASSWORD})
        validate_password(password, self.account)
        return password
