"""The ready HTML of the working: every text is escaped, every depth has its list."""

import html5lib
from django.utils.safestring import SafeString

from nenkin.law.explain import Step
from nenkin.services.estimate import tables


def step(title: str, *inner: Step, **changes) -> Step:
    known = {"code": "x", "amount": 1200, "unit": "yen", "formula": "", "article": "", "table": ""}
    return Step(title=title, inner=inner, **known | changes)


def tree(html: str):
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    found = parser.parseFragment(f"<ol>{html}</ol>")
    assert not [code for _, code, _ in parser.errors]
    return found.find("ol")


def text(element) -> str:
    return "".join(element.itertext())


def test_no_text_of_a_step_is_markup():
    evil = "<script>alert('&\"')</script>"
    parts = {"formula": evil, "article": evil, "table": evil}
    html = tables.working(
        [step(evil, step(evil, step(evil, step(evil, **parts), **parts), **parts), **parts)]
    )

    assert isinstance(html, SafeString)
    assert "<script" not in html
    assert tree(html).find(".//script") is None
    assert text(tree(html)).count(evil) == 4 * 4 + 1  # the title of the second step is on its summary too


def test_each_step_leads_to_the_one_above():
    html = tables.working([step("1", step("2", step("3", step("4", amount=7, unit="months"))))])

    outer = tree(html).find("li")
    assert text(outer.find("h3")) == "11,200円"
    second = outer.find("ol/li")
    assert text(second.find("b")) == "1,200円"
    assert text(second.find("details/summary")) == "2のくわしい計算"
    assert text(second.find("details/ol/li/ol/li")) == "4 7か月"


def test_article_and_table_stand_together_or_alone():
    assert '<p class="law">第27条。満額の表</p>' in tables.working(
        [step("x", article="第27条", table="満額の表")]
    )
    assert '<p class="law">第27条</p>' in tables.working([step("x", article="第27条")])
    assert "law" not in tables.working([step("x")])
    assert "fx" not in tables.working([step("x")])
