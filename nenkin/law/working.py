"""The pieces of a working: for each amount of an estimate one step with formula, article and table.

`explain.py` puts them in order; `columns/` takes them one by one.
"""

from fractions import Fraction
from typing import NamedTuple

from nenkin.law.employees_pension.category import CategoryPension
from nenkin.law.employees_pension.earnings import FIFTEENTHS
from nenkin.law.employees_pension.old_age import SPECIAL_LEVEL
from nenkin.law.estimate import AGE_65, EmployeesAmounts, Estimate
from nenkin.law.levels import Cohort
from nenkin.law.national_pension.old_age_basic import MONTH, SHARES_BEYOND, SHARES_WITHIN
from nenkin.law.rounding import round_to_yen
from nenkin.law.words import CATEGORY_NAMES, CLASS_NAMES, Words, number, per_mille, percent, ratio


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


def qualifying_step(estimate: Estimate, cohort: Cohort, say: Words) -> Step:
    """受給資格期間: the months that give the right, kind by kind."""
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


def basic_step(estimate: Estimate, cohort: Cohort, say: Words) -> Step:
    """老齢基礎年金: the full amount by the credited months, then early or late receipt."""
    credited = Fraction(estimate.credited, MONTH)
    at_65 = Step(
        "basic",
        say("65歳からの老齢基礎年金", "Old-age basic pension at 65"),
        estimate.basic,
        "yen",
        f"{say.yen(cohort.full_amount)} × {say.months(credited)} ÷ {say.months(cohort.enrolment_months)}"
        f" = {say.yen(estimate.basic)}",
        say("国民年金法 第27条、端数は第17条", "National Pension Act art. 27, rounding art. 17"),
        say.table("basic_pension_full_amounts", "老齢基礎年金の満額"),
        (credited_step(estimate, say),),
    )
    if estimate.basic_paid == estimate.basic:
        return at_65._replace(title=say("老齢基礎年金", "Old-age basic pension"))
    return Step(
        "basic_paid",
        say("老齢基礎年金", "Old-age basic pension"),
        estimate.basic_paid,
        "yen",
        adjusted_formula(
            estimate.basic,
            estimate.basic_adjustment,
            estimate.basic_paid,
            estimate.basic_start,
            estimate,
            say,
            hundred(cohort, say),
        ),
        adjustment_article(estimate.basic_start, say),
        adjustment_table(estimate.basic_start, say),
        (at_65,),
    )


def hundred(cohort: Cohort, say: Words) -> str:
    """Until 2015-09 the yearly amount of a pension was rounded to 100 yen."""
    return say("(100円未満は四捨五入)", " (rounded to 100 yen)") if cohort.yearly_unit == 100 else ""


def credited_step(estimate: Estimate, say: Words) -> Step:
    """The months of each class with their share, within 480 and beyond."""
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


def additional_step(estimate: Estimate, cohort: Cohort, say: Words) -> Step:
    """付加年金: the unit by the months, then early or late receipt."""
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
    if estimate.additional_paid == estimate.additional:
        return at_65._replace(title=say("付加年金", "Additional pension"))
    return Step(
        "additional_paid",
        say("付加年金", "Additional pension"),
        estimate.additional_paid,
        "yen",
        adjusted_formula(
            estimate.additional, estimate.additional_adjustment, estimate.additional_paid, estimate.basic_start,
            estimate, say, hundred(cohort, say),
        ),
        say("国民年金法 第46条", "National Pension Act art. 46"),
        adjustment_table(estimate.basic_start, say),
        (at_65,),
    )  # fmt: skip


def adjusted_formula(
    amount: int, change: int, paid: int, start: int, estimate: Estimate, say: Words, note: str
) -> str:
    """The amount, what early or late receipt changes, and the result, rounded as the yearly amounts of the day."""
    if change == 0:
        return f"{say.yen(amount)} = {say.yen(paid)}{note}"
    sign, months = ("−", AGE_65 - start) if start < AGE_65 else ("+", start - AGE_65)
    rate = estimate.early_rate if start < AGE_65 else estimate.late_rate
    how = f"{percent(rate)} × {say.months(months)}" if rate else percent(estimate.whole_rate)
    changed = f"{say.yen(amount)} × {how} = {say.yen(abs(change))}"
    return f"{say.yen(amount)} {sign} ({changed}) = {say.yen(paid)}{note}"


def adjustment_article(start: int, say: Words) -> str:
    """The article of early or of late receipt of the basic pension."""
    if start < AGE_65:
        return say(
            "国民年金法 附則第9条の2、施行令第12条", "National Pension Act suppl. art. 9-2, Order art. 12"
        )
    return say("国民年金法 第28条、施行令第4条の5", "National Pension Act art. 28, Order art. 4-5")


def adjustment_table(start: int, say: Words) -> str:
    """The table of early or of late receipt."""
    if start < AGE_65:
        return say.fixed("early_claim_rates", "繰上げの減額率")
    return say.fixed("deferral_rates", "繰下げの増額率")


def employees_step(
    estimate: Estimate, cohort: Cohort, say: Words, category: int,
    now: CategoryPension, base: CategoryPension | EmployeesAmounts, amounts: EmployeesAmounts,
) -> Step:  # fmt: skip
    """One category: the earnings-related part, the transitional addition, early or late receipt."""
    inner = [earnings_related_step(now, cohort, say), transitional_step(now, cohort, say)]
    if amounts.adjustment:
        inner.append(
            employees_adjustment_step(
                estimate, say, category, base.earnings_related, base.transitional, amounts.adjustment
            )
        )
    formula = " + ".join(say.yen(step.amount) for step in inner if step.amount >= 0)
    formula += "".join(f" − {say.yen(-step.amount)}" for step in inner if step.amount < 0)
    name = say("老齢厚生年金", "Old-age employees' pension")
    return Step(
        f"employees_{category}",
        f"{name} {CATEGORY_NAMES[say.language][category - 1]}",
        amounts.total,
        "yen",
        f"{formula} = {say.yen(amounts.total)}{hundred(cohort, say)}",
        say("厚生年金保険法 第42条・第43条", "Employees' Pension Insurance Act art. 42, 43"),
        "",
        tuple(inner),
    )


def earnings_related_step(pension: CategoryPension, cohort: Cohort, say: Words) -> Step:
    """報酬比例部分: each formula there is, and the largest."""
    current = formula_step(
        "current", say("本来水準", "Current formula"), pension, pension.current, say,
        (pension.average_before, cohort.current_before), (pension.average_after, cohort.current_after), 1000,
        say("厚生年金保険法 第43条、平成12年改正法附則第20条", "EPI Act art. 43, Act No. 18 of 2000 suppl. art. 20"),
        say.table("revaluation_rates", "再評価率"),
        average_steps(pension, cohort, say, protected=False),
    )  # fmt: skip
    protected = formula_step(
        "protected", say("従前額保障", "Protected amount (old formula)"), pension, pension.protected, say,
        (pension.protected_average_before, cohort.protected_before),
        (pension.protected_average_after, cohort.protected_after), cohort.protected_revision,
        say("平成12年改正法附則第21条", "Act No. 18 of 2000 suppl. art. 21"),
        say.table("protected_amount_revision_rates", "従前額改定率・平成6年水準の再評価率"),
        average_steps(pension, cohort, say, protected=True),
    )  # fmt: skip
    larger = say(
        f"{say.yen(pension.current)}と{say.yen(pension.protected)}の多いほう",
        f"the larger of {say.yen(pension.current)} and {say.yen(pension.protected)}",
    )
    candidates = [current, protected]
    if cohort.special_factor:
        candidates.append(special_level_step(pension, cohort, say))
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


def special_level_step(pension: CategoryPension, cohort: Cohort, say: Words) -> Step:
    """物価スライド特例水準: the parts of the protected formula at the level until fiscal 2014."""
    return formula_step(
        "special_level", say("物価スライド特例水準", "Special level of the price slide"), pension,
        pension.special_level, say, (pension.protected_average_before, cohort.protected_before),
        (pension.protected_average_after, cohort.protected_after), SPECIAL_LEVEL,
        say("平成16年改正法附則第27条", "Act No. 104 of 2004 suppl. art. 27"),
        say.table("price_slide_special_factors", "特例水準の率"), (), cohort.special_factor,
    )  # fmt: skip


def formula_step(
    code: str, title: str, pension: CategoryPension, amount: int, say: Words,
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


def average_steps(pension: CategoryPension, cohort: Cohort, say: Words, protected: bool) -> tuple[Step, ...]:
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


def transitional_step(
    pension: CategoryPension, cohort: Cohort, say: Words, subtrahend_rounded: bool = False
) -> Step:
    """経過的加算: the flat-rate part less the basic pension of the same months."""
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
    if subtrahend_rounded:
        rounded = round_to_yen(cohort.full_amount * pension.months_20_60, cohort.enrolment_months)
        basic = f"({basic} = {say.yen(rounded)})"
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


def employees_adjustment_step(
    estimate: Estimate,
    say: Words,
    category: int,
    part_amount: int,
    addition_amount: int,
    change: int,
) -> Step:
    """Early or late receipt of one category; `part_amount` and `addition_amount` are what is reduced or increased."""
    start = estimate.employees_start
    part, addition = say.yen(part_amount), say.yen(addition_amount)
    if start > AGE_65:
        rate = (
            f"{percent(estimate.late_rate)} × {say.months(start - AGE_65)}"
            if estimate.late_rate
            else percent(estimate.whole_rate_employees)
        )
        return Step(
            "employees_late",
            say("繰下げでふえる額", "Increase by deferral"),
            change,
            "yen",
            f"({part} + {addition}) × {rate} = {say.yen(change)}",
            say("厚生年金保険法 第44条の3、施行令第3条の5の2", "EPI Act art. 44-3, Order art. 3-5-2"),
            adjustment_table(start, say),
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
        change,
        "yen",
        f"{reduced} = {say.yen(-change)}",
        say(
            "厚生年金保険法 附則第7条の3・第13条の4、施行令第6条の3・第8条の2の3",
            "EPI Act suppl. art. 7-3, 13-4, Order art. 6-3, 8-2-3",
        ),
        adjustment_table(start, say),
    )
