"""From the signs of the record sheet to the classes of month. 国民年金法 第5条・第26条・第27条."""

import pytest

from nenkin.law.career import GENERAL, LOCAL, MALE, SIGNS, STATUS_OF_SIGN, Career, month_number
from nenkin.law.national_pension.additional_pension import additional_pension
from nenkin.law.national_pension.month_status import basic_months, coverage_of, goes_on
from nenkin.law.tests.practice import born

ZERO = month_number(1980, 1)  # birth: 20 in 2000-01, 60 in 2040-01
AT_20, AT_60 = ZERO + 240, ZERO + 720
BEFORE, AFTER = month_number(2006, 7), month_number(2009, 4)
FAR = ZERO + 2000
CLASSES = {  # signs of the sheet: what each month of them is
    "APVBGQWCDEFTUHKM+$シスソタオカキクケコマミムメモヤナニヌネノハ": "paid",
    "フヘホ": "quarter_exempt",
    "イウエ": "half_exempt",
    "ツテト": "three_quarter_exempt",
    "YZLR": "full_exempt",
    "サセ": "deferred",
    "&合": "complementary",
    "-*Xアチヒ/#": "nothing",
}
CLASS_OF = {sign: name for signs, name in CLASSES.items() for sign in signs}
WITH_ADDITIONAL = "BGQWEF"


def career(statuses, work=(), record_end=AT_60):
    """Spells as (start, end, sign) and (start, end, kind)."""
    coverage = [tuple(column) for column in zip(*work, strict=True)] or [(), (), ()]
    starts, ends, signs = [tuple(column) for column in zip(*statuses, strict=True)] or [(), (), ()]
    codes = tuple(STATUS_OF_SIGN[sign] for sign in signs)
    pays = (300,) * len(work)
    return Career(born(1980, 1, 15), MALE, record_end, *coverage, pays, (), (), (), starts, ends, codes)


def months_of(statuses, work=(), record_end=AT_60 + 1, horizon=AT_60, until=FAR):
    record = career(statuses, work, record_end)
    coverage = coverage_of(record, ZERO, horizon, until)
    return basic_months(record, coverage, horizon, min(horizon, AT_60), until)


def test_every_sign_of_the_sheet_is_expected_here():
    assert sorted(CLASS_OF) == sorted(SIGNS)


@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_gives_its_class_of_month_and_no_other(sign):
    found = months_of([(BEFORE, BEFORE + 7, sign), (AFTER, AFTER + 5, sign)])
    name = CLASS_OF[sign]
    counted = dict(zip(found.by_class._fields, found.by_class, strict=True))
    counted |= {"deferred": found.deferred, "complementary": found.complementary}
    expected = {f"{name}_before": 7, f"{name}_after": 5} if name.endswith("exempt") else {name: 12}

    assert {key: count for key, count in counted.items() if count} == (expected if name != "nothing" else {})
    assert found.qualifying == (0 if name == "nothing" else 12)
    assert found.additional == (12 if sign in WITH_ADDITIONAL else 0)


def test_one_spell_of_exemption_across_april_2009_is_two_classes():
    found = months_of([(AFTER - 9, AFTER + 3, "Z")]).by_class

    assert (found.full_exempt_before, found.full_exempt_after) == (9, 3)


def test_work_takes_the_month_from_a_sign_and_counts_it_once():
    found = months_of(
        [(AT_20, AT_20 + 24, "Z")], [(AT_20 + 6, AT_20 + 12, GENERAL), (AT_20 + 10, AT_20 + 18, LOCAL)]
    )

    assert found.by_class.paid == found.employees == 12
    assert found.by_class.full_exempt_before == 12
    assert found.qualifying == 24


def test_work_before_20_and_from_60_gives_the_right_and_no_basic_pension():
    found = months_of(
        [], [(AT_20 - 12, AT_20 + 1, GENERAL), (AT_60 - 1, AT_60 + 30, GENERAL)], record_end=AT_60 + 31
    )

    assert (found.by_class.paid, found.complementary, found.employees) == (2, 42, 44)


def test_work_before_april_1961_is_complementary():
    zero = month_number(1935, 1)
    record = career([], [(month_number(1960, 4), month_number(1962, 4), GENERAL)])
    found = coverage_of(record, zero, FAR, FAR)

    assert (found.months, found.basic_months) == (24, 12)


@pytest.mark.parametrize(
    ("sign", "paid", "additional"),
    [("A", 24, 0), ("B", 24, 24), ("+", 24, 0), ("*", 12, 0), ("Z", 12, 0), ("サ", 12, 0), ("E", 24, 24),
     ("-", 12, 0), ("/", 0, 0), ("#", 0, 0), ("合", 0, 0)],
)  # fmt: skip
def test_an_open_sign_goes_on_paid_except_where_there_is_no_coverage(sign, paid, additional):
    end = AFTER + 12
    found = months_of([(AFTER, end, sign)], record_end=end, horizon=end + 12)

    assert (found.by_class.paid, found.additional) == (paid, additional)


def test_an_open_sign_ends_at_60_and_where_work_is():
    end = AT_60 - 24
    to_60 = months_of([(end - 12, end, "A")], record_end=end, horizon=AT_60 + 60)
    beside_work = months_of([(end - 12, end, "A")], [(end - 6, end, GENERAL)], record_end=end)

    assert to_60.by_class.paid == 12 + 24
    assert (beside_work.by_class.paid, beside_work.employees) == (36, 30)


def test_voluntary_months_after_60_are_paid_months():
    found = months_of([(AT_60 - 12, AT_60, "*"), (AT_60, AT_60 + 18, "B")], record_end=AT_60 + 19)

    assert (found.by_class.paid, found.additional) == (18, 18)


def test_months_from_the_claim_on_do_not_count():
    found = months_of([(AFTER, AFTER + 24, "B")], [(AFTER + 24, AFTER + 48, GENERAL)], until=AFTER + 30)

    assert (found.by_class.paid, found.additional, found.employees) == (30, 24, 6)


def test_an_open_spell_goes_on_and_a_closed_one_does_not():
    assert goes_on(AFTER, AFTER, AFTER + 60) == AFTER + 60
    assert goes_on(AFTER - 1, AFTER, AFTER + 60) == AFTER - 1
    assert goes_on(AFTER, AFTER, AFTER - 60) == AFTER


def test_what_a_career_covers_is_seen_at_a_glance():
    work = [(AT_20, AT_20 + 10, GENERAL), (AT_20 + 5, AT_20 + 20, LOCAL)]
    found = coverage_of(career([], work), ZERO, AT_60, FAR)

    assert (found.months, found.end, found.categories) == (20, AT_20 + 20, 0b1010)


def test_the_additional_pension_is_200_yen_a_month_paid():
    assert additional_pension(480, 200) == 96_000
