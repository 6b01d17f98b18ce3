"""What is paid in a month of a life explains itself: revisions, in-work suspension, additions."""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from nenkin.law.adjustment.dependants import children_counted, transfer_addition_from
from nenkin.law.adjustment.in_work import NO_SUSPENSION, ONE_RULE, UNDER_65_BEFORE_2022
from nenkin.law.calendar import fiscal_year
from nenkin.law.columns.base import At, Input, Subject, Told, explains, states
from nenkin.law.columns.numbers import tables
from nenkin.law.columns.old_age import sum_words, total_formula
from nenkin.law.employees_pension.category import CategoryPension
from nenkin.law.employees_pension.earnings import FAR, FIFTEENTHS
from nenkin.law.employees_pension.special_old_age import middle_age_counted
from nenkin.law.estimate import AGE_65
from nenkin.law.lifetime import (
    ADDITION_MONTHS,
    LONGEST_WAIT,
    Amounts,
    Counted,
    Family,
    Life,
    LifeRules,
    bonuses_before,
    counted_at,
    flat_part_of,
    life_of,
    months_for_addition,
    nobody,
    nothing_counted,
    pay_of_month,
    rule_of_month,
    suspension_of,
)
from nenkin.law.rounding import round_yearly
from nenkin.law.tables import for_birth, in_force
from nenkin.law.words import MONTH, YEN, number, percent, ratio
from nenkin.law.working import hundred

WHOLE_RULE_ENDS = date(2022, 3, 31)


class Part(NamedTuple):
    """One category in a month, as `amounts_at` counts it; yen a year."""

    category: int
    pension: CategoryPension
    part: int
    flat: int
    transitional: int
    adjustment: int
    counts: int  # what in-work suspension looks at


class Month(NamedTuple):
    """Everything behind the amounts of the asked span, in its first month."""

    month: int
    rules: LifeRules
    family: Family
    life: Life
    counted: Counted
    parts: tuple[Part, ...]


def month_of(at: At) -> Month:
    """The month a column of `Amounts` is of."""
    subject = at.subject
    if subject.rules is None or subject.amounts is None:
        raise LookupError(f"{at.column}: the rules of the life are needed to explain it")
    career, cohort, plan = subject.career, subject.cohort, subject.plan
    life = life_of(career, cohort, plan, subject.rules, subject.estimate)
    month = subject.amounts.month
    counted = subject.counted or counted_at(career, cohort, plan, life, month, nothing_counted())
    parts = parts_of(subject, subject.rules, life, counted, month)
    return Month(month, subject.rules, subject.family or nobody(), life, counted, parts)


def parts_of(
    subject: Subject, rules: LifeRules, life: Life, counted: Counted, month: int
) -> tuple[Part, ...]:
    """The categories with a right in a month."""
    from_65, claimed = month > life.age_65, month >= life.employees_from
    found = []
    for place, pension in enumerate(counted.pensions):
        cut = counted.cut if place else counted.first_cut
        if cut == 0 or pension.months_before + pension.months_after == 0:
            continue
        flat = transitional = adjustment = 0
        if from_65:
            transitional = pension.transitional
            adjustment = life.increases[place] - life.reductions[place]
        elif claimed and life.estimate.claim_special_age[place] >= subject.plan.employees_start:
            transitional = pension.transitional
            adjustment = -life.reductions[place]
        elif not claimed:
            flat = flat_part_of(subject.career, subject.cohort, rules, life, pension, place + 1, cut, month)
        counts = pension.earnings_related + flat - life.part_reductions[place]
        found.append(
            Part(place + 1, pension, pension.earnings_related, flat, transitional, adjustment, counts)
        )
    return tuple(found)


def not_yet(at: At, begins: int) -> str:
    """The words for what has not begun in a month."""
    return at.is_zero(f"{at.say.month(begins)}から", f"begins in {at.say.month(begins)}")


states(
    Amounts, "month", "この額の最初の月", "First month of the amount", MONTH,
    ("{value}から、この額が支給される", "paid at this rate from {value}"), ("NP 18(1)", "EPI 36(1)"),
)  # fmt: skip
states(
    Amounts, "until", "額が変わる月", "Month in which the amount changes", MONTH,
    ("{value}に額が変わる(または記録の終わり)", "the amount changes in {value}, or the life shown ends"), ("NP 18(1)", "EPI 36(1)", "EPI 43(2)"),
)  # fmt: skip


@explains(Amounts, "basic", "老齢基礎年金", "Old-age basic pension", YEN)
def _basic(at: At) -> Told:
    return _national(at, "basic_paid", "NP 27", "NP 18(1)")


@explains(Amounts, "additional", "付加年金", "Additional pension", YEN)
def _additional(at: At) -> Told:
    return _national(at, "additional_paid", "NP 44", "NP 18(1)")


def _national(at: At, column: str, *articles: str) -> Told:
    here = month_of(at)
    paid = at.input(column)
    formula = f"{at.say.yen(paid.value)} = {at.quantity()}"
    if here.month < here.life.basic_from:
        formula = not_yet(at, here.life.basic_from)
    return Told(formula, at.say.law(*articles), "", (paid,))


def _of_categories(at: At, field: str) -> tuple[int, ...]:
    return tuple(getattr(part, field) for part in month_of(at).parts)


def _no_right(at: At) -> str:
    return at.is_zero("この月に受け取る権利がない", "no right in this month")


@explains(Amounts, "earnings_related", "報酬比例部分", "Earnings-related part", YEN)
def _earnings_related(at: At) -> Told:
    here, article = month_of(at), at.say.law("EPI 43", "EPI 43(2)", "EPI 43(3)")
    if not here.parts:
        return Told(_no_right(at), article)
    inputs = _pension_inputs(at, here, "earnings_related")
    return Told(
        total_formula(at, tuple(part.part for part in here.parts)),
        article,
        tables(at, "current_before", "protected_revision"),
        inputs,
    )


def _pension_inputs(at: At, here: Month, field: str) -> tuple[Input, ...]:
    """The counted pensions as inputs: columns where the subject has them."""
    if at.subject.counted is not None:
        return at.inputs(*(f"counted.pensions.{part.category}.{field}" for part in here.parts))
    return tuple(
        at.given("種別ごとの額", "amount of a category", "law", getattr(part.pension, field))
        for part in here.parts
    )


@explains(Amounts, "flat_rate", "定額部分", "Flat-rate part", YEN)
def _flat_rate(at: At) -> Told:
    here, cohort = month_of(at), at.subject.cohort
    article = at.say.law("EPI suppl 9-2", "EPI suppl 9-3", "H6 suppl 19")
    found = [part for part in here.parts if part.flat]
    if not found:
        words = "65歳前の定額部分の権利がない", "no right to a flat-rate part in this month"
        return Told(at.is_zero(*words), article)
    cap = here.rules.flat_cap
    products = []
    for part in found:
        counted = _flat_months(at, here, part)
        unit = f"{number(Fraction(cohort.unit_thousandths, 1000))}"
        months = at.say.months(min(counted, Fraction(cap)))
        products.append(f"{at.say(f'{unit}円', f'{unit} yen')} × {ratio(cohort.flat_multiplier)} × {months}")
    inputs = at.inputs(
        "cohort.unit_thousandths", "cohort.flat_multiplier", "rules.flat_cap", "cohort.middle_age_needs"
    )
    return Told(
        joined(at, products, [part.flat for part in found]), article,
        tables(at, "unit_thousandths", "flat_multiplier"), inputs,
    )  # fmt: skip


def _flat_months(at: At, here: Month, part: Part) -> Fraction:
    """The months of the flat-rate part: by the 中高齢の特例 at least 240 in category 1."""
    counted = Fraction(part.pension.counted_before, FIFTEENTHS) + part.pension.months_after
    needed, found = at.subject.cohort.middle_age_needs, at.subject.estimate
    if part.category == 1 and needed:
        cut = here.counted.first_cut
        special = middle_age_counted(at.subject.career, found.age_zero, found.horizon, cut)
        if special >= FIFTEENTHS * needed:
            return max(counted, Fraction(ADDITION_MONTHS))
    return counted


def joined(at: At, products: list[str], values: list[int], note: str = "") -> str:
    """One product with its result, or several, each with its own, and their sum."""
    if len(products) == 1:
        return f"{products[0]} = {at.quantity()}{note}"
    terms = [
        f"({product} = {at.say.yen(value)}{note})" for product, value in zip(products, values, strict=True)
    ]
    return f"{' + '.join(terms)} = {at.quantity()}"


@explains(Amounts, "transitional", "経過的加算", "Transitional addition", YEN)
def _transitional(at: At) -> Told:
    here, article = month_of(at), at.say.law("S60 suppl 59(2)")
    parts = [part for part in here.parts if part.transitional]
    if not parts:
        words = (
            "65歳からの年金の権利がないか、引く額のほうが多い",
            "no right to it yet, or not more than what is taken off",
        )
        return Told(at.is_zero(*words), article)
    formula = total_formula(at, tuple(part.transitional for part in parts))
    used = "unit_thousandths", "flat_multiplier", "month_cap", "full_amount"
    return Told(formula, article, tables(at, *used), _pension_inputs(at, here, "transitional"))


@explains(Amounts, "adjustment", "繰上げ・繰下げの増減", "Change by early or late receipt", YEN)
def _adjustment(at: At) -> Told:
    here, start = month_of(at), at.subject.plan.employees_start
    article = at.say.law("EPI 44-3", "EPIO 3-5-2", "EPI suppl 7-3", "EPIO 6-3")
    parts = [part for part in here.parts if part.adjustment]
    if not parts:
        words = "この月の額に増減がない", "neither less nor more in this month"
        return Told(at.is_zero(*words), article, "", at.inputs("plan.employees_start"))
    if start > AGE_65:
        return _increase(at, here, parts, article)
    columns = [f"at_start.{part.category}.adjustment" for part in parts]
    formula = total_formula(at, tuple(part.adjustment for part in parts))
    return Told(formula, article, tables(at, "early_rate"), at.inputs(*columns, "early_rate"))


def _increase(at: At, here: Month, parts: list[Part], article: str) -> Told:
    """Deferral: what was earned before 65, less what work would have stopped, × rate × months."""
    found, cohort, say = at.subject.estimate, at.subject.cohort, at.say
    months = min(at.subject.plan.employees_start - AGE_65, LONGEST_WAIT)
    products, columns = [], []
    for part in parts:
        base = found.at_65[part.category - 1]
        rate = payment_rate(at, here, part.category)
        kept = f" × ({rate.numerator:,} ÷ {rate.denominator:,})" if rate != 1 else ""
        whole = f"{say.yen(base.earnings_related)}{kept} + {say.yen(base.transitional)}"
        how = (
            f"{percent(cohort.late_rate)} × {say.months(months)}"
            if cohort.late_rate
            else percent(found.whole_rate_employees)
        )
        products.append(f"({whole}) × {how}")
        columns += [f"at_65.{part.category}.earnings_related", f"at_65.{part.category}.transitional"]
    formula = joined(at, products, [part.adjustment for part in parts])
    rate_column = "late_rate" if cohort.late_rate else "whole_rate_employees"
    return Told(
        formula, article, tables(at, "late_rate"), at.inputs(*columns, rate_column, "plan.employees_start")
    )


def payment_rate(at: At, here: Month, category: int) -> Fraction:
    """平均支給率 of a category: what the waiting months would have been paid, as in `deferral`."""
    subject, found = at.subject, at.subject.estimate
    base = found.at_65[category - 1].earnings_related
    months = min(subject.plan.employees_start - AGE_65, LONGEST_WAIT)
    if base == 0 or months == 0 or subject.cohort.late_rate == 0:
        return Fraction(1)
    at_65 = found.at_65
    parts = (
        at_65[0].earnings_related,
        at_65[1].earnings_related,
        at_65[2].earnings_related,
        at_65[3].earnings_related,
    )
    last, stopped = found.age_zero + subject.plan.employees_start, 0
    for month in range(last - months + 1, min(last + 1, found.coverage_end)):
        stops = suspension_of(subject.career, here.rules, found.horizon, here.life.age_65, month, parts)
        stopped += min(stops[category - 1].stop, base)
    return 1 - Fraction(stopped, months * base)


# In-work suspension.


@explains(Amounts, "suspended", "働いているために止まる額", "In-work suspension", YEN)
def _suspended(at: At) -> Told:
    here, subject, say = month_of(at), at.subject, at.say
    young = rule_of_month(here.rules, here.month, here.life.age_65).kind == UNDER_65_BEFORE_2022
    articles = ["EPI suppl 11(1)" if young else "EPI 46(1)"]
    article = say.law(*articles, "EPI 78-29") if len(here.parts) > 1 else say.law(*articles)
    horizon = subject.estimate.horizon
    pay = pay_of_month(subject.career, horizon, here.month)
    total = sum(part.counts for part in here.parts)
    if pay == 0:
        words = (
            "この月に厚生年金の加入がない(または加入した月)",
            "no employees' coverage in this month, or its first month",
        )
        return Told(at.is_zero(*words), article)
    if total == 0:
        return Told(_no_right(at), article)
    bonuses = bonuses_before(subject.career, horizon, here.month)
    rule = rule_of_month(here.rules, here.month, here.life.age_65)
    inputs = (
        at.given("止まる対象の年金(年額)", "pension that counts, a year", "law", total),
        at.given("標準報酬月額", "standard monthly remuneration", "record", pay),
        at.given("1年間の標準賞与額", "standard bonuses of twelve months", "record", bonuses),
        at.given("支給停止調整額", "threshold", "law", rule.threshold),
    )
    table = _threshold_row(at, here)
    if at.value == 0:
        month = say.yen(a_twelfth(12 * pay + bonuses + total))
        limit = rule.threshold if rule.kind == ONE_RULE else rule.start_figure
        formula = at.is_zero(
            f"年金と報酬の月額の合計{month}は{say.yen(limit)}をこえない",
            f"pension and pay of a month together, {month}, do not exceed {say.yen(limit)}",
        )
        return Told(formula, article, table, inputs)
    twice = _twice(at, here, total, pay, bonuses)
    parts = [part for part in here.parts if part.counts > 0]
    stops = suspension_of(subject.career, here.rules, horizon, here.life.age_65, here.month, _four(here))
    products = []
    for part in parts:
        share = f" × {say.yen(part.counts)} ÷ {say.yen(total)}" if len(parts) > 1 else ""
        stop = f"({twice}) ÷ 2{share}"
        if stops[part.category - 1].whole:
            stop = say(
                f"{stop}と{say.yen(part.counts)}の少ないほう",
                f"the smaller of {stop} and {say.yen(part.counts)}",
            )
        products.append(stop)
    formula = joined(at, products, [stops[part.category - 1].stop for part in parts])
    return Told(formula, article, table, inputs)


def a_twelfth(yearly: int) -> int:
    """A twelfth, cut to the yen: for display only."""
    return yearly // 12


def _four(here: Month) -> tuple[int, int, int, int]:
    counts = {part.category: part.counts for part in here.parts}
    return counts.get(1, 0), counts.get(2, 0), counts.get(3, 0), counts.get(4, 0)


def _twice(at: At, here: Month, total: int, pay: int, bonuses: int) -> str:
    """Twice the stop of a year: 年金 + 報酬 × 12 + 賞与 − 調整額 × 12, or the five cases under 65 until 2022-03."""
    say, rule = at.say, rule_of_month(here.rules, here.month, here.life.age_65)
    earned = f"{say.yen(pay)} × 12 + {say.yen(bonuses)}"
    if rule.kind == ONE_RULE:
        return f"{say.yen(total)} + {earned} − {say.yen(rule.threshold)} × 12"
    change = f"{say.yen(rule.threshold)} × 12"
    beyond = 12 * pay + bonuses > 12 * rule.threshold
    words = change if beyond else earned
    if total <= 12 * rule.start_figure:
        words += f" + {say.yen(total)} − {say.yen(rule.start_figure)} × 12"
    return f"{words} + ({earned} − {change}) × 2" if beyond else words


def _threshold_row(at: At, here: Month) -> str:
    """The row of the threshold in force in the month, or of the last year known."""
    year = min(fiscal_year(here.month), at.subject.cohort.fiscal_year)
    day = date(year, 4, 1)
    rule = rule_of_month(here.rules, here.month, here.life.age_65)
    if rule.kind == NO_SUSPENSION:
        return ""
    group = "all" if day > WHOLE_RULE_ENDS else "65_and_over" if rule.kind == ONE_RULE else "under_65"
    name = "work_income_suspension_thresholds"
    return at.say.row(name, in_force(name, day, age_group=group))


# Additions.


def _addition_months(at: At, here: Month) -> int:
    cut = max(here.counted.first_cut, here.counted.cut)
    return months_for_addition(at.subject.career, at.subject.cohort, here.life, cut)


def _right_month(here: Month) -> int:
    """The first month that can carry the addition."""
    return (
        max(here.life.age_65 + 1, here.life.employees_from) if here.month > here.life.age_65 else here.month
    )


def _is_whole_stop(at: At, here: Month) -> bool:
    amounts = at.subject.amounts
    total = sum(part.counts for part in here.parts)
    return amounts is not None and amounts.suspended > 0 and amounts.suspended >= total


def _why_no_addition(at: At, here: Month, needed: int) -> str:
    months = _addition_months(at, here)
    flat = any(part.flat for part in here.parts)
    if not ((here.month > here.life.age_65 and here.month >= here.life.employees_from) or flat):
        return at.is_zero(
            "65歳からの老齢厚生年金(または定額部分)がまだ始まらない",
            "neither the pension from 65 nor a flat-rate part is paid yet",
        )
    if months < needed:
        return at.is_zero(
            f"厚生年金の加入が{months}か月で、{needed}か月に足りない",
            f"{months} months of employees' coverage, {needed} are needed",
        )
    if _is_whole_stop(at, here):
        return at.is_zero(
            "年金の全額が止まっているあいだは支給されない", "not paid while the whole pension is suspended"
        )
    return at.is_zero("対象になる家族がいない", "nobody in the family for whom it is paid")


def _addition_inputs(at: At, here: Month, *columns: str) -> tuple[Input, ...]:
    months = at.given("加算を見る加入月数", "months for the addition", "record", _addition_months(at, here))
    return (*at.inputs(*columns), months)


@explains(Amounts, "spouse_addition", "配偶者の加給年金", "Spouse's addition", YEN)
def _spouse_addition(at: At) -> Told:
    here, article = month_of(at), at.say.law("EPI 44", "EPI 46(6)", "S60 suppl 60(2)")
    rule = here.rules.addition
    inputs = _addition_inputs(
        at, here, "rules.addition.spouse", "rules.addition.special", "rules.addition.months_for_spouse"
    )
    if at.value:
        return Told(total_formula(at, (rule.spouse, rule.special)), article, _addition_table(at), inputs)
    return Told(_why_no_addition(at, here, rule.months_for_spouse), article, "", inputs)


def _addition_table(at: At) -> str:
    at_rule = At(at.subject, at.language, "rules.addition.spouse")
    return at_rule.entry.explain(at_rule).table


@explains(Amounts, "child_addition", "子の加給年金", "Children's addition", YEN)
def _child_addition(at: At) -> Told:
    here, article = month_of(at), at.say.law("EPI 44(2)")
    rule, family = here.rules.addition, here.family
    inputs = _addition_inputs(
        at, here, "rules.addition.child", "rules.addition.later_child", "rules.addition.months_for_child"
    )
    if not at.value:
        return Told(_why_no_addition(at, here, rule.months_for_child), article, "", inputs)
    count = children_counted(family.child_from, family.child_until, _right_month(here), here.month)
    words = f"{at.say.yen(rule.child)} × {min(count, 2)}"
    if count > 2:
        words += f" + {at.say.yen(rule.later_child)} × {count - 2}"
    children = at.given("数える子の人数", "children who count", "family", count)
    return Told(f"{words} = {at.quantity()}", article, _addition_table(at), (*inputs, children))


@explains(Amounts, "transfer_addition", "振替加算", "Transfer addition", YEN)
def _transfer_addition(at: At) -> Told:
    here, article = month_of(at), at.say.law("S60 suppl 14")
    inputs = at.inputs("rules.transfer")
    if at.value:
        born = date.fromordinal(at.subject.career.birth_date)
        table = at.say.row("transfer_addition_rates", for_birth("transfer_addition_rates", born))
        return Told(f"{at.say.yen(here.rules.transfer)} = {at.quantity()}", article, table, inputs)
    starts = transfer_addition_from(here.life.age_65, here.life.basic_from - 1, here.family.partner_right)
    if here.rules.transfer == 0:
        words = "この生年月日にはない", "none for this date of birth"
    elif starts >= FAR:
        words = "配偶者に加算のもとになる年金がない", "no partner with a pension on 240 months"
    elif here.month < starts:
        words = f"{at.say.month(starts)}から", f"begins in {at.say.month(starts)}"
    else:
        words = (
            f"自分の厚生年金が{ADDITION_MONTHS}か月以上ある",
            f"the own employees' coverage reaches {ADDITION_MONTHS} months",
        )
    return Told(at.is_zero(*words), article, "", inputs)


@explains(Amounts, "total", "1年あたりの合計", "Total at a yearly rate", YEN)
def _total(at: At) -> Told:
    own = at.owner
    used = tuple(one for one in at.beside(*Amounts._fields[2:-1]) if one.value)
    employees = own.earnings_related, own.flat_rate, own.transitional, own.adjustment
    additions = own.spouse_addition, own.child_addition, own.transfer_addition
    formula = total_formula(at, (own.basic, own.additional, *employees, *additions, -own.suspended))
    if hundred(at.subject.cohort, at.say) and any(employees):
        formula = _in_hundreds(at, (own.basic, own.additional, *additions, -own.suspended))
    return Told(formula, at.say.law("NP 18", "EPI 36", "EPI 46"), "", used)


def _in_hundreds(at: At, others: tuple[int, ...]) -> str:
    """Until 2015-09 the pension of each category was rounded to 100 yen before it was added."""
    say, cohort, rounded = at.say, at.subject.cohort, []
    for part in month_of(at).parts:
        amounts = part.part, part.flat, part.transitional, part.adjustment
        whole = sum_words(at, amounts)
        result = round_yearly(sum(amounts), 1, cohort.yearly_unit)
        rounded.append(f"({whole} = {say.yen(result)}{hundred(cohort, say)})")
    rest = "".join(f" {'+' if value > 0 else '−'} {say.yen(abs(value))}" for value in others if value)
    return f"{' + '.join(rounded)}{rest} = {at.quantity()}"


# The months that count.


def _register_cut(field: str, japanese: str, english: str) -> None:
    @explains(Counted, field, japanese, english, MONTH)
    def tell(at: At) -> Told:
        words = (
            (
                f"{at.quantity()}の前の月までが年金額に入る",
                f"the months before {at.quantity()} count in the amount",
            )
            if at.value > 0
            else ("まだ権利がない", "no right yet")
        )
        return Told(at.say(*words), at.say.law("EPI 43(2)", "EPI 43(3)"))


_register_cut("first_cut", "年金額に入らない最初の月(第1号)", "First month that does not count, category 1")
_register_cut(
    "cut", "年金額に入らない最初の月(第2号から第4号)", "First month that does not count, categories 2 to 4"
)
