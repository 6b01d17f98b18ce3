"""The numbers of the law for one fiscal year and one birth cohort, gathered from the tables for the rules."""

from bisect import bisect_right
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import accumulate
from typing import NamedTuple

from nenkin.law.adjustment.dependants import middle_age_months
from nenkin.law.calendar import fiscal_year
from nenkin.law.career import month_number
from nenkin.law.employees_pension.earnings import FIRST_RATE_MONTH
from nenkin.law.employees_pension.special_old_age import (
    CLASS3,
    EARNINGS_RELATED,
    MEN_AND_OTHERS,
    WOMEN,
    start_age_of_birth,
)
from nenkin.law.rounding import round_to_yen
from nenkin.law.tables import Row, for_birth, for_birth_in, in_force, rows

FIRST_FISCAL_YEAR, LAST_FISCAL_YEAR = 2005, 2026
YEN_ROUNDING_BEGINS = date(
    2015, 10, 1
)  # 被用者年金一元化法: yearly amounts to the yen, before that to 100 yen

LAST_RATE_MONTH = month_number(2110, 12)
TEN_YEARS_FROM = date(2017, 8, 1)  # Act No. 63 of 2012: 120 months instead of 300
EARLIEST_BIRTH = date(1926, 4, 2)  # 大正15年4月2日: earlier births are under the law before 1986

RunningSums = tuple[tuple[int, ...], ...]


class Cohort(NamedTuple):
    """Every number of the law that depends on the year or on the date of birth; whole numbers only.

    Amounts in yen a year, rates in thousandths, multipliers in millionths, ages in months.
    """

    fiscal_year: int
    yearly_unit: int  # yearly amounts are rounded to 1 yen, until 2015-09 to 100 yen
    special_factor: int  # 物価スライド特例水準の率; 0 where that level is not paid (from fiscal 2015)
    revision_rate: int  # 改定率
    full_amount: int  # 老齢基礎年金の満額
    enrolment_months: int  # 加入可能年数 × 12
    additional_benefit: int  # 付加年金の単価
    unit_thousandths: int  # 定額単価, thousandths of a yen (exact in the years of the special level)
    flat_multiplier: int  # 定額単価の生年月日別の率
    month_cap: int  # 経過的加算の上限月数
    current_before: int  # 本来水準の乗率 until 2003-03
    current_after: int
    protected_before: int  # 従前額保障の乗率 until 2003-03
    protected_after: int
    protected_revision: int  # 従前額改定率
    minimum_average: int  # 平均標準報酬月額の最低保障額, revised
    special_start_general: int  # 特別支給の開始年齢: men, and 第2号〜第4号
    special_start_women: int  # women of 第1号
    special_start_class3: int  # miners and seamen (第3種) of 15 years: both parts start together
    class3_needs: int  # real months as a miner or seaman for that age
    special_needs: int  # months of employees' coverage for a pension before 65
    qualifying_needs: int  # 受給資格期間
    employees_qualifying_needs: (
        int  # until 2017-07: months of employees' coverage that alone suffice; 0: none
    )
    middle_age_needs: (
        int  # 中高齢の特例: months after 40 (women, miners and seamen 35) that stand for 240; 0: none
    )
    ten_years_suffice: int  # 1 from 2017-08: those months do not matter for the right any more
    early_rate: int  # 減額率 a month; 0 where the whole rate goes by the age at the claim:
    early_at_60: int
    early_at_61: int
    early_at_62: int
    early_at_63: int
    early_at_64: int
    late_rate: int  # 増額率 a month; 0 where the whole rate goes by the age at the claim:
    late_at_66: int
    late_at_67: int
    late_at_68: int
    late_at_69: int
    late_at_70: int
    latest_start: int  # the last age to which receipt can be deferred
    rates: RunningSums  # running sums of revaluation rates: rows as named in employees_pension/earnings.py


# Born until 1926-04-01: the law before 1986 applies (証書の年金コード 0XXX); no number here is theirs.
OLD_LAW = Cohort._make([*[0] * (len(Cohort._fields) - 1), ()])


class Levels:
    """The law of one fiscal year; `cohort` picks the numbers for a date of birth."""

    def __init__(self, as_of: date) -> None:
        self.as_of = as_of
        self.fiscal_year = fiscal_year(month_number(as_of.year, as_of.month))
        if not FIRST_FISCAL_YEAR <= self.fiscal_year <= LAST_FISCAL_YEAR:
            raise LookupError(
                f"no levels for {as_of} (fiscal year {self.fiscal_year}): {_missing(self.fiscal_year)}; computed are the "
                f"fiscal years {FIRST_FISCAL_YEAR} to {LAST_FISCAL_YEAR} ({FIRST_FISCAL_YEAR}-04-01 to "
                f"{LAST_FISCAL_YEAR + 1}-03-31)"
            )
        self.birth_limits = _birth_limits(self.fiscal_year)

    def cohort(self, birth_date: int) -> Cohort:
        """The numbers for people born on a day number."""
        return self.cohort_at(bisect_right(self.birth_limits, birth_date))

    def cohort_at(self, place: int) -> Cohort:
        """The cohort that begins with `birth_limits[place - 1]`; place 0 is `OLD_LAW`."""
        return _cohort(self.as_of, date.fromordinal(self.birth_limits[place - 1])) if place else OLD_LAW


@cache
def levels_on(as_of: date) -> Levels:
    """The amounts and the conditions of a day; the same object for the same day.

    The rates of early and late receipt go by the date of birth alone, as the law has them today.

    Raises:
        LookupError: no tables for the fiscal year of that day; the message says which exist.
    """
    return Levels(as_of)


YEARLY_TABLES = (
    "basic_pension_full_amounts",
    "revaluation_rates",
    "revaluation_rates_former_seamens_insurance",
    "revaluation_rates_former_mutual_aid",
    "protected_amount_revision_rates",
)


def _missing(year: int) -> str:
    """Which yearly tables have no row for a fiscal year."""
    missing = [name for name in YEARLY_TABLES if not rows(name, fiscal_year=year)]
    if missing:
        return f"the tables {', '.join(missing)} have no row for that year"
    return "the rules before the reform of 2004 are not here"


@cache
def _birth_limits(year: int) -> tuple[int, ...]:
    """Every birth date with which a row of any table used here begins or has just ended, as sorted day numbers."""
    tables: list[Row] = [
        *rows("basic_pension_full_amounts", fiscal_year=year),
        *rows("revaluation_rates", fiscal_year=year),
        *rows("revaluation_rates_former_mutual_aid", fiscal_year=year),
        *rows("protected_amount_revision_rates", fiscal_year=year),
        *(
            row
            for name in (
                "possible_enrolment_months",
                "flat_rate_multipliers",
                "flat_rate_month_caps",
                "benefit_multipliers",
                "minimum_average_remuneration",
                "special_old_age_pension_start_ages",
                "early_claim_rates",
                "deferral_rates",
                "eligibility_periods",
            )
            for row in rows(name)
        ),
    ]
    limits = {row["birth_from"].toordinal() for row in tables if row["birth_from"] is not None}
    limits |= {row["birth_to"].toordinal() + 1 for row in tables if row["birth_to"] is not None}
    return tuple(sorted(limit for limit in limits if limit >= EARLIEST_BIRTH.toordinal()))


@cache
def _cohort(as_of: date, birth: date) -> Cohort:
    full = for_birth_in("basic_pension_full_amounts", birth, as_of, level="paid")
    multipliers = for_birth("benefit_multipliers", birth)
    protected = for_birth_in("protected_amount_revision_rates", birth, as_of)
    minimum = for_birth("minimum_average_remuneration", birth)
    revision_rate = _main_revision_rate(birth, as_of)
    early = {
        row["age_at_claim"]: thousandths(row["reduction_rate"])
        for row in _of_birth("early_claim_rates", birth)
    }
    late = {
        row["age_at_claim"]: thousandths(row["increase_rate"]) for row in _of_birth("deferral_rates", birth)
    }
    return Cohort(
        fiscal_year=full["fiscal_year"],
        yearly_unit=1 if as_of >= YEN_ROUNDING_BEGINS else 100,
        special_factor=_special_factor(as_of),
        revision_rate=revision_rate,
        full_amount=full["annual_amount"],
        enrolment_months=for_birth("possible_enrolment_months", birth)["months"],
        additional_benefit=in_force("additional_pension", as_of, item="benefit_per_paid_month")["amount"],
        unit_thousandths=_unit_thousandths(birth, as_of),
        flat_multiplier=thousandths(for_birth("flat_rate_multipliers", birth)["multiplier"]),
        month_cap=for_birth("flat_rate_month_caps", birth, applies_to="transitional_addition_from_65")[
            "month_cap"
        ],
        current_before=thousandths(multipliers["main_before_2003_04_per_mille"]),
        current_after=thousandths(multipliers["main_from_2003_04_per_mille"]),
        protected_before=thousandths(multipliers["protected_before_2003_04_per_mille"]),
        protected_after=thousandths(multipliers["protected_from_2003_04_per_mille"]),
        protected_revision=thousandths(protected["rate"]),
        minimum_average=round_to_yen(minimum["base_amount"] * revision_rate, 1000),
        special_start_general=12 * start_age_of_birth(MEN_AND_OTHERS, EARNINGS_RELATED, birth),
        special_start_women=12 * start_age_of_birth(WOMEN, EARNINGS_RELATED, birth),
        special_start_class3=12 * start_age_of_birth(CLASS3, EARNINGS_RELATED, birth),
        class3_needs=_eligibility("miner_seaman_special", as_of),
        special_needs=_eligibility("specially_provided_pension_min_employee_months", as_of),
        qualifying_needs=_qualifying_needs(birth, as_of),
        employees_qualifying_needs=_by_birth("employee_schemes_by_birth", birth)
        if as_of < TEN_YEARS_FROM
        else 0,
        middle_age_needs=middle_age_months(birth),
        ten_years_suffice=int(as_of >= TEN_YEARS_FROM),
        early_rate=early.get(None, 0),
        early_at_60=early.get(60, 0),
        early_at_61=early.get(61, 0),
        early_at_62=early.get(62, 0),
        early_at_63=early.get(63, 0),
        early_at_64=early.get(64, 0),
        late_rate=late.get(None, 0),
        late_at_66=late.get(66, 0),
        late_at_67=late.get(67, 0),
        late_at_68=late.get(68, 0),
        late_at_69=late.get(69, 0),
        late_at_70=late.get(70, 0),
        latest_start=12 * _of_birth("deferral_rates", birth)[0]["latest_age"],
        rates=_running_sums(full["fiscal_year"], birth),
    )


def thousandths(rate: Fraction) -> int:
    """A rate of a table as whole thousandths; a finer one would be a mistake in the table."""
    scaled = rate * 1000
    if scaled.denominator != 1:
        raise ValueError(f"{rate} is no whole number of thousandths")
    return scaled.numerator


def _of_birth(name: str, birth: date) -> tuple[Row, ...]:
    """The rows of a table with several rows a cohort."""
    return tuple(row for row in rows(name) if _born_in(row, birth))


def _special_factor(as_of: date) -> int:
    """物価スライド特例水準の率 of a day, thousandths; 0 from fiscal 2015."""
    for row in rows("price_slide_special_factors"):
        if row["valid_from"] <= as_of <= row["valid_to"]:
            return thousandths(row["factor"])
    return 0


def _unit_thousandths(birth: date, as_of: date) -> int:
    """定額単価 in thousandths of a yen: a whole yen amount, or 1,676 yen × the factor of the special level, unrounded."""
    if _special_factor(as_of):
        special = in_force("flat_rate_unit_amounts", as_of, level="paid_special_level")
        return int(special["base_amount"]) * thousandths(special["revision_rate"])
    return 1000 * int(for_birth_in("flat_rate_unit_amounts", birth, as_of, level="paid")["unit_amount"])


def _qualifying_needs(birth: date, as_of: date) -> int:
    """受給資格期間 in months; until 2017-07 shorter for births until 1930-04-01. Act No. 34 of 1985 suppl. art. 12."""
    needs = _eligibility("required_total", as_of)
    by_birth = _by_birth("transitional_total_by_birth", birth)
    return min(needs, by_birth) if by_birth else needs


def _by_birth(rule: str, birth: date) -> int:
    """A period of `eligibility_periods` for a birth date, months; 0 where there is none."""
    for row in rows("eligibility_periods", rule=rule):
        if _born_in(row, birth):
            months: int = row["months"]
            return months
    return 0


def _main_revision_rate(birth: date, as_of: date) -> int:
    """改定率 of the law itself: in the years of the special level another one than that of the amounts paid."""
    for level in ("main_not_paid", "paid"):
        for row in rows("basic_pension_full_amounts", level=level):
            if row["valid_from"] <= as_of <= row["valid_to"] and _born_in(row, birth):
                return thousandths(row["revision_rate"])
    raise LookupError(f"basic_pension_full_amounts: no revision rate on {as_of} for births on {birth}")


def _eligibility(rule: str, as_of: date) -> int:
    months: int = in_force("eligibility_periods", as_of, rule=rule)["months"]
    return months


MAIN_TABLES = (
    ("revaluation_rates",),
    ("revaluation_rates_former_seamens_insurance", "revaluation_rates"),
    ("revaluation_rates_former_mutual_aid", "revaluation_rates"),
)
PROTECTED_TYPES = (
    ("employees_pension",),
    ("former_seamens_insurance", "employees_pension"),
    ("former_national_public_service_mutual_aid", "employees_pension"),
)


def _running_sums(year: int, birth: date) -> RunningSums:
    """The rows of `Cohort.rates` for a birth date; cohorts with the same rates share one object."""
    bands = (
        for_birth(names[0], birth, fiscal_year=year, period_from=None)["birth_from"] for names in MAIN_TABLES
    )
    return _running_sums_from(year, max(day or EARLIEST_BIRTH for day in bands))


@cache
def _running_sums_from(year: int, birth: date) -> RunningSums:
    main = []
    for names in MAIN_TABLES:
        tables = [rows(name, fiscal_year=year) for name in names]
        main.append(_by_month([[row for row in table if _born_in(row, birth)] for table in tables]))
    protected = []
    for types in PROTECTED_TYPES:
        tables = [rows("revaluation_rates_1994_level", insured_type=insured) for insured in types]
        protected.append(
            _by_month([[row for row in table if row["valid_from"].year <= year] for table in tables])
        )
    return (
        *map(_summed, main),
        *map(_summed, protected),
        _summed_by_year(main[0]),
        _summed_by_year(protected[0]),
    )


def _by_month(tables: list[list[Row]]) -> list[int]:
    """A rate (thousandths) for every month: the first table where it has one, then the next; the last row goes on."""
    months = LAST_RATE_MONTH - FIRST_RATE_MONTH + 1
    rates = [0] * months
    for table in reversed(tables):
        for row in table:
            first = _month(row["period_from"]) - FIRST_RATE_MONTH if row["period_from"] else 0
            last = _month(row["period_to"]) - FIRST_RATE_MONTH
            rates[first : last + 1] = [thousandths(row["rate"])] * (last + 1 - first)
    ends = max(_month(row["period_to"]) for row in tables[-1]) - FIRST_RATE_MONTH
    rates[ends + 1 :] = [rates[ends]] * (months - ends - 1)
    return rates


def _summed(rates: list[int]) -> tuple[int, ...]:
    """sums[m] − sums[k] is the sum of the rates of the months k … m − 1, counted from FIRST_RATE_MONTH."""
    return tuple(accumulate(rates, initial=0))


def _summed_by_year(rates: list[int]) -> tuple[int, ...]:
    """sums[m + 12 n] − sums[m] is the sum of the rates of the n months m + 12, m + 24 …"""
    sums = [*rates, rates[-1]]  # as long as the other rows
    for place in range(12, len(sums)):
        sums[place] += sums[place - 12]
    return tuple(sums)


def _born_in(row: Row, birth: date) -> bool:
    return (row["birth_from"] is None or row["birth_from"] <= birth) and (
        row["birth_to"] is None or birth <= row["birth_to"]
    )


def _month(day: date) -> int:
    return month_number(day.year, day.month)
