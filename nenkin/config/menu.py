"""目的別サービス一覧: what a person wants, in groups. An entry without an address is not built yet and is no link."""

from typing import TYPE_CHECKING, NamedTuple

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as Promise


class Entry(NamedTuple):
    """One service: verb phrase, what one gets, the chapter of the guide, its row in the guide's list, its screen.

    `row` is the 項番 of the guide's section 3.1, 0 for what the guide does not have. `part` is a place in the screen.
    """

    wish: "str | Promise"
    gets: "str | Promise"
    chapter: str
    row: int = 0
    url_name: str = ""
    part: str = ""


class Purpose(NamedTuple):
    """One wish of the guide's table, with its services."""

    title: "str | Promise"
    icon: str
    entries: tuple[Entry, ...]


MENU = (
    Purpose(
        _("記録を確かめたい"),
        "record",
        (
            Entry(_("年金記録を見る"), _("一覧で。いつ、どの制度にいたか"), "4章", 2, "records:list", "list"),
            Entry(
                _("年金記録をくわしく見る"),
                _("月ごとの納付、勤め先、給料"),
                "4章",
                2,
                "records:list",
                "months",
            ),
            Entry(_("持ち主がわからない記録をさがす"), _("昔の名字や読みちがいでも見つけます"), "13章", 7),
            Entry(_("わたしの履歴を作る"), _("思い出しながら、住所と勤め先を書きます"), "私の履歴整理表"),
        ),
    ),
    Purpose(
        _("いくらになるか知りたい"),
        "estimate",
        (
            Entry(_("かんたんに試算する"), _("計算のしかたも出ます"), "5章", 3, "estimate:simple"),
            Entry(_("詳しい条件で試算する"), _("仕事、給料、受け取り始める年齢、夫婦で"), "5章", 3),
        ),
    ),
    Purpose(
        _("納めたい・届け出たい"),
        "pay",
        (
            Entry(_("国民年金保険料を納める"), _("インターネットで払います"), "12章", 6),
            Entry(_("納付・後払い(追納)できる月と金額を見る"), _("期限と、納めるとふえる額"), "6章", 10),
            Entry(_("届書を出す"), _("電子申請"), "11章", 10),
            Entry(_("届書を印刷する"), _("書いて郵送するとき"), "届書の作成"),
        ),
    ),
    Purpose(
        _("通知書がほしい"),
        "notice",
        (
            Entry(_("ねんきん定期便を見る"), _("HTML・PDF・XMLで保存します"), "7章", 4),
            Entry(_("被保険者記録照会回答票を見る"), _("記録の全部が入った紙の形"), "7章", 4),
            Entry(_("年金の支払いに関する通知書を見る"), _("振込、金額の改定、源泉徴収票"), "7章", 4),
            Entry(_("通知書をもう一度出してもらう"), _("画面でも紙でも"), "8章", 5),
            Entry(_("お知らせを読む"), _("届いたものを一か所で"), "9章", 10),
        ),
    ),
    Purpose(
        _("相談したい・伝えたい"),
        "talk",
        (
            Entry(_("文書で相談する"), _("画面で書いて、画面で返事を受け取ります"), "14章", 8),
            Entry(_("年金相談を予約する"), _("近くの空きを全部見られます"), "15章", 9),
            Entry(_("アンケートに答える"), _("よくするための質問です"), "10章", 10),
        ),
    ),
    Purpose(
        _("ユーザIDを取りたい"),
        "key",
        (
            Entry(
                _("アクセスキーがある人の登録"),
                _("ユーザIDがすぐに出ます"),
                "2章",
                1,
                "registration:start",
                "key",
            ),
            Entry(
                _("アクセスキーがない人の登録"),
                _("ユーザIDが手紙で届きます"),
                "2章",
                1,
                "registration:start",
                "letter",
            ),
        ),
    ),
    Purpose(
        _("自分の設定を変えたい"),
        "settings",
        (
            Entry(
                _("自分の設定を見る"),
                _("郵便、メール、ログイン、端末、見た人"),
                "3章",
                0,
                "account:settings",
            ),
            Entry(_("パスワードを変える"), _("いまのパスワードが要ります"), "3章", 10, "account:password"),
            Entry(
                _("メールアドレスを変える"),
                _("新しいアドレスを確かめてから変わります"),
                "3章",
                10,
                "account:delivery",
            ),
            Entry(
                _("ログイン通知・お知らせのメールを選ぶ"),
                _("受け取るか、止めるか"),
                "3章",
                10,
                "account:delivery",
            ),
            Entry(
                _("ねんきん定期便の郵送を止める"), _("画面で読むようにします"), "3章", 10, "account:delivery"
            ),
            Entry(_("通知書の郵送を止める"), _("通知書ごとに選べます"), "3章", 10, "account:notices"),
            Entry(_("秘密の質問と答えを変える"), _("使う設定のとき"), "3章", 10, "account:question_change"),
            Entry(
                _("秘密の質問と答えを忘れた"),
                _("決め直す番号を、郵送します"),
                "3章",
                10,
                "account:question_letter",
            ),
            Entry(_("使うのをやめる"), _("サービスの停止"), "3章", 10, "account:stop"),
        ),
    ),
    Purpose(
        _("使い方を知りたい"),
        "book",
        (
            Entry(_("基本の使い方を知る"), _("できることと、使える方"), "3章", 10, "guide:index"),
            Entry(_("年金用語集"), _("年金のことばを、やさしく"), "1章", 0, "guide:words"),
            Entry(_("注意事項"), _("IDとパスワード、みんなで使う端末"), "1章", 0, "guide:cautions"),
            Entry(_("推奨環境"), _("必要なもの、いまの端末の確認"), "1章", 0, "guide:environment"),
            Entry(_("サービスの時間"), _("使える時間と、止まる予定"), "1章", 0, "guide:hours"),
        ),
    ),
)
