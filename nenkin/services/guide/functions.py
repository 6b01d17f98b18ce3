"""The functions of the guide's section 1.4 in its order: name, where it is built, hours, how fresh its data is.

A function is known by its folder (`estimate`) or by one screen of it (`account:password`). It counts as built when
the site has that address.
"""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise

ALWAYS = _("24時間、毎日")


class Function(NamedTuple):
    """A row of the guide's table."""

    number: str
    title: "str | Promise"
    code: str
    hours: "str | Promise" = ALWAYS
    fresh: "str | Promise" = ""
    level: int = 0  # 1: a row under the one above


FUNCTIONS = (
    Function(
        "1", _("ご利用登録"), "registration", fresh=_("手紙でIDを受け取るときは、5営業日ほどかかります。")
    ),
    Function("2", _("ログイン、基本操作・各種設定"), "account", fresh=_("変えると、すぐに変わります。")),
    Function("2-1", _("ねんきん定期便のペーパーレス化、メールの設定"), "account:delivery", level=1),
    Function("2-2", _("通知書のペーパーレス化"), "account:paperless", level=1),
    Function("2-3", _("パスワードの変更"), "account:password", level=1),
    Function("2-4", _("秘密の質問と答えの変更"), "account:secret", level=1),
    Function("2-5", _("秘密の質問と答え通知書の郵送申請"), "account:secret_letter", level=1),
    Function("2-6", _("サービス利用停止依頼"), "account:leave", level=1),
    Function("2-7", _("国の本人確認との連携を解除"), "account:unlink", level=1),
    Function(
        "3",
        _("年金記録の確認"),
        "records",
        fresh=_("運営者が夜に取り込み、次の営業日に新しくなります。何月分までの記録かは、画面に出ます。"),
    ),
    Function(
        "4", _("年金見込額の試算"), "estimate", fresh=_("押したときの記録と、その年度の金額で計算します。")
    ),
    Function("5", _("追納などが可能な月数と金額の確認"), "back_payment", fresh=_("年金記録と同じです。")),
    Function("6", _("通知書の確認"), "notices", fresh=_("通知書が作られた日に出ます。")),
    Function(
        "7", _("通知書の再交付申請"), "reissue", fresh=_("画面ではすぐに、紙では郵送の日数がかかります。")
    ),
    Function("8", _("届書の作成(印刷)"), "paper_forms", fresh=_("押したときの内容で作ります。")),
    Function("9", _("私の履歴整理表の作成"), "history", fresh=_("年金記録と同じです。")),
    Function(
        "10", _("持ち主不明記録の検索"), "lost_records", fresh=_("運営者が取り込んだときに新しくなります。")
    ),
    Function("11", _("お知らせの確認"), "messages", fresh=_("届いたときに出ます。")),
    Function("12", _("アンケートの回答"), "survey", fresh=_("終わりの日が、アンケートごとにあります。")),
    Function(
        "13",
        _("届書の電子申請"),
        "filing",
        fresh=_("送るとすぐに受け付けます。審査は、役所の開いている日に進みます。"),
    ),
    Function(
        "14", _("国民年金保険料の納付"), "payment", fresh=_("払った月が記録に入るまで、日数がかかります。")
    ),
    Function(
        "15", _("オンライン文書相談"), "consultation", fresh=_("返事は、役所の開いている日に書かれます。")
    ),
    Function("15", _("年金相談の予約"), "booking", fresh=_("空きは、開いたときのものです。")),
    Function("–", _("ご案内と年金用語集"), "guide", fresh=_("書き直したときに新しくなります。")),
)
BY_CODE = {function.code: function for function in FUNCTIONS}
