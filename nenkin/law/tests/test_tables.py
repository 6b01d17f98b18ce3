"""The tables load, say what they hold, refuse what is wrong, and agree with each other to the yen."""

import re
from collections import defaultdict
from datetime import date
from fractions import Fraction
from itertools import pairwise

import pytest

from nenkin.law import tables
from nenkin.law.career import SIGNS
from nenkin.law.tables import LAW, find, for_birth, for_birth_in, in_force, load, rows, table
from nenkin.law.tables_schema import SCHEMAS

TWO_VALUES_SINCE = 2023  # from fiscal 2023 on, people born to 1956-04-01 have a rate of their own


def half_up(value, unit=1):
    return int((Fraction(value) / unit + Fraction(1, 2)) // 1) * unit


def to_thousandths(value):
    return Fraction(half_up(value * 1000), 1000)


# Every table


def test_every_table_has_a_schema_and_every_schema_a_table():
    assert {path.stem for path in LAW.rglob("*.csv")} == set(SCHEMAS)
    assert len(SCHEMAS) >= 48


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_table_loads_and_every_row_has_source_and_confidence(name):
    for row in table(name).rows:
        assert row["source"]
        assert row["confidence"] in {"high", "medium", "low"}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_text_names_no_file_of_one_machine(name):
    for row in table(name).rows:
        assert not re.search(r"(^|\s)(/|~/|[A-Z]:\\|file:)\w", " ".join(map(str, row.values())))


def test_every_allowed_gap_gives_a_reason():
    for name, schema in SCHEMAS.items():
        assert set(schema.gaps) <= set(schema.intervals), name
        assert all(len(reason) > 20 for reason in schema.gaps.values()), name


def test_cells_have_exact_types():
    row = in_force("basic_pension_full_amounts", date(2026, 4, 1), level="paid", birth_from=date(1956, 4, 2))
    assert row["valid_to"] == date(2027, 3, 31)
    assert row["annual_amount"] == 847300
    assert type(row["annual_amount"]) is int
    assert row["revision_rate"] == Fraction(1085, 1000)
    assert row["birth_to"] is None
    assert row["level"] == "paid"


def test_a_per_mille_value_is_an_exact_fraction():
    row = for_birth("benefit_multipliers", date(1961, 4, 1))
    assert row["main_before_2003_04_per_mille"] == Fraction(57, 8)
    assert row["main_from_2003_04_per_mille"] == Fraction(5481, 1000)


def test_the_longest_table_is_asked_without_reading_every_row_again():
    first = rows("revaluation_rates", fiscal_year=2026)

    assert rows("revaluation_rates", fiscal_year=2026) is first


# Asking


def test_one_cell_of_the_revaluation_rates():
    row = find(
        "revaluation_rates",
        fiscal_year=2004,
        birth=date(1930, 4, 1),
        period=date(1958, 4, 1),
    )
    assert row["rate"] == Fraction("13.675")


def test_a_birth_on_the_last_day_of_a_band_belongs_to_it():
    day = date(2026, 11, 24)
    older = for_birth_in("basic_pension_full_amounts", date(1956, 4, 1), day, level="paid")
    younger = for_birth_in("basic_pension_full_amounts", date(1956, 4, 2), day, level="paid")
    assert (older["annual_amount"], younger["annual_amount"]) == (844900, 847300)


def test_the_special_addition_goes_by_the_birth_of_the_pensioner():
    row = for_birth_in("spouse_special_additions", date(1950, 1, 1), date(2026, 6, 1))
    assert row["annual_amount"] + 243_800 == row["spouse_addition_plus_special"]


def test_rows_keep_the_order_of_the_file_and_none_is_no_error():
    kinds = [row["kind"] for row in rows("dependants_additions", fiscal_year=2026)]
    assert kinds == ["spouse", "first_child", "second_child", "third_or_later_child"]
    assert rows("dependants_additions", fiscal_year=1999) == ()


@pytest.mark.parametrize(
    ("ask", "says"),
    [
        (
            lambda: in_force("basic_pension_full_amounts", date(1999, 3, 31), level="paid"),
            "basic_pension_full_amounts: nothing in force on 1999-03-31 (level=paid); "
            "the table covers 2000-04-01 to 2027-03-31",
        ),
        (
            lambda: for_birth("possible_enrolment_months", date(1926, 4, 1)),
            "possible_enrolment_months: nothing for a birth on 1926-04-01; the table covers birth 1926-04-02 to …",
        ),
        (
            lambda: for_birth_in("transfer_additions", date(1966, 4, 2), date(2026, 4, 1)),
            "transfer_additions: nothing in force on 2026-04-01 for a birth on 1966-04-02; "
            "the table covers 2016-04-01 to 2027-03-31, birth 1926-04-02 to 1966-04-01",
        ),
        (
            lambda: in_force("basic_pension_full_amounts", date(2026, 4, 1), level="payd"),
            "basic_pension_full_amounts: no row (level=payd); level has paid, main_not_paid",
        ),
        (
            lambda: in_force("basic_pension_full_amounts", date(2026, 4, 1)),
            "basic_pension_full_amounts: 2 rows in force on 2026-04-01; "
            "the first two differ in birth_from, birth_to, revision_rate, annual_amount, monthly_amount_floor",
        ),
        (
            lambda: in_force("revaluation_rates", date(2030, 4, 1), level="main"),
            "revaluation_rates: nothing in force on 2030-04-01 (level=main); "
            "the table covers 2004-04-01 to 2027-03-31",
        ),
        (
            lambda: rows("dependants_additions", year=2026),
            "dependants_additions: no column is called 'year'; it has fiscal_year, valid_from, valid_to, kind, "
            "base_amount, revision_rate, annual_amount, source, confidence",
        ),
        (
            lambda: in_force("complementary_period_categories", date(2026, 4, 1)),
            "complementary_period_categories: the table does not go by valid; it has category, period_from, "
            "period_to, age_range, description, source, confidence",
        ),
        (
            lambda: table("basic_pension_amounts"),
            "no table is called 'basic_pension_amounts'; did you mean basic_pension_full_amounts?",
        ),
        (lambda: table("../career"), "no table is called '../career'"),
    ],
)
def test_a_question_without_one_answer_says_what_was_asked_and_what_there_is(ask, says):
    with pytest.raises(LookupError, match=rf"^{re.escape(says)}$"):
        ask()


# Planted faults


def planted(tmp_path, name, old, new):
    """A copy of a table with the first `old` replaced, loaded."""
    text = tables._paths()[name].read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / f"{name}.csv"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    ("name", "old", "new", "says"),
    [
        (
            "additional_pension",
            "premium,1970-10-01,1973-12-31,350",
            "premium,1970-10-01,1973-12-31,三百五十",
            "additional_pension.csv, line 2, column amount: '三百五十' is not a whole number",
        ),
        (
            "additional_pension",
            "1974-01-01,,400",
            "1974-01-01,,400.5",
            "additional_pension.csv, line 3, column amount: '400.5' is not a whole number",
        ),
        (
            "additional_pension",
            "1973-12-31",
            "1973-02-30",
            "additional_pension.csv, line 2, column valid_to: '1973-02-30' is not a day of the calendar",
        ),
        (
            "additional_pension",
            "1973-12-31",
            "19731231",
            "additional_pension.csv, line 2, column valid_to: '19731231' is not a date (YYYY-MM-DD)",
        ),
        (
            "additional_pension",
            "premium,1974-01-01",
            ",1974-01-01",
            "additional_pension.csv, line 3, column item: '' is empty",
        ),
        (
            "additional_pension",
            "premium,1974-01-01",
            "premium ,1974-01-01",
            "additional_pension.csv, line 3, column item: 'premium ' begins or ends with a space",
        ),
        (
            "additional_pension",
            ",high",
            ",sure",
            "additional_pension.csv, line 2, column confidence: 'sure' is not one of high, medium, low",
        ),
        (
            "transfer_addition_rates",
            ",0.973,",
            ",97.3%,",
            "transfer_addition_rates.csv, line 3, column rate: '97.3%' is not a decimal number",
        ),
        (
            "additional_pension",
            "1973-12-31",
            "1973-12-30",
            "additional_pension.csv, lines 2 and 3: gap in valid: 1970-10-01 to 1973-12-30 and 1974-01-01 to … "
            "(item=premium)",
        ),
        (
            "additional_pension",
            "1973-12-31",
            "1974-01-01",
            "additional_pension.csv, lines 2 and 3: overlap in valid: 1970-10-01 to 1974-01-01 and "
            "1974-01-01 to … (item=premium)",
        ),
        (
            "additional_pension",
            "1973-12-31",
            "1969-12-31",
            "additional_pension.csv, line 2: valid ends before it begins (1970-10-01 to 1969-12-31)",
        ),
        (
            "possible_enrolment_months",
            "1927-04-02,",
            "1927-04-03,",
            "possible_enrolment_months.csv, lines 2 and 3: gap in birth: 1926-04-02 to 1927-04-01 and "
            "1927-04-03 to 1928-04-01",
        ),
        (
            "revaluation_rates",
            "1958-04-01,1959-03-31,13.675",
            "1958-05-01,1959-03-31,13.675",
            "revaluation_rates.csv, lines 2 and 3: gap in period: … to 1958-03-31 and 1958-05-01 to 1959-03-31 "
            "(level=main, valid 2004-04-01 to 2005-03-31, birth … to 1930-04-01)",
        ),
        (
            "era_boundaries",
            "1912-07-29",
            "1912-07-30",
            "era_boundaries.csv, lines 2 and 3: overlap in valid: 1868-01-25 to 1912-07-30 and "
            "1912-07-30 to 1926-12-24",
        ),
        (
            "national_pension_premiums",
            "1966-12-31,35,59",
            "1966-12-31,36,59",
            "national_pension_premiums.csv, lines 2 and 3: gap in age: 20 to 34 and 36 to 59 "
            "(valid 1961-04-01 to 1966-12-31)",
        ),
        (
            "month_status_codes",
            "P,定額前納",
            "A,定額前納",
            "month_status_codes.csv, lines 2 and 3: the same row twice (sign=A)",
        ),
        (
            "dependants_additions",
            "2000,2000-04-01",
            "2001,2000-04-01",
            "dependants_additions.csv, line 2: valid 2000-04-01 to 2001-03-31 is not inside fiscal_year 2001",
        ),
        (
            "additional_pension",
            "premium,1974-01-01",
            "premium,1974-01-01,1974-01-01",
            "additional_pension.csv, line 3: 8 cells; expected 7",
        ),
        (
            "additional_pension",
            "item,valid_from",
            "thing,valid_from",
            "additional_pension.csv, line 1: the columns are thing, valid_from, valid_to, amount, unit, source, "
            "confidence; expected item, valid_from, valid_to, amount, unit, source, confidence",
        ),
    ],
)
def test_a_planted_fault_is_named_with_its_line(tmp_path, name, old, new, says):
    with pytest.raises(ValueError, match=rf"^{re.escape(says)}$"):
        planted(tmp_path, name, old, new)


def test_a_table_without_rows_is_refused(tmp_path):
    path = tmp_path / "additional_pension.csv"
    path.write_text("item,valid_from,valid_to,amount,unit,source,confidence\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"additional_pension\.csv: the table has no rows"):
        load(path)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    path = tmp_path / "additional_pension.csv"
    path.write_bytes("item,年".encode("cp932"))
    with pytest.raises(ValueError, match=r"additional_pension\.csv, after line 0: .*utf-8"):
        load(path)


def test_a_file_without_a_schema_is_refused(tmp_path):
    path = tmp_path / "new_table.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"new_table\.csv: no schema is declared for this table"):
        load(path)


# 暦


@pytest.mark.parametrize(
    ("day", "era", "year"),
    [
        (date(1912, 7, 29), "明治", 45),
        (date(1912, 7, 30), "大正", 1),
        (date(1926, 12, 24), "大正", 15),
        (date(1926, 12, 25), "昭和", 1),
        (date(1989, 1, 7), "昭和", 64),
        (date(1989, 1, 8), "平成", 1),
        (date(2019, 4, 30), "平成", 31),
        (date(2019, 5, 1), "令和", 1),
        (date(2026, 11, 24), "令和", 8),
    ],
)
def test_the_era_of_a_day(day, era, year):
    row = in_force("era_boundaries", day)
    assert (row["era_kanji"], day.year - row["year_offset"]) == (era, year)


# 国民年金


def test_month_signs_stand_in_the_order_of_the_career():
    assert "".join(row["sign"] for row in rows("month_status_codes")) == SIGNS


def test_month_classes_follow_the_words_of_the_sign():
    for row in rows("month_status_codes"):
        kept = row["month_class"] != "none"
        assert kept <= (row["qualifying"] == "yes"), row["sign"]
        assert (row["additional_premium"] == "yes") <= (row["month_class"] == "paid"), row["sign"]
        assert ("追納" in row["name_ja"]) <= (row["month_class"] == "paid"), row["sign"]
        assert ("残り未納" in row["name_ja"]) <= (row["qualifying"] == "no"), row["sign"]


def test_deferred_and_complementary_months_qualify_without_amount():
    codes = {row["sign"]: row for row in rows("month_status_codes")}
    assert {sign for sign, row in codes.items() if row["qualifying"] == "complementary"} == {"&", "合"}
    free = {
        sign for sign, row in codes.items() if row["qualifying"] == "yes" and row["month_class"] == "none"
    }
    assert free == {"サ", "セ"}
    assert {sign for sign, row in codes.items() if row["additional_premium"] == "yes"} == set("BGQWEF")


def test_full_amounts_are_the_base_times_the_rate_to_100_yen():
    for row in rows("basic_pension_full_amounts"):
        assert row["annual_amount"] == half_up(row["base_amount"] * row["revision_rate"], 100)
        assert row["monthly_amount_floor"] == row["annual_amount"] // 12


def test_enrolment_years_are_months():
    for row in rows("possible_enrolment_months"):
        assert row["months"] == 12 * row["years"]


def test_premiums_are_the_base_times_the_rate_to_10_yen():
    computed = [row for row in rows("national_pension_premiums") if row["premium_revision_rate"] is not None]
    assert len(computed) >= 20
    for row in computed:
        assert row["monthly_premium"] == half_up(row["base_amount"] * row["premium_revision_rate"], 10)


def test_partial_premiums_are_a_share_of_the_full_one_to_10_yen():
    shares = {"full": 0, "three_quarter": 1, "half": 2, "one_quarter": 3}
    for row in rows("partial_exemption_premiums"):
        full = in_force("national_pension_premiums", row["valid_from"])["monthly_premium"]
        assert row["full_premium"] == full
        assert row["monthly_amount_to_pay"] == half_up(Fraction(full * shares[row["exemption"]], 4), 10)
        assert row["monthly_amount_exempted"] == full - row["monthly_amount_to_pay"]


def test_back_payments_are_the_exempted_amount_and_its_addition_to_10_yen():
    for row in rows("back_payment_amounts"):
        year = row["month_fiscal_year"]
        rate = in_force("back_payment_addition_rates", row["valid_from"], month_fiscal_year=year)
        exempted = in_force("partial_exemption_premiums", date(year, 7, 1), exemption=row["exemption"])
        assert row["exempted_amount"] == exempted["monthly_amount_exempted"]
        assert row["addition_rate"] == rate["addition_rate"]
        assert row["addition"] == half_up(row["exempted_amount"] * row["addition_rate"], 10)
        assert row["amount_to_pay"] == row["exempted_amount"] + row["addition"]


def test_prepayments_are_the_sum_of_the_months_less_the_discount():
    for row in rows("prepayment_amounts"):
        assert row["amount"] == row["undiscounted_total"] - row["discount"]
        if row["plan"] != "two_years" and row["premium_kind"] == "basic":
            monthly = in_force("national_pension_premiums", row["valid_from"])["monthly_premium"]
            assert row["undiscounted_total"] == monthly * row["months"]


# 厚生年金


def test_flat_rate_units_are_1628_yen_times_the_rate():
    computed = [row for row in rows("flat_rate_unit_amounts") if row["unit_amount"] is not None]
    assert len(computed) >= 20
    for row in computed:
        assert row["unit_amount"] == half_up(row["base_amount"] * row["revision_rate"])


@pytest.mark.parametrize("name", ["dependants_additions", "spouse_special_additions"])
def test_additions_are_the_base_times_the_rate_to_100_yen(name):
    for row in rows(name):
        assert row["annual_amount"] == half_up(row["base_amount"] * row["revision_rate"], 100)


def test_the_special_addition_comes_on_top_of_the_spouse_addition():
    for row in rows("spouse_special_additions"):
        spouse = in_force("dependants_additions", row["valid_from"], kind="spouse")["annual_amount"]
        assert row["spouse_addition_plus_special"] == spouse + row["annual_amount"]


def test_transfer_additions_are_224700_yen_times_two_rates():
    for row in rows("transfer_additions"):
        assert row["base_annual_amount"] == half_up(224_700 * row["revision_rate"], 100)
        assert row["rate"] == for_birth("transfer_addition_rates", row["birth_from"])["rate"]
        assert row["annual_amount"] == half_up(row["base_annual_amount"] * row["rate"])


def test_main_multipliers_are_95_percent_of_the_protected_ones():
    for row in rows("benefit_multipliers"):
        protected = row["protected_before_2003_04_per_mille"]
        assert row["main_before_2003_04_per_mille"] == to_thousandths(protected * Fraction(95, 100))
        assert row["protected_from_2003_04_per_mille"] == to_thousandths(protected / Fraction(13, 10))


def test_a_later_cohort_never_has_a_higher_multiplier():
    for older, younger in pairwise(rows("benefit_multipliers")):
        assert younger["main_before_2003_04_per_mille"] < older["main_before_2003_04_per_mille"]
        assert younger["main_from_2003_04_per_mille"] < older["main_from_2003_04_per_mille"]


def test_grades_of_one_revision_meet_and_climb():
    revisions = defaultdict(list)
    for row in rows("standard_remuneration_grades"):
        revisions[row["valid_from"]].append(row)
    for grades in revisions.values():
        assert [row["grade"] for row in grades] == list(range(1, len(grades) + 1))
        for lower, higher in pairwise(grades):
            assert lower["standard_monthly_remuneration"] < higher["standard_monthly_remuneration"]
            assert lower["remuneration_to_exclusive"] == higher["remuneration_from_inclusive"]


def test_grades_agree_with_the_list_of_revisions():
    for revision in rows("standard_remuneration_revisions"):
        grades = rows("standard_remuneration_grades", valid_from=revision["valid_from"])
        pay = [row["standard_monthly_remuneration"] for row in grades]
        if pay:
            assert (len(pay), pay[0], pay[-1]) == (
                revision["grades"],
                revision["lowest"],
                revision["highest"],
            )


def test_the_tables_of_mutual_aid_and_seamen_cover_the_years_of_the_main_table():
    years = set(range(2004, 2027))
    for name in ("", "_former_mutual_aid", "_former_seamens_insurance"):
        assert {row["fiscal_year"] for row in rows(f"revaluation_rates{name}")} == years


def test_every_birth_has_one_rate_for_every_month_in_every_year():
    for year in range(2004, 2027):
        bands = rows("revaluation_rates", fiscal_year=year)
        firsts = {row["birth_from"] for row in bands if row["period_from"] is None}
        assert firsts == {row["birth_from"] for row in bands}
        assert max(row["period_to"] for row in bands) == date(year + 1, 3, 31)


# 改定


def main_rate(year, birth):
    """The revision rate of the basic pension at the main level, paid or not."""
    level = "main_not_paid" if 2004 <= year <= 2014 else "paid"
    return for_birth_in("basic_pension_full_amounts", birth, date(year, 4, 1), level=level)["revision_rate"]


@pytest.mark.parametrize("year", range(2005, 2027))
def test_each_years_rate_follows_from_the_year_before(year):
    revision = in_force("pension_revision_history", date(year, 4, 1))
    new, old = date(1980, 1, 1), date(1940, 1, 1)
    assert main_rate(year, new) == to_thousandths(main_rate(year - 1, new) * revision["basic_revision_new"])
    if year >= TWO_VALUES_SINCE:
        expected = to_thousandths(main_rate(year - 1, old) * revision["basic_revision_existing"])
        assert main_rate(year, old) == expected


@pytest.mark.parametrize("year", range(2005, 2027))
def test_the_oldest_months_are_revalued_by_the_yearly_revision(year):
    revision = in_force("pension_revision_history", date(year, 4, 1))
    before, now = (
        find("revaluation_rates", fiscal_year=y, birth=date(1925, 1, 1), period=date(1970, 1, 1))["rate"]
        for y in (year - 1, year)
    )
    assert now == to_thousandths(before * revision["employees_revision_existing"])


def test_the_special_level_is_804200_yen_times_its_factor():
    for row in rows("price_slide_special_factors"):
        paid = in_force("basic_pension_full_amounts", row["valid_from"], level="paid")
        assert (paid["base_amount"], paid["revision_rate"]) == (804_200, row["factor"])


def test_announced_monthly_amounts_are_the_full_pension_by_twelve():
    for row in rows("model_pension_announcements"):
        full = for_birth_in("basic_pension_full_amounts", date(1980, 1, 1), row["valid_from"], level="paid")
        assert row["basic_monthly_one_person"] == full["monthly_amount_floor"]
