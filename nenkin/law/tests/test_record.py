"""The open record: what is read, what is set aside and why, and that writing and reading give the same career."""

import copy
import io
import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from nenkin.law import faults
from nenkin.law.calendar import attain_month
from nenkin.law.career import (
    CATEGORY_OF_KIND,
    GENERAL,
    KINDS,
    LOCAL,
    MALE,
    SEAMAN,
    SIGNS,
    STATE,
    STATUS_OF_SIGN,
    Career,
    month_number,
)
from nenkin.law.checks import (
    AGE_15,
    AGE_20,
    AGE_70,
    FIRST_MONTH_OF_KIND,
    FIRST_MONTH_OF_STATUS,
    GRADES,
    LAST_AGE_OF_STATUS,
    impossible,
    is_grade,
)
from nenkin.law.record import ROWS_MOST, check_career, read_person, write_month, write_person
from nenkin.law.record_json import BYTES_MOST, read_lines, read_text

ROOT = Path(__file__).parents[3]
PRACTICE = [
    json.loads(line)
    for line in (ROOT / "nenkin/registry/practice/persons.jsonl").read_text(encoding="utf-8").splitlines()
]
SCHEMA = json.loads((ROOT / "docs/formats/record.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA, format_checker=jsonschema.FormatChecker())


def hanako():
    """花子さん, born 1980-05-05: student, employee with a bonus, then self-employed."""
    return {
        "format": "nenkin-record",
        "version": 1,
        "record_through": "2026-09",
        "person": {"id": "hanako", "birth_date": "1980-05-05", "sex": "female"},
        "coverage": [
            {"start": "2003-04", "end": "2010-09", "kind": "general", "pay": 200_000},
            {"start": "2010-09", "end": "2015-04", "kind": "general", "pay": 300_000, "employer": "架空商店"},
        ],
        "bonuses": [{"month": "2010-12", "amount": 450_000}],
        "statuses": [
            {"start": "2000-05", "end": "2003-04", "sign": "サ", "category": "1"},
            {"start": "2003-04", "end": "2015-04", "sign": "/", "category": "2"},
            {"start": "2015-04", "end": None, "sign": "B", "category": "1", "note": "付加あり"},
        ],
    }


def changed(path, value):
    """花子さん with one value changed; `path` such as coverage.0.end."""
    document = hanako()
    *parents, last = (int(step) if step.isdigit() else step for step in path.split("."))
    part = document
    for step in parents:
        part = part[step]
    if value is ...:
        del part[last]
    else:
        part[last] = value
    return document


def codes(document):
    return {fault.name for fault in read_person(document).faults}


def test_a_sound_record_becomes_columns():
    record = read_person(hanako())

    assert record.id == "hanako"
    assert not record.faults
    assert record.career == Career(
        birth_date=date(1980, 5, 5).toordinal(),
        sex=2,
        record_end=month_number(2026, 10),
        coverage_start=(month_number(2003, 4), month_number(2010, 9)),
        coverage_end=(month_number(2010, 9), month_number(2015, 4)),
        coverage_kind=(GENERAL, GENERAL),
        coverage_pay=(200, 300),
        bonus_month=(month_number(2010, 12),),
        bonus_amount=(450,),
        bonus_kind=(GENERAL,),
        status_start=(month_number(2000, 5), month_number(2003, 4), month_number(2015, 4)),
        status_end=(month_number(2003, 4), month_number(2015, 4), month_number(2026, 10)),
        status_code=tuple(SIGNS.index(sign) for sign in "サ/B"),
    )


def test_a_higher_credited_pay_counts_and_a_lower_one_does_not():
    assert read_person(changed("coverage.1.credited_pay", 320_000)).career.coverage_pay == (200, 320)
    assert read_person(changed("coverage.1.credited_pay", 280_000)).career.coverage_pay == (200, 300)


def test_a_month_of_both_pensions_is_no_fault():
    document = changed("statuses.1", {"start": "2003-04", "end": "2015-04", "sign": "A"})

    assert read_person(document).career is not None


def test_two_categories_in_one_month_are_no_fault_but_the_bonus_must_say_its_kind():
    document = hanako()
    document["coverage"].append({"start": "2010-12", "end": "2011-01", "kind": "local", "pay": 100_000})
    assert [fault.message for fault in read_person(document).faults] == [
        "bonuses[0].kind is missing; allowed: this field is needed"
    ]

    document["bonuses"][0]["kind"] = "local"
    assert read_person(document).career.bonus_kind == (LOCAL,)


def test_old_pay_below_10_000_yen_is_rounded_up_to_thousands():
    document = hanako()
    document["person"]["birth_date"] = "1928-01-01"
    document |= {"bonuses": [], "statuses": []}
    document["coverage"] = [{"start": "1948-08", "end": "1949-05", "kind": "general", "pay": 8_100}]

    assert read_person(document).career.coverage_pay == (9,)


def test_months_whose_table_of_grades_is_not_known_take_any_pay():
    document = hanako()
    document["person"]["birth_date"] = "1928-01-01"
    document |= {"bonuses": [], "statuses": []}
    document["coverage"] = [{"start": "1949-05", "end": "1953-11", "kind": "general", "pay": 2_500}]

    assert read_person(document).career.coverage_pay == (3,)


@pytest.mark.parametrize(("kind", "accepted"), [("seaman", True), ("state", True), ("general", False)])
def test_seamen_and_mutual_aid_had_grades_of_their_own(kind, accepted):
    document = hanako()
    document["person"]["birth_date"] = "1950-01-01"
    document |= {"bonuses": [], "statuses": []}
    document["coverage"] = [{"start": "1980-04", "end": "1986-04", "kind": kind, "pay": 333_000}]

    assert (read_person(document).career is not None) == accepted


IMPOSSIBLE = [
    ("coverage.0.end", "2003-04", "END_BEFORE_START", "coverage[0].end"),
    ("coverage.0.end", "2003-03", "END_BEFORE_START", "coverage[0].end"),
    ("coverage.1.start", "2010-08", "OVERLAP_IN_SCHEME", "coverage[1].start"),
    ("statuses.1.start", "2003-03", "OVERLAP_IN_SCHEME", "statuses[1].start"),
    ("coverage.1.end", "2026-10", "AFTER_RECORD_END", "coverage[1].end"),
    ("coverage.1.end", "2027-01", "AFTER_RECORD_END", "coverage[1].end"),
    ("statuses.2.start", "2026-10", "AFTER_RECORD_END", "statuses[2].start"),
    ("bonuses.0.month", "2026-10", "AFTER_RECORD_END", "bonuses[0].month"),
    ("coverage.0.start", "1979-04", "MONTH_BEFORE_BIRTH", "coverage[0].start"),
    ("coverage.0.start", "1995-04", "AGE_OUTSIDE", "coverage[0].start"),
    ("person.birth_date", "1944-01-01", "AGE_OUTSIDE", "coverage[1].start"),
    ("person.birth_date", "1980-07-01", "AGE_OUTSIDE", "statuses[0].start"),
    ("person.birth_date", "2026-10-01", "BIRTH_IN_FUTURE", "person.birth_date"),
    ("coverage.0.pay", 201_000, "PAY_NOT_A_GRADE", "coverage[0].pay"),
    ("coverage.0.pay", 88_000, "PAY_NOT_A_GRADE", "coverage[0].pay"),
    ("coverage.0.pay", 650_000, "PAY_NOT_A_GRADE", "coverage[0].pay"),
    ("coverage.0.pay", 200_500, "PAY_NOT_A_GRADE", "coverage[0].pay"),
    ("coverage.1.credited_pay", 321_000, "PAY_NOT_A_GRADE", "coverage[1].pay"),
    ("coverage.1.credited_pay", 281_000, "PAY_NOT_A_GRADE", "coverage[1].credited_pay"),
    ("coverage.0.credited_pay", 220_000, "CREDIT_BEFORE_2005_04", "coverage[0].credited_pay"),
    ("bonuses.0.month", "2003-03", "BONUS_BEFORE_2003_04", "bonuses[0].month"),
    ("bonuses.0.month", "2015-04", "BONUS_OUTSIDE_COVERAGE", "bonuses[0].month"),
    ("bonuses.0.kind", "seaman", "BONUS_OUTSIDE_COVERAGE", "bonuses[0].month"),
    ("bonuses.0.amount", 1_501_000, "BONUS_OVER_CAP", "bonuses[0].amount"),
    ("bonuses.0.amount", 450_900, "BONUS_NOT_THOUSANDS", "bonuses[0].amount"),
    ("statuses.0.sign", "ア", "SIGN_BEFORE_ITS_TIME", "statuses[0].sign"),
    ("statuses.0.sign", "+", "SIGN_NOT_OF_CATEGORY", "statuses[0].sign"),
    ("statuses.2.category", "3", "SIGN_NOT_OF_CATEGORY", "statuses[2].sign"),
]


@pytest.mark.parametrize(("path", "value", "code", "place"), IMPOSSIBLE)
def test_an_impossible_row_sets_the_person_aside(path, value, code, place):
    record = read_person(changed(path, value))

    assert record.career is None
    assert (code, place) in {(fault.name, fault.place) for fault in record.faults}
    assert not list(VALIDATOR.iter_errors(changed(path, value))) or code == "BONUS_NOT_THOUSANDS"


UNREADABLE = [
    ("format", "ねんきん", "WRONG_FORMAT"),
    ("version", 2, "WRONG_FORMAT"),
    ("version", True, "WRONG_FORMAT"),
    ("record_through", ..., "MISSING_FIELD"),
    ("record_through", "2026-13", "BAD_MONTH"),
    ("record_through", "２０２６-09", "BAD_MONTH"),
    ("record_through", None, "BAD_MONTH"),
    ("person", ..., "MISSING_FIELD"),
    ("person", "花子", "WRONG_TYPE"),
    ("person.id", ..., "MISSING_FIELD"),
    ("person.id", "", "BAD_TEXT"),
    ("person.id", "a\nb", "BAD_TEXT"),
    ("person.id", 7, "BAD_TEXT"),
    ("person.id", "x" * 65, "BAD_TEXT"),
    ("person.birth_date", "1980-02-30", "BAD_DATE"),
    ("person.birth_date", "1980-5-5", "BAD_DATE"),
    ("person.birth_date", "１９８０-05-05", "BAD_DATE"),
    ("person.birth_date", "昭和55年5月5日", "BAD_DATE"),
    ("person.birth_date", 19800505, "BAD_DATE"),
    ("person.birth_date", "1899-12-31", "BAD_DATE"),
    ("person.sex", "女", "UNKNOWN_SEX"),
    ("person.sex", 2, "UNKNOWN_SEX"),
    ("person.sex", ["female"], "UNKNOWN_SEX"),
    ("person.basic_pension_number", "9999000001", "BAD_TEXT"),
    ("person.basic_pension_number", None, "BAD_TEXT"),
    ("person.name", "  ", "BAD_TEXT"),
    ("person.mynumber", "123", "UNKNOWN_FIELD"),
    ("coverage", ..., "MISSING_FIELD"),
    ("coverage", {}, "WRONG_TYPE"),
    ("coverage", None, "WRONG_TYPE"),
    ("coverage.0", [], "WRONG_TYPE"),
    ("coverage.0.pay", "200000", "WRONG_TYPE"),
    ("coverage.0.pay", "２０００００", "WRONG_TYPE"),
    ("coverage.0.pay", 200_000.5, "WRONG_TYPE"),
    ("coverage.0.pay", True, "WRONG_TYPE"),
    ("coverage.0.pay", None, "WRONG_TYPE"),
    ("coverage.0.pay", -200_000, "BAD_NUMBER"),
    ("coverage.0.pay", 0, "BAD_NUMBER"),
    ("coverage.0.pay", 10**30, "BAD_NUMBER"),
    ("coverage.0.pay", ..., "MISSING_FIELD"),
    ("coverage.0.kind", "General", "UNKNOWN_KIND"),
    ("coverage.0.kind", None, "UNKNOWN_KIND"),
    ("coverage.0.end", ..., "MISSING_FIELD"),
    ("coverage.0.end", "", "BAD_MONTH"),
    ("coverage.0.start", None, "BAD_MONTH"),
    ("coverage.0.start", "0000-01", "BAD_MONTH"),
    ("coverage.0.employer", "", "BAD_TEXT"),
    ("coverage.0.wage", 1, "UNKNOWN_FIELD"),
    ("bonuses.0.amount", True, "WRONG_TYPE"),
    ("bonuses.0.amount", -1000, "BAD_NUMBER"),
    ("bonuses.0.kind", "x", "UNKNOWN_KIND"),
    ("statuses.0.sign", "ZZ", "UNKNOWN_STATUS_SIGN"),
    ("statuses.0.sign", "", "UNKNOWN_STATUS_SIGN"),
    ("statuses.0.sign", "ｻ", "UNKNOWN_STATUS_SIGN"),
    ("statuses.0.category", 1, "UNKNOWN_CATEGORY"),
    ("claims", {}, "WRONG_TYPE"),
    ("claims", ["x"], "WRONG_TYPE"),
    ("family", [], "WRONG_TYPE"),
    ("extra", 1, "UNKNOWN_FIELD"),
]


@pytest.mark.parametrize(("path", "value", "code"), UNREADABLE)
def test_what_cannot_be_read_is_a_fault_for_the_schema_too(path, value, code):
    document = changed(path, value)

    assert code in codes(document)
    assert list(VALIDATOR.iter_errors(document))


@pytest.mark.parametrize("document", [None, [], "x", 1, True, {}, {"format": "nenkin-record"}])
def test_anything_else_is_a_fault_and_no_exception(document):
    record = read_person(document, "line 7")

    assert record.career is None
    assert record.faults[0].person == "line 7"
    assert list(VALIDATOR.iter_errors(document))


def test_too_many_rows_are_refused_without_reading_them():
    document = changed("bonuses", [{}] * (ROWS_MOST + 1))

    assert [fault.message for fault in read_person(document).faults] == [
        "bonuses is a list of 2001; allowed: at most 2,000 rows"
    ]


def test_every_fault_of_a_person_is_listed():
    document = hanako()
    document["person"]["sex"] = "x"
    document["coverage"][1]["end"] = "2027-01"
    document["statuses"][0]["sign"] = "ア"
    document["record_through"] = "2026-09"

    assert codes(document) == {"UNKNOWN_SEX"}  # without the person the months cannot be judged
    document["person"]["sex"] = "male"
    assert codes(document) == {"AFTER_RECORD_END", "SIGN_BEFORE_ITS_TIME"}


def test_faults_are_one_line_of_printable_text():
    for path, value, *_ in [*IMPOSSIBLE, *UNREADABLE, ("person.name", "\ud800\x1b[31m", ""), ("a\nb", 1, "")]:
        for fault in read_person(changed(path, value)).faults:
            assert fault.message.isprintable()
            assert fault.message_ja.isprintable()
            assert "{" not in fault.message.replace("{ }", "")
            assert len(fault.message) < 400


def test_a_fault_says_where_what_and_what_is_allowed():
    (fault,) = read_person(changed("coverage.1.end", "2027-01")).faults

    assert fault.person == "hanako"
    assert fault.message == (
        "coverage[1].end is '2027-01'; allowed: a month up to record_through; null when it goes on"
    )
    assert fault.message_ja == (
        "厚生年金の記録の2件目、終わりの月「2027-01」: 記録の最後の月より後です。続いているときは null にします。"
    )


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ([[[[[[[[[[[1]]]]]]]]]]], "TOO_LARGE"),
        ([float("nan")], "BAD_TEXT"),
        ([2**60], "BAD_TEXT"),
        (["x" * 3000], "BAD_TEXT"),
        (["\ud800"], "BAD_TEXT"),
        ([0] * 6000, "TOO_LARGE"),
    ],
)
def test_remarks_hold_anything_that_is_plain(value, code):
    assert read_person(changed("remarks", ["text", {"a": [1, None, True, 0.5]}])).career is not None
    assert codes(changed("remarks", value)) == {code}


def test_the_order_of_rows_does_not_matter():
    document = hanako()
    for rows in ("coverage", "bonuses", "statuses"):
        document[rows].reverse()
    record = read_person(document)

    assert record.career == read_person(hanako()).career
    assert record.document["coverage"] == hanako()["coverage"]


def test_a_fault_names_the_row_as_it_stands_in_the_document():
    document = hanako()
    document["coverage"].reverse()
    document["coverage"][1]["pay"] = 1000

    assert [fault.place for fault in read_person(document).faults] == ["coverage[1].pay"]


# Text


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (b"", "BROKEN_JSON"),
        (b'{"a":', "BROKEN_JSON"),
        (b'{"a": NaN}', "BROKEN_JSON"),
        (b'{"a": 1, "a": 2}', "BROKEN_JSON"),
        (b"[" * 100_000, "BROKEN_JSON"),
        (b"1" * 10_000, "BROKEN_JSON"),
        (b"\xff\xfe\x00", "NOT_TEXT"),
        (b"x" * (BYTES_MOST + 1), "TOO_LARGE"),
    ],
    ids=lambda value: repr(value[:12]),
)
def test_text_that_is_no_json_is_one_fault(text, name):
    (fault,) = read_text(text, "line 3").faults

    assert (fault.name, fault.person) == (name, "line 3")
    assert fault.message.isprintable()
    assert len(fault.message) < 300


def test_broken_json_says_the_line():
    (fault,) = read_text(b'{\n"format": nenkin\n}').faults

    assert (
        fault.message == "the text is 'nenkin'; allowed: one JSON object: Expecting value, line 2, column 11"
    )


def test_a_byte_order_mark_does_no_harm():
    assert read_text(b"\xef\xbb\xbf" + json.dumps(hanako()).encode()).career is not None


def test_json_lines_go_on_after_a_bad_line():
    good = json.dumps(hanako()).encode()
    stream = io.BytesIO(b"\n".join([good, b"{", b"", b"x" * (BYTES_MOST + 5), b"[]", good]))

    lines = [(line.number, line.readable, line.record.career is not None) for line in read_lines(stream)]

    assert lines == [
        (1, True, True),
        (2, False, False),
        (4, False, False),
        (5, True, False),
        (6, True, True),
    ]


# Numbers


def test_a_career_of_a_file_is_checked_in_its_own_columns():
    career = read_person(hanako()).career
    broken = career._replace(sex=3, coverage_pay=(200,))
    assert [(fault.name, fault.place) for fault in check_career(broken, "7")] == [
        ("UNKNOWN_SEX", "sex"),
        ("UNEVEN_LISTS", "coverage_pay"),
    ]

    unsorted = career._replace(
        coverage_start=career.coverage_start[::-1],
        coverage_end=career.coverage_end[::-1],
        coverage_kind=(9, GENERAL),
        status_code=(0, -1, 99),
        bonus_amount=(0,),
    )
    assert [(fault.name, fault.place) for fault in check_career(unsorted, "7")] == [
        ("UNKNOWN_KIND", "coverage_kind[0]"),
        ("NOT_SORTED", "coverage_start[1]"),
        ("BAD_NUMBER", "bonus_amount[0]"),
        ("BONUS_OUTSIDE_COVERAGE", "bonus_month[0]"),
        ("UNKNOWN_STATUS_SIGN", "status_code[1]"),
        ("UNKNOWN_STATUS_SIGN", "status_code[2]"),
    ]


def test_early_months_before_the_schemes_began():
    career = read_person(hanako()).career._replace(birth_date=date(1920, 1, 1).toordinal())
    old = career._replace(
        coverage_start=(month_number(1940, 6), month_number(1942, 5)),
        coverage_end=(month_number(1941, 1), month_number(1943, 1)),
        coverage_kind=(SEAMAN, GENERAL),
        coverage_pay=(1, 1),
        bonus_month=(),
        bonus_amount=(),
        bonus_kind=(),
        status_start=(month_number(1961, 3),),
        status_end=(month_number(1962, 3),),
        status_code=(STATUS_OF_SIGN["A"],),
    )

    assert [(fault.name, fault.place) for fault in check_career(old, "7")] == [
        ("BEFORE_1942", "coverage_start[1]"),
        ("BEFORE_1961", "status_start[0]"),
    ]


def test_the_cap_holds_for_all_bonuses_of_a_month_together():
    document = hanako()
    document["bonuses"] = [{"month": "2010-12", "amount": 750_000} for _ in range(2)]
    assert read_person(document).career is not None

    document["bonuses"].append({"month": "2010-12", "amount": 1_000})
    assert codes(document) == {"BONUS_OVER_CAP"}


def test_born_on_the_first_the_window_opens_a_month_earlier():
    document = hanako()
    document["person"]["birth_date"] = "1980-06-01"  # attains 20 on 2000-05-31

    assert read_person(document).career is not None


@pytest.mark.parametrize(("end", "accepted"), [("2050-05", True), ("2050-06", False)])
def test_employees_coverage_ends_with_the_month_before_attaining_70(end, accepted):
    document = hanako()
    document["record_through"] = "2060-12"
    document["coverage"][1]["end"] = end
    document["statuses"] = []

    assert (read_person(document).career is not None) == accepted


@st.composite
def lives(draw):
    """Any possible career."""
    birth_date = draw(st.integers(date(1926, 4, 2).toordinal(), date(2004, 4, 1).toordinal()))
    record_end = month_number(2026, 10)
    work = max(attain_month(birth_date, AGE_15), month_number(1947, 4)), attain_month(birth_date, AGE_70)
    coverage = []
    for category in draw(st.sets(st.sampled_from((1, 2, 3, 4)), max_size=2)):
        kinds = [kind for kind in KINDS if CATEGORY_OF_KIND[kind] == category]
        for start, end in draw(spells(*work, record_end)):
            kind = draw(st.sampled_from(kinds))
            pays = [pay for pay in set(GRADES.pay) if is_grade(pay, kind, start, end, GRADES)]
            if pays and start >= FIRST_MONTH_OF_KIND[kind]:
                coverage.append((start, end, kind, draw(st.sampled_from(sorted(pays)))))
    bonuses = [
        (draw(st.integers(max(start, GRADES.bonus_begins), end - 1)), draw(st.integers(1, 300)), kind)
        for start, end, kind, _ in coverage
        if end > GRADES.bonus_begins and draw(st.booleans())
    ]
    window = max(attain_month(birth_date, AGE_20), month_number(1961, 4)), attain_month(birth_date, AGE_70)
    statuses = []
    for start, end in draw(spells(*window, record_end)):
        code = draw(st.integers(0, len(SIGNS) - 1))
        last = LAST_AGE_OF_STATUS[code]
        if start >= FIRST_MONTH_OF_STATUS[code] and (not last or end <= attain_month(birth_date, last)):
            statuses.append((start, end, code))
    columns = [*columns_of(coverage, 4), *columns_of(bonuses, 3), *columns_of(statuses, 3)]
    return Career(birth_date, draw(st.sampled_from((1, 2))), record_end, *columns)


def spells(first, last, record_end):
    last = min(last, record_end)
    cuts = st.lists(st.integers(first, max(first, last)), max_size=8, unique=True).map(sorted)
    return cuts.map(lambda months: list(zip(months[::2], months[1::2], strict=False)))


def columns_of(rows, width):
    return [tuple(column) for column in zip(*sorted(rows), strict=True)] or [()] * width


@given(lives())
def test_a_possible_career_has_no_fault(career):
    assert impossible(career, GRADES) == []


@given(lives())
def test_writing_and_reading_give_the_same_career(career):
    document = write_person(
        career, "x1", basic_pension_number="9999-000001", name="見本　花子", kana="ミホン"
    )
    text = json.dumps(document, ensure_ascii=False).encode()

    record = read_text(text)

    assert record.faults == ()
    assert record.career == career
    assert not list(VALIDATOR.iter_errors(document))


@given(lives(), st.randoms(use_true_random=False))
def test_shuffled_rows_give_the_same_career(career, random):
    document = write_person(career, "x1")
    for rows in ("coverage", "bonuses", "statuses"):
        random.shuffle(document[rows])

    assert read_person(document).career == career


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(junk, st.sampled_from(sorted({path for path, *_ in UNREADABLE if "." in path or path != "extra"})))
def test_junk_anywhere_never_raises_and_never_passes_what_the_schema_refuses(value, path):
    document = changed(path, copy.deepcopy(value))

    record = read_person(document)

    if list(VALIDATOR.iter_errors(document)):
        assert record.faults
    assert all(fault.message.isprintable() for fault in record.faults)


# Practice people


@pytest.mark.parametrize("document", PRACTICE, ids=lambda document: document["person"]["id"])
def test_practice_people_are_sound(document):
    assert read_person(document).faults == ()
    assert not list(VALIDATOR.iter_errors(document))
    assert document["person"]["basic_pension_number"].startswith("9999-")


MONTHS_AND_BONUSES = {  # employees' months, sum of pay × months in thousand yen, bonuses and their sum, statuses
    "p01": (564, 187_408, 46, 33_578, 480),
    "p02": (0, 0, 0, 0, 540),
    "p03": (138, 38_480, 21, 7_961, 175),
    "p04": (96, 9_934, 0, 0, 480),
    "p05": (393, 124_452, 44, 19_461, 382),
    "p06": (496, 183_820, 47, 37_960, 480),
    "p07": (60, 6_996, 0, 0, 540),
    "p08": (30, 2_940, 0, 0, 480),
    "p09": (503, 205_946, 36, 37_306, 480),
    "p10": (572, 158_658, 27, 4_672, 480),
    "p11": (420, 143_140, 47, 23_734, 480),
    "p12": (337, 58_660, 37, 4_876, 480),
    "p13": (29, 5_630, 5, 702, 19),
    "p14": (92, 22_940, 15, 3_145, 224),
}


def test_practice_people_have_their_months_and_bonuses():
    found = {}
    for document in PRACTICE:
        record = read_person(document)
        career = record.career
        months = [end - start for start, end in zip(career.coverage_start, career.coverage_end, strict=True)]
        found[record.id] = (
            sum(months),
            sum(pay * count for pay, count in zip(career.coverage_pay, months, strict=True)),
            len(career.bonus_month),
            sum(career.bonus_amount),
            sum(career.status_end) - sum(career.status_start),
        )

    assert found == MONTHS_AND_BONUSES


def test_practice_people_have_a_story_each():
    stories = json.loads((ROOT / "nenkin/registry/practice/stories.json").read_text(encoding="utf-8"))

    assert [story["id"] for story in stories] == [document["person"]["id"] for document in PRACTICE]
    assert all(0 < len(story["story"]) <= 60 and story["title"] and story["story_en"] for story in stories)


# The list of reasons


def test_every_reason_has_its_number_name_and_place_in_the_format_document():
    text = (ROOT / "docs/formats/record.md").read_text(encoding="utf-8")
    numbers = {
        name: value for name, value in vars(faults).items() if name.isupper() and isinstance(value, int)
    }

    assert {reason.name: code for code, reason in faults.REASONS.items()} == numbers
    for name, code in numbers.items():
        assert code == 0 or f"| {code} | `{name}` |" in text


def test_the_format_document_shows_every_sign_and_a_sound_example():
    text = (ROOT / "docs/formats/record.md").read_text(encoding="utf-8")
    example = json.loads(text.split("```json\n")[1].split("```")[0])

    assert read_person(example).career is not None
    assert all(f"| `{sign}` |" in text for sign in SIGNS)


def test_months_are_written_with_four_and_two_digits():
    assert write_month(month_number(1961, 4)) == "1961-04"
    assert MALE == 1
    assert STATE == 4
