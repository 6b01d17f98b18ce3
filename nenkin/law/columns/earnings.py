"""The employees' pension explains itself: months, revalued pay, averages, both formulas, the transitional addition."""

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from nenkin.law.calendar import months_within
from nenkin.law.career import CATEGORIES, CATEGORY_OF_KIND, MINER, SEAMAN, Career
from nenkin.law.columns.base import At, Told, explains
from nenkin.law.columns.numbers import tables
from nenkin.law.employees_pension.category import CategoryPension
from nenkin.law.employees_pension.combined import FIXED, CombinedRecord, Multipliers, multipliers_of
from nenkin.law.employees_pension.earnings import (
    FAR,
    FIFTEENTHS,
    FIRST_RATE_MONTH,
    FLOOR,
    FLOOR_ENDS,
    FLOOR_SEAMAN,
    MULTIPLIED_LESS_UNTIL,
    MULTIPLIED_UNTIL,
    PROTECTED,
    RATES,
    RATES_MUTUAL_AID,
    RATES_SEAMAN,
    TOTAL_REMUNERATION,
    Earnings,
    average_begins,
    earnings,
    rate_row,
)
from nenkin.law.estimate import AGE_65
from nenkin.law.national_pension.month_status import BASIC_PENSION_BEGINS, goes_on
from nenkin.law.tables import rows
from nenkin.law.words import EXACT_YEN, FLAG, MONTHS, MONTHS_15, YEN, YEN_MONTH, per_mille, ratio
from nenkin.law.working import (
    Step,
    average_steps,
    earnings_related_step,
    special_level_step,
    transitional_step,
)

AGE_20, AGE_60, AGE_70 = 240, 720, 840


class Window(NamedTuple):
    """Which months of which categories a pension rests on."""

    categories: tuple[int, ...]
    horizon: int
    until: int


class Term(NamedTuple):
    """Months with one pay and one rate, or bonuses: how often they come."""

    amount: int  # thousand yen
    rate: int  # thousandths
    times: int
    bonus: bool


def window_of(at: At) -> Window:
    """The months behind the pension that a column belongs to."""
    found = at.subject.estimate
    if at.root == "disability":
        return Window(CATEGORIES, *event_window(at, at.subject.disability_event, "recognition"))
    if at.root == "survivors":
        return Window(CATEGORIES, *event_window(at, at.subject.death, "death"))
    until = found.age_zero + AGE_65
    if at.root == "counted" and at.subject.counted is not None:
        until = at.subject.counted.first_cut if at.category == 1 else at.subject.counted.cut
    return Window((at.category,), found.horizon, until)


def event_window(at: At, event: Any, day: str) -> tuple[int, int]:
    """Horizon and end of the months that count for a disability or a death, as in nenkin/law/benefits.py."""
    happened = date.fromordinal(getattr(event, day) + (1 if day == "death" else 0))
    month = happened.year * 12 + happened.month - 1
    until = month if day == "death" else month + 1
    return min(until, at.subject.estimate.age_zero + AGE_70), until


def sums_of(at: At) -> Earnings:
    """Months and sums of the pension's categories together."""
    window = window_of(at)
    found = [
        earnings(
            at.subject.career,
            at.subject.cohort.rates,
            category,
            at.subject.estimate.age_zero,
            window.horizon,
            window.until,
        )
        for category in window.categories
    ]
    return Earnings._make(sum(part) for part in zip(*found, strict=True))


def spells_of(career: Career, window: Window) -> Iterable[tuple[int, int, int, int]]:
    """Kind, pay and months [start, end) of the coverage that counts, open spells going on."""
    for kind, pay, start, known in zip(
        career.coverage_kind, career.coverage_pay, career.coverage_start, career.coverage_end, strict=True
    ):
        end = min(goes_on(known, career.record_end, window.horizon), window.until)
        if CATEGORY_OF_KIND[kind] in window.categories and end > start:
            yield kind, pay, start, end


def pay_terms(at: At, before: bool, protected: bool) -> list[Term]:
    """Pay × revaluation rate of one era, month by month, put together where both stay the same."""
    career, window, found = at.subject.career, window_of(at), list[Term]()
    begins = {
        category: average_begins(career, category, window.horizon, window.until)
        for category in window.categories
    }
    for kind, pay, start, end in spells_of(career, window):
        row = rate_row(kind) if before else RATES
        running = at.subject.cohort.rates[row + (PROTECTED if protected else 0)]
        first = (
            max(start, begins[CATEGORY_OF_KIND[kind]], FIRST_RATE_MONTH)
            if before
            else max(start, TOTAL_REMUNERATION)
        )
        floor = FLOOR_SEAMAN if kind == SEAMAN else FLOOR
        for month in range(first, min(end, TOTAL_REMUNERATION) if before else end):
            place = month - FIRST_RATE_MONTH
            counted = max(pay, floor) if before and month < FLOOR_ENDS else pay
            found.append(Term(counted, running[place + 1] - running[place], 1, False))
    return found + ([] if before else bonus_terms(at, window, protected))


def bonus_terms(at: At, window: Window, protected: bool) -> list[Term]:
    """Bonus × revaluation rate; those of the record's last year repeat while the present work goes on."""
    career = at.subject.career
    running = at.subject.cohort.rates[RATES + (PROTECTED if protected else 0)]
    last, found = min(window.horizon, window.until), list[Term]()
    for month, amount, kind in zip(career.bonus_month, career.bonus_amount, career.bonus_kind, strict=True):
        category = CATEGORY_OF_KIND[kind]
        if month >= window.until or category not in window.categories:
            continue
        months = [month]
        open_kind = _open_kind(career, category, window)
        if open_kind == kind and last > career.record_end and month >= career.record_end - 12:
            months += range(month + 12, last, 12)
        for paid in months:
            place = paid - FIRST_RATE_MONTH
            found.append(Term(amount, running[place + 1] - running[place], 1, True))
    return found


def _open_kind(career: Career, category: int, window: Window) -> int:
    """The kind of the category's coverage that is open at the end of the record; 0: none."""
    kinds = [
        kind
        for kind, end in zip(career.coverage_kind, career.coverage_end, strict=True)
        if CATEGORY_OF_KIND[kind] == category and end == career.record_end
    ]
    return kinds[-1] if kinds else 0


def sum_formula(at: At, terms: list[Term]) -> str:
    """The terms put together by amount and rate, and their sum."""
    times: dict[tuple[int, int, bool], int] = {}
    for term in terms:
        key = term.amount, term.rate, term.bonus
        times[key] = times.get(key, 0) + term.times
    words = []
    for (amount, rate, bonus), count in times.items():
        product = f"{at.say.yen(1000 * amount)} × {ratio(rate)}"
        words.append(
            product if bonus and count == 1 else f"{product} × {count if bonus else at.say.months(count)}"
        )
    return f"{' + '.join(words)} = {at.quantity()}"


NO_MONTHS = ("この種別の加入がない", "no month in this category")
NO_MONTHS_HERE = ("この期間の加入がない", "no month in this era")


NOTHING_COMPUTED = ("厚生年金の給付がないので数えていない", "not counted, as there is no employees' benefit")


def has_record(at: At) -> bool:
    """Whether the months of all categories together were counted: not where there is no employees' benefit."""
    return not isinstance(at.owner, CombinedRecord) or at.owner.counted > 0


def _months(at: At, first: int, last: int, *articles: str) -> Told:
    """Months of the coverage within [first, last), spell by spell."""
    if not has_record(at):
        return Told(at.is_zero(*NOTHING_COMPUTED), at.say.law(*articles))
    counts = [
        months_within(start, end, first, last)
        for _, _, start, end in spells_of(at.subject.career, window_of(at))
    ]
    words = [at.say.months(count) for count in counts if count]
    formula = f"{' + '.join(words)} = {at.quantity()}" if words else at.is_zero(*NO_MONTHS_HERE)
    return Told(
        formula,
        at.say.law(*articles),
        "",
        (at.given("加入の記録", "spells of coverage", "record", len(words)),),
    )


def months_before(at: At) -> Told:
    """How the months until 2003-03 are counted."""
    return _months(at, 0, TOTAL_REMUNERATION, "EPI 19", "H12 suppl 20")


def months_after(at: At) -> Told:
    """How the months from 2003-04 are counted."""
    return _months(at, TOTAL_REMUNERATION, FAR, "EPI 19", "EPI 43(1)")


def _multiples(at: At) -> list[str]:
    """The months until 2003-03 with their multiples: 72か月 × 4/3."""
    words = []
    for kind, _, start, end in spells_of(at.subject.career, window_of(at)):
        bounds = [(0, TOTAL_REMUNERATION, Fraction(1))]
        if kind in (SEAMAN, MINER):
            bounds = [
                (0, MULTIPLIED_UNTIL, Fraction(4, 3)),
                (MULTIPLIED_UNTIL, MULTIPLIED_LESS_UNTIL, Fraction(6, 5)),
                (MULTIPLIED_LESS_UNTIL, TOTAL_REMUNERATION, Fraction(1)),
            ]
        for first, last, multiple in bounds:
            if count := months_within(start, end, first, last):
                words.append(at.say.months(count) + (f" × {multiple}" if multiple != 1 else ""))
    return words


def _multiple_table(at: At) -> str:
    kinds = {kind for kind, _, _, _ in spells_of(at.subject.career, window_of(at))}
    if not kinds & {SEAMAN, MINER}:
        return ""
    name = "seamen_and_miner_period_multipliers"
    return at.say(*(f"{word}" for word in ("船員・坑内員の期間の倍率", name)))


def counted_before(at: At) -> Told:
    """How the multiples of miners and seamen count."""
    words = _multiples(at)
    formula = f"{' + '.join(words)} = {at.quantity()}" if words else at.is_zero(*NO_MONTHS_HERE)
    return Told(formula, at.say.law("S60 suppl 47"), _multiple_table(at), at.beside("months_before"))


def months_20_60(at: At) -> Told:
    """How the months at ages 20 to 59 are counted."""
    age_zero = at.subject.estimate.age_zero
    first = max(age_zero + AGE_20, BASIC_PENSION_BEGINS)
    return _months(at, first, age_zero + AGE_60, "S60 suppl 59(2)")


def divisor_before(at: At) -> Told:
    """Over which months the average until 2003-03 is taken."""
    months = at.owner.months_before
    if at.value == months:
        formula = at.say(
            f"平成15年3月までの月数のすべて: {at.quantity()}", f"every month until 2003-03: {at.quantity()}"
        )
        return Told(formula, at.say.law("EPI 43(1)"), "", at.beside("months_before"))
    formula = f"{at.say.months(months)} − {at.say.months(months - at.value)} = {at.quantity()}"
    return Told(formula, at.say.law("S44 suppl 4"), "", at.beside("months_before"))


def rate_tables(at: At, protected: bool) -> str:
    """The revaluation tables the months use."""
    say, career = at.say, at.subject.career
    used = {rate_row(kind) for kind, _, _, _ in spells_of(career, window_of(at))}
    if protected:
        names = {RATES: "employees_pension", RATES_SEAMAN: "former_seamens_insurance"}
        row = rows(
            "revaluation_rates_1994_level", insured_type=names.get(min(used, default=RATES), names[RATES])
        )
        return say.row("revaluation_rates_1994_level", row[0])
    words = [tables(at, "rates")]
    extra = {
        RATES_SEAMAN: "revaluation_rates_former_seamens_insurance",
        RATES_MUTUAL_AID: "revaluation_rates_former_mutual_aid",
    }
    year = at.subject.cohort.fiscal_year
    for place, name in extra.items():
        if place in used:
            words.append(say.row(name, rows(name, fiscal_year=year)[-1]))
    return say("、", "; ").join(words)


def _sum(at: At, before: bool, protected: bool) -> Told:
    terms = pay_terms(at, before, protected)
    article = at.say.law(
        *(("H12 suppl 21",) if protected else ("EPI 43(1)", "H12 suppl 20") if before else ("EPI 43(1)",))
    )
    if not terms:
        return Told(at.is_zero(*NO_MONTHS_HERE), article)
    inputs = (at.given("報酬と賞与の記録", "pay and bonuses", "record", len(terms)),)
    return Told(sum_formula(at, terms), article, rate_tables(at, protected), inputs)


@explains(
    CategoryPension,
    "sum_before",
    "再評価した報酬の合計(平成15年3月まで)",
    "Revalued pay until 2003-03",
    YEN_MONTH,
)
def _sum_before(at: At) -> Told:
    return _sum(at, before=True, protected=False)


@explains(
    CategoryPension,
    "sum_after",
    "再評価した報酬と賞与の合計(平成15年4月から)",
    "Revalued pay and bonuses from 2003-04",
    YEN_MONTH,
)
def _sum_after(at: At) -> Told:
    return _sum(at, before=False, protected=False)


@explains(
    CategoryPension,
    "protected_sum_before",
    "平成6年水準の報酬の合計(平成15年3月まで)",
    "Pay at the 1994 level until 2003-03",
    YEN_MONTH,
)
def _protected_sum_before(at: At) -> Told:
    return _sum(at, before=True, protected=True)


@explains(
    CategoryPension,
    "protected_sum_after",
    "平成6年水準の報酬と賞与の合計(平成15年4月から)",
    "Pay and bonuses at the 1994 level from 2003-04",
    YEN_MONTH,
)
def _protected_sum_after(at: At) -> Told:
    return _sum(at, before=False, protected=True)


# Averages, of one category or of all together.


def _average(at: At, code: str, total: str, divisor: str) -> Told:
    """One average: the sum over the months, or the minimum that took its place."""
    sums, protected = sums_of(at), code.startswith("protected")
    if not has_record(at):
        return Told(at.is_zero(*NOTHING_COMPUTED), at.say.law("EPI 43(1)"))
    pension = _as_pension(at, sums)
    steps = {step.code: step for step in average_steps(pension, at.subject.cohort, at.say, protected)}
    articles = ("H12 suppl 21",) if protected else ("EPI 43(1)",)
    if code not in steps:
        return Told(at.is_zero(*NO_MONTHS_HERE), at.say.law(*articles))
    step = steps[code]
    if isinstance(at.owner, CategoryPension):
        inputs = at.beside(total, divisor)
    else:
        inputs = (
            at.given("再評価した報酬の合計", "revalued pay", "record", getattr(sums, total)),
            at.given("月数", "months", "record", getattr(sums, divisor)),
        )
    table = rate_tables(at, protected)
    if at.field == "average_before" and at.owner.minimum_used:
        table = tables(at, "minimum_average")
        inputs = (*inputs, at.input("cohort.minimum_average"))
    return Told(step.formula, step.article, table, inputs)


def _as_pension(at: At, sums: Earnings) -> CategoryPension:
    """A pension with the sums and averages of the column's owner, for the steps of the working."""
    owner = at.owner
    if isinstance(owner, CategoryPension):
        return owner
    return CategoryPension(
        *sums, owner.average_before, owner.average_after, owner.protected_average_before,
        owner.protected_average_after, owner.minimum_used, 0, 0, 0, 0, 0,
    )  # fmt: skip


AVERAGES = (
    ("average_before", "平均標準報酬月額", "Average standard monthly remuneration", "sum_before", "divisor_before"),
    ("average_after", "平均標準報酬額", "Average standard remuneration", "sum_after", "months_after"),
    ("protected_average_before", "平均標準報酬月額(平成6年水準)", "Average standard monthly remuneration, 1994 level", "protected_sum_before", "divisor_before"),
    ("protected_average_after", "平均標準報酬額(平成6年水準)", "Average standard remuneration, 1994 level", "protected_sum_after", "months_after"),
)  # fmt: skip


def _register_average(owner: type, field: str, japanese: str, english: str, total: str, divisor: str) -> None:
    @explains(owner, field, japanese, english, YEN_MONTH)
    def tell(at: At) -> Told:
        return _average(at, field, total, divisor)


def _minimum_used(at: At) -> Told:
    say, minimum = at.say, at.input("cohort.minimum_average")
    formula = say(
        f"{at.quantity()}: 平均が最低保障額{say.yen(minimum.value)}より{'低い' if at.value else '低くない'}",
        f"{at.quantity()}: the average is {'below' if at.value else 'not below'} the minimum of {say.yen(minimum.value)}",
    )
    if at.owner.months_before == 0:
        formula = at.is_zero(*NO_MONTHS_HERE)
    return Told(formula, say.law("EPI suppl 17-4(8)"), tables(at, "minimum_average"), (minimum,))


SHARED: tuple[tuple[str, str, str, str, Callable[[At], Told]], ...] = (
    ("months_before", "加入月数(平成15年3月まで)", "Months until 2003-03", MONTHS, months_before),
    ("months_after", "加入月数(平成15年4月から)", "Months from 2003-04", MONTHS, months_after),
    ("minimum_used", "最低保障額を使った", "Minimum average used", FLAG, _minimum_used),
)
for _owner in (CategoryPension, CombinedRecord):
    for _average_row in AVERAGES:
        _register_average(_owner, *_average_row)
    for _field, _japanese, _english, _unit, _function in SHARED:
        explains(_owner, _field, _japanese, _english, _unit)(_function)

explains(
    CategoryPension,
    "counted_before",
    "割増しをふくむ月数(平成15年3月まで)",
    "Months with multiples until 2003-03",
    MONTHS_15,
)(counted_before)
explains(CategoryPension, "months_20_60", "20歳から59歳の加入月数", "Months at ages 20 to 59", MONTHS)(
    months_20_60
)
explains(
    CategoryPension,
    "divisor_before",
    "平均をとる月数(平成15年3月まで)",
    "Months of the average until 2003-03",
    MONTHS,
)(divisor_before)


# The formulas of one category.


def _steps(at: At) -> dict[str, Step]:
    """The steps of the earnings-related part by their code."""
    step = earnings_related_step(at.owner, at.subject.cohort, at.say)
    return {one.code: one for one in (step, *step.inner)}


def _pension_step(
    at: At, code: str, tables_used: tuple[str, ...], inputs: tuple[str, ...], *cohort: str
) -> Told:
    step = _steps(at)[code]
    numbers = at.inputs(*(f"cohort.{field}" for field in cohort))
    if at.owner.months_before + at.owner.months_after == 0:
        return Told(at.is_zero(*NO_MONTHS), step.article)
    return Told(step.formula, step.article, tables(at, *tables_used), (*at.beside(*inputs), *numbers))


@explains(CategoryPension, "current", "本来水準", "Current formula", YEN)
def _current(at: At) -> Told:
    used = "average_before", "counted_before", "average_after", "months_after"
    return _pension_step(at, "current", ("current_before", "rates"), used, "current_before", "current_after")


@explains(CategoryPension, "protected", "従前額保障", "Protected amount", YEN)
def _protected(at: At) -> Told:
    used = "protected_average_before", "counted_before", "protected_average_after", "months_after"
    return _pension_step(
        at, "protected", ("protected_before", "protected_revision"), used,
        "protected_before", "protected_after", "protected_revision",
    )  # fmt: skip


@explains(CategoryPension, "special_level", "物価スライド特例水準", "Special level of the price slide", YEN)
def _special_level(at: At) -> Told:
    cohort = at.subject.cohort
    step = special_level_step(at.owner, cohort, at.say)
    if cohort.special_factor == 0:
        words = "物価スライド特例水準は平成26年度まで", "the special level was paid until fiscal 2014"
        return Told(at.is_zero(*words), step.article)
    used = "protected_average_before", "counted_before", "protected_average_after", "months_after"
    return _pension_step(at, "special_level", ("protected_before", "special_factor"), used, "special_factor")


@explains(CategoryPension, "earnings_related", "報酬比例部分", "Earnings-related part", YEN)
def _earnings_related(at: At) -> Told:
    return _pension_step(at, "earnings_related", (), ("current", "protected", "special_level"))


@explains(CategoryPension, "transitional", "経過的加算", "Transitional addition", YEN)
def _transitional(at: At) -> Told:
    return transitional_told(at, at.owner, at.beside("counted_before", "months_after", "months_20_60"))


def transitional_told(at: At, pension: CategoryPension, inputs: tuple[Any, ...]) -> Told:
    """The transitional addition of a pension, in the way the plan rounds it."""
    subject = at.subject
    step = transitional_step(pension, subject.cohort, at.say, subject.plan.subtrahend_rounded)
    if pension.months_before + pension.months_after == 0:
        return Told(at.is_zero(*NO_MONTHS), step.article)
    used = "unit_thousandths", "flat_multiplier", "month_cap", "full_amount", "enrolment_months"
    numbers = at.inputs(*(f"cohort.{field}" for field in used))
    return Told(step.formula, step.article, tables(at, *used), (*inputs, *numbers))


# All categories together: disability and survivors' pensions.


def multipliers(at: At) -> Multipliers:
    """By birth for the long type of survivors' pensions, else the same for everybody."""
    survivors = at.subject.survivors
    if at.root == "survivors" and survivors is not None and survivors.short == 0:
        return multipliers_of(at.subject.cohort)
    return FIXED


@explains(CombinedRecord, "counted", "加入月数(割増しをふくむ)", "Months with multiples", MONTHS_15)
def _counted(at: At) -> Told:
    words = _multiples(at) if has_record(at) else []
    if at.owner.months_after:
        words.append(at.say.months(at.owner.months_after))
    formula = f"{' + '.join(words)} = {at.quantity()}" if words else at.is_zero(*NO_MONTHS)
    return Told(
        formula,
        at.say.law("EPI 51", "S60 suppl 47"),
        _multiple_table(at),
        at.beside("months_before", "months_after"),
    )


def exact_formula(at: At, before: int, after: int, rates: tuple[int, int]) -> str:
    """Average × multiplier × months of both eras, not rounded."""
    record, words = at.owner, []
    counted = Fraction(record.counted, FIFTEENTHS) - record.months_after
    if record.months_before:
        words.append(f"{at.say.yen(before)} × {per_mille(rates[0])} × {at.say.months(counted)}")
    if record.months_after:
        words.append(f"{at.say.yen(after)} × {per_mille(rates[1])} × {at.say.months(record.months_after)}")
    return f"{' + '.join(words)} = {at.quantity()}" if words else at.is_zero(*NO_MONTHS)


def _multiplier_table(at: At) -> str:
    if multipliers(at) == FIXED:
        return at.say.row("benefit_multipliers", rows("benefit_multipliers")[-1])
    return tables(at, "current_before")


@explains(
    CombinedRecord,
    "current",
    "報酬比例の額(本来水準、端数処理前)",
    "Earnings-related amount by the current formula, exact",
    EXACT_YEN,
)
def _exact_current(at: At) -> Told:
    record, found = at.owner, multipliers(at)
    formula = exact_formula(
        at, record.average_before, record.average_after, (found.current_before, found.current_after)
    )
    used = at.beside("average_before", "average_after", "counted", "months_after")
    return Told(formula, at.say.law("EPI 43(1)", "EPI 50(1)", "H12 suppl 20"), _multiplier_table(at), used)


@explains(
    CombinedRecord,
    "protected",
    "報酬比例の額(平成6年水準、端数処理前)",
    "Earnings-related amount at the 1994 level, exact",
    EXACT_YEN,
)
def _exact_protected(at: At) -> Told:
    record, found = at.owner, multipliers(at)
    formula = exact_formula(
        at,
        record.protected_average_before,
        record.protected_average_after,
        (found.protected_before, found.protected_after),
    )
    used = at.beside("protected_average_before", "protected_average_after", "counted", "months_after")
    return Told(formula, at.say.law("H12 suppl 21"), _multiplier_table(at), used)
