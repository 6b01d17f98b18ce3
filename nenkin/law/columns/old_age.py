"""The old-age pension explains itself: every field of `Estimate` and of the amounts of a category."""

from collections.abc import Callable
from datetime import date

from nenkin.law.career import CATEGORIES, FEMALE
from nenkin.law.columns.base import At, Input, Told, explains
from nenkin.law.columns.earnings import NO_MONTHS, transitional_told
from nenkin.law.columns.numbers import tables
from nenkin.law.employees_pension.category import CategoryPension, category_pension, no_pension
from nenkin.law.employees_pension.earnings import FAR, FIFTEENTHS
from nenkin.law.estimate import AGE_65, AGE_70, EmployeesAmounts, Estimate, start_of_category_1
from nenkin.law.national_pension.old_age_basic import MonthsByClass
from nenkin.law.reasons import COMPUTED, TEXT_EN, TEXT_JA
from nenkin.law.revisions import cut_after_leaving
from nenkin.law.words import (
    AGE,
    CATEGORY_NAMES,
    CODE,
    ENGLISH,
    JAPANESE,
    MONTH,
    MONTHS,
    MONTHS_24,
    PERCENT,
    YEN,
    percent,
)
from nenkin.law.working import (
    additional_step,
    adjustment_article,
    basic_step,
    credited_step,
    earnings_related_step,
    employees_adjustment_step,
    hundred,
)


def reason_words(reason: int, language: str) -> str:
    """Why there is no amount, in a sentence."""
    return (TEXT_JA if language == JAPANESE else TEXT_EN)[reason]


def amount(
    owner: type, field: str, japanese: str, english: str, unit: str, *articles: str
) -> Callable[[Callable[[At], Told]], Callable[[At], Told]]:
    """Register a figure that is not there where nothing was computed: it says why."""

    def register(function: Callable[[At], Told]) -> Callable[[At], Told]:
        @explains(owner, field, japanese, english, unit)
        def tell(at: At) -> Told:
            reason = at.subject.estimate.reason
            if reason != COMPUTED:
                words = reason_words(reason, JAPANESE), reason_words(reason, ENGLISH)
                return Told(at.is_zero(*words), at.say.law(*articles))
            return function(at)

        return tell

    return register


@explains(Estimate, "reason", "計算できたか", "Whether there is an amount", CODE)
def _reason(at: At) -> Told:
    articles = at.say.law("NP 26", "NP 28", "NP suppl 9-2", "EPI 42")
    if at.value == COMPUTED:
        return Told(at.say("計算できた", "computed"), articles)
    return Told(reason_words(at.value, at.language), articles)


@explains(Estimate, "age_zero", "年齢を数え始める月", "Month from which ages are counted", MONTH)
def _age_zero(at: At) -> Told:
    born = at.say.day(date.fromordinal(at.subject.career.birth_date))
    formula = at.say(
        f"{born}生まれ: 誕生日の前日に年をとるので、{at.quantity()}に年齢の月数を足す",
        f"born {born}: an age is attained on the day before the birthday, so months of age are added to {at.quantity()}",
    )
    return Told(formula, at.say.law("CIVIL 143"), "", (_birth(at),))


def _birth(at: At) -> Input:
    return at.given("生年月日(通日)", "date of birth (day number)", "record", at.subject.career.birth_date)


@explains(Estimate, "horizon", "いまの加入が続く終わり", "Where open coverage is taken to end", MONTH)
def _horizon(at: At) -> Told:
    start, until = at.say.month(at.subject.estimate.age_zero), at.say.age(at.subject.plan.until_age)
    formula = at.say(
        f"{start}に{until}を足した月: {at.quantity()}", f"{start} and {until} of age: {at.quantity()}"
    )
    return Told(formula, at.say.law("CIVIL 143", "EPI 14"), "", at.inputs("age_zero", "plan.until_age"))


@amount(Estimate, "coverage_end", "厚生年金の加入の終わり", "End of employees' coverage", MONTH, "EPI 14")
def _coverage_end(at: At) -> Told:
    article = at.say.law("EPI 14", "EPI 19")
    if at.value == 0:
        return Told(at.say("厚生年金の加入がない", "no employees' coverage"), article)
    formula = at.say(
        f"最後の加入が終わる月(続く見込みの月をふくむ): {at.quantity()}",
        f"the end of the last coverage, assumed months included: {at.quantity()}",
    )
    return Told(formula, article, "", at.inputs("horizon"))


@amount(Estimate, "categories", "厚生年金の種別", "Categories of employees' coverage", CODE, "EPI 2-5")
def _categories(at: At) -> Told:
    found = [CATEGORY_NAMES[at.language][category - 1] for category in CATEGORIES if at.value >> category & 1]
    words = at.say("、", ", ").join(found) or at.say("なし", "none")
    return Told(at.say(f"加入した種別: {words}", f"categories of the record: {words}"), at.say.law("EPI 2-5"))


def _register_start(field: str, japanese: str, english: str, *articles: str) -> None:
    @explains(Estimate, field, japanese, english, AGE)
    def tell(at: At) -> Told:
        formula = at.say(f"計算の前提: {at.quantity()}から", f"taken from the plan: {at.quantity()}")
        return Told(formula, at.say.law(*articles), "", at.inputs(f"plan.{field}"))


_register_start("basic_start", "老齢基礎年金の受け取り始め", "Start of the basic pension", "NP 26", "NP 28")
_register_start(
    "employees_start", "老齢厚生年金の受け取り始め", "Start of the employees' pension", "EPI 42", "EPI 44-3"
)


@explains(Estimate, "credited", "老齢基礎年金に反映される月数", "Credited months", MONTHS_24)
def _credited(at: At) -> Told:
    step = credited_step(at.subject.estimate, at.say)
    classes = at.inputs(*(f"months.by_class.{field}" for field in MonthsByClass._fields))
    inputs = (*(one for one in classes if one.value), *at.inputs("enrolment_months"))
    return Told(step.formula, step.article, step.table, inputs)


def _register_number(field: str, japanese: str, english: str, unit: str) -> None:
    """A number of the cohort that the estimate repeats."""

    @explains(Estimate, field, japanese, english, unit)
    def tell(at: At) -> Told:
        other = At(at.subject, at.language, f"cohort.{field}")
        return other.entry.explain(other)._replace(inputs=at.inputs(f"cohort.{field}"))


_register_number("enrolment_months", "加入可能月数", "Possible enrolment months", MONTHS)
_register_number("full_amount", "老齢基礎年金の満額", "Full amount of the basic pension", YEN)
_register_number("early_rate", "繰上げの減額率(1か月)", "Reduction rate a month", PERCENT)
_register_number("late_rate", "繰下げの増額率(1か月)", "Increase rate a month", PERCENT)


@amount(Estimate, "basic", "65歳からの老齢基礎年金", "Old-age basic pension at 65", YEN, "NP 27")
def _basic(at: At) -> Told:
    step = basic_step(at.subject.estimate, at.subject.cohort, at.say)
    step = step if step.code == "basic" else step.inner[0]
    inputs = at.inputs("full_amount", "credited", "enrolment_months")
    return Told(step.formula, step.article, tables(at, "full_amount", "enrolment_months"), inputs)


@amount(Estimate, "additional", "65歳からの付加年金", "Additional pension at 65", YEN, "NP 44")
def _additional(at: At) -> Told:
    step = additional_step(at.subject.estimate, at.subject.cohort, at.say)
    step = step if step.code == "additional" else step.inner[0]
    inputs = at.inputs("cohort.additional_benefit", "months.additional")
    return Told(step.formula, step.article, tables(at, "additional_benefit"), inputs)


def _register_wait(field: str, start: str, early: bool, japanese: str, english: str) -> None:
    """Months of early receipt or of deferral."""

    @amount(Estimate, field, japanese, english, MONTHS, "NP suppl 9-2" if early else "NP 28")
    def tell(at: At) -> Told:
        age = getattr(at.subject.plan, start)
        first, last = (AGE_65, age) if early else (age, AGE_65)
        article = at.say.law(*(("NP suppl 9-2", "NPO 12") if early else ("NP 28", "NPO 4-5")))
        inputs = at.inputs(f"plan.{start}")
        if at.value == 0:
            none = ("繰上げではない", "no early receipt") if early else ("繰下げではない", "no deferral")
            return Told(at.is_zero(*none), article, "", inputs)
        formula = f"{at.say.months(first)} − {at.say.months(last)} = {at.quantity()}"
        return Told(formula, article, "", inputs)


_register_wait(
    "basic_early_months",
    "basic_start",
    True,
    "老齢基礎年金の繰上げの月数",
    "Months of early receipt, basic pension",
)
_register_wait(
    "basic_late_months",
    "basic_start",
    False,
    "老齢基礎年金の繰下げの月数",
    "Months of deferral, basic pension",
)
_register_wait(
    "employees_early_months",
    "employees_start",
    True,
    "老齢厚生年金の繰上げの月数",
    "Months of early receipt, employees' pension",
)
_register_wait(
    "employees_late_months",
    "employees_start",
    False,
    "老齢厚生年金の繰下げの月数",
    "Months of deferral, employees' pension",
)


def _whole_rate_column(at: At, start: int) -> str:
    """The cohort's number that gives the whole rate, by the completed age at the claim."""
    return f"cohort.early_at_{start // 12}" if start < AGE_65 else f"cohort.late_at_{min(start // 12, 70)}"


def _register_whole_rate(field: str, start: str, japanese: str, english: str) -> None:
    @amount(Estimate, field, japanese, english, PERCENT, "NPO 12", "NPO 4-5")
    def tell(at: At) -> Told:
        age, article = getattr(at.subject.plan, start), at.say.law("NPO 12", "NPO 4-5")
        if at.value == 0:
            none = "昭和16年4月2日以後の生まれは月ごとの率", "a rate a month for births from 1941-04-02"
            if at.subject.cohort.early_rate == 0:
                none = "繰上げでも繰下げでもない", "neither early receipt nor deferral"
            return Told(at.is_zero(*none), article)
        column = _whole_rate_column(at, age)
        formula = at.say(
            f"{at.say.age(age)}の請求の率: {at.quantity()}",
            f"the rate of a claim at {at.say.age(age)}: {at.quantity()}",
        )
        return Told(formula, article, tables(at, column.partition(".")[2]), at.inputs(column))


_register_whole_rate(
    "whole_rate", "basic_start", "年齢別の率(老齢基礎年金)", "Whole rate by age, basic pension"
)
_register_whole_rate(
    "whole_rate_employees",
    "employees_start",
    "年齢別の率(老齢厚生年金)",
    "Whole rate by age, employees' pension",
)


def rate_inputs(at: At, start: int, whole: str) -> tuple[Input, ...]:
    """The rate and the months of early receipt or deferral."""
    found = at.subject.estimate
    early = start < AGE_65
    if not (found.early_rate if early else found.late_rate):
        return at.inputs(whole)
    kind = "basic" if whole == "whole_rate" else "employees"
    return at.inputs("early_rate" if early else "late_rate", f"{kind}_{'early' if early else 'late'}_months")


def rate_table(at: At, start: int, whole: int) -> str:
    """The row that gave the rate of early receipt or deferral."""
    early = start < AGE_65
    found = at.subject.estimate
    if whole and not (found.early_rate if early else found.late_rate):
        return tables(at, _whole_rate_column(at, start).partition(".")[2])
    return tables(at, "early_rate" if early else "late_rate")


def _change(at: At, field: str) -> Told:
    """What early or late receipt changes in a national pension."""
    found, start = at.subject.estimate, at.subject.plan.basic_start
    article = adjustment_article(start, at.say)
    if field == "additional":
        article = at.say.law("NP 46", "NP suppl 9-2")
    if at.value == 0:
        words = (
            ("65歳からの受け取りなので増減がない", "begins at 65: neither less nor more")
            if start == AGE_65
            else ("もとの額がないか、増減が1円にならない", "no amount to change, or less than a yen")
        )
        return Told(at.is_zero(*words), article, "", at.inputs(field))
    rate = found.early_rate if start < AGE_65 else found.late_rate
    months = at.say.months(abs(AGE_65 - start))
    how = f"{percent(rate)} × {months}" if rate else percent(found.whole_rate)
    product = f"{at.say.yen(getattr(found, field))} × {how} = {at.say.yen(abs(at.value))}"
    formula = product if at.value > 0 else f"−({product}) = {signed(at, at.value)}"
    inputs = (*at.inputs(field), *rate_inputs(at, start, "whole_rate"))
    return Told(formula, article, rate_table(at, start, found.whole_rate), inputs)


def signed(at: At, value: int) -> str:
    """An amount that may be below zero."""
    return f"−{at.say.yen(-value)}" if value < 0 else at.say.yen(value)


@amount(
    Estimate,
    "basic_adjustment",
    "老齢基礎年金の増減",
    "Change of the basic pension by early or late receipt",
    YEN,
    "NP 28",
)
def _basic_adjustment(at: At) -> Told:
    return _change(at, "basic")


@amount(
    Estimate,
    "additional_adjustment",
    "付加年金の増減",
    "Change of the additional pension by early or late receipt",
    YEN,
    "NP 46",
)
def _additional_adjustment(at: At) -> Told:
    return _change(at, "additional")


def _register_paid(field: str, japanese: str, english: str, *articles: str) -> None:
    @amount(Estimate, f"{field}_paid", japanese, english, YEN, *articles)
    def tell(at: At) -> Told:
        found = at.subject.estimate
        whole, change = getattr(found, field), getattr(found, f"{field}_adjustment")
        formula = total_formula(at, (whole, change), hundred(at.subject.cohort, at.say))
        inputs = at.inputs(field, f"{field}_adjustment")
        return Told(formula, at.say.law(*articles), "", inputs)


def total_formula(at: At, parts: tuple[int, ...], note: str = "") -> str:
    """A sum of amounts, what is below zero subtracted, and its result."""
    return f"{sum_words(at, parts)} = {signed(at, at.value)}{note}"


def sum_words(at: At, parts: tuple[int, ...]) -> str:
    """Amounts added up; nothing is said of those that are zero."""
    first, *others = [part for part in parts if part] or [0]
    words = signed(at, first)
    for part in others:
        words += f" + {at.say.yen(part)}" if part > 0 else f" − {at.say.yen(-part)}"
    return words


_register_paid(
    "basic", "受け取る老齢基礎年金", "Old-age basic pension paid", "NP 27", "NP 28", "NP suppl 9-2"
)
_register_paid("additional", "受け取る付加年金", "Additional pension paid", "NP 44", "NP 46")


# The pension before 65.


def _by_birth(at: At, until: int) -> tuple[int, str]:
    """The special start age of the person's sex and category by birth, on the months before `until`, and its column."""
    subject = at.subject
    women = subject.career.sex == FEMALE and at.category == 1
    field = "special_start_women" if women else "special_start_general"
    by_birth: int = getattr(subject.cohort, field)
    if at.category == 1:
        found = subject.estimate
        earlier = start_of_category_1(subject.career, subject.cohort, found.age_zero, found.horizon, until)
        if earlier < by_birth:
            return earlier, "special_start_class3"
    return by_birth, field


@amount(
    Estimate,
    "claim_special_age",
    "繰上げの請求で数える特別支給の開始年齢",
    "Special start age that counts at an early claim",
    AGE,
    "EPI suppl 13-4",
)
def _claim_special_age(at: At) -> Told:
    age, field = _by_birth(at, at.subject.estimate.age_zero + at.subject.plan.employees_start)
    article = at.say.law("EPI suppl 7-3", "EPI suppl 13-4", "EPIO 8-2-3")
    inputs = at.inputs(f"cohort.{field}", "plan.employees_start")
    if at.subject.plan.employees_start >= AGE_65:
        words = "繰上げではないので65歳", "no early receipt, so 65"
    elif at.value >= AGE_65:
        words = "65歳前に受け取る権利がないので65歳", "no right before 65, so 65"
    else:
        words = (
            f"生年月日の開始年齢{at.say.age(age)}と権利の月から{at.quantity()}",
            f"by birth {at.say.age(age)}, with the right {at.quantity()}",
        )
    return Told(at.say(*words), article, tables(at, field), inputs)


@amount(Estimate, "special_age", "特別支給の開始年齢", "Start age of the special pension", AGE, "EPI suppl 8")
def _special_age(at: At) -> Told:
    age, field = _by_birth(at, FAR)
    article = at.say.law("EPI suppl 8", "EPI suppl 8-2")
    inputs = at.inputs(
        f"cohort.{field}", "cohort.special_needs", "cohort.qualifying_needs", "months.qualifying"
    )
    if age >= AGE_65:
        words = "この生年月日では65歳前の支給がない", "none before 65 for this birth"
    elif at.value >= AGE_65:
        words = "65歳前に必要な加入月数に届かない", "the months needed are not reached before 65"
    elif at.value > age:
        words = (
            f"生年月日では{at.say.age(age)}、必要な月数に届くのは{at.quantity()}",
            f"by birth {at.say.age(age)}; the months needed are reached at {at.quantity()}",
        )
    else:
        words = f"生年月日により{at.quantity()}から", f"by birth from {at.quantity()}"
    return Told(at.say(*words), article, tables(at, field, "special_needs"), inputs)


@amount(Estimate, "special", "特別支給の報酬比例部分", "Earnings-related part before 65", YEN, "EPI suppl 8")
def _special(at: At) -> Told:
    found, plan, place = at.subject.estimate, at.subject.plan, at.category - 1
    age, at_65 = found.special_age[place], found.at_65[place]
    article = at.say.law("EPI suppl 8", "EPI suppl 9", "EPI 43(1)")
    inputs = at.inputs(f"special_age.{at.category}")
    if at_65.months_before + at_65.months_after == 0:
        return Told(at.is_zero(*NO_MONTHS), article, "", inputs)
    if age >= AGE_65 or plan.employees_start <= age:
        words = (
            ("65歳前の支給がない", "nothing before 65")
            if age >= AGE_65
            else ("繰上げの年金が先に始まる", "the early pension begins before it")
        )
        return Told(at.is_zero(*words), article, "", inputs)
    pension = pension_until(at, found.age_zero + age) if found.coverage_end > found.age_zero + age else at_65
    return _larger(at, pension, inputs, article)


def pension_until(at: At, until: int) -> CategoryPension:
    """The pension of the column's category on the months before `until`."""
    subject = at.subject
    found = subject.estimate
    if not found.categories >> at.category & 1:
        return no_pension()
    return category_pension(
        subject.career, subject.cohort, at.category, found.age_zero, found.horizon, until,
        subject.plan.subtrahend_rounded,
    )  # fmt: skip


def _larger(at: At, pension: CategoryPension, inputs: tuple[Input, ...], article: str) -> Told:
    """The earnings-related part of a pension: the larger of both formulas, rounded as the day asks."""
    step = earnings_related_step(pension, at.subject.cohort, at.say)
    formula, found = step.formula, at.subject.estimate
    if at.value != pension.earnings_related or hundred(at.subject.cohort, at.say):
        left = step.formula.rpartition(" = ")[0]
        formula = f"{left} = {at.quantity()}{hundred(at.subject.cohort, at.say)}"
        if at.value == pension.earnings_related:
            formula = f"{left} = {at.quantity()}"
    if pension == found.at_65[at.category - 1]:
        used = at.inputs(*(f"at_65.{at.category}.{field}" for field in ("current", "protected")))
    else:
        used = tuple(
            at.given(japanese, english, "law", value)
            for japanese, english, value in (
                ("本来水準", "current formula", pension.current),
                ("従前額保障", "protected amount", pension.protected),
            )
        )
    return Told(formula, article, tables(at, "current_before", "protected_revision"), (*inputs, *used))


# The amounts of one category at a moment.


def pension_of(at: At) -> CategoryPension:
    """The pension behind the amounts of at_start, from_65 or final."""
    found, plan, place = at.subject.estimate, at.subject.plan, at.category - 1
    start = found.age_zero + plan.employees_start
    at_65 = found.at_65[place]
    holder = at.path[0]
    if holder == "final" and found.coverage_end > found.age_zero + AGE_65:
        return pension_until(at, FAR)
    special = found.age_zero + found.claim_special_age[place]
    if holder == "at_start" and after_special(at) and found.coverage_end > special:
        age_70 = found.age_zero + AGE_70
        return pension_until(
            at, cut_after_leaving(at.subject.career, found.horizon, special, age_70, start + 1)
        )
    if holder == "at_start" and found.coverage_end > min(start, found.age_zero + AGE_65):
        return pension_until(at, start)
    return at_65


def after_special(at: At) -> bool:
    """Whether the early claim comes after the special pension of the category has begun."""
    start = at.subject.plan.employees_start
    return start < AGE_65 and start > at.subject.estimate.claim_special_age[at.category - 1]


def has_months(pension: CategoryPension) -> bool:
    """Whether the category has a month at all."""
    return pension.months_before + pension.months_after > 0


@amount(EmployeesAmounts, "earnings_related", "報酬比例部分", "Earnings-related part", YEN, "EPI 43")
def _earnings_related(at: At) -> Told:
    pension, article = pension_of(at), at.say.law("EPI 43", "H12 suppl 21")
    if not has_months(pension):
        return Told(at.is_zero(*NO_MONTHS), article)
    return _larger(at, pension, (), article)


@amount(EmployeesAmounts, "transitional", "経過的加算", "Transitional addition", YEN, "S60 suppl 59(2)")
def _transitional(at: At) -> Told:
    if after_special(at) and at.path[0] == "at_start":
        words = (
            "特別支給が始まったあとの繰上げでは65歳から",
            "claimed after the special pension has begun: from 65",
        )
        return Told(at.is_zero(*words), at.say.law("EPI suppl 13-4", "S60 suppl 59(2)"))
    pension = pension_of(at)
    counted = pension.counted_before + FIFTEENTHS * pension.months_after
    used = at.given("加入月数(15分の1か月)", "months in 15ths", "record", counted)
    return transitional_told(at, pension, (used,))


@amount(
    EmployeesAmounts, "adjustment", "繰上げ・繰下げの増減", "Change by early or late receipt", YEN, "EPI 44-3"
)
def _adjustment(at: At) -> Told:
    found, start, place = at.subject.estimate, at.subject.plan.employees_start, at.category - 1
    if at.value == 0 or (at.path[0] == "from_65" and start >= AGE_65):
        return _no_adjustment(at, start)
    base = found.at_65[place] if start > AGE_65 else found.at_start[place]
    step = employees_adjustment_step(
        found, at.say, at.category, base.earnings_related, base.transitional, at.value
    )
    formula = step.formula
    if at.value < 0:
        formula = f"−({formula}) = {signed(at, at.value)}"
    prefix = f"at_65.{at.category}" if start > AGE_65 else f"at_start.{at.category}"
    inputs = at.inputs(
        f"{prefix}.earnings_related", f"{prefix}.transitional", f"claim_special_age.{at.category}"
    )
    inputs = (*inputs, *rate_inputs(at, start, "whole_rate_employees"))
    return Told(formula, step.article, rate_table(at, start, found.whole_rate_employees), inputs)


def _no_adjustment(at: At, start: int) -> Told:
    if start == AGE_65 or (at.path[0] == "from_65" and start > AGE_65):
        words = "65歳からの額なので増減がない", "the amount from 65: neither less nor more"
    elif after_special(at):
        words = (
            "特別支給が始まったあとの繰上げでは減額されない",
            "claimed after the special pension has begun: nothing is reduced",
        )
    else:
        words = "もとの額がないか、増減が1円にならない", "no amount to change, or less than a yen"
    return Told(at.is_zero(*words), at.say.law("EPI 44-3", "EPI suppl 7-3"))


@amount(EmployeesAmounts, "total", "老齢厚生年金", "Old-age employees' pension", YEN, "EPI 42")
def _total(at: At) -> Told:
    own = at.owner
    parts = own.earnings_related, own.transitional, own.adjustment
    formula = total_formula(at, parts, hundred(at.subject.cohort, at.say))
    return Told(
        formula,
        at.say.law("EPI 42", "EPI 43", "EPI 35(1)"),
        "",
        at.beside("earnings_related", "transitional", "adjustment"),
    )


# Totals.


@amount(Estimate, "special_total", "65歳までの1年の合計", "Total a year before 65", YEN, "EPI suppl 8")
def _special_total(at: At) -> Told:
    columns = [f"special.{category}" for category in CATEGORIES]
    formula = total_formula(at, at.subject.estimate.special)
    return Told(formula, at.say.law("EPI suppl 8"), "", at.inputs(*columns))


def _register_total(field: str, holder: str, japanese: str, english: str) -> None:
    @amount(Estimate, field, japanese, english, YEN, "NP 15", "EPI 32")
    def tell(at: At) -> Told:
        columns = [f"{holder}.{category}.total" for category in CATEGORIES]
        return _sum_of(at, ["basic_paid", "additional_paid", *columns])


def _sum_of(at: At, columns: list[str]) -> Told:
    """A total of other columns; those without an amount are left out."""
    found = at.inputs(*columns)
    formula = total_formula(at, tuple(one.value for one in found))
    return Told(formula, at.say.law("NP 15", "EPI 32"), "", tuple(one for one in found if one.value))


@amount(
    Estimate,
    "total_from_65",
    "65歳からの1年の合計(受け取り始めていない年金を除く)",
    "Total a year from 65, nothing of a pension that waits",
    YEN,
    "NP 15",
    "EPI 32",
)
def _total_from_65(at: At) -> Told:
    plan, columns = at.subject.plan, list[str]()
    if plan.basic_start <= AGE_65:
        columns += ["basic_paid", "additional_paid"]
    if plan.employees_start <= AGE_65:
        columns += [f"from_65.{category}.total" for category in CATEGORIES]
    if not columns:
        words = "どちらの年金も65歳より後に始まる", "both pensions begin after 65"
        return Told(
            at.is_zero(*words),
            at.say.law("NP 28", "EPI 44-3"),
            "",
            at.inputs("plan.basic_start", "plan.employees_start"),
        )
    return _sum_of(at, columns)


_register_total(
    "start_total", "at_start", "両方が始まったときの1年の合計", "Total a year when both pensions have begun"
)
_register_total("final_total", "final", "すべての加入を入れた1年の合計", "Total a year with every month")
