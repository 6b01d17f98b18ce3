"""What the screens of the account only read."""

import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

QUESTIONS = {
    "school": gettext_lazy("はじめて通った学校の、好きだった場所は"),
    "food": gettext_lazy("子どものころ、よく食べたものは"),
    "friend": gettext_lazy("子どものころの友だちの、あだ名は"),
    "book": gettext_lazy("はじめて夢中になった本や歌は"),
    "trip": gettext_lazy("いちばん遠くへ行った旅の、行き先は"),
}


def folded(answer: str) -> str:
    """An answer as it is compared: width, case and blanks do not matter."""
    return "".join(unicodedata.normalize("NFKC", answer).lower().split())


def wrong_words(password: str) -> str:
    """The one answer to a sign-in that did not work, whatever the reason; a hint about the keyboard where it helps."""
    words = _(
        "入れませんでした。IDかパスワードがちがいます。"
        "続けて5回まちがえると、5分から80分のあいだ、正しくても入れません。"
    )
    wide = any(unicodedata.east_asian_width(letter) in "FW" for letter in password)
    return words + _("パスワードが全角で入力されています。半角ではありませんか。") if wide else words
