"""What the screens of the account only read."""

import unicodedata

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nenkin.services.account import throttle
from nenkin.services.account.models import PortalSession

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
    if throttle.bell_rings():
        words += _(
            "いま、まちがった入力がとても多いため、はじめての端末からは、正しくても10分ほど入れません。"
            "使ったことのある端末か、パスキーでは入れます。"
        )
    wide = any(unicodedata.east_asian_width(letter) in "FW" for letter in password)
    return words + _("パスワードが全角で入力されています。半角ではありませんか。") if wide else words


METHODS = {
    "password": gettext_lazy("パスワード"),
    "passkey": gettext_lazy("パスキー"),
    "national_id": gettext_lazy("マイナンバーカード"),
    "app": gettext_lazy("アプリの番号"),
    "printed": gettext_lazy("印刷した番号"),
}
ENDS = {
    PortalSession.SIGNED_OUT: gettext_lazy("ログアウトしました"),
    PortalSession.IDLE: gettext_lazy("しばらく使われなかったので、ロックしました"),
    PortalSession.ABSOLUTE: gettext_lazy("時間がたったので、ロックしました"),
    PortalSession.STOPPED: gettext_lazy("登録を止めたので、終わりました"),
    PortalSession.BY_OWNER: gettext_lazy("ご本人が終わらせました"),
    PortalSession.CHANGED: gettext_lazy("パスワードなどが変わったので、終わりました"),
}


def way_in(method: str) -> str:
    """パスワード + アプリの番号, of "password+app"."""
    return " + ".join(str(METHODS[part]) for part in method.split("+") if part in METHODS)


def how_it_ended(visit: PortalSession) -> str:
    """Why a visit that is over came to its end."""
    if visit.state == PortalSession.REPLACED:
        return _("別の端末に移りました")
    return str(ENDS.get(visit.reason, _("終わりました")))
