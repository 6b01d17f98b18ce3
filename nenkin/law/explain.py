"""この金額になるまで: the working of an estimate, step by step, with the person's own figures.

Nothing is computed anew here: every amount is a field of `Estimate`; the formula says how it came about,
the article orders it, the table and its year gave the numbers. Japanese (`ja`) or English (`en`).
"""

from datetime import date
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from nenkin.law.career import CATEGORIES, Career
from nenkin.law.employees_pension.category import CategoryPension
from nenkin.law.employees_pension.earnings import FAR, FIFTEENTHS
from nenkin.law.employees_pension.old_age import SPECIAL_LEVEL
from nenkin.law.estimate import (
    AGE_65,
    EmployeesAmounts,
    Estimate,
    FourAmounts,
    FourPensions,
    Plan,
    pensions_until,
)
from nenkin.law.levels import Cohort
from nenkin.law.national_pension.old_age_basic import MONTH, SHARES_BEYOND, SHARES_WITHIN
from nenkin.law.reasons import COMPUTED, TEXT_EN, TEXT_JA
from nenkin.law.tables import in_force

JAPANESE, ENGLISH = "ja", "en"
CATEGORY_NAMES = {
    JAPANESE: ("第1号厚生年金(会社員・船員)", "第2号厚生年金(国家公務員)", "第3号厚生年金(地方公務員)", "第4号厚生年金(私立学校)"),
    ENGLISH: ("Category 1 (companies, seamen)", "Category 2 (state)", "Category 3 (local government)", "Category 4 (private schools)"),
}  # fmt: skip
CLASS_NAMES = {
    JAPANESE: ("納付", "4分の1免除(平成21年4月から)", "4分の1免除(平成21年3月まで)", "半額免除(平成21年4月から)",
               "半額免除(平成21年3月まで)", "4分の3免除(平成21年4月から)", "4分の3免除(平成21年3月まで)",
               "全額免除(平成21年4月から)", "全額免除(平成21年3月まで)"),
    ENGLISH: ("paid", "quarter-exempt from 2009-04", "quarter-exempt to 2009-03", "half-exempt from 2009-04",
              "half-exempt to 2009-03", "three-quarter-exempt from 2009-04", "three-quarter-exempt to 2009-03",
              "fully exempt from 2009-04", "fully exempt to 2009-03"),
}  # fmt: skip


class Step(NamedTuple):
    """One line of the working: an amount in its unit, how it came about, and the inner steps that lead to it."""

    code: str
    title: str
    amount: int
    unit: str  # yen (a year), yen_month, months, months/24
    formula: str
    article: str
    table: str  # the table of the law that gave the numbers, and its year; empty: none was needed
    inner: tuple["Step", ...] = ()


class Band(NamedTuple):
    """The pension from an age on, until the next band; yen a year."""

    from_age: int  # months of age
    basic: int
    additional: int
    earnings_related: int
    transitional: int
    adjustment: (
        int  # early or late, employees' pension; that of the basic pension is inside `basic` and `additional`
    )
    total: int


def bands(estimate: Estimate) -> tuple[Band, ...]:
    """The amounts by age: special pension, start, 65 and later; a new band where something changes.

    The special pension before 65 ends where early receipt begins; nothing is paid while a pension is deferred.
    """
    if estimate.reason != COMPUTED:
        return ()
    special = {age for age, amount in zip(estimate.special_age, estimate.special, strict=True) if amount}
    starts = {AGE_65, estimate.basic_start, estimate.employees_start, _final_age(estimate)}
    found: list[Band] = []
    for age in sorted(starts | special):
        band = _band(age, estimate, _employees_at(age, estimate), _national_at(age, estimate))
        if band.total and (not found or band[1:] != found[-1][1:]):
            found.append(band)
    return tuple(found)


def _final_age(estimate: Estimate) -> int:
    """From here on every month of the record and the plan counts in the employees' pension."""
    return max(AGE_65, estimate.employees_start, estimate.coverage_end - estimate.age_zero)


def _band(age: int, estimate: Estimate, employees: FourAmounts | None, national: tuple[int, int]) -> Band:
    if employees is None:
        special = sum(
            amount
            for start, amount in zip(estimate.special_age, estimate.special, strict=True)
            if start <= age < AGE_65
        )
        return Band(age, *national, special, 0, 0, sum(national) + special)
    earnings_related, transitional, adjustment, total = (sum(part) for part in zip(*employees, strict=True))
    return Band(age, *national, earnings_related, transitional, adjustment, sum(national) + total)


def _employees_at(age: int, estimate: Estimate) -> FourAmounts | None:
    if age < estimate.employees_start:
        return None
    if age >= _final_age(estimate):
        return estimate.final
    return estimate.from_65 if estimate.employees_start < AGE_65 <= age else estimate.at_start


def _national_at(age: int, estimate: Estimate) -> tuple[int, int]:
    return (estimate.basic_paid, estimate.additional_paid) if age >= estimate.basic_start else (0, 0)


def steps(
    estimate: Estimate, career: Career, cohort: Cohort, plan: Plan, language: str = JAPANESE
) -> tuple[Step, ...]:
    """The working from the months to `estimate.final_total`; the amounts of the yen steps add up to it.

    `career`, `cohort` and `plan` must be those the estimate was computed with. Without an amount: the months alone.
    """
    say = _Words(language, cohort)
    found = [_qualifying(estimate, cohort, say)]
    if estimate.reason != COMPUTED:
        return tuple(found)
    found.append(_basic(estimate, cohort, say))
    if estimate.additional:
        found.append(_additional(estimate, cohort, say))

    def until(month: int) -> FourPensions:
        return pensions_until(
            career, cohort, plan, estimate.categories, estimate.age_zero, estimate.horizon, month
        )

    now, claimed = until(FAR), until(estimate.age_zero + plan.employees_start)
    for category in CATEGORIES:
        amounts = estimate.final[category - 1]
        if amounts.total:
            base = claimed[category - 1] if plan.employees_start < AGE_65 else estimate.at_65[category - 1]
            found.append(_employees(estimate, cohort, say, category, now[category - 1], base, amounts))
    return tuple(found)


def reason_text(estimate: Estimate, language: str = JAPANESE) -> str:
    """Why there is no amount, in a sentence; empty where there is one."""
    return (TEXT_JA if language == JAPANESE else TEXT_EN).get(estimate.reason, "")


class _Words:
    """The words of one language: numbers with their unit, names of articles and tables."""

    def __init__(self, language: str, cohort: Cohort) -> None:
        self.language = language
        self.year = cohort.fiscal_year

    def __call__(self, japanese: str, english: str) -> str:
        return japanese if self.language == JAPANESE else english

    def yen(self, amount: int) -> str:
        return self(f"{amount:,}円", f"{amount:,} yen")

    def months(self, count: Fraction | int) -> str:
        return self(f"{number(count)}か月", f"{number(count)} months")

    def age(self, months: int) -> str:
        years, rest = divmod(months, 12)
        return self(
            f"{years}歳{rest}か月" if rest else f"{years}歳", f"{years}y{rest}m" if rest else f"age {years}"
        )

    def table(self, name: str, japanese: str) -> str:
        return self(f"{japanese}({fiscal_year_ja(self.year)})", f"{name}, fiscal {self.year}")

    def fixed(self, name: str, japanese: str) -> str:
        """A table that goes by the date of birth, not by the year."""
        return self(f"{japanese}(生年月日別)", f"{name}, by date of birth")


def number(value: Fraction | int) -> str:
    """A count of months: whole, a short decimal where it is exact, else with a fraction: (408+1/3)."""
    whole, rest = divmod(Fraction(value), 1)
    if rest == 0:
        return f"{whole:,}"
    if (rest * 1000).denominator == 1:
        return f"{float(Fraction(value)):,.3f}".rstrip("0")
    return f"({whole:,}+{rest})" if whole else f"{rest}"


def per_mille(millionths: int) -> str:
    """5481 → 5.481/1000; the law writes multipliers per thousand."""
    return f"{millionths / 1000:.3f}/1000"


def ratio(thousandths: int) -> str:
    """1085 → 1.085."""
    return f"{thousandths / 1000:.3f}"


def percent(thousandths: int) -> str:
    """84 → 8.4%."""
    return f"{thousandths / 10:.1f}%"


@cache
def fiscal_year_ja(year: int) -> str:
    """令和8年度, after the era of 1 May (2019 is 令和元年度)."""
    era = in_force("era_boundaries", date(year, 5, 1))
    count = year - era["year_offset"]
    return f"{era['era_kanji']}{'元' if count == 1 else count}年度"


def _qualifying(estimate: Estimate, cohort: Cohort, say: _Words) -> Step:
    months = estimate.months
    exempt = sum(months.by_class) - months.by_class.paid
    parts = [
        (months.by_class.paid, say("納付", "paid")),
        (exempt, say("免除", "exempt")),
        (months.deferred, say("学生納付特例・納付猶予", "deferred")),
        (months.complementary, say("合算対象期間", "complementary")),
    ]
    formula = " + ".join(f"{name} {count}" for count, name in parts if count) or "0"
    return Step(
        "qualifying",
        say("年金を受け取るための期間(受給資格期間)", "Qualifying period"),
        months.qualifying,
        "months",
        say(
            f"{formula} = {months.qualifying}か月(必要なのは{cohort.qualifying_needs}か月)",
            f"{formula} = {months.qualifying} months ({cohort.qualifying_needs} are needed)",
        ),
        say("国民年金法 第26条・附則第9条", "National Pension Act art. 26, suppl. art. 9"),
        say("受給資格期間の表", "eligibility_periods"),
    )


def _basic(estimate: Estimate, cohort: Cohort, say: _Words) -> Step:
    credited = Fraction(estimate.credited, MONTH)
    at_65 = Step(
        "basic",
        say("65歳からの老齢基礎年金", "Old-age basic pension at 65"),
        estimate.basic,
        "yen",
        f"{say.yen(cohort.full_amount)} × {say.months(credited)} ÷ {say.months(cohort.enrolment_months)}"
        f" = {say.yen(estimate.basic)}{_hundred(cohort, say)}",
        say("国民年金法 第27条、端数は第17条", "National Pension Act art. 27, rounding art. 17"),
        say.table("basic_pension_full_amounts", "老齢基礎年金の満額"),
        (_credited(estimate, say),),
    )
    if not estimate.basic_adjustment:
        return at_65._replace(title=say("老齢基礎年金", "Old-age basic pension"))
    return Step(
        "basic_paid",
        say("老齢基礎年金", "Old-age basic pension"),
        estimate.basic_paid,
        "yen",
        _adjusted(
            estimate.basic,
            estimate.basic_adjustment,
            estimate.basic_paid,
            estimate.basic_start,
            estimate,
            say,
        ),
        _adjustment_article(estimate.basic_start, say),
        _adjustment_table(estimate.basic_start, say),
        (at_65,),
    )


def _hundred(cohort: Cohort, say: _Words) -> str:
    """Until 2015-09 the yearly amount of a pension was rounded to 100 yen."""
    return say("(100円未満は四捨五入)", " (rounded to 100 yen)") if cohort.yearly_unit == 100 else ""


def _credited(estimate: Estimate, say: _Words) -> Step:
    used, terms = 0, []
    names = CLASS_NAMES[say.language]
    for place, count in enumerate(estimate.months.by_class):
        within = min(count, max(0, estimate.enrolment_months - used))
        share, beyond = (MONTH, 0) if place == 0 else (SHARES_WITHIN[place - 1], SHARES_BEYOND[place - 1])
        used += count
        if within:
            terms.append(
                f"{names[place]} {within}" + (f" × {Fraction(share, MONTH)}" if share != MONTH else "")
            )
        if count > within:
            over = say("上限をこえる分", "beyond the cap")
            terms.append(f"{names[place]} {over} {count - within} × {Fraction(beyond, MONTH)}")
    credited = Fraction(estimate.credited, MONTH)
    return Step(
        "credited",
        say("老齢基礎年金に反映される月数", "Credited months"),
        estimate.credited,
        "months/24",
        f"{' + '.join(terms) or '0'} = {say.months(credited)}",
        say(
            "国民年金法 第27条第1号〜第8号、平成16年改正法附則第10条",
            "National Pension Act art. 27 (1)–(8), Act No. 104 of 2004 suppl. art. 10",
        ),
        say("免除期間の反映割合", "exemption_benefit_fractions"),
    )


def _additional(estimate: Estimate, cohort: Cohort, say: _Words) -> Step:
    months = say.months(estimate.months.additional)
    at_65 = Step(
        "additional",
        say("65歳からの付加年金", "Additional pension at 65"),
        estimate.additional,
        "yen",
        f"{say.yen(cohort.additional_benefit)} × {months} = {say.yen(estimate.additional)}",
        say("国民年金法 第44条", "National Pension Act art. 44"),
        say("付加年金", "additional_pension"),
    )
    if not estimate.additional_adjustment:
        return at_65._replace(title=say("付加年金", "Additional pension"))
    return Step(
        "additional_paid",
        say("付加年金", "Additional pension"),
        estimate.additional_paid,
        "yen",
        _adjusted(
            estimate.additional, estimate.additional_adjustment, estimate.additional_paid, estimate.basic_start,
            estimate, say,
        ),
        say("国民年金法 第46条", "National Pension Act art. 46"),
        _adjustment_table(estimate.basic_start, say),
        (at_65,),
    )  # fmt: skip


def _adjusted(amount: int, change: int, paid: int, start: int, estimate: Estimate, say: _Words) -> str:
    """The amount, what early or late receipt changes, and the result."""
    sign, months = ("−", AGE_65 - start) if start < AGE_65 else ("+", start - AGE_65)
    rate = estimate.early_rate if start < AGE_65 else estimate.late_rate
    how = f"{percent(rate)} × {say.months(months)}" if rate else percent(estimate.whole_rate)
    changed = f"{say.yen(amount)} × {how} = {say.yen(abs(change))}"
    return f"{say.yen(amount)} {sign} ({changed}) = {say.yen(paid)}"


def _adjustment_article(start: int, say: _Words) -> str:
    if start < AGE_65:
        return say(
            "国民年金法 附則第9条の2、施行令第12条", "National Pension Act suppl. art. 9-2, Order art. 12"
        )
    return say("国民年金法 第28条、施行令第4条の5", "National Pension Act art. 28, Order art. 4-5")


def _adjustment_table(start: int, say: _Words) -> str:
    if start < AGE_65:
        return say.fixed("early_claim_rates", "繰上げの減額率")
    return say.fixed("deferral_rates", "繰下げの増額率")


def _employees(
    estimate: Estimate, cohort: Cohort, say: _Words, category: int,
    now: CategoryPension, base: CategoryPension, amounts: EmployeesAmounts,
) -> Step:  # fmt: skip
    """One category: the earnings-related part, the transitional addition, early or late receipt."""
    inner = [_earnings_related(now, cohort, say), _transitional(now, cohort, say)]
    if amounts.adjustment:
        inner.append(_employees_adjustment(estimate, say, category, base, amounts))
    formula = " + ".join(say.yen(step.amount) for step in inner if step.amount >= 0)
    formula += "".join(f" − {say.yen(-step.amount)}" for step in inner if step.amount < 0)
    name = say("老齢厚生年金", "Old-age employees' pension")
    return Step(
        f"employees_{category}",
        f"{name} {CATEGORY_NAMES[say.language][category - 1]}",
        amounts.total,
        "yen",
        f"{formula} = {say.yen(amounts.total)}{_hundred(cohort, say)}",
        say("厚生年金保険法 第42条・第43条", "Employees' Pension Insurance Act art. 42, 43"),
        "",
        tuple(inner),
    )


def _earnings_related(pension: CategoryPension, cohort: Cohort, say: _Words) -> Step:
    current = _formula_step(
        "current", say("本来水準", "Current formula"), pension, pension.current, say,
        (pension.average_before, cohort.current_before), (pension.average_after, cohort.current_after), 1000,
        say("厚生年金保険法 第43条、平成12年改正法附則第20条", "EPI Act art. 43, Act No. 18 of 2000 suppl. art. 20"),
        say.table("revaluation_rates", "再評価率"),
        _averages(pension, cohort, say, protected=False),
    )  # fmt: skip
    protected = _formula_step(
        "protected", say("従前額保障", "Protected amount (old formula)"), pension, pension.protected, say,
        (pension.protected_average_before, cohort.protected_before),
        (pension.protected_average_after, cohort.protected_after), cohort.protected_revision,
        say("平成12年改正法附則第21条", "Act No. 18 of 2000 suppl. art. 21"),
        say.table("protected_amount_revision_rates", "従前額改定率・平成6年水準の再評価率"),
        _averages(pension, cohort, say, protected=True),
    )  # fmt: skip
    larger = say(
        f"{say.yen(pension.current)}と{say.yen(pension.protected)}の多いほう",
        f"the larger of {say.yen(pension.current)} and {say.yen(pension.protected)}",
    )
    candidates = [current, protected]
    if cohort.special_factor:
        candidates.append(_special_level(pension, cohort, say))
        amounts = [say.yen(step.amount) for step in candidates]
        larger = say(f"{'、'.join(amounts)}のうち最も多い額", f"the largest of {', '.join(amounts)}")
    return Step(
        "earnings_related",
        say("報酬比例部分", "Earnings-related part"),
        pension.earnings_related,
        "yen",
        f"{larger} = {say.yen(pension.earnings_related)}",
        say(
            "厚生年金保険法 第43条、平成12年改正法附則第21条",
            "EPI Act art. 43, Act No. 18 of 2000 suppl. art. 21",
        ),
        say.fixed("benefit_multipliers", "給付乗率"),
        tuple(candidates),
    )


def _special_level(pension: CategoryPension, cohort: Cohort, say: _Words) -> Step:
    return _formula_step(
        "special_level", say("物価スライド特例水準", "Special level of the price slide"), pension,
        pension.special_level, say, (pension.protected_average_before, cohort.protected_before),
        (pension.protected_average_after, cohort.protected_after), SPECIAL_LEVEL,
        say("平成16年改正法附則第27条", "Act No. 104 of 2004 suppl. art. 27"),
        say.table("price_slide_special_factors", "特例水準の率"), (), cohort.special_factor,
    )  # fmt: skip


def _formula_step(
    code: str, title: str, pension: CategoryPension, amount: int, say: _Words,
    before: tuple[int, int], after: tuple[int, int], revision: int, article: str, table: str, inner: tuple[Step, ...],
    factor: int = 1000,
) -> Step:  # fmt: skip
    """Average × multiplier × months of both eras, rounded once."""
    terms = []
    if pension.months_before:
        months = Fraction(pension.counted_before, FIFTEENTHS)
        terms.append(f"{say.yen(before[0])} × {per_mille(before[1])} × {say.months(months)}")
    if pension.months_after:
        terms.append(f"{say.yen(after[0])} × {per_mille(after[1])} × {say.months(pension.months_after)}")
    formula = " + ".join(terms)
    if revision != 1000:
        formula = f"({formula}) × {ratio(revision)}"
    if factor != 1000:
        formula = f"{formula} × {ratio(factor)}"
    return Step(code, title, amount, "yen", f"{formula} = {say.yen(amount)}", article, table, inner)


def _averages(pension: CategoryPension, cohort: Cohort, say: _Words, protected: bool) -> tuple[Step, ...]:
    """How the two averages came about: revalued pay and bonuses over the months."""
    article = say("厚生年金保険法 第43条", "EPI Act art. 43")
    table = say.table("revaluation_rates", "再評価率")
    sums = (pension.sum_before, pension.sum_after)
    averages = (pension.average_before, pension.average_after)
    if protected:
        article = say("平成12年改正法附則第21条・別表第1", "Act No. 18 of 2000 suppl. art. 21, table 1")
        table = say.table("revaluation_rates_1994_level", "平成6年水準の再評価率")
        sums = (pension.protected_sum_before, pension.protected_sum_after)
        averages = (pension.protected_average_before, pension.protected_average_after)
    titles = (
        say("平成15年3月までの平均(平均標準報酬月額)", "Average until 2003-03"),
        say("平成15年4月からの平均(平均標準報酬額、賞与をふくむ)", "Average from 2003-04, bonuses included"),
    )
    found = []
    for place, months in enumerate((pension.divisor_before, pension.months_after)):
        if not months:
            continue
        formula = f"{say.yen(sums[place])} ÷ {say.months(months)} = {say.yen(averages[place])}"
        if place == 0 and pension.minimum_used and not protected:
            formula = say(
                f"{say.yen(sums[0])} ÷ {say.months(months)} が最低保障額に足りないため {say.yen(averages[0])}",
                f"{say.yen(sums[0])} ÷ {say.months(months)} is below the minimum average: {say.yen(averages[0])}",
            )
            table = say.fixed("minimum_average_remuneration", "平均標準報酬月額の最低保障額")
        code = f"{'protected_' if protected else ''}average_{'after' if place else 'before'}"
        found.append(Step(code, titles[place], averages[place], "yen_month", formula, article, table))
    return tuple(found)


def _transitional(pension: CategoryPension, cohort: Cohort, say: _Words) -> Step:
    counted = Fraction(pension.counted_before, FIFTEENTHS) + pension.months_after
    capped = min(counted, Fraction(cohort.month_cap))
    unit = say(
        f"{number(Fraction(cohort.unit_thousandths, 1000))}円",
        f"{number(Fraction(cohort.unit_thousandths, 1000))} yen",
    )
    if cohort.flat_multiplier != 1000:
        unit += f" × {ratio(cohort.flat_multiplier)}"
    cap = say(f"(上限{cohort.month_cap})", f" (capped at {cohort.month_cap})") if counted > capped else ""
    basic = f"{say.yen(cohort.full_amount)} × {say.months(pension.months_20_60)} ÷ {say.months(cohort.enrolment_months)}"
    result = say.yen(pension.transitional)
    if not pension.transitional:
        result = say("0円(引く額のほうが多い、または同じ)", "0 yen (not more than what is taken off)")
    return Step(
        "transitional",
        say("経過的加算", "Transitional addition"),
        pension.transitional,
        "yen",
        f"{unit} × {say.months(capped)}{cap} − {basic} = {result}",
        say("昭和60年改正法附則第59条第2項", "Act No. 34 of 1985 suppl. art. 59 (2)"),
        say.table("flat_rate_unit_amounts", "定額単価"),
    )


def _employees_adjustment(
    estimate: Estimate, say: _Words, category: int, base: CategoryPension, amounts: EmployeesAmounts
) -> Step:
    start = estimate.employees_start
    part, addition = say.yen(base.earnings_related), say.yen(base.transitional)
    if start > AGE_65:
        rate = (
            f"{percent(estimate.late_rate)} × {say.months(start - AGE_65)}"
            if estimate.late_rate
            else percent(estimate.whole_rate_employees)
        )
        return Step(
            "employees_late",
            say("繰下げでふえる額", "Increase by deferral"),
            amounts.adjustment,
            "yen",
            f"({part} + {addition}) × {rate} = {say.yen(amounts.adjustment)}",
            say("厚生年金保険法 第44条の3、施行令第3条の5の2", "EPI Act art. 44-3, Order art. 3-5-2"),
            _adjustment_table(start, say),
        )
    to_special = max(0, estimate.claim_special_age[category - 1] - start)
    to_65 = AGE_65 - start
    if not estimate.early_rate:
        reduced_parts = f"({part} + {addition})" if to_special else addition
        reduced = f"{reduced_parts} × {percent(estimate.whole_rate_employees)}"
    elif to_special == to_65:
        reduced = f"({part} + {addition}) × {percent(estimate.early_rate)} × {say.months(to_65)}"
    else:
        reduced = f"({part} × {say.months(to_special)} + {addition} × {say.months(to_65)}) × {percent(estimate.early_rate)}"
    return Step(
        "employees_early",
        say("繰上げでへる額", "Reduction by early receipt"),
        amounts.adjustment,
        "yen",
        f"{reduced} = {say.yen(-amounts.adjustment)}",
        say(
            "厚生年金保険法 附則第7条の3・第13条の4、施行令第6条の3・第8条の2の3",
            "EPI Act suppl. art. 7-3, 13-4, Order art. 6-3, 8-2-3",
        ),
        _adjustment_table(start, say),
    )
