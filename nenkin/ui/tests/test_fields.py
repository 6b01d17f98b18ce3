"""Fields of the forms: everything people really type comes out the same; what cannot be used is explained."""

import unicodedata

import jaconv
import pytest
from django import forms
from django.core.exceptions import ValidationError
from hypothesis import assume, example, given
from hypothesis import strategies as st

from nenkin.ui import typed
from nenkin.ui.fields import (
    AccessKeyField,
    BasicPensionNumberField,
    DigitsField,
    KanaField,
    MailField,
    NameField,
    PasswordField,
    PhoneField,
    PostalCodeField,
    UserIdField,
    full_width_hint,
)

HYPHENS = "-‐‑‒–—―−ー－ｰ﹣"
BLANKS = " \u3000\t\n\u00a0\u2009\u200b\ufeff"
FULL = str.maketrans("0123456789", "０１２３４５６７８９")
KATAKANA = [chr(code) for code in range(0x30A1, 0x30FB)]
NAMES = [
    "山﨑 太郎",
    "髙橋",
    "𠮷田 花子",
    "葛󠄀城",
    "葛城",
    "か\u3099",
    "㈱見本",
    "渡邉󠄂",
    "ﾊﾅｺ",
    "O’Brien Jr.",
    "𩸽",
    "見本　花子",
]


def error(field, value) -> str:
    with pytest.raises(ValidationError) as caught:
        field.clean(value)
    assert len(caught.value.messages) == 1
    return caught.value.messages[0]


@st.composite
def as_people_type(draw, digits: str) -> str:
    """The digits in any width, with hyphens and blanks anywhere."""
    noise = st.text(HYPHENS + BLANKS, max_size=2)
    parts = [draw(noise)]
    for digit in digits:
        parts += [digit.translate(FULL) if draw(st.booleans()) else digit, draw(noise)]
    return "".join(parts)


class TestDigits:
    """A-039."""

    @given(st.data(), st.text("0123456789", min_size=10, max_size=10))
    def test_every_form_of_a_number_is_the_same_number(self, data, number):
        assert BasicPensionNumberField().clean(data.draw(as_people_type(number))) == number

    @pytest.mark.parametrize("hyphen", HYPHENS, ids=[f"U+{ord(hyphen):04X}" for hyphen in HYPHENS])
    def test_each_hyphen_and_no_digit_is_dropped(self, hyphen):
        assert BasicPensionNumberField().clean(f"9999{hyphen}000001") == "9999000001"

    def test_the_test_sees_a_field_that_knows_fewer_hyphens(self, monkeypatch):
        monkeypatch.setattr(typed, "_NO_HYPHENS", {ord("-"): None})
        with pytest.raises(ValidationError, match="数字でない文字"):
            self.test_each_hyphen_and_no_digit_is_dropped("−")

    @given(st.text(max_size=40))
    def test_nothing_but_the_right_count_of_ascii_digits_comes_out(self, text):
        field = DigitsField(length=3, label="番号", required=False)
        try:
            found = field.clean(text)
        except ValidationError:
            return
        assert found == "" or (len(found) == 3 and set(found) <= set("0123456789"))

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            ("999900000", "数字が9つです。10こ入れてください。"),
            ("９９９９－００００００１", "数字が11こです。10こ入れてください。"),
            ("9999-00000O", "数字でない文字「O」が入っています。数字だけを入れてください。"),
            ("9999-0000<b>", "数字でない文字「<」が入っています。数字だけを入れてください。"),
            ("٩٩٩٩٠٠٠٠٠١", "数字でない文字「٩」が入っています。数字だけを入れてください。"),
            ("", "基礎年金番号が空です。入れてください。"),
            (" ー ", "基礎年金番号が空です。入れてください。"),
            (None, "基礎年金番号が空です。入れてください。"),
            (
                "1234 5678 9012",
                "12けたの数字は、マイナンバーです。基礎年金番号は10けたです。年金手帳や通知書で確かめてください。",
            ),
        ],
    )
    def test_a_wrong_number_is_explained(self, value, words):
        assert error(BasicPensionNumberField(), value) == words

    def test_a_very_long_paste_is_answered_like_any_other(self):
        assert error(BasicPensionNumberField(), "1" * 200_000) == "数字が200000こです。10こ入れてください。"

    @pytest.mark.parametrize(
        "value",
        [
            "1234 5678 9012 3456 7",
            "１２３４　５６７８　９０１２　３４５６　７",
            "1234-5678-9012-3456-7",
            "1234ー5678ー9012ー3456ー7",
            "12345678901234567",
            "\n1234–5678—9012―3456‑7 ",
        ],
    )
    def test_an_access_key_is_the_same_in_every_form(self, value):
        asked = []
        field = AccessKeyField(check=lambda key: not asked.append(key))

        assert field.clean(value) == "12345678901234567"
        assert asked == ["12345678901234567"]

    def test_a_key_whose_check_digit_fails_is_explained(self):
        words = "数字がどこかちがいます。4つずつ、紙と見くらべてください。"
        assert error(AccessKeyField(check=lambda key: False), "12345678901234567") == words

    def test_a_key_of_the_wrong_length_is_counted_not_checked(self):
        field = AccessKeyField(check=lambda key: pytest.fail("checked"))
        assert error(field, "1234 5678 9012 345") == "数字が15こです。17こ入れてください。"

    @pytest.mark.parametrize("value", ["100-0001", "〒１００−０００１", "〒 100 0001", "1000001"])
    def test_a_postal_code(self, value):
        assert PostalCodeField().clean(value) == "1000001"

    def test_a_postal_code_may_be_left_out_abroad(self):
        assert PostalCodeField(required=False).clean(" ") == ""
        assert error(PostalCodeField(required=False), "SW1A 1AA") == (
            "数字でない文字「S」が入っています。数字だけを入れてください。"
        )

    @pytest.mark.parametrize(
        ("value", "number"),
        [
            ("03-0000-0000", "0300000000"),
            ("（０９０）００００ー００００", "09000000000"),
            ("+81 90 0000 0000", "09000000000"),
            ("+81(0)90-0000-0000", "09000000000"),
            ("＋44 20 0000 0000", "+442000000000"),
            ("", ""),
        ],
    )
    def test_a_phone_number(self, value, number):
        assert PhoneField(required=False).clean(value) == number

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            ("03-0000-000", "数字が9つです。10こか11こ入れてください。"),
            ("1234-5678", "電話番号は0から始まります。市外局番から入れてください。"),
            ("+1 23", "「+」のあとの数字が3つです。7こから15こまでです。"),
            ("+", "「+」のあとの数字が0こです。7こから15こまでです。"),
            ("090-0000-0000 内線5", "数字でない文字「内」が入っています。数字だけを入れてください。"),
        ],
    )
    def test_a_wrong_phone_number_is_explained(self, value, words):
        assert error(PhoneField(required=False), value) == words


class TestKana:
    """A-040."""

    @given(st.text([*KATAKANA, "ー"], min_size=1).filter(lambda text: not text.startswith("ー")))
    @example("".join(KATAKANA))
    def test_every_way_of_writing_kana_is_the_same_kana(self, kana):
        field = KanaField()
        assert field.clean(kana) == kana
        assert field.clean(unicodedata.normalize("NFD", kana)) == kana
        assert field.clean(jaconv.z2h(kana)) == kana or set(kana) & set("ヵヶヮヰヱヴヷヸヹヺ")
        assert field.clean(jaconv.kata2hira(kana)) == kana

    @pytest.mark.parametrize(
        ("half", "full"),
        [
            (f"{base}{mark}", unicodedata.normalize("NFKC", f"{base}{mark}"))
            for base in "ｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾊﾋﾌﾍﾎｳ"
            for mark in "ﾞ"
        ]
        + [(f"{base}ﾟ", unicodedata.normalize("NFKC", f"{base}ﾟ")) for base in "ﾊﾋﾌﾍﾎ"],
    )
    def test_a_half_width_pair_is_one_kana(self, half, full):
        assert len(full) == 1
        assert KanaField().clean(half) == full

    def test_the_test_sees_a_field_that_leaves_the_marks_apart(self, monkeypatch):
        monkeypatch.setattr(jaconv, "h2z", lambda text, **options: text.replace("ｶ", "カ").replace("ﾞ", "゛"))
        monkeypatch.setattr(typed, "_composed", lambda text: text)
        with pytest.raises(ValidationError):
            self.test_a_half_width_pair_is_one_kana("ｶﾞ", "ガ")

    @pytest.mark.parametrize(
        ("value", "kana"),
        [
            ("みほん　はなこ", "ミホン ハナコ"),
            (" ﾐﾎﾝ   ﾊﾅｺ ", "ミホン ハナコ"),
            ("しゃ-ろっと", "シャーロット"),
            ("ｷｬｻﾘﾝ･ﾐﾎﾝ", "キャサリン・ミホン"),
            ("エ−タ〜", "エーター"),
            ("カ゛", "ガ"),
            ("すゞ", "スヾ"),
        ],
    )
    def test_kana_is_put_into_one_form(self, value, kana):
        assert KanaField().clean(value) == kana

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            (
                "年金 タロウ",
                "漢字が入っています。「ネンキン タロウ」のように、カタカナかひらがなで入れてください。",
            ),
            ("𠮷ダ", "漢字が入っています。「ネンキン タロウ」のように、カタカナかひらがなで入れてください。"),
            ("Taro", "カナでない文字「T」が入っています。カタカナかひらがなで入れてください。"),
            (
                "ハナコ\u202e",
                "カナでない文字「見えない文字」が入っています。カタカナかひらがなで入れてください。",
            ),
            ("-ハナコ", "カナでない文字「-」が入っています。カタカナかひらがなで入れてください。"),
            ("ア" * 101, "101文字あります。100文字までにしてください。"),
            ("　", "フリガナが空です。入れてください。"),
        ],
    )
    def test_what_is_no_kana_is_explained(self, value, words):
        assert error(KanaField(), value) == words


def name_is_kept(field, name: str) -> None:
    assert field.clean(name).encode() == unicodedata.normalize("NFC", name).encode()


class TestName:
    """A-041."""

    @pytest.mark.parametrize("name", NAMES)
    def test_a_name_is_kept_to_the_byte(self, name):
        name_is_kept(NameField(), name)

    @given(st.text(st.characters(categories=("Lo", "Lu", "Ll")), min_size=1, max_size=50))
    def test_any_letters_are_kept_to_the_byte(self, name):
        assume(len(unicodedata.normalize("NFC", name)) <= 50)
        name_is_kept(NameField(), name)

    @pytest.mark.parametrize("name", ["㈱見本", "ﾊﾅｺ"])
    def test_the_test_sees_a_field_that_uses_nfkc(self, name):
        class Damaging(NameField):
            def to_python(self, value):
                return super().to_python(unicodedata.normalize("NFKC", value))

        with pytest.raises(AssertionError):
            name_is_kept(Damaging(), name)

    def test_the_test_sees_a_field_that_drops_the_chosen_shape(self):
        class Damaging(NameField):
            def to_python(self, value):
                return super().to_python(value).replace("\U000e0100", "")

        with pytest.raises(AssertionError):
            name_is_kept(Damaging(), "葛󠄀城")

    @pytest.mark.parametrize("name", NAMES)
    def test_a_name_is_shown_as_it_was_typed(self, name):
        class Asked(forms.Form):
            name = NameField()

        shown = str(Asked({"name": name})["name"].as_widget())
        assert f'value="{name}"' in shown

    @pytest.mark.parametrize("letter", ["\0", "\u200b", "\u202e", "\u2028", "\x1b", "a\tb", "\u200d"])
    def test_letters_that_cannot_be_seen_are_refused(self, letter):
        words = "目に見えない文字が入っています。一度消して、打ち直してください。"
        assert error(NameField(), f"見{letter}本") == words

    @pytest.mark.parametrize("letter", ["😀", "♥", "❤️", "👩‍👩‍👧", "🇯🇵", "★", "1️⃣", "🈂", "→"])
    def test_pictographs_are_refused(self, letter):
        words = "絵文字や記号が入っています。文字だけで入れてください。"
        assert error(NameField(), f"見本{letter}") == words

    def test_a_letter_of_one_machine_alone_is_refused(self):
        words = "ほかの端末では読めない文字(外字)が入っています。近い字で入れてください。"
        assert error(NameField(), "見本\ue000") == words

    def test_fifty_letters_are_counted_as_seen(self):
        assert len(NameField().clean("葛󠄀" * 50)) == 100
        assert error(NameField(), "見" * 51) == "51文字あります。50文字までにしてください。"
        assert "50文字までにしてください" in error(NameField(), "か" + "\u0323" * 200)


class TestMail:
    @pytest.mark.parametrize(
        ("value", "mail"),
        [
            ("Hanako@EXAMPLE.JP", "Hanako@example.jp"),
            ("ｈａｎａｋｏ＠ｅｘａｍｐｌｅ．ｊｐ", "hanako@example.jp"),
            (" hanako@example。jp ", "hanako@example.jp"),
            ("mailto:hanako@example.jp", "hanako@example.jp"),
            ("hanako+nenkin@example.co.jp", "hanako+nenkin@example.co.jp"),
            ("hanako@例え.jp", "hanako@例え.jp"),
            ("hanako@xn--r8jz45g.jp", "hanako@例え.jp"),
            ("o'hara@example.ie", "o'hara@example.ie"),
            ("a" * 64 + "@example.jp", "a" * 64 + "@example.jp"),
        ],
    )
    def test_an_address_is_put_into_one_form(self, value, mail):
        assert MailField().clean(value) == mail
        assert MailField().clean(mail) == mail

    @pytest.mark.parametrize(
        ("value", "words"),
        [
            ("", "メールアドレスが空です。入れてください。"),
            ("hanako", "「@」がありません。「taro@example.jp」のように入れてください。"),
            ("hanako@", "「@」の左か右が空です。「taro@example.jp」のように入れてください。"),
            ("a@b@example.jp", "「@」が2つ以上あります。アドレスは1つだけ入れてください。"),
            ("hanako@gmail", "「@gmail」の終わりに「.com」や「.jp」がありません。終わりまで入れてください。"),
            ("hanako@gmail.con", "「.con」で終わるアドレスはありません。「.com」ではありませんか。"),
            ("hanako@docomo.nejp", "「.nejp」で終わるアドレスはありません。「.ne.jp」ではありませんか。"),
            ("hanako@gmail,com", "「,」が入っています。「.」ではありませんか。"),
            ("花子@example.jp", "「@」の左に「花」があります。半角の英数字で入れてください。"),
            (
                "ha..na@example.jp",
                "「.」が続いているか、はじめや終わりにあります。この形のアドレスには送れません。",
            ),
            (
                "hanako.@example.jp",
                "「.」が続いているか、はじめや終わりにあります。この形のアドレスには送れません。",
            ),
            (
                "hanako@-a-.jp",
                "メールアドレスの形になっていません。「taro@example.jp」のように入れてください。",
            ),
            (
                "<hanako@example.jp>",
                "メールアドレスの形になっていません。「taro@example.jp」のように入れてください。",
            ),
            (
                "hanako@[127.0.0.1]",
                "メールアドレスの形になっていません。「taro@example.jp」のように入れてください。",
            ),
            (
                "a" * 65 + "@example.jp",
                "長すぎます。76文字あります。「@」の左は64文字、全部で254文字までです。",
            ),
        ],
    )
    def test_a_wrong_address_is_explained(self, value, words):
        assert error(MailField(), value) == words

    def test_the_longest_address_has_254_letters(self):
        domain = ".".join(["d" * 61] * 3 + ["co", "jp"])
        local = "a" * (254 - len(domain) - 1)

        assert len(MailField().clean(f"{local}@{domain}")) == 254
        assert "254文字まで" in error(MailField(), f"a{local}@{domain}")

    @given(st.text(max_size=30), st.text(max_size=30))
    def test_no_address_can_carry_a_second_line(self, local, domain):
        try:
            found = MailField().clean(f"{local}@{domain}")
        except ValidationError:
            return
        assert not set(found) & set("\r\n\0 ,;<>")


class TestPasswordAndUserId:
    """A-057."""

    @given(st.text(min_size=1))
    def test_a_password_is_never_changed(self, password):
        assert PasswordField().clean(password) == password

    @pytest.mark.parametrize("password", ["ｈａｎａｋｏ", "hanako　", "ひらがな", "abc１"])
    def test_a_password_in_full_width_gets_a_hint(self, password):
        assert full_width_hint(password).startswith("全角で入力されています。")

    @pytest.mark.parametrize("password", ["", "hanako", " hanako ", "é€", "p@ss-w0rd!"])
    def test_another_password_gets_none(self, password):
        assert full_width_hint(password) == ""

    @pytest.mark.parametrize("value", ["ＨＡＮＡＫＯ", " hanako\u3000", "Ha na\u200bko\n"])
    def test_a_user_id_is_forgiving(self, value):
        assert UserIdField().clean(value) == "hanako"
