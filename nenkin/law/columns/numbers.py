"""The numbers of the law explain themselves: which table, which row, of what year, from what source, how sure."""

from collections.abc import Callable
from datetime import date
from functools import cache

from nenkin.law.adjustment.dependants import (
    NEW_RULE_FROM,
    SPECIAL_FROM,
    TRANSFER_TABLE_FROM,
    AdditionRule,
)
from nenkin.law.benefits import BenefitLevels
from nenkin.law.columns.base import At, Told, explains, states
from nenkin.law.employees_pension.special_old_age import (
    CLASS3,
    EARNINGS_RELATED,
    FLAT_RATE,
    MEN_AND_OTHERS,
    WOMEN,
)
from nenkin.law.estimate import AGE_65, Plan
from nenkin.law.levels import TEN_YEARS_FROM, YEN_ROUNDING_BEGINS, Cohort, thousandths
from nenkin.law.lifetime import FIRST_THRESHOLD_YEAR, LifeRules
from nenkin.law.national_pension.disability_basic import UNIFORM_BASE
from nenkin.law.parameters import NATIONAL
from nenkin.law.tables import Row, find, for_birth, for_birth_in, in_force, rows
from nenkin.law.words import (
    AGE,
    CONFIDENCE,
    FLAG,
    MONTHS,
    PER_MILLE,
    PERCENT,
    RATIO,
    ROWS,
    THOUSANDTH_YEN,
    YEAR,
    YEN,
    YEN_MONTH,
    Words,
    ratio,
)

NamedRow = tuple[str, Row]
HUNDRED = ("(100円未満は四捨五入)", " (rounded to 100 yen)")


def sourced(say: Words, found: NamedRow) -> str:
    """A row of a table with its source and how sure it is."""
    name, row = found
    sure = CONFIDENCE[say.language][row["confidence"]]
    return say(
        f"{say.row(name, row)}。出典: {row['source']}。確かさ: {sure}",
        f"{say.row(name, row)}; source: {row['source']}; confidence: {sure}",
    )


def birth_of(at: At) -> date:
    """Whose birth the numbers go by: the person's, or the spouse's in a survivors' case."""
    death = at.subject.death
    if at.root == "survivor" and death is not None and death.spouse_birth:
        return date.fromordinal(death.spouse_birth)
    return date.fromordinal(at.subject.career.birth_date)


@cache
def cohort_row(field: str, birth: date, as_of: date) -> NamedRow | None:
    """The row of a table that gave a number of `Cohort`; None where no row holds for the birth or the day."""
    if field.startswith(("early_", "late_")) or field == "latest_start":
        return _claim_row(field, birth)
    return ROW_OF[field](birth, as_of)


def _claim_row(field: str, birth: date) -> NamedRow | None:
    name = "early_claim_rates" if field.startswith("early_") else "deferral_rates"
    found = [row for row in rows(name) if born_in(row, birth)]
    age = int(field[-2:]) if field[-2:].isdigit() else None
    if field != "latest_start":
        found = [row for row in found if row["age_at_claim"] == age]
    return (name, found[0]) if found else None


def born_in(row: Row, birth: date) -> bool:
    """Whether a row holds for a birth."""
    first, last = row["birth_from"], row["birth_to"]
    return (first is None or first <= birth) and (last is None or birth <= last)


def _revision_rate(birth: date, as_of: date) -> NamedRow:
    """In the years of the special level the rate of the law itself, which was not paid."""
    name = "basic_pension_full_amounts"
    for row in rows(name, level="main_not_paid"):
        if row["valid_from"] <= as_of <= row["valid_to"] and born_in(row, birth):
            return name, row
    return _full(birth, as_of)


def _by_birth(rule: str, birth: date) -> NamedRow | None:
    name = "eligibility_periods"
    return next(((name, row) for row in rows(name, rule=rule) if born_in(row, birth)), None)


def _qualifying(birth: date, as_of: date) -> NamedRow:
    name = "eligibility_periods"
    needs, by_birth = (
        in_force(name, as_of, rule="required_total"),
        _by_birth("transitional_total_by_birth", birth),
    )
    return by_birth if by_birth and by_birth[1]["months"] < needs["months"] else (name, needs)


def _employees_qualifying(birth: date, as_of: date) -> NamedRow | None:
    return _by_birth("employee_schemes_by_birth", birth) if as_of < TEN_YEARS_FROM else None


def _special_factor(birth: date, as_of: date) -> NamedRow | None:
    name = "price_slide_special_factors"
    for row in rows(name):
        if row["valid_from"] <= as_of <= row["valid_to"]:
            return name, row
    return None


def _unit(birth: date, as_of: date) -> NamedRow:
    name = "flat_rate_unit_amounts"
    if _special_factor(birth, as_of):
        return name, in_force(name, as_of, level="paid_special_level")
    return name, for_birth_in(name, birth, as_of, level="paid")


def _full(birth: date, as_of: date) -> NamedRow:
    name = "basic_pension_full_amounts"
    return name, for_birth_in(name, birth, as_of, level="paid")


def _multipliers(birth: date, as_of: date) -> NamedRow:
    return "benefit_multipliers", for_birth("benefit_multipliers", birth)


def _start_age(member: str, part: str) -> Callable[[date, date], NamedRow | None]:
    name = "special_old_age_pension_start_ages"

    def row(birth: date, as_of: date) -> NamedRow | None:
        try:
            return name, for_birth(name, birth, member_type=member, part=part)
        except LookupError:
            return None  # births before the table's first row: 60

    return row


def _rounding(birth: date, as_of: date) -> NamedRow:
    code = "annual_benefit_from_2015" if as_of >= YEN_ROUNDING_BEGINS else "annual_benefit_before_2015"
    return "rounding_rules", rows("rounding_rules", code=code)[0]


def _eligibility(rule: str) -> Callable[[date, date], NamedRow]:
    return lambda birth, as_of: ("eligibility_periods", in_force("eligibility_periods", as_of, rule=rule))


def _of_birth(name: str, **keys: object) -> Callable[[date, date], NamedRow]:
    return lambda birth, as_of: (name, for_birth(name, birth, **keys))


def _rates(birth: date, as_of: date) -> NamedRow:
    year = _full(birth, as_of)[1]["fiscal_year"]
    return "revaluation_rates", for_birth("revaluation_rates", birth, fiscal_year=year, period_from=None)


ROW_OF: dict[str, Callable[[date, date], NamedRow | None]] = {
    "fiscal_year": _full,
    "yearly_unit": _rounding,
    "special_factor": _special_factor,
    "revision_rate": _revision_rate,
    "full_amount": _full,
    "enrolment_months": _of_birth("possible_enrolment_months"),
    "additional_benefit": lambda birth, as_of: (
        "additional_pension",
        in_force("additional_pension", as_of, item="benefit_per_paid_month"),
    ),
    "unit_thousandths": _unit,
    "flat_multiplier": _of_birth("flat_rate_multipliers"),
    "month_cap": _of_birth("flat_rate_month_caps", applies_to="transitional_addition_from_65"),
    "current_before": _multipliers,
    "current_after": _multipliers,
    "protected_before": _multipliers,
    "protected_after": _multipliers,
    "protected_revision": lambda birth, as_of: (
        "protected_amount_revision_rates",
        for_birth_in("protected_amount_revision_rates", birth, as_of),
    ),
    "minimum_average": _of_birth("minimum_average_remuneration"),
    "special_start_general": _start_age(MEN_AND_OTHERS, EARNINGS_RELATED),
    "special_start_women": _start_age(WOMEN, EARNINGS_RELATED),
    "special_needs": _eligibility("specially_provided_pension_min_employee_months"),
    "qualifying_needs": _qualifying,
    "employees_qualifying_needs": _employees_qualifying,
    "middle_age_needs": lambda birth, as_of: _by_birth("middle_age_special_by_birth", birth),
    "ten_years_suffice": _eligibility("required_total"),
    "special_start_class3": _start_age(CLASS3, EARNINGS_RELATED),
    "class3_needs": _eligibility("miner_seaman_special"),
    "rates": _rates,
}


def tables(at: At, *fields: str) -> str:
    """The rows that numbers of the person's cohort came from, as words."""
    birth = date.fromordinal(at.subject.career.birth_date)
    return tables_of(at.say, birth, at.subject.as_of, *fields)


def tables_of(say: Words, birth: date, as_of: date, *fields: str) -> str:
    """The rows that numbers of a cohort came from; a row that several share is said once."""
    found = [cohort_row(field, birth, as_of) for field in fields]
    words = dict.fromkeys(say.row(*row) for row in found if row)
    return say("、", "; ").join(words)


def of_table(at: At, row: NamedRow | None, formula: str, *articles: str) -> Told:
    """A number that stands in a table, or follows from one row of it."""
    return Told(formula, at.say.law(*articles), sourced(at.say, row) if row else "")


def from_table(at: At) -> str:
    """An explanation that names the row of a table."""
    return at.say(f"表の値のまま: {at.quantity()}", f"as the table has it: {at.quantity()}")


def _product(at: At, base: int, rate: int, note: tuple[str, str] = ("", "")) -> str:
    return f"{at.say.yen(base)} × {ratio(rate)} = {at.quantity()}{at.say(*note)}"


def _cohort_formula(at: At, row: NamedRow | None) -> str:
    """How a number of a cohort follows from its row."""
    say, field = at.say, at.field
    if row is None:
        return _without_row(at)
    cells = row[1]
    if field == "fiscal_year":
        return say(
            f"{say.day(at.subject.as_of)}の属する年度: {at.quantity()}",
            f"the fiscal year of {say.day(at.subject.as_of)}: {at.quantity()}",
        )
    if field == "full_amount":
        return _product(at, cells["base_amount"], thousandths(cells["revision_rate"]), HUNDRED)
    if field == "unit_thousandths":
        return _product(at, cells["base_amount"], thousandths(cells["revision_rate"]))
    if field == "minimum_average":
        return _product(at, cells["base_amount"], at.owner.revision_rate)
    if field == "ten_years_suffice":
        return at.say(
            f"{at.quantity()}: 平成29年8月から、25年ではなく10年で受け取れる",
            f"{at.quantity()}: from 2017-08 ten years suffice instead of 25",
        )
    if field == "enrolment_months":
        return f"{cells['years']} × {say.months(12)} = {at.quantity()}"
    if field == "rates":
        last = thousandths(rows("revaluation_rates", fiscal_year=at.owner.fiscal_year)[-1]["rate"])
        return say(
            f"{at.quantity()}: 月ごとの再評価率の累計(一般・船員・共済、本来水準と平成6年水準)。最後の率は{ratio(last)}で、その後の月も同じ",
            f"{at.quantity()}: running sums of the monthly revaluation rates (general, seamen, mutual aid; current and 1994 level); the last rate {ratio(last)} goes on",
        )
    return from_table(at)


def _without_row(at: At) -> str:
    field = at.field
    if field.startswith("special_start"):
        return at.is_zero("表の最初の行より前の生まれ", "born before the first row of the table")
    if field == "middle_age_needs":
        return at.is_zero("昭和26年4月2日以後の生まれにはない", "none for births from 1951-04-02")
    if field == "employees_qualifying_needs":
        return at.is_zero(
            "平成29年8月から、またはこの生年月日にはない", "none from 2017-08, or for this birth"
        )
    if field == "special_factor":
        return at.is_zero(
            "物価スライド特例水準は平成26年度まで", "the special level was paid until fiscal 2014"
        )
    if field.endswith("_rate"):
        return at.is_zero("請求したときの年齢で率が決まる", "the rate goes by the age at the claim")
    return at.is_zero("年齢別の率はなく、月ごとの率を使う", "no rate by age; a rate a month applies")


COHORT = {
    "fiscal_year": ("年度", "Fiscal year", YEAR, ("NP 27-2",)),
    "yearly_unit": ("年金額の端数の単位", "Unit to which yearly amounts are rounded", YEN, ("NP 17(1)", "EPI 35(1)")),
    "special_factor": ("物価スライド特例水準の率", "Factor of the special level", RATIO, ("H16 suppl 7", "H16 suppl 27")),
    "revision_rate": ("改定率", "Revision rate", RATIO, ("NP 27-2", "NP 27-3")),
    "full_amount": ("老齢基礎年金の満額", "Full amount of the basic pension", YEN, ("NP 27",)),
    "enrolment_months": ("加入可能月数", "Possible enrolment months", MONTHS, ("S60 suppl 13",)),
    "additional_benefit": ("付加年金の単価", "Additional pension for each month", YEN, ("NP 44",)),
    "unit_thousandths": ("定額単価", "Flat-rate unit", THOUSANDTH_YEN, ("EPI suppl 9-2(2)",)),
    "flat_multiplier": ("定額単価の生年月日別の率", "Multiplier of the flat-rate unit by birth", RATIO, ("S60 suppl 59(3)",)),
    "month_cap": ("経過的加算の上限月数", "Cap of months of the transitional addition", MONTHS, ("H16 suppl 36(2)",)),
    "current_before": ("本来水準の乗率(平成15年3月まで)", "Multiplier of the current formula until 2003-03", PER_MILLE, ("H12 suppl 20",)),
    "current_after": ("本来水準の乗率(平成15年4月から)", "Multiplier of the current formula from 2003-04", PER_MILLE, ("EPI 43(1)", "S60 suppl 59(1)")),
    "protected_before": ("従前額保障の乗率(平成15年3月まで)", "Multiplier of the protected amount until 2003-03", PER_MILLE, ("H12 suppl 21",)),
    "protected_after": ("従前額保障の乗率(平成15年4月から)", "Multiplier of the protected amount from 2003-04", PER_MILLE, ("H12 suppl 21",)),
    "protected_revision": ("従前額改定率", "Protected-amount revision rate", RATIO, ("H12 suppl 21(3)",)),
    "minimum_average": ("平均標準報酬月額の最低保障額", "Minimum average standard monthly remuneration", YEN_MONTH, ("EPI suppl 17-4(8)",)),
    "special_start_general": ("特別支給の開始年齢(男性と第2号から第4号)", "Special start age of men and of categories 2 to 4", AGE, ("EPI suppl 8-2",)),
    "special_start_women": ("特別支給の開始年齢(第1号の女性)", "Special start age of women of category 1", AGE, ("EPI suppl 8-2",)),
    "special_start_class3": ("特別支給の開始年齢(船員・坑内員15年以上)", "Special start age of miners and seamen of 15 years", AGE, ("EPI suppl 8-2(3)",)),
    "class3_needs": ("船員・坑内員の特例に必要な月数", "Months as a miner or seaman needed for that age", MONTHS, ("EPI suppl 8-2(3)",)),
    "employees_qualifying_needs": ("厚生年金だけで足りる月数(平成29年7月まで)", "Months of employees' coverage that alone suffice, until 2017-07", MONTHS, ("S60 suppl 12(1)",)),
    "middle_age_needs": ("中高齢の特例の月数", "Months of the short-period special of middle age", MONTHS, ("S60 suppl 12(1)",)),
    "ten_years_suffice": ("受給資格期間が10年になったあと", "Ten years suffice", FLAG, ("NP 26",)),
    "special_needs": ("特別支給に必要な厚生年金の月数", "Months of employees' coverage for a pension before 65", MONTHS, ("EPI suppl 8",)),
    "qualifying_needs": ("受け取るのに必要な月数", "Qualifying period needed", MONTHS, ("NP 26",)),
    "early_rate": ("繰上げの減額率(1か月)", "Reduction rate a month", PERCENT, ("NPO 12", "EPIO 6-3")),
    "early_at_60": ("60歳の繰上げの減額率", "Reduction rate at 60", PERCENT, ("NPO 12",)),
    "early_at_61": ("61歳の繰上げの減額率", "Reduction rate at 61", PERCENT, ("NPO 12",)),
    "early_at_62": ("62歳の繰上げの減額率", "Reduction rate at 62", PERCENT, ("NPO 12",)),
    "early_at_63": ("63歳の繰上げの減額率", "Reduction rate at 63", PERCENT, ("NPO 12",)),
    "early_at_64": ("64歳の繰上げの減額率", "Reduction rate at 64", PERCENT, ("NPO 12",)),
    "late_rate": ("繰下げの増額率(1か月)", "Increase rate a month", PERCENT, ("NPO 4-5", "EPIO 3-5-2")),
    "late_at_66": ("66歳の繰下げの増額率", "Increase rate at 66", PERCENT, ("NPO 4-5",)),
    "late_at_67": ("67歳の繰下げの増額率", "Increase rate at 67", PERCENT, ("NPO 4-5",)),
    "late_at_68": ("68歳の繰下げの増額率", "Increase rate at 68", PERCENT, ("NPO 4-5",)),
    "late_at_69": ("69歳の繰下げの増額率", "Increase rate at 69", PERCENT, ("NPO 4-5",)),
    "late_at_70": ("70歳の繰下げの増額率", "Increase rate at 70", PERCENT, ("NPO 4-5",)),
    "latest_start": ("受け取りを遅らせられる年齢", "Latest start", AGE, ("NP 28(2)", "EPI 44-3(2)")),
    "rates": ("再評価率", "Revaluation rates", ROWS, ("EPI 43(1)", "EPI 43-2")),
}  # fmt: skip


def _register_cohort(field: str, japanese: str, english: str, unit: str, articles: tuple[str, ...]) -> None:
    @explains(Cohort, field, japanese, english, unit)
    def tell(at: At) -> Told:
        if at.owner.enrolment_months == 0:
            formula = at.is_zero(
                "大正15年4月1日以前の生まれは昭和61年より前の法律による",
                "births until 1 April 1926 are under the law before 1986",
            )
            return Told(formula, at.say.law(*articles))
        row = cohort_row(field, birth_of(at), at.subject.as_of)
        return of_table(at, row, _cohort_formula(at, row), *articles)


for _field, _words in COHORT.items():
    _register_cohort(_field, *_words)


# The plan: what was assumed.

states(
    Plan, "until_age", "働きつづける年齢", "Age to which the present work goes on", AGE,
    ("いまの加入が{value}まで続くものとする", "the present coverage is taken to go on to {value}"), ("EPI 9", "NP 7"),
)  # fmt: skip
states(
    Plan, "basic_start", "老齢基礎年金の受け取り始め", "Start of the basic pension", AGE,
    ("{value}から受け取るものとする", "taken to begin at {value}"), ("NP 26", "NP 28", "NP suppl 9-2"),
)  # fmt: skip
states(
    Plan, "employees_start", "老齢厚生年金の受け取り始め", "Start of the employees' pension", AGE,
    ("{value}から受け取るものとする", "taken to begin at {value}"), ("EPI 42", "EPI 44-3", "EPI suppl 7-3"),
)  # fmt: skip
states(
    Plan, "subtrahend_rounded", "経過的加算で引く額を先に四捨五入する", "Basic part of the transitional addition rounded first", FLAG,
    ("{value}(政令はどちらも許す)", "{value} (the orders allow both)"), ("S60 suppl 59(2)",),
)  # fmt: skip


# The numbers of a life.


def _thresholds(at: At, group: str) -> Told:
    years = at.subject.rules
    assert years is not None
    listed = getattr(years, at.field)
    words = [
        f"{at.say.quantity(FIRST_THRESHOLD_YEAR + place, YEAR)} {at.say.yen(amount)}"
        for place, amount in enumerate(listed)
    ]
    name = "work_income_suspension_thresholds"
    day = min(at.subject.as_of, date(2022, 3, 31)) if group == "under_65" else at.subject.as_of
    row = in_force(name, day, age_group=group if day < date(2022, 4, 1) else "all")
    return of_table(at, (name, row), f"{at.quantity()}: {at.say('、', ', ').join(words)}", "EPI 46(3)")


@explains(LifeRules, "start_figure", "支給停止調整開始額(65歳前)", "Start figure under 65", ROWS)
def _start_figure(at: At) -> Told:
    return _thresholds(at, "under_65")


@explains(LifeRules, "change_figure", "支給停止調整変更額(65歳前)", "Change figure under 65", ROWS)
def _change_figure(at: At) -> Told:
    return _thresholds(at, "under_65")


@explains(LifeRules, "threshold", "支給停止調整額", "Suspension threshold", ROWS)
def _threshold(at: At) -> Told:
    return _thresholds(at, "65_and_over")


def _right_date(at: At) -> date:
    month = at.subject.estimate.age_zero + AGE_65
    return date(month // 12, month % 12 + 1, 1)


def _addition(at: At, kind: str, old_kind: str) -> Told:
    """A part of the addition by the date of the right: before or from 2028-04."""
    say, as_of, right = at.say, at.subject.as_of, _right_date(at)
    if right >= NEW_RULE_FROM:
        row = in_force("dependants_additions_from_2028", right, kind=kind)
        rate = thousandths(_revision_rate(right, as_of)[1]["revision_rate"])
        return of_table(
            at, ("dependants_additions_from_2028", row), _product(at, row["base_amount"], rate, HUNDRED), "EPI 44(2)"
        )  # fmt: skip
    if old_kind == "special":
        born = date.fromordinal(at.subject.career.birth_date)
        if born < SPECIAL_FROM:
            return Told(
                at.is_zero("昭和9年4月1日以前の生まれにはない", "none for births until 1934-04-01"),
                say.law("S60 suppl 60(2)"),
            )
        row = find("spouse_special_additions", on=as_of, birth=born)
        name = "spouse_special_additions"
    else:
        name = "dependants_additions"
        row = in_force(name, as_of, kind=old_kind)
    formula = _product(at, row["base_amount"], thousandths(row["revision_rate"]), HUNDRED)
    return of_table(at, (name, row), formula, "EPI 44(2)", "S60 suppl 60(2)")


@explains(AdditionRule, "spouse", "配偶者の加給年金額", "Addition for the spouse", YEN)
def _spouse(at: At) -> Told:
    return _addition(at, "spouse", "spouse")


@explains(AdditionRule, "special", "配偶者の特別加算", "Special addition", YEN)
def _special(at: At) -> Told:
    return _addition(at, "special", "special")


@explains(
    AdditionRule, "child", "子の加給年金額(第1子・第2子)", "Addition for the first and second child", YEN
)
def _child(at: At) -> Told:
    return _addition(at, "child", "first_child")


@explains(
    AdditionRule, "later_child", "子の加給年金額(第3子から)", "Addition for the third child and later", YEN
)
def _later_child(at: At) -> Told:
    return _addition(at, "child", "third_or_later_child")


def _addition_months(at: At, kind: str) -> Told:
    right = _right_date(at)
    if right >= NEW_RULE_FROM:
        name, row = (
            "dependants_additions_from_2028",
            in_force("dependants_additions_from_2028", right, kind=kind),
        )
    else:
        name, row = (
            "eligibility_periods",
            in_force("eligibility_periods", right, rule="dependants_addition_min_months"),
        )
    return of_table(at, (name, row), from_table(at), "EPI 44(1)")


@explains(
    AdditionRule,
    "months_for_spouse",
    "配偶者の加算に必要な月数",
    "Months needed for the spouse's addition",
    MONTHS,
)
def _months_for_spouse(at: At) -> Told:
    return _addition_months(at, "spouse")


@explains(
    AdditionRule, "months_for_child", "子の加算に必要な月数", "Months needed for a child's addition", MONTHS
)
def _months_for_child(at: At) -> Told:
    return _addition_months(at, "child")


@explains(LifeRules, "transfer", "振替加算", "Transfer addition", YEN)
def _transfer(at: At) -> Told:
    say, born, as_of = at.say, date.fromordinal(at.subject.career.birth_date), at.subject.as_of
    article = say.law("S60 suppl 14")
    if at.value == 0:
        words = (
            "大正15年4月2日から昭和41年4月1日までの生まれだけにある",
            "for births from 1926-04-02 to 1966-04-01 only",
        )
        return Told(at.is_zero(*words), article)
    rate = for_birth("transfer_addition_rates", born)
    if as_of >= TRANSFER_TABLE_FROM:
        row = find("transfer_additions", on=as_of, birth=born)
        base, name = row["base_annual_amount"], "transfer_additions"
    else:
        row = in_force("dependants_additions", as_of, kind="spouse")
        base, name = row["annual_amount"], "dependants_additions"
    note = ("", "") if as_of >= YEN_ROUNDING_BEGINS else HUNDRED
    formula = _product(at, base, thousandths(rate["rate"]), note)
    return of_table(at, (name, row), formula, "S60 suppl 14")


def _flat_start(at: At, member: str) -> Told:
    born = date.fromordinal(at.subject.career.birth_date)
    row = _start_age(member, FLAT_RATE)(born, at.subject.as_of)
    formula = from_table(at) if row else _without_row_flat(at)
    return of_table(at, row, formula, "H6 suppl 19", "H6 suppl 20")


def _without_row_flat(at: At) -> str:
    return at.is_zero("表の最初の行より前の生まれ", "born before the first row of the table")


@explains(
    LifeRules,
    "flat_start_general",
    "定額部分の開始年齢(男性と第2号から第4号)",
    "Flat-rate start age of men and of categories 2 to 4",
    AGE,
)
def _flat_start_general(at: At) -> Told:
    return _flat_start(at, MEN_AND_OTHERS)


@explains(
    LifeRules,
    "flat_start_women",
    "定額部分の開始年齢(第1号の女性)",
    "Flat-rate start age of women of category 1",
    AGE,
)
def _flat_start_women(at: At) -> Told:
    return _flat_start(at, WOMEN)


@explains(
    LifeRules,
    "flat_cap",
    "定額部分の上限月数(65歳前)",
    "Cap of months of the flat-rate part before 65",
    MONTHS,
)
def _flat_cap(at: At) -> Told:
    born = date.fromordinal(at.subject.career.birth_date)
    row = for_birth("flat_rate_month_caps", born, applies_to="flat_rate_part_before_65")
    return of_table(at, ("flat_rate_month_caps", row), from_table(at), "EPI suppl 9-2(2)", "H16 suppl 36(1)")


states(
    LifeRules, "disabled", "障害者の特例を請求した", "Disability rule claimed", FLAG,
    ("{value}(1級から3級の障害で、加入していないあいだ定額部分も支給される)",
     "{value} (with a disability of grade 1 to 3 the flat-rate part is paid while not insured)"), ("EPI suppl 9-2",),
)  # fmt: skip


# The amounts of disability and survivors' pensions that are the same for everybody.


@explains(BenefitLevels, "full_new", "満額(新規裁定者)", "Full amount at the rate of new beneficiaries", YEN)
def _full_new(at: At) -> Told:
    row = _newest_full(at)
    formula = _product(at, row["base_amount"], thousandths(row["revision_rate"]), HUNDRED)
    return of_table(at, ("basic_pension_full_amounts", row), formula, "NP 27", "NP 38")


def _newest_full(at: At) -> Row:
    as_of = at.subject.as_of
    found = [
        row
        for row in rows("basic_pension_full_amounts", level="paid")
        if row["valid_from"] <= as_of <= row["valid_to"]
    ]
    return max(found, key=lambda row: row["birth_from"] or date.min)


def _level(at: At, kind: str) -> Told:
    row = in_force("dependants_additions", at.subject.as_of, kind=kind)
    formula = _product(at, row["base_amount"], thousandths(row["revision_rate"]), HUNDRED)
    return of_table(at, ("dependants_additions", row), formula, "NP 33-2", "NP 39", "EPI 50-2")


@explains(BenefitLevels, "spouse_addition", "配偶者の加算額", "Addition for the spouse", YEN)
def _spouse_addition(at: At) -> Told:
    return _level(at, "spouse")


@explains(
    BenefitLevels, "child_first", "子の加算額(第1子・第2子)", "Addition for the first and second child", YEN
)
def _child_first(at: At) -> Told:
    return _level(at, "first_child")


@explains(
    BenefitLevels, "child_further", "子の加算額(第3子から)", "Addition for the third child and later", YEN
)
def _child_further(at: At) -> Told:
    return _level(at, "third_or_later_child")


@explains(
    BenefitLevels, "child_alike", "令和10年4月からの子の加算額", "Addition for every child from 2028-04", YEN
)
def _child_alike(at: At) -> Told:
    row = rows(NATIONAL, code="uniform_child_addition")[0]
    rate = thousandths(_newest_full(at)["revision_rate"])
    return of_table(at, (NATIONAL, row), _product(at, UNIFORM_BASE, rate, HUNDRED), "NP 33-2", "NP 39")
