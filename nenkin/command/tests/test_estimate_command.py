"""`nenkin estimate`: what it prints, what it refuses, and that one bad person never stops the others."""

import io
import json
import subprocess
import sys
import tracemalloc
from datetime import date
from pathlib import Path

import pytest

from nenkin.command.main import main
from nenkin.command.text import pad, wide
from nenkin.law.estimate import Estimate, Plan, estimate
from nenkin.law.explain import steps
from nenkin.law.levels import levels_on
from nenkin.law.record import read_person

PRACTICE = Path(__file__).parents[2] / "registry/practice/persons.jsonl"
PEOPLE = [json.loads(line) for line in PRACTICE.read_text(encoding="utf-8").splitlines()]
AS_OF = "2026-11-24"


@pytest.fixture
def one(tmp_path):
    """The first practice person in a file of one's own."""
    file = tmp_path / "p01.json"
    file.write_text(json.dumps(PEOPLE[0], ensure_ascii=False), encoding="utf-8")
    return file


@pytest.fixture
def run(capsys):
    def run(*arguments):
        try:
            code = main(["estimate", *map(str, arguments)])
        except SystemExit as stop:
            code = stop.code
        out, err = capsys.readouterr()
        return code, out, err

    return run


def lines_file(tmp_path, *documents):
    file = tmp_path / "people.jsonl"
    text = [line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in documents]
    file.write_text("\n".join(text), encoding="utf-8")
    return file


def test_the_amounts_and_the_working_are_printed(run, one):
    code, out, err = run(one, "--as-of", AS_OF)

    assert (code, err) == (0, "")
    assert "見本 一徹さん(p01) 1961年4月1日生まれ" in out
    assert "令和8年度(2026)の金額。記録は2026年9月まで。" in out
    assert "847,300円 × 480か月 ÷ 480か月 = 847,300円" in out
    assert "国民年金法 第27条" in out


def test_english(run, one):
    code, out, _ = run(one, "--as-of", AS_OF, "--lang", "en")

    assert code == 0
    assert "born 1961-04-01" in out
    assert "847,300 yen × 480 months ÷ 480 months = 847,300 yen" in out


def test_columns_of_the_table_stand_below_each_other(run, one):
    _, out, _ = run(one, "--as-of", AS_OF, "--start-age", "60")

    table = out.split("\n\n")[1].splitlines()
    assert len(table) >= 3
    assert len({wide(line) for line in table}) == 1


def test_json_has_every_figure_of_the_law_and_the_working(run, one):
    code, out, _ = run(one, "--as-of", AS_OF, "--json", "--start-age", "66y3m", "--until", "62")
    document = json.loads(out)

    career = read_person(PEOPLE[0]).career
    cohort, plan = levels_on(date(2026, 11, 24)).cohort(career.birth_date), Plan(744, 795, 795)
    found = estimate(career, cohort, plan)
    assert code == 0
    assert document["plan"]["basic_start"] == 795
    assert tuple(document["figures"]) == Estimate._fields
    assert document["figures"]["final_total"] == found.final_total > 0
    assert document["figures"]["months"]["by_class"]["paid"] == 480
    expected = steps(found, career, cohort, plan)
    assert [(step["code"], step["amount"]) for step in document["working"]] == [
        (step.code, step.amount) for step in expected
    ]


def test_many_people_come_as_one_object_a_line(run):
    code, out, err = run(PRACTICE, "--as-of", AS_OF, "--json")

    assert code == 0
    assert [json.loads(line)["id"] for line in out.splitlines()] == [
        person["person"]["id"] for person in PEOPLE
    ]
    assert err == "計算した人 14人(うち見込額なし 0人)、記録に誤りがあり計算しなかった人 0人\n"


def test_the_day_decides_the_amounts(run, one):
    totals = {}
    for day in ("2025-03-31", "2025-04-01"):
        _, out, _ = run(one, "--as-of", day, "--json")
        totals[day] = json.loads(out)["figures"]["full_amount"]

    assert totals == {"2025-03-31": 816_000, "2025-04-01": 831_700}


def test_without_a_day_it_is_today(run, one):
    code, out, err = run(one, "--json")

    if code == 0:
        assert json.loads(out)["as_of"] == date.today().isoformat()
    else:  # the tables end before today
        assert "the tables cover the fiscal years" in err


def test_a_person_without_a_right_gets_the_reason_and_no_zero(run, tmp_path):
    person = {
        "format": "nenkin-record",
        "version": 1,
        "record_through": "2026-09",
        "person": {"id": "jiro", "birth_date": "1960-05-05", "sex": "male"},
        "coverage": [],
        "bonuses": [],
        "statuses": [{"start": "2000-04", "end": "2005-04", "sign": "A"}],
    }
    code, out, err = run(lines_file(tmp_path, person), "--as-of", AS_OF)

    assert code == 0
    assert "見込額を出せません。年金を受け取るための期間(120か月)に足りません。" in out
    assert "jiroさん" in out
    assert "うち見込額なし 1人" in err


def test_bad_people_are_named_and_the_others_computed(run, tmp_path):
    bad_month = json.loads(json.dumps(PEOPLE[1])) | {"record_through": "2026-13"}
    bad_pay = json.loads(json.dumps(PEOPLE[2]))
    bad_pay["coverage"][3]["pay"] = 260_500
    file = lines_file(tmp_path, PEOPLE[0], bad_month, "{", bad_pay, PEOPLE[4])

    code, out, err = run(file, "--as-of", AS_OF, "--json", "--lang", "en")

    assert code == 2
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["p01", "p05"]
    lines = err.splitlines()
    assert lines[0] == (
        f"{file}: p02: record_through is '2026-13'; allowed: a month as YYYY-MM, years 1900 to 2199 [BAD_MONTH]"
    )
    assert lines[1].startswith(f"{file}: line 3: the text is '")
    assert lines[2].startswith(f"{file}: p03: coverage[3].pay is 260500; allowed: a standard monthly")
    assert lines[3:] == ["2 computed (0 of them without an amount), 3 rejected"]


def test_faults_in_japanese_name_the_place_too(run, tmp_path):
    person = json.loads(json.dumps(PEOPLE[0]))
    person["person"]["sex"] = "男"
    file = tmp_path / "p.json"
    file.write_text(json.dumps(person), encoding="utf-8")

    code, out, err = run(file, "--as-of", AS_OF)

    assert (code, out) == (2, "")
    assert err.splitlines()[0] == (
        f"{file}: p01: person.sex: 性別「男」: 性別は male か female です。 [UNKNOWN_SEX]"
    )


def test_an_id_may_stand_once_in_a_file(run, tmp_path):
    file = lines_file(tmp_path, PEOPLE[0], PEOPLE[1], PEOPLE[0])

    code, out, err = run(file, "--as-of", AS_OF, "--json", "--lang", "en")

    assert code == 2
    assert len(out.splitlines()) == 2
    assert (
        err.splitlines()[0]
        == f"{file}: p01: person.id is 'p01'; allowed: each id once in a file [DUPLICATE_ID]"
    )


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.json", b'{\n "format": nenkin\n}', "line 2, column 12"),
        ("a.json", b"", "the text is 'nothing'"),
        ("a.json", b"x" * 10_000_000, "allowed: at most 2 MB for one person"),
        ("a.json", b"[" * 1_000_000, "nested too deeply"),
        ("a.json", b'{"a": NaN}', "NaN is not a number of JSON"),
        ("a.json", "{}".encode("utf-16"), "allowed: text in UTF-8"),
        ("a.jsonl", b"", "is empty"),
        ("a.jsonl", b"\0" * 10_000_000, "is not JSON Lines: line 1: the text is '2,000,001 bytes'"),
        ("a.jsonl", b"junk\n" * 2_000_000, "is not JSON Lines: line 1: the text is 'junk'"),
        ("a.jsonl", bytes(range(256)) * 1_000, "is not JSON Lines"),
        ("a.csv", b"a,b", "has another ending; allowed: .json"),
    ],
    ids=lambda value: repr(value[:10]),
)
def test_junk_is_one_clear_line(run, tmp_path, name, content, message):
    file = tmp_path / name
    file.write_bytes(content)

    code, out, err = run(file, "--as-of", AS_OF)

    assert (code, out) == (2, "")
    assert err.startswith(f"nenkin estimate: {file}: ")
    assert message in err
    assert err.count("\n") == 1
    assert len(err) < 500


def test_an_array_of_people_is_told_to_be_one_object(run, tmp_path):
    file = tmp_path / "all.json"
    file.write_text(json.dumps(PEOPLE), encoding="utf-8")

    code, _, err = run(file, "--as-of", AS_OF, "--lang", "en")

    assert code == 2
    assert "record is a list of 14; allowed: an object, one person each" in err


def test_a_missing_file_and_a_directory(run, tmp_path):
    assert run(tmp_path / "no.json", "--as-of", AS_OF)[::2] == (
        2,
        f"nenkin estimate: {tmp_path}/no.json: No such file or directory\n",
    )
    assert run(tmp_path, "--as-of", AS_OF)[::2] == (
        2,
        f"nenkin estimate: {tmp_path}: is a directory; allowed: a file\n",
    )


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--as-of", "2026-02-30", "'2026-02-30' is no day of the calendar; allowed: YYYY-MM-DD"),
        ("--as-of", "20260401", "allowed: YYYY-MM-DD"),
        ("--as-of", "２０２６-04-01", "allowed: YYYY-MM-DD"),
        ("--as-of", "2035-04-01", "computed are the fiscal years 2005 to 2026"),
        ("--start-age", "59", "allowed: 60 to 75"),
        ("--start-age", "75y1m", "allowed: 60 to 75"),
        ("--start-age", "65y6m", "deferral begins at 66"),
        ("--start-age", "66y12m", "allowed: 60 to 75"),
        ("--start-age", "-1", "allowed: 60 to 75"),
        ("--start-age", "６５", "allowed: 60 to 75"),
        ("--until", "71", "allowed: 20 to 70"),
        ("--lang", "fr", "invalid choice"),
    ],
)
def test_wrong_options_are_one_line(run, one, option, value, message):
    code, out, err = run(one, option, value)

    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_parquet_without_its_packages_says_what_to_install(run, tmp_path, monkeypatch):
    monkeypatch.setattr("nenkin.command.people.find_spec", lambda name: None)
    file = tmp_path / "a.parquet"
    file.write_bytes(b"x")

    code, _, err = run(file, "--as-of", AS_OF)

    assert code == 2
    assert err == f"nenkin estimate: {file}: Parquet needs more packages: pip install 'nenkin[batch]'\n"


def test_standard_input(run, monkeypatch):
    text = io.TextIOWrapper(io.BytesIO(json.dumps(PEOPLE[2]).encode()))
    monkeypatch.setattr(sys, "stdin", text)

    code, out, _ = run("-", "--as-of", AS_OF, "--json")

    assert code == 0
    assert json.loads(out)["id"] == "p03"


def test_memory_does_not_grow_with_the_people(run, tmp_path, monkeypatch):
    monkeypatch.setattr("nenkin.command.estimate._print_person", lambda *_, **__: 0)
    peaks = []
    for count in (100, 600):
        people = []
        for number in range(count):
            person = dict(PEOPLE[12])
            people.append(person | {"person": person["person"] | {"id": f"x{number}"}})
        file = lines_file(tmp_path, *people)
        del people
        tracemalloc.start()
        assert run(file, "--as-of", AS_OF)[0] == 0
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()

    assert peaks[1] < peaks[0] + 500_000  # all at once would be millions


def test_as_a_program_of_its_own(one):
    command = [sys.executable, "-m", "nenkin.command.main", "estimate", str(one), "--as-of", AS_OF]
    done = subprocess.run(
        command, capture_output=True, env={"PYTHONIOENCODING": "ascii", "PATH": ""}, check=False
    )

    assert (done.returncode, done.stderr) == (0, b"")
    assert b"847,300" in done.stdout


def test_a_reader_that_stops_is_no_error():
    command = (
        f"{sys.executable} -m nenkin.command.main estimate {PRACTICE} --as-of {AS_OF} --json | head -c 10"
    )
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, check=False)

    assert done.returncode == 0
    assert b"Traceback" not in done.stderr


@pytest.mark.parametrize(
    "arguments", [["--help"], ["estimate", "--help"], ["check-vectors", "--help"], ["--version"]]
)
def test_help_and_version(arguments, capsys):
    with pytest.raises(SystemExit) as stop:
        main(arguments)

    assert stop.value.code == 0
    assert "nenkin" in capsys.readouterr().out


def test_wide_characters_take_two_places():
    assert wide("年a額が") == 7
    assert wide("が") == 2
    assert pad("年額", 6) == "  年額"
    assert pad("年額", 6, left=True) == "年額  "


def test_the_example_of_the_format_document_is_what_is_printed(run, tmp_path):
    text = (Path(__file__).parents[3] / "docs/formats/estimate.md").read_text(encoding="utf-8")
    example = json.loads(text.split("```json\n")[1].split("```")[0])
    file = tmp_path / "p03.json"
    file.write_text(json.dumps(PEOPLE[2]), encoding="utf-8")

    printed = json.loads(run(file, "--as-of", AS_OF, "--json")[1])

    assert {name: printed[name] for name in example} == example
    assert all(f"`{name}`" in text for name in printed)


def test_parquet_is_checked_and_computed_like_json_lines(run, tmp_path):
    from nenkin.batch.files import write_people
    from nenkin.batch.people import gather

    careers = [read_person(person).career for person in PEOPLE[:3]]
    careers.append(careers[0]._replace(coverage_pay=(1, *careers[0].coverage_pay[1:])))
    file = tmp_path / "people.parquet"
    ids = ["p01", "p02", "p03", "bad"]
    write_people(file, [gather(zip(ids, careers, strict=True)), gather([("p01", careers[0])])])

    code, out, err = run(file, "--as-of", AS_OF, "--json", "--lang", "en")
    _, lines, _ = run(PRACTICE, "--as-of", AS_OF, "--json", "--lang", "en")

    assert code == 2
    assert out.splitlines() == lines.splitlines()[:3]
    assert err.splitlines() == [
        f"{file}: bad: coverage_pay[0] is 1; allowed: a standard monthly remuneration in force "
        "in every month of the row, in yen [PAY_NOT_A_GRADE]",
        f"{file}: p01: person.id is 'p01'; allowed: each id once in a file [DUPLICATE_ID]",
        "3 computed (0 of them without an amount), 2 rejected",
    ]


@pytest.mark.parametrize(
    "content", [b"", b"junk" * 1_000, bytes(range(256)) * 1_000], ids=["empty", "text", "bytes"]
)
def test_a_file_that_is_no_parquet_is_one_clear_line(run, tmp_path, content):
    file = tmp_path / "people.parquet"
    file.write_bytes(content)

    code, out, err = run(file, "--as-of", AS_OF)

    assert (code, out) == (2, "")
    assert err.startswith(f"nenkin estimate: {file}: cannot be read as Parquet")
    assert err.count("\n") == 1
