"""Fields of the forms: forgiving in what they take, and plain in what they say when they cannot.

Every message says what was wrong and what to do. What was typed stays in the form as it was typed.
"""

import re
import unicodedata
from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils import timezone
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nenkin.law.eras import era_of
from nenkin.ui import era_entry, typed

KANJI = re.compile("[々〆〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
PICTOGRAPHS = re.compile(
    "[\u2190-\u21ff\u2300-\u23ff\u25a0-\u27bf\u2b00-\u2bff\u20e3\ufe0e\ufe0f\U0001f000-\U0001fbff]"
)
UNSEEN = ("Cc", "Cf", "Zl", "Zp")  # control and format characters, line ends
UNKNOWN = ("Cn", "Co", "Cs")  # not in Unicode, or of one machine alone (外字)
MISTYPED_ENDS = {
    "con": "com", "cmo": "com", "ocm": "com", "comm": "com", "vom": "com", "xom": "com", "clm": "com",
    "nte": "net", "nett": "net", "ogr": "org", "jpp": "jp", "jjp": "jp", "jpg": "jp",
    "cojp": "co.jp", "nejp": "ne.jp", "orjp": "or.jp", "acjp": "ac.jp", "gojp": "go.jp",
}  # fmt: skip


class TypedField(forms.CharField):
    """A line of text that names itself when it is empty."""

    def __init__(self, *, label: Any, attrs: dict[str, str] | None = None, **options: Any) -> None:
        empty = format_lazy(gettext_lazy("{label}が空です。入れてください。"), label=label)
        options["error_messages"] = {"required": empty, **(options.get("error_messages") or {})}
        super().__init__(label=label, **options)
        self.widget.attrs = {**(attrs or {}), **self.widget.attrs}


class DigitsField(TypedField):
    """A number of so many digits, given back in ASCII: any width, any hyphens, any blanks."""

    def __init__(self, *, length: int, autocomplete: str = "off", **options: Any) -> None:
        self.length = length
        attrs = {"inputmode": "numeric", "autocomplete": autocomplete, "maxlength": str(2 * length + 20)}
        super().__init__(attrs=attrs, **options)

    def to_python(self, value: Any) -> str:
        found = typed.digits(super().to_python(value) or "")
        _refuse_other_than_digits(found)
        if found and len(found) != self.length:
            raise ValidationError(self.wrong_length(len(found)))
        return found

    def wrong_length(self, given: int) -> str:
        """What to say to a number that is too short or too long."""
        facts = {"given": _many(given), "wanted": _many(self.length)}
        return _("数字が%(given)sです。%(wanted)s入れてください。") % facts


class BasicPensionNumberField(DigitsField):
    """基礎年金番号: four digits and six."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("基礎年金番号"))
        options.setdefault("help_text", gettext_lazy("4けたと6けたの数字です。例: 1234-567890"))
        super().__init__(length=10, **options)

    def wrong_length(self, given: int) -> str:
        if given == 12:
            return _(
                "12けたの数字は、マイナンバーです。基礎年金番号は10けたです。年金手帳や通知書で確かめてください。"
            )
        return super().wrong_length(given)


class AccessKeyField(DigitsField):
    """アクセスキー: seventeen digits, the last one a check digit. `check` says whether it holds."""

    def __init__(self, *, check: Callable[[str], bool], **options: Any) -> None:
        self.check = check
        options.setdefault("label", gettext_lazy("アクセスキー"))
        options.setdefault(
            "help_text", gettext_lazy("ねんきん定期便などにある17けたの数字です。例: 1234-5678-9012-3456-7")
        )
        super().__init__(length=17, **options)

    def to_python(self, value: Any) -> str:
        found = super().to_python(value)
        if found and not self.check(found):
            raise ValidationError(_("数字がどこかちがいます。4つずつ、紙と見くらべてください。"))
        return found


class PostalCodeField(DigitsField):
    """郵便番号: three digits and four; `required=False` where the address may be abroad."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("郵便番号"))
        options.setdefault("help_text", gettext_lazy("7けたの数字です。例: 100-0001"))
        super().__init__(length=7, autocomplete="postal-code", **options)

    def to_python(self, value: Any) -> str:
        return super().to_python(str(value or "").replace("〒", "").replace("〶", ""))


class PhoneField(TypedField):
    """電話番号: ten or eleven digits from 0; from abroad + and up to fifteen digits. +81 becomes 0."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("電話番号"))
        options.setdefault(
            "help_text", gettext_lazy("市外局番から。外国の番号は「+」と国の番号から入れてください。")
        )
        super().__init__(attrs={"autocomplete": "tel", "maxlength": "40"}, **options)
        self.widget.input_type = "tel"

    def to_python(self, value: Any) -> str:
        found = typed.digits(re.sub("[()（）・．.]", "", super().to_python(value) or ""))
        abroad = found.startswith("+")
        if found.startswith("+81"):
            found, abroad = "0" + found[3:].removeprefix("0"), False
        number = found.removeprefix("+") if abroad else found
        _refuse_other_than_digits(number)
        if abroad and not 7 <= len(number) <= 15:
            raise ValidationError(
                _("「+」のあとの数字が%(given)sです。7こから15こまでです。") % {"given": _many(len(number))}
            )
        if not abroad and number and not number.startswith("0"):
            raise ValidationError(_("電話番号は0から始まります。市外局番から入れてください。"))
        if not abroad and number and len(number) not in (10, 11):
            raise ValidationError(
                _("数字が%(given)sです。10こか11こ入れてください。") % {"given": _many(len(number))}
            )
        return found


class KanaField(TypedField):
    """フリガナ: from hiragana, half-width and full-width kana to full-width katakana."""

    most = 100

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("フリガナ"))
        options.setdefault(
            "help_text", gettext_lazy("ひらがなでも、半角カナでもかまいません。こちらでそろえます。")
        )
        super().__init__(attrs={"maxlength": "250", "spellcheck": "false"}, **options)

    def to_python(self, value: Any) -> str:
        found = typed.katakana(super().to_python(value) or "")
        wrong = next((letter for letter in found if not (typed.is_katakana(letter) or letter in " ・")), None)
        if wrong:
            raise ValidationError(self.wrong_letter(wrong))
        if len(found) > self.most:
            facts = {"given": len(found), "most": self.most}
            raise ValidationError(_("%(given)d文字あります。%(most)d文字までにしてください。") % facts)
        return found

    def wrong_letter(self, letter: str) -> str:
        """What to say to a letter that is no kana."""
        if KANJI.match(letter):
            return _("漢字が入っています。「ネンキン タロウ」のように、カタカナかひらがなで入れてください。")
        return _("カナでない文字「%(letter)s」が入っています。カタカナかひらがなで入れてください。") % {
            "letter": _shown(letter)
        }


class NameField(TypedField):
    """お名前, kept as typed: NFC and nothing else, so that 﨑, 髙, 𠮷 and a chosen shape of 葛 stay what they are."""

    most = 50
    most_codes = 100  # what a person sees as one letter may be two codes

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("お名前"))
        options.setdefault(
            "help_text", gettext_lazy("年金手帳や通知書に書いてあるとおりに。旧字もそのまま使えます。")
        )
        super().__init__(attrs={"autocomplete": "name", "maxlength": "200", "spellcheck": "false"}, **options)

    def to_python(self, value: Any) -> str:
        found = unicodedata.normalize("NFC", super().to_python(value) or "")
        for letter in found:
            _refuse_in_a_name(letter)
        seen = sum(not unicodedata.category(letter).startswith("M") for letter in found)
        if seen > self.most or len(found) > self.most_codes:
            facts = {"given": max(seen, min(len(found), self.most + 1)), "most": self.most}
            raise ValidationError(_("%(given)d文字あります。%(most)d文字までにしてください。") % facts)
        return found


class MailField(TypedField):
    """メールアドレス: full width forgiven, the domain in lower case, Japanese domains taken."""

    most = 254

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("メールアドレス"))
        attrs = {
            "inputmode": "email",
            "autocomplete": "email",
            "autocapitalize": "off",
            "spellcheck": "false",
        }
        super().__init__(attrs={**attrs, "maxlength": "300"}, **options)

    def to_python(self, value: Any) -> str:
        found = typed.mail_address(super().to_python(value) or "").removeprefix("mailto:")
        if not found:
            return ""
        _refuse_mail(found)
        local, _at, domain = found.rpartition("@")
        try:
            wire = domain.encode("idna").decode("ascii")
            domain = wire.encode("ascii").decode("idna")
            EmailValidator()(
                f"{local}@{wire.replace('[', ' ')}"
            )  # an address of numbers in brackets is none here
        except (UnicodeError, ValidationError):
            raise ValidationError(
                _("メールアドレスの形になっていません。「taro@example.jp」のように入れてください。")
            ) from None
        if len(local) > 64 or len(f"{local}@{wire}") > self.most:
            facts = {"given": len(found), "most": self.most}
            raise ValidationError(
                _("長すぎます。%(given)d文字あります。「@」の左は64文字、全部で%(most)d文字までです。")
                % facts
            )
        return f"{local}@{domain}"


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


def full_width_hint(password: str) -> str:
    """What to say beside a password that was wrong, when it was typed with the Japanese input on; else nothing."""
    if not any(typed.is_full_width(letter) for letter in password):
        return ""
    return _("全角で入力されています。半角の英数字に切りかえて、もう一度入れてください。")


class EraDateWidget(forms.MultiWidget):
    """年号, 年, 月, 日 as one group; an error leads to the first part."""

    template_name = "ui/era_date.html"

    def __init__(self, attrs: dict[str, str] | None = None, *, birth: bool = False) -> None:
        eras = [("", gettext_lazy("年号")), *((era, gettext_lazy(era)) for era in era_entry.ERAS)]
        parts: dict[str, forms.Widget | type[forms.Widget]] = {"era": forms.Select(choices=eras)}
        for name, most in (("year", "20"), ("month", "6"), ("day", "6")):
            autocomplete = {"autocomplete": f"bday-{name}" if birth else "off"}
            parts[name] = forms.TextInput(
                attrs={
                    "inputmode": "text" if name == "year" else "numeric",
                    "maxlength": most,
                    **autocomplete,
                }
            )
        super().__init__(parts, attrs)

    def decompress(self, value: Any) -> list[Any]:
        if not value:
            return [None] * 4
        day = date.fromisoformat(value) if isinstance(value, str) else value
        era = era_of(day)
        return [era.name, day.year - era.offset, day.month, day.day]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_0" if id_ else ""

    def use_required_attribute(self, initial: Any) -> bool:
        """Not by the browser: a whole date pasted into the year leaves the other boxes empty."""
        return False


class EraDateField(forms.Field):
    """A day by era or western year, not after `latest` (today). Gives a `date`; the form keeps what was typed."""

    widget = EraDateWidget

    def __init__(self, *, label: Any, latest: Callable[[], date] | None = None, **options: Any) -> None:
        self.latest = latest
        empty = format_lazy(
            gettext_lazy("{label}が空です。年号を選んで、年、月、日を入れてください。"), label=label
        )
        options["error_messages"] = {"required": empty, **(options.get("error_messages") or {})}
        options.setdefault(
            "help_text", gettext_lazy("西暦で入れるときは、年号を「西暦」にしてください。例: 昭和43年6月15日")
        )
        super().__init__(label=label, **options)

    def to_python(self, value: Any) -> date | None:
        if isinstance(value, date):
            return value
        parts = list(value or [])
        if not any((part or "").strip() for part in parts[1:]):
            return None
        return era_entry.read(parts, latest=self.latest() if self.latest else timezone.localdate())


class BirthDateField(EraDateField):
    """生年月日."""

    def __init__(self, **options: Any) -> None:
        options.setdefault("label", gettext_lazy("生年月日"))
        options.setdefault("widget", EraDateWidget(birth=True))
        super().__init__(**options)


def _many(count: int) -> str:
    return (_("%(number)dつ") if 0 < count < 10 else _("%(number)dこ")) % {"number": count}


def _shown(letter: str) -> str:
    return letter if letter.isprintable() else _("見えない文字")


def _refuse_other_than_digits(found: str) -> None:
    wrong = next((letter for letter in found if letter not in "0123456789"), None)
    if wrong:
        message = _("数字でない文字「%(letter)s」が入っています。数字だけを入れてください。")
        raise ValidationError(message % {"letter": _shown(wrong)})


def _refuse_in_a_name(letter: str) -> None:
    kind = unicodedata.category(letter)
    if kind in UNSEEN:
        raise ValidationError(_("目に見えない文字が入っています。一度消して、打ち直してください。"))
    if PICTOGRAPHS.match(letter):
        raise ValidationError(_("絵文字や記号が入っています。文字だけで入れてください。"))
    if kind in UNKNOWN:
        raise ValidationError(_("ほかの端末では読めない文字(外字)が入っています。近い字で入れてください。"))


def _refuse_mail(found: str) -> None:
    """Mistakes that many people make, each with what to do about it."""
    local, at, domain = found.rpartition("@")
    end = domain.rpartition(".")[2]
    facts = {"domain": domain[:60], "end": end[:20], "letter": ""}
    example = _("「taro@example.jp」のように入れてください。")
    if not at:
        raise ValidationError(_("「@」がありません。") + example)
    if "@" in local:
        raise ValidationError(_("「@」が2つ以上あります。アドレスは1つだけ入れてください。"))
    if not local or not domain:
        raise ValidationError(_("「@」の左か右が空です。") + example)
    if "," in found or "、" in found:
        raise ValidationError(_("「,」が入っています。「.」ではありませんか。"))
    facts["letter"] = next((_shown(letter) for letter in local if not "!" <= letter <= "~"), "")
    if facts["letter"]:
        raise ValidationError(
            _("「@」の左に「%(letter)s」があります。半角の英数字で入れてください。") % facts
        )
    if ".." in found or found[0] == "." or local[-1] == "." or domain[0] == "." or domain[-1] == ".":
        raise ValidationError(
            _("「.」が続いているか、はじめや終わりにあります。この形のアドレスには送れません。")
        )
    if "." not in domain:
        raise ValidationError(
            _("「@%(domain)s」の終わりに「.com」や「.jp」がありません。終わりまで入れてください。") % facts
        )
    if end in MISTYPED_ENDS:
        message = _("「.%(end)s」で終わるアドレスはありません。「.%(right)s」ではありませんか。")
        raise ValidationError(message % {**facts, "right": MISTYPED_ENDS[end]})
