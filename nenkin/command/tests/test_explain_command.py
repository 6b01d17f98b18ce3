"""`nenkin explain`: every figure says how it came about; what is asked wrongly is refused in one line."""

import json
from pathlib import Path

import pytest

from nenkin.command.main import main
from nenkin.law.columns import columns_under

PEOPLE = Path(__file__).parents[2] / "registry/practice/persons.jsonl"
DAY = ("--as-of", "2026-11-24")


@pytest.fixture
def run(capsys):
    def run(*arguments):
        try:
            code = main(["explain", *map(str, arguments)])
        except SystemExit as leaving:
            code = leaving.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


@pytest.fixture
def ittetsu(tmp_path):
    path = tmp_path / "p01.json"
    path.write_text(PEOPLE.read_text(encoding="utf-8").splitlines()[0], encoding="utf-8")
    return path


def test_a_figure_is_explained_in_japanese(run, ittetsu):
    code, out, err = run(ittetsu, "basic", *DAY)

    assert (code, err) == (0, "")
    assert "65歳からの老齢基礎年金 [basic]  847,300円" in out
    assert "  847,300円 × 480か月 ÷ 480か月 = 847,300円" in out
    assert "条文: 国民年金法 第27条" in out
    assert "表: 老齢基礎年金の満額(令和8年度" in out
    assert "老齢基礎年金に反映される月数 480か月 [credited]" in out


def test_and_in_english_with_what_is_uncertain(run, ittetsu):
    code, out, _ = run(ittetsu, "at_65.1.transitional", "--lang", "en", *DAY)

    assert code == 0
    assert "  article: Act No. 34 of 1985 suppl. art. 59 (2)" in out
    assert (
        "  uncertain: Whether the basic pension that the transitional addition takes off is rounded first"
        in out
    )


def test_a_figure_of_a_life_is_explained_once_for_each_span(run, ittetsu):
    code, out, _ = run(ittetsu, "amounts.total", "--lang", "en", *DAY)

    assert code == 0
    assert out.count("[amounts.total]") >= 2
    assert "2026-04 to 2061-03" in out


def test_json_has_every_part_of_the_explanation(run, ittetsu):
    code, out, _ = run(ittetsu, "basic", "--json", "--lang", "en", "--start-age", "67", *DAY)
    document = json.loads(out)
    (group,) = document["groups"]
    (found,) = group["columns"]

    assert code == 0
    assert (document["id"], document["fiscal_year"], document["plan"]["basic_start"]) == ("p01", 2026, 804)
    assert (found["column"], found["value"], found["unit"]) == ("basic", 847_300, "yen")
    assert found["inputs"][0] == {
        "name": "Full amount of the basic pension", "source": "full_amount", "value": 847_300,
    }  # fmt: skip


def test_many_people_are_one_line_each(run):
    code, out, err = run(PEOPLE, "final_total", "--json", *DAY)
    values = [json.loads(line)["groups"][0]["columns"][0]["value"] for line in out.splitlines()]

    assert code == 0
    assert len(values) == 14
    assert min(values) > 0
    assert "14" in err


def test_all_explains_everything_that_a_record_can(run, ittetsu):
    code, out, _ = run(ittetsu, "all", "--json", *DAY)
    groups = json.loads(out)["groups"]

    assert code == 0
    assert [one["column"] for one in groups[0]["columns"]][:5] == list(columns_under("")[:5])
    assert {one["column"] for one in groups[1]["columns"]} == {
        *columns_under("amounts"), *columns_under("counted"),
    }  # fmt: skip
    assert all(one["formula"] and one["article"] for group in groups for one in group["columns"])


@pytest.mark.parametrize(
    ("language", "name"), [("ja", "65歳からの老齢基礎年金"), ("en", "Old-age basic pension at 65")]
)
def test_the_list_names_every_column(run, language, name):
    code, out, _ = run("--list", "--lang", language)
    lines = [line.split(maxsplit=1) for line in out.splitlines()]

    assert code == 0
    assert ["basic", name] in lines
    assert len(lines) == len({column for column, _ in lines}) > 300
    assert json.loads(run("--list", "--json", "--lang", language)[1])["basic"] == name


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["p01.json", "basik"], "no column is called 'basik'; near: basic"),
        (["p01.json", ""], "no column is called ''"),
        (["p01.json", "disability.basic"], "an event is needed"),
        (["p01.json"], "FILE and COLUMN are needed"),
        ([], "FILE and COLUMN are needed"),
        (["p01.json", "basic", "--as-of", "1999-01-01"], "no levels for 1999-01-01"),
        (["p01.json", "basic", "--as-of", "tomorrow"], "is no day of the calendar"),
        (["p01.json", "basic", "--start-age", "65y3m"], "deferral begins at 66"),
        (["p01.json", "basic", "--until", "12"], "is no such age"),
        (["nobody.json", "basic"], "No such file"),
    ],
)
def test_what_is_asked_wrongly_is_refused_in_one_line(run, ittetsu, monkeypatch, arguments, told):
    monkeypatch.chdir(ittetsu.parent)
    code, out, err = run(*arguments)

    assert (code, out) == (2, "")
    assert told in err
    assert err.count("\n") == 1
    assert err.startswith("nenkin explain: ")


def test_a_record_with_a_fault_is_set_aside(run, tmp_path):
    path = tmp_path / "two.jsonl"
    good = PEOPLE.read_text(encoding="utf-8").splitlines()[0]
    path.write_text(
        good + "\n" + good.replace('"male"', '"other"').replace("p01", "p99") + "\n", encoding="utf-8"
    )
    code, out, err = run(path, "basic", *DAY)

    assert code == 2
    assert "[basic]" in out
    assert "p99" in err


def test_who_has_no_right_is_told_why(run, tmp_path):
    record = json.loads(PEOPLE.read_text(encoding="utf-8").splitlines()[0])
    record["coverage"], record["bonuses"] = record["coverage"][:1], []
    record["coverage"][0]["end"] = "1980-04"
    record["statuses"] = []
    record.pop("claims", None)
    path = tmp_path / "short.json"
    path.write_text(json.dumps(record), encoding="utf-8")

    assert "期間(120か月)に足りません" in run(path, "final_total", *DAY)[1]
    assert "期間(120か月)に足りません" in run(path, "amounts.total", *DAY)[1]
