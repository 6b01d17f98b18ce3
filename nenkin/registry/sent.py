"""The names of letters as their readers know them. A mail is known by its subject."""

from django.utils.translation import gettext_lazy as _

LETTER_NAMES = {
    "user_id": _("ユーザIDのお知らせ"),
    "access_key": _("アクセスキーのお知らせ"),
    "secret_code": _("秘密の質問の答えを決めなおす番号"),
    "printed_codes": _("ログイン用の番号の表"),
    "not_eligible": _("利用登録ができなかったお知らせ"),
    "address_differs": _("住所がちがうため登録できませんでした"),
    "address_changed": _("住所が変わったお知らせ"),
    "new_registration": _("新しく利用登録がありました"),
}
