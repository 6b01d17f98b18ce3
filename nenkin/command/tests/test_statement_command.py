"""`nenkin statement`: what it prints, what it refuses, and that one bad person never stops the others."""

import io
import json
import sys
from datetime import date
from pathlib import Path

import pytest

from nenkin.command.main import main
from nenkin.command.statement_text import AMOUNTS, FORMS, MONTHS
from nenkin.command.text import wide
from nenkin.law.projection import Assumptions
from nenkin.law.record import read_person
from nenkin.law.statement import MonthsTable, Statement, columns, statement_on

PRACTICE = Path(__file__).parents[2] / "registry/practice/persons.jsonl"
PEOPLE = [json.loads(line) for line in PRACTICE.read_text(encoding="utf-8").splitlines()]
AS_OF = "2026-11-24"
DAY = date(2026, 11, 24)


@pytest.fixture
def run(capsys):
    def run(*arguments):
        try:
            code = main(["statement", *map(str, arguments)])
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def person(tmp_path):
    """A practice person in a file of one's own."""

    def person(number, **changed):
        file = tmp_path / f"p{number:02}.json"
        file.write_text(json.dumps(PEOPLE[number - 1] | changed, ensure_ascii=False), encoding="utf-8")
        return file

    return person


def test_months_and_amounts_under_50(run, person):
    code, out, err = run(person(3), "--as-of", AS_OF)

    assert (code, err) == (0, "")
    assert "(p03) 1992年4月1日生まれ、34歳" in out
    assert "記録は2026年9月まで。\n50歳未満の方のはがき" in out
    assert "これまでの加入実績に応じた年金額" in out
    assert "266,546       253,648   520,194" in out
    assert "70歳まで遅らせると738,675円、75歳まで遅らせると957,157円。" in out


def test_the_special_pension_has_a_row_of_its_own(run, person):
    code, out, _ = run(person(12), "--as-of", AS_OF, "--lang", "en")

    assert code == 0
    assert "aged 62" in out
    rows = [line.split() for line in out.splitlines() if line.startswith(("64 ", "65 "))]
    assert rows == [["64", "-", "420,953", "420,953"], ["65", "826,118", "474,176", "1,300,294"]]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("number", range(1, 15))
def test_tables_stand_straight(run, person, number, language):
    code, out, _ = run(person(number), "--as-of", AS_OF, "--lang", language)

    months, amounts = out.split("\n\n")[1:3]
    assert code == 0
    assert len({wide(line) for line in months.splitlines()[1:]}) == 1
    assert len({wide(line) for line in amounts.splitlines()[1:-1]}) == 1


@pytest.mark.parametrize("number", range(1, 15))
def test_json_has_every_figure(run, person, number):
    code, out, _ = run(person(number), "--as-of", AS_OF, "--json")
    document = json.loads(out)
    found = statement_on(DAY, read_person(PEOPLE[number - 1]).career)

    assert code == 0
    assert tuple(document["figures"]) == Statement._fields
    assert tuple(document["figures"]["months"]) == MonthsTable._fields
    assert document["figures"]["total"] == found.total > 0
    assert document["form"] == FORMS[found.form].name
    assert document["amounts"] == AMOUNTS[found.amounts]
    assert [row["total"] for row in document["columns"]] == [column.total for column in columns(found)]


def test_many_people_come_as_one_object_a_line(run):
    code, out, err = run(PRACTICE, "--as-of", AS_OF, "--json")

    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == [one["person"]["id"] for one in PEOPLE]
    assert err == "計算した人 14人(うち見込額なし 0人)、記録に誤りがあり計算しなかった人 0人\n"


def test_many_people_as_text_have_an_empty_line_between(run):
    _, out, _ = run(PRACTICE, "--as-of", AS_OF)

    assert out.count("これまでの年金加入期間\n") == 14
    assert "決定ではありません。\n\n" in out


def test_the_day_decides_age_and_amounts(run, person):
    documents = [json.loads(run(person(5), "--as-of", day, "--json")[1]) for day in ("2024-06-01", AS_OF)]

    assert [document["amounts"] for document in documents] == ["so_far", "expected"]
    assert documents[0]["figures"]["months"]["general"] < documents[1]["figures"]["months"]["general"]


def test_the_record_ends_where_it_is_told(run, person):
    _, text, _ = run(person(5), "--as-of", AS_OF, "--record-through", "2026-06")
    _, out, _ = run(person(5), "--as-of", AS_OF, "--record-through", "2026-06", "--json")
    whole = statement_on(DAY, read_person(PEOPLE[4]).career)

    assert "記録は2026年6月まで。" in text
    assert json.loads(out)["figures"]["months"]["general"] == whole.months.general - 3


def test_a_record_that_ends_earlier_is_said_to_end_there(run, person):
    _, out, _ = run(person(5), "--as-of", AS_OF, "--record-through", "2026-12", "--lang", "en")

    assert "record through 2026-09." in out


def test_who_draws_a_pension_has_months_and_no_amounts(run, person):
    code, out, _ = run(person(6), "--as-of", AS_OF, "--receiving")
    document = json.loads(run(person(6), "--as-of", AS_OF, "--receiving", "--json")[1])

    assert code == 0
    assert "年金を受け取っている方の定期便に、見込額はありません。" in out
    assert (document["form"], document["amounts"], document["columns"]) == ("card_receiving", "none", [])


def test_without_120_months_there_is_the_reason_and_no_zero(run, person):
    short = {"coverage": [], "bonuses": [], "statuses": [{"start": "2000-04", "end": "2005-04", "sign": "A"}]}
    file = person(1, **short)
    code, out, _ = run(file, "--as-of", AS_OF)
    document = json.loads(run(file, "--as-of", AS_OF, "--json")[1])

    assert code == 0
    assert "見込額はありません。年金を受け取るための期間(120か月)に足りません。" in out
    assert "老齢年金の種類と見込額" not in out
    assert (document["reason"], document["columns"]) == (102, [])


@pytest.mark.parametrize(
    ("options", "assumptions"),
    [
        (("--wage", "300000"), Assumptions(wage=300_000)),
        (("--bonuses", "none"), Assumptions(bonuses=2)),
        (("--bonuses", "present-work"), Assumptions(bonuses=1)),
        (("--same-status",), Assumptions(same_status=True)),
    ],
)
def test_an_assumption_is_used_and_named(run, person, options, assumptions):
    document = json.loads(run(person(5), "--as-of", AS_OF, "--json", *options)[1])

    assert document["assumptions"] == assumptions._asdict()
    career = read_person(PEOPLE[4]).career
    assert document["figures"]["total"] == statement_on(DAY, career, assumptions=assumptions).total


@pytest.mark.parametrize(
    ("language", "says"),
    [("ja", "p05: --wage は、いまの勤め先が1つの方にだけ使えます。"), ("en", "p05: --wage: a wage goes with one present job; this record has 0")],
)  # fmt: skip
def test_a_wage_without_a_job_sets_the_person_aside(run, person, language, says):
    coverage = [row for row in PEOPLE[4]["coverage"] if row["end"]]
    bonuses = [bonus for bonus in PEOPLE[4]["bonuses"] if bonus["month"] < coverage[-1]["start"]]
    file = person(5, coverage=coverage, bonuses=bonuses)
    code, out, err = run(file, "--as-of", AS_OF, "--wage", "300000", "--lang", language)

    assert (code, out) == (2, "")
    assert err.splitlines()[0] == f"{file}: {says}"


@pytest.mark.parametrize(
    ("language", "says"),
    [("ja", "2005-04-01には、まだ生まれていません。"), ("en", "was not born yet on 2005-04-01")],
)
def test_who_was_not_born_yet_is_set_aside_and_the_others_are_answered(run, tmp_path, language, says):
    born = PEOPLE[12]["person"] | {"birth_date": "2005-04-03"}
    unborn = PEOPLE[12] | {"person": born, "coverage": [], "statuses": [], "bonuses": []}
    file = tmp_path / "people.jsonl"
    file.write_text(f"{json.dumps(unborn)}\n{json.dumps(PEOPLE[0])}", encoding="utf-8")
    code, out, err = run(file, "--as-of", "2005-04-01", "--json", "--lang", language)

    assert code == 2
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["p01"]
    assert err.splitlines()[0] == f"{file}: p13: {says}"


def test_bad_people_are_named_and_the_others_answered(run, tmp_path):
    bad = json.loads(json.dumps(PEOPLE[1])) | {"record_through": "2026-13"}
    file = tmp_path / "people.jsonl"
    file.write_text(
        "\n".join([json.dumps(PEOPLE[0]), json.dumps(bad), "{", json.dumps(PEOPLE[4])]), encoding="utf-8"
    )
    code, out, err = run(file, "--as-of", AS_OF, "--json", "--lang", "en")

    assert code == 2
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["p01", "p05"]
    assert err.splitlines()[0].startswith(f"{file}: p02: record_through is '2026-13'")
    assert err.splitlines()[-1] == "2 computed (0 of them without an amount), 2 rejected"


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b"", "the text is 'nothing'"),
        ("a.json", b"[" * 1_000_000, "nested too deeply"),
        ("a.jsonl", b"junk\n" * 100, "is not JSON Lines: line 1: the text is 'junk'"),
        ("a.csv", b"a,b", "has another ending; allowed: .json"),
    ],
    ids=lambda value: repr(value[:10]),
)
def test_junk_is_one_clear_line(run, tmp_path, name, content, message):
    file = tmp_path / name
    file.write_bytes(content)
    code, out, err = run(file, "--as-of", AS_OF)

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith(f"nenkin statement: {file}: ")
    assert message in err


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--as-of", "2026-02-30", "'2026-02-30' is no day of the calendar"),
        ("--as-of", "2035-04-01", "computed are the fiscal years 2005 to 2026"),
        ("--record-through", "2026-13", "'2026-13' is no month; allowed: YYYY-MM, years 1900 to 2199"),
        ("--record-through", "0001-01", "years 1900 to 2199"),
        ("--record-through", "２０２６-01", "is no month"),
        ("--wage", "0", "'0' is no wage; allowed: 1 to 99999999"),
        ("--wage", "-5", "is no wage"),
        ("--wage", "1e6", "is no wage"),
        ("--wage", "100000000", "is no wage"),
        ("--bonuses", "some", "invalid choice"),
        ("--lang", "fr", "invalid choice"),
    ],
)
def test_wrong_options_are_one_line(run, person, option, value, message):
    code, out, err = run(person(1), f"{option}={value}")

    assert (code, out, err.count("\n")) == (2, "", 1)
    assert message in err


def test_standard_input(run, monkeypatch):
    text = io.TextIOWrapper(io.BytesIO(json.dumps(PEOPLE[2]).encode()))
    monkeypatch.setattr(sys, "stdin", text)
    code, out, _ = run("-", "--as-of", AS_OF, "--json")

    assert (code, json.loads(out)["id"]) == (0, "p03")


def test_the_words_cover_every_code():
    assert len(FORMS) == 7
    assert len(AMOUNTS) == 3
    assert {len(rows) for rows in MONTHS.values()} == {len(MonthsTable._fields)}


def test_the_example_of_the_format_document_is_what_is_printed(run, person):
    text = (Path(__file__).parents[3] / "docs/formats/statement.md").read_text(encoding="utf-8")
    example = json.loads(text.split("```json\n")[1].split("```")[0])
    printed = json.loads(run(person(3), "--as-of", AS_OF, "--json")[1])

    assert {name: printed[name] for name in example} == example
    assert all(f"`{name}`" in text for name in printed)
    assert all(f"`{form.name}`" in text for form in FORMS)


def test_help(run):
    code, out, _ = run("--help")

    assert code == 0
    assert "ねんきん定期便" in out
