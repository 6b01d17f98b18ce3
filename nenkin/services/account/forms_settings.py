"""What is typed in for the settings."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nenkin.services.account import paperless
from nenkin.services.account.changes import CODE_DIGITS
from nenkin.services.account.forms_factors import CodeField, NewPasswordForm
from nenkin.services.account.models import Account
from nenkin.services.account.queries import QUESTIONS, folded
from nenkin.ui.fields import MailField, PasswordField, TypedField, full_width_hint

YES, NO = "yes", "no"
SHORTEST_ANSWER = 2


def _choice(label: Any, yes: Any, no: Any, help_text: Any) -> forms.ChoiceField:
    return forms.ChoiceField(
        label=label,
        choices=((YES, yes), (NO, no)),
        widget=forms.RadioSelect,
        help_text=help_text,
        error_messages={
            "required": gettext_lazy("どちらかを選んでください。"),
            "invalid_choice": gettext_lazy("どちらかを選んでください。"),
        },
    )


class DeliveryForm(forms.Form):
    """ねんきん定期便の郵送、メールアドレス、メールの配信."""

    postal_statement = _choice(
        gettext_lazy("ねんきん定期便"),
        gettext_lazy("郵便でも受け取る"),
        gettext_lazy("郵便を止めて、画面で読む"),
        "",
    )
    mail = MailField(
        required=False,
        help_text=gettext_lazy("変えるときは、新しいアドレスを入れてください。確かめるメールを送ります。"),
    )
    login_mail = _choice(
        gettext_lazy("ログイン通知メール"),
        gettext_lazy("受け取る"),
        gettext_lazy("受け取らない"),
        gettext_lazy("ログインするたびに知らせます。はじめての端末からのときは、いつも知らせます。"),
    )
    news_mail = _choice(
        gettext_lazy("お知らせメール"),
        gettext_lazy("受け取る"),
        gettext_lazy("受け取らない"),
        gettext_lazy("新しい通知書やお知らせが、画面に置かれたときに知らせます。"),
    )

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        initial = {
            "mail": account.mail,
            **{
                name: YES if getattr(account, name) else NO
                for name in ("postal_statement", "login_mail", "news_mail")
            },
        }
        super().__init__(*args, **{"initial": initial, **options})
        self.account = account

    def clean(self) -> dict[str, Any]:
        facts: dict[str, Any] = super().clean() or {}
        if "mail" in facts and not facts["mail"] and self.account.mail:
            self.add_error("mail", _("メールアドレスが空です。アドレスを入れてください。"))
        stops_post = facts.get("postal_statement") == NO and self.account.postal_statement
        if stops_post and not self.account.mail:
            words = _("郵便を止めるには、メールアドレスが要ります。先にアドレスを入れて、確かめてください。")
            self.add_error("postal_statement", words)
        return facts


class NoticesForm(forms.Form):
    """通知書のペーパーレス化: those that are read on the screen."""

    paperless = forms.MultipleChoiceField(
        label=gettext_lazy("画面で受け取る通知書"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("その通知書は選べません。")},
    )

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        self.before = paperless.chosen(account)
        super().__init__(*args, **{"initial": {"paperless": sorted(self.before)}, **options})
        self.account = account
        field: Any = self.fields["paperless"]
        field.choices = [(notice.key, notice.name) for notice in paperless.notices_offered()]

    def clean_paperless(self) -> list[str]:
        wanted: list[str] = self.cleaned_data["paperless"]
        if set(wanted) - self.before and not self.account.mail:
            raise ValidationError(
                _("画面で受け取るには、メールアドレスが要ります。先にメールアドレスを登録してください。")
            )
        return wanted


class ChangePasswordForm(NewPasswordForm):
    """いまのパスワード, where there is one, and the new one."""

    password = PasswordField(
        label=gettext_lazy("いまのパスワード"),
        error_messages={"required": gettext_lazy("いまのパスワードが空です。入れてください。")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    field_order = ("password", "new_password")

    def __init__(self, *args: Any, account: Account, **options: Any) -> None:
        super().__init__(*args, account=account, **options)
        if not account.has_usable_password():
            del self.fields["password"]

    def clean_new_password(self) -> str:
        if self.cleaned_data["new_password"] == self.cleaned_data.get("password"):
            raise ValidationError(_("いまのパスワードと同じです。別のパスワードにしてください。"))
        return super().clean_new_password()

    def wrong_password(self) -> None:
        """The password now is another one."""
        hint = full_width_hint(self.cleaned_data["password"])
        words = _("いまのパスワードがちがいます。もう一度入れてください。")
        self.add_error("password", [words, *([hint] if hint else [])])


class QuestionForm(forms.Form):
    """秘密の質問と答え."""

    secret_question = forms.ChoiceField(
        label=gettext_lazy("質問"),
        choices=list(QUESTIONS.items()),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("質問を1つ選んでください。"),
            "invalid_choice": gettext_lazy("質問を1つ選んでください。"),
        },
    )
    secret_answer = TypedField(
        label=gettext_lazy("答え"),
        help_text=gettext_lazy("2文字以上。すき間、大文字と小文字、全角と半角のちがいは気にしません。"),
        max_length=100,
        attrs={"autocomplete": "off", "spellcheck": "false"},
        error_messages={"required": gettext_lazy("答えが空です。答えを入れてください。")},
    )

    def clean_secret_answer(self) -> str:
        answer: str = self.cleaned_data["secret_answer"]
        if len(folded(answer)) < SHORTEST_ANSWER:
            raise ValidationError(_("答えが短すぎます。2文字以上にしてください。"))
        return answer


class CodeAndQuestionForm(QuestionForm):
    """The code of the letter, and a new answer."""

    code = CodeField(
        lengths=(CODE_DIGITS,),
        label=gettext_lazy("手紙の番号"),
        help_text=gettext_lazy("届いた手紙にある8けたの数字です。1回だけ使えます。"),
        error_messages={"required": gettext_lazy("番号が空です。手紙の番号を入れてください。")},
    )
    field_order = ("code", "secret_question", "secret_answer")
