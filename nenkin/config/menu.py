"""目的別サービス一覧: what a person wants, in six groups. An entry without an address is not built yet and is no link."""

from typing import NamedTuple


class Entry(NamedTuple):
    """One service: verb phrase, what one gets, the chapter of the guide, the name of its first screen."""

    wish: str
    gets: str
    chapter: str
    url_name: str = ""


class Purpose(NamedTuple):
    """One wish of the guide's table, with its services."""

    title: str
    icon: str
    entries: tuple[Entry, ...]


MENU = (
    Purpose(
        "記録を確かめたい",
        "record",
        (
            Entry("年金記録を見る", "月ごとの加入と納付、勤め先、給料の記録", "4章", "records:list"),
            Entry("持ち主がわからない記録をさがす", "昔の名字や読みちがいでも見つけます", "13章"),
            Entry("わたしの履歴を作る", "思い出しながら、住所と勤め先を書きます", "私の履歴整理表"),
        ),
    ),
    Purpose(
        "いくらになるか知りたい",
        "estimate",
        (
            Entry(
                "かんたんに試算する", "ボタンを1回押すだけ。計算のしかたも出ます", "5章", "estimate:simple"
            ),
            Entry("詳しい条件で試算する", "仕事、給料、受け取り始める年齢、夫婦で", "5章"),
        ),
    ),
    Purpose(
        "納めたい・届け出たい",
        "pay",
        (
            Entry("あとから納められる月と金額を見る", "期限と、納めるとふえる額", "6章"),
            Entry("国民年金保険料を納める", "インターネットで払います", "12章"),
            Entry("届書を出す", "電子申請", "11章"),
            Entry("届書を印刷する", "書いて郵送するとき", "届書の作成"),
        ),
    ),
    Purpose(
        "通知書がほしい",
        "notice",
        (
            Entry("ねんきん定期便・通知書を見る", "HTML・PDF・XMLで保存します", "7章"),
            Entry("通知書をもう一度出してもらう", "画面でも紙でも", "8章"),
            Entry("お知らせを読む", "届いたものを一か所で", "9章"),
        ),
    ),
    Purpose(
        "相談したい・伝えたい",
        "talk",
        (
            Entry("文書で相談する", "画面で書いて、画面で返事を受け取ります", "14章"),
            Entry("年金相談を予約する", "近くの空きを全部見られます", "15章"),
            Entry("アンケートに答える", "よくするための質問です", "10章"),
        ),
    ),
    Purpose(
        "自分の設定を変えたい",
        "settings",
        (
            Entry("登録する", "アクセスキーがあってもなくても", "2章"),
            Entry("パスワードやメールを変える", "郵送を止める、使うのをやめる", "3章"),
        ),
    ),
)
