"""ねんきん定期便 explains itself: every figure of `Statement`, its table of months, its cells and age columns.

`statement_subject` puts the statement beside the estimate of the same career, so that a cell points to the figure it repeats.
"""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from nenkin.law.calendar import attain_month
from nenkin.law.career import CATEGORIES, CATEGORY_OF_KIND, FEMALE, SEAMAN, Career
from nenkin.law.columns.base import REGISTRY, At, Input, Subject, Told, explains
from nenkin.law.columns.months import StatusMonths, by_sign, status_months, told
from nenkin.law.columns.numbers import tables
from nenkin.law.columns.old_age import pension_until, reason_words, total_formula
from nenkin.law.dates import month_of
from nenkin.law.employees_pension.earnings import FIFTEENTHS
from nenkin.law.estimate import AGE_60, AGE_65, Plan, estimate
from nenkin.law.levels import levels_on
from nenkin.law.lifetime import LifeRules
from nenkin.law.national_pension.insured_months import CATEGORY_1_OF_STATUS
from nenkin.law.national_pension.month_status import (
    ADDITIONAL_OF_STATUS,
    CLASS_NONE,
    CLASS_OF_STATUS,
    COMPLEMENTARY,
    NOT_QUALIFYING,
    QUALIFYING_OF_STATUS,
)
from nenkin.law.projection import Assumptions, project, record_until
from nenkin.law.reasons import COMPUTED
from nenkin.law.rounding import round_to_yen
from nenkin.law.statement import (
    COUNTED_CATEGORY_3,
    FIFTY,
    FIVE_YEARS,
    NO_AMOUNTS,
    SEAMENS_INSURANCE_ENDS,
    SIXTY,
    SO_FAR,
    TEN_YEARS,
    Cell,
    FlatPart,
    MonthsTable,
    Statement,
    flat_part_of_birth,
    statement_on,
)
from nenkin.law.statement import Column as AgeColumn
from nenkin.law.words import (
    AGE,
    CODE,
    ENGLISH,
    JAPANESE,
    MONTHS,
    MONTHS_24,
    YEARS,
    YEN,
    number,
    percent,
    ratio,
)
from nenkin.law.working import hundred

STATEMENT = ("NP 14-5", "EPI 31-2")


def statement_subject(
    day: date,
    career: Career,
    record_end: int | None = None,
    receiving: bool = False,
    assumptions: Assumptions = Assumptions(),  # noqa: B008
) -> Subject:
    """A person with the statement of a day and the estimate that its amounts repeat; arguments as of `statement_on`.

    Raises:
        LookupError: the tables do not cover that day.
        ValueError: the person was not born yet, or the assumptions contradict the record.
    """
    found = statement_on(day, career, record_end, receiving, assumptions)
    record = record_until(career, month_of(day) + 1 if record_end is None else record_end)
    if FIFTY <= found.age < SIXTY and not receiving:
        basis = project(record, attain_month(record.birth_date, AGE_60), assumptions)
    else:
        basis = record._replace(record_end=record.record_end + 1)  # nothing goes on
    cohort = levels_on(day).cohort(career.birth_date)
    plan = Plan(AGE_60, AGE_65, AGE_65, assumptions.subtrahend_rounded)
    asked = cohort
    if found.amounts == SO_FAR:
        asked = cohort._replace(qualifying_needs=0)  # the record so far is shown without a right
    flat = flat_part_of_birth(date.fromordinal(career.birth_date))
    return Subject(
        basis, cohort, plan, estimate(basis, asked, plan), day, statement=found, flat_part=flat, record=record
    )


def statement_of(at: At) -> Statement:
    """The statement of the subject."""
    found = at.subject.statement
    if found is None:
        raise LookupError(f"{at.column}: needs the statement")
    return found


def record_of(at: At) -> Career:
    """The record that the statement knows."""
    record = at.subject.record
    if record is None:
        raise LookupError(f"{at.column}: needs the record of the statement")
    return record


# What kind of statement.

RECEIVING = (
    "すでに老齢年金を受けている人には見込額がない",
    "no amounts for somebody who already draws an old-age pension",
)
FORMS = (
    ("送られない: 記録の最後の月に加入していない", "none: not insured in the last month of the record"),
    ("はがき(50歳未満)", "card, under 50"),
    ("はがき(50歳以上)", "card, from 50 on"),
    ("はがき(年金を受けている人)", "card, drawing a pension"),
    ("封書(35歳)", "letter of 35"),
    ("封書(45歳)", "letter of 45"),
    ("封書(59歳)", "letter of 59"),
)
AMOUNTS = (
    (
        "これまでの加入実績に応じた額(50歳未満)",
        "what the record so far gives, under 50",
    ),
    ("老齢年金の見込額(50歳以上)", "the expected pension, from 50 on"),
    ("見込額はない", "no amounts"),
)


def no_amount(at: At) -> tuple[str, str] | None:
    """Why the statement has no amounts; None: it has."""
    found = statement_of(at)
    if found.reason != COMPUTED:
        return reason_words(found.reason, JAPANESE), reason_words(found.reason, ENGLISH)
    return RECEIVING if found.amounts == NO_AMOUNTS else None


def figure(
    owner: type, field: str, japanese: str, english: str, unit: str, *articles: str
) -> Callable[[Callable[[At], Told]], Callable[[At], Told]]:
    """Register a figure that is not there where the statement has no amounts: it says why."""

    def register(function: Callable[[At], Told]) -> Callable[[At], Told]:
        @explains(owner, field, japanese, english, unit)
        def tell(at: At) -> Told:
            if words := no_amount(at):
                return Told(at.is_zero(*words), at.say.law(*(articles or STATEMENT)))
            return function(at)

        return tell

    return register


@explains(Statement, "reason", "見込額があるか", "Whether there are amounts", CODE)
def _reason(at: At) -> Told:
    words = reason_words(at.value, at.language) if at.value != COMPUTED else at.say("計算できた", "computed")
    return Told(words, at.say.law("NP 26", *STATEMENT))


@explains(Statement, "form", "定期便の種類", "Which statement", CODE)
def _form(at: At) -> Told:
    return Told(at.say(*FORMS[at.value]), at.say.law(*STATEMENT), "", at.inputs("statement.age"))


@explains(Statement, "amounts", "何の額か", "What the amounts are", CODE)
def _amounts(at: At) -> Told:
    return Told(at.say(*AMOUNTS[at.value]), at.say.law(*STATEMENT), "", at.inputs("statement.age"))


@explains(Statement, "age", "年齢", "Age", YEARS)
def _age(at: At) -> Told:
    birth = at.subject.career.birth_date
    born, day = at.say.day(date.fromordinal(birth)), at.say.day(at.subject.as_of)
    formula = at.say(
        f"{born}生まれ、{day}現在(誕生日の前日に年をとる): {at.quantity()}",
        f"born {born}, on {day} (attained on the day before the birthday): {at.quantity()}",
    )
    given = at.given("生年月日(通日)", "date of birth (day number)", "record", birth)
    return Told(formula, at.say.law("CIVIL 143"), "", (given,))


# これまでの年金加入期間.


def spells(at: At) -> list[StatusMonths]:
    """The statuses of the record; nothing goes on."""
    record = record_of(at)
    return status_months(record, record.record_end, record.record_end, record.record_end)


def _months_by_sign(at: At, counts: Callable[[int], bool], *articles: str) -> Told:
    """Months of the record's statuses by sign."""
    found = [spell for spell in spells(at) if counts(spell.code)]
    return told(at, by_sign(at, found, lambda spell: spell.before + spell.after), *articles)


def _is_category_1(code: int) -> bool:
    of_right = QUALIFYING_OF_STATUS[code] != NOT_QUALIFYING
    return CATEGORY_1_OF_STATUS[code] == 1 and (CLASS_OF_STATUS[code] != CLASS_NONE or of_right)


def _is_complementary(code: int) -> bool:
    return QUALIFYING_OF_STATUS[code] == COMPLEMENTARY and CLASS_OF_STATUS[code] == CLASS_NONE


def _register_signs(
    field: str, japanese: str, english: str, counts: Callable[[int], bool], *articles: str
) -> None:
    @explains(MonthsTable, field, japanese, english, MONTHS)
    def tell(at: At) -> Told:
        return _months_by_sign(at, counts, *articles)


_register_signs(
    "category_1", "国民年金第1号の月数(納付・免除・猶予)", "Category 1: paid, exempt and deferred months", _is_category_1, "NP 7(1)", "NP 14-5"
)  # fmt: skip
_register_signs(
    "category_3", "国民年金第3号の月数", "Category 3: months", COUNTED_CATEGORY_3.__contains__, "NP 7(1)", "NP 14-5"
)  # fmt: skip
_register_signs(
    "additional", "付加保険料を納めた月数", "Months with the additional premium", lambda code: ADDITIONAL_OF_STATUS[code] == 1, "NP 44", "NP 87-2"
)  # fmt: skip
_register_signs(
    "complementary", "合算対象期間等の月数", "Complementary months", _is_complementary, "NP suppl 9", "S60 suppl 8"
)  # fmt: skip

SEA, GENERAL_MONTHS, PUBLIC_MONTHS, SCHOOL_MONTHS = "seamen", "general", "public", "school"
FIELD_OF_CATEGORY = (GENERAL_MONTHS, PUBLIC_MONTHS, PUBLIC_MONTHS, SCHOOL_MONTHS)


def _lengths(record: Career, field: str) -> list[int]:
    """The months of each spell of coverage that stand in a field of the table."""
    found = []
    for start, stop, kind in zip(
        record.coverage_start, record.coverage_end, record.coverage_kind, strict=True
    ):
        end = min(stop, record.record_end)
        sea = max(0, min(end, SEAMENS_INSURANCE_ENDS) - start) if kind == SEAMAN else 0
        own = FIELD_OF_CATEGORY[CATEGORY_OF_KIND[kind] - 1]
        found.append(sea if field == SEA else max(0, end - start) - sea if field == own else 0)
    return [months for months in found if months]


def _register_coverage(field: str, japanese: str, english: str, *articles: str) -> None:
    @explains(MonthsTable, field, japanese, english, MONTHS)
    def tell(at: At) -> Told:
        words = [at.say.months(months) for months in _lengths(record_of(at), field)]
        none = at.is_zero("記録にこの月はない", "no such month in the record")
        formula = f"{' + '.join(words)} = {at.quantity()}" if words else none
        given = at.given("加入の記録", "spells of coverage", "record", len(words))
        return Told(formula, at.say.law(*articles), "", (given,))


_register_coverage(GENERAL_MONTHS, "一般厚生年金の月数", "Months of general coverage", "EPI 19", "EPI 31-2")
_register_coverage(PUBLIC_MONTHS, "公務員厚生年金の月数", "Months of public servants", "EPI 19", "EPI 31-2")
_register_coverage(SCHOOL_MONTHS, "私学共済厚生年金の月数", "Months of private schools", "EPI 19", "EPI 31-2")
_register_coverage(
    SEA, "船員保険の月数(昭和61年3月まで)", "Months of seamen's insurance until 1986-03", "S60 suppl 47"
)


def _sum(at: At, owner: str, fields: tuple[str, ...], articles: tuple[str, ...], less: int = 0) -> Told:
    """A sum of figures that stand beside; `less` months are counted twice in them."""
    inputs = tuple(one for one in at.inputs(*(f"{owner}.{field}" for field in fields)) if one.value)
    if not inputs:
        return Told(at.is_zero("足すものがない", "nothing to add"), at.say.law(*articles))
    words = " + ".join(at.quantity(one.value) for one in inputs)
    twice = f" − {at.quantity(less)}" if less else ""
    if less:
        inputs = (*inputs, at.given("重なる月", "months of two at once", "record", less))
    return Told(f"{words}{twice} = {at.quantity()}", at.say.law(*articles), "", inputs)


@explains(MonthsTable, "national", "国民年金の月数", "Months of the national pension", MONTHS)
def _national_months(at: At) -> Told:
    return _sum(at, "statement.months", ("category_1", "category_3"), ("NP 7(1)", "NP 14-5"))


@explains(MonthsTable, "employees", "厚生年金の月数", "Months of the employees' pension", MONTHS)
def _employees_months(at: At) -> Told:
    fields = GENERAL_MONTHS, PUBLIC_MONTHS, SCHOOL_MONTHS
    twice = sum(getattr(at.owner, field) for field in fields) - at.value
    return _sum(at, "statement.months", fields, ("EPI 19", "EPI 31-2"), twice)


@explains(MonthsTable, "insured", "年金加入期間の合計", "Insured months together", MONTHS)
def _insured(at: At) -> Told:
    return _sum(at, "statement.months", ("national", "employees", SEA), STATEMENT)


@explains(MonthsTable, "qualifying", "受給資格期間", "Qualifying period", MONTHS)
def _qualifying(at: At) -> Told:
    return _sum(at, "statement.months", ("insured", "complementary"), ("NP 26", "NP suppl 9"))


# The column of 65.


def repeated(at: At, column: str) -> Told:
    """The figure of the estimate that this one repeats, rounded where the day asks for 100 yen."""
    other = At(at.subject, at.language, column)
    found = other.entry.explain(other)
    formula = found.formula
    if other.value != at.value:
        formula = f"{at.say.yen(other.value)} = {at.quantity()}{hundred(at.subject.cohort, at.say)}"
    return found._replace(formula=formula, inputs=at.inputs(column))


@explains(Statement, "credited", "老齢基礎年金に反映される月数", "Credited months", MONTHS_24)
def _credited(at: At) -> Told:
    if at.value != At(at.subject, at.language, "credited").value:
        return Told(at.is_zero(*(no_amount(at) or RECEIVING)), at.say.law("NP 27"))
    return repeated(at, "credited")


@figure(Statement, "basic", "老齢基礎年金", "Old-age basic pension", YEN, "NP 27")
def _basic(at: At) -> Told:
    found = repeated(at, "basic")
    note = hundred(at.subject.cohort, at.say)
    if not note:
        return found
    other = At(at.subject, at.language, "basic")
    left = other.entry.explain(other).formula.rpartition(" = ")[0]
    return found._replace(formula=f"{left} = {at.quantity()}{note}")


@figure(Statement, "additional", "付加年金", "Additional pension", YEN, "NP 44")
def _additional(at: At) -> Told:
    return repeated(at, "additional")


@figure(Statement, "national", "国民年金の合計", "National pension together", YEN)
def _national(at: At) -> Told:
    return _sum(at, "statement", ("basic", "additional"), STATEMENT)


@figure(Cell, "earnings_related", "報酬比例部分", "Earnings-related part", YEN, "EPI 43")
def _earnings_related(at: At) -> Told:
    if statement_of(at).amounts == SO_FAR:
        return repeated(at, f"at_65.{at.category}.current")
    return repeated(at, f"final.{at.category}.earnings_related")


@figure(Cell, "transitional", "経過的加算部分", "Transitional addition", YEN, "S60 suppl 59(2)")
def _transitional(at: At) -> Told:
    if statement_of(at).amounts == SO_FAR:
        words = (
            "加入実績に応じた額には入らない",
            "not in what the record so far gives",
        )
        return Told(at.is_zero(*words), at.say.law("S60 suppl 59(2)"))
    return repeated(at, f"final.{at.category}.transitional")


@figure(Cell, "fund_substitute", "厚生年金基金の代行部分", "Substitute part of funds", YEN, "EPI 44-2")
def _fund_substitute(at: At) -> Told:
    words = "記録に基金の加入期間がない", "the record knows no months of a fund"
    return Told(at.is_zero(*words), at.say.law("EPI 44-2"))


def _register_cells(field: str, japanese: str, english: str, categories: tuple[int, ...]) -> None:
    @figure(Statement, field, japanese, english, YEN, "EPI 42", "EPI 31-2")
    def tell(at: At) -> Told:
        cells = tuple(f"{category}.{part}" for category in categories for part in Cell._fields)
        return _sum(at, "statement.categories", cells, ("EPI 42", "EPI 31-2"))


_register_cells("general", "一般厚生年金期間の額", "Amount of general coverage", (1,))
_register_cells("public", "公務員厚生年金期間の額", "Amount of public servants", (2, 3))
_register_cells("school", "私学共済厚生年金期間の額", "Amount of private schools", (4,))


@figure(Statement, "total", "年金の合計(65歳から)", "Total from 65", YEN)
def _total(at: At) -> Told:
    return _sum(at, "statement", ("national", "general", "public", "school"), STATEMENT)


def _register_deferred(field: str, japanese: str, english: str, months: int, whole: str) -> None:
    @figure(Statement, field, japanese, english, YEN, "NP 28", "EPI 44-3")
    def tell(at: At) -> Told:
        article, cohort, total = at.say.law("NP 28", "EPI 44-3"), at.subject.cohort, statement_of(at).total
        if total == 0:
            return Told(
                at.is_zero("合計がない", "the total is zero"), article, "", at.inputs("statement.total")
            )
        if at.value == 0:
            words = "この生年月日・年度の定期便には示されない", "not shown for this birth or this year"
            return Told(at.is_zero(*words), article, "", at.inputs("statement.total"))
        rate = "late_rate" if cohort.late_rate else whole
        value = getattr(cohort, rate)
        more = f"{percent(value)} × {at.say.months(months)}" if cohort.late_rate else percent(value)
        formula = f"{at.say.yen(total)} × (1 + {more}) = {at.quantity()}{hundred(cohort, at.say)}"
        inputs = at.inputs("statement.total", f"cohort.{rate}")
        return Told(formula, article, tables(at, rate), inputs)


_register_deferred("total_at_70", "70歳まで遅らせた額", "Total when deferred to 70", FIVE_YEARS, "late_at_70")
_register_deferred("total_at_75", "75歳まで遅らせた額", "Total when deferred to 75", TEN_YEARS, "late_at_70")


# Before 65.

NOT_BEFORE_65 = (
    "加入実績に応じた額には65歳前の年金が入らない",
    "what the record so far gives has no pension before 65",
)


@figure(Statement, "special_age", "特別支給の開始年齢", "Start age before 65", AGE, "EPI suppl 8")
def _special_age(at: At) -> Told:
    if statement_of(at).amounts == SO_FAR:
        return Told(at.is_zero(*NOT_BEFORE_65), at.say.law("EPI suppl 8"))
    return repeated(at, f"special_age.{at.category}")


@figure(Statement, "special", "特別支給の報酬比例部分", "Earnings-related part before 65", YEN, "EPI suppl 8")
def _special(at: At) -> Told:
    if statement_of(at).amounts == SO_FAR:
        return Told(at.is_zero(*NOT_BEFORE_65), at.say.law("EPI suppl 8"))
    return repeated(at, f"special.{at.category}")


NO_FLAT = (
    "65歳前の定額部分がない",
    "no flat-rate part before 65",
)


def _start_column(at: At) -> str:
    women = at.subject.career.sex == FEMALE and at.category == 1
    return "flat_part.start_women" if women else "flat_part.start_general"


@figure(Statement, "flat_age", "定額部分の開始年齢", "Start age of the flat-rate part", AGE, "EPI suppl 9-2")
def _flat_age(at: At) -> Told:
    article, place = at.say.law("EPI suppl 9-2", "H6 suppl 19"), at.category - 1
    if statement_of(at).special[place] == 0 or at.value >= AGE_65:
        return Told(at.is_zero(*NO_FLAT), article, "", at.inputs(f"statement.special.{at.category}"))
    inputs = at.inputs(_start_column(at), f"statement.special_age.{at.category}")
    first, second = (at.quantity(one.value) for one in inputs)
    formula = at.say(
        f"生年月日による{first}と特別支給の{second}の遅いほう: {at.quantity()}",
        f"the later of {first} by birth and {second} of the special pension: {at.quantity()}",
    )
    return Told(formula, article, "", inputs)


@figure(Statement, "flat", "定額部分", "Flat-rate part", YEN, "EPI suppl 9-2")
def _flat(at: At) -> Told:
    found, cohort, say = statement_of(at), at.subject.cohort, at.say
    age, article = found.flat_age[at.category - 1], say.law("EPI suppl 9-2", "H6 suppl 19")
    ages = at.inputs(f"statement.flat_age.{at.category}")
    if age >= AGE_65:
        return Told(at.is_zero(*NO_FLAT), article, "", ages)
    own = at.subject.estimate
    pension = pension_until(at, min(own.coverage_end, own.age_zero + age))
    counted = Fraction(pension.counted_before, FIFTEENTHS) + pension.months_after
    cap = at.input("flat_part.month_cap")
    months = min(counted, Fraction(cap.value))
    capped = say(f"(上限{cap.value})", f" (capped at {cap.value})") if counted > months else ""
    price = number(Fraction(cohort.unit_thousandths, 1000))
    unit = say(f"{price}円", f"{price} yen")
    product = f"{unit} × {ratio(cohort.flat_multiplier)} × {say.months(months)}{capped}"
    formula = f"{product} = {at.quantity()}"
    if note := hundred(cohort, say):
        exact = Fraction(cohort.unit_thousandths * cohort.flat_multiplier, 10**6) * months
        yen = round_to_yen(exact.numerator, exact.denominator)
        formula = f"({product} = {say.yen(yen)}) = {at.quantity()}{note}"
    inputs = (*ages, *at.inputs("cohort.unit_thousandths", "cohort.flat_multiplier"), cap)
    return Told(formula, article, tables(at, "unit_thousandths", "flat_multiplier"), inputs)


# The numbers of the flat-rate part are those of a life's rules.

for _field, _same in (
    ("start_general", "flat_start_general"),
    ("start_women", "flat_start_women"),
    ("month_cap", "flat_cap"),
):
    _entry = REGISTRY[LifeRules, _same]
    explains(FlatPart, _field, _entry.japanese, _entry.english, _entry.unit)(_entry.explain)


# One age column of the statement.


@explains(AgeColumn, "from_age", "欄の年齢", "Age of the column", AGE)
def _from_age(at: At) -> Told:
    fields = [
        f"{kind}.{category}"
        for kind in ("special_age", "flat_age")
        for category in CATEGORIES
        if getattr(statement_of(at), kind)[category - 1] == at.value < AGE_65
    ]
    inputs = at.inputs(*(f"statement.{field}" for field in fields))
    words = ("65歳の欄", "the column of 65") if at.value == AGE_65 else ("始まる年齢", "what begins at")
    return Told(f"{at.say(*words)}: {at.quantity()}", at.say.law("EPI suppl 8", *STATEMENT), "", inputs)


def _before_65(at: At, categories: tuple[int, ...]) -> Told:
    """What of the special pension and the flat-rate part has begun at the age of the column."""
    found, age = statement_of(at), at.owner.from_age
    fields = [
        f"{kind}.{category}"
        for kind in ("special", "flat")
        for category in categories
        if getattr(found, f"{kind}_age")[category - 1] <= age
    ]
    return _sum(at, "statement", tuple(fields), ("EPI suppl 8", "EPI suppl 9-2"))


def _register_age(field: str, japanese: str, english: str, categories: tuple[int, ...]) -> None:
    @explains(AgeColumn, field, japanese, english, YEN)
    def tell(at: At) -> Told:
        if at.owner.from_age < AGE_65:
            return _before_65(at, categories)
        return _sum(at, "statement", (field,), STATEMENT)


_register_age("national", "国民年金", "National pension", ())
_register_age("general", "一般厚生年金期間", "General coverage", (1,))
_register_age("public", "公務員厚生年金期間", "Public servants", (2, 3))
_register_age("school", "私学共済厚生年金期間", "Private schools", (4,))


@explains(AgeColumn, "total", "欄の合計", "Total of the column", YEN)
def _total_of_age(at: At) -> Told:
    inputs: tuple[Input, ...] = at.beside("national", "general", "public", "school")
    formula = total_formula(at, tuple(one.value for one in inputs))
    return Told(formula, at.say.law(*STATEMENT), "", inputs)
