"""The months of the national pension explain themselves: which signs and which employees' months they are."""

from collections.abc import Callable
from fractions import Fraction
from typing import NamedTuple

from nenkin.law.career import SIGNS, Career
from nenkin.law.columns.base import At, Subject, Told, explains
from nenkin.law.columns.numbers import tables
from nenkin.law.employees_pension.earnings import FAR
from nenkin.law.estimate import AGE_60, AGE_65
from nenkin.law.national_pension.insured_months import PremiumCondition
from nenkin.law.national_pension.month_status import (
    ADDITIONAL_OF_STATUS,
    CLASS_NONE,
    CLASS_OF_STATUS,
    CLASS_PAID,
    COMPLEMENTARY,
    GOES_ON_PAID,
    NOT_QUALIFYING,
    QUALIFYING_OF_STATUS,
    STATE_PAYS_HALF,
    BasicMonths,
    Coverage,
    coverage_of,
    first_coverage_after,
    national_months,
)
from nenkin.law.national_pension.old_age_basic import MONTH, SHARES_BEYOND, SHARES_WITHIN, MonthsByClass
from nenkin.law.tables import rows
from nenkin.law.words import JAPANESE, MONTHS
from nenkin.law.working import qualifying_step

STATUS_ROWS = {row["sign"]: row for row in rows("month_status_codes")}


class StatusMonths(NamedTuple):
    """The months of one spell of a 国民年金 status that no employees' coverage takes."""

    code: int
    before: int  # until 2009-03
    after: int
    future: int  # assumed to be paid


def horizons(subject: Subject) -> tuple[int, int, int]:
    """Where open coverage and open statuses end, and from which month nothing counts for the basic pension."""
    found = subject.estimate
    early = subject.plan.basic_start < AGE_65
    until = found.age_zero + subject.plan.basic_start if early else FAR
    return found.horizon, min(found.horizon, found.age_zero + AGE_60), until


def status_months(career: Career, horizon: int, status_horizon: int, until: int) -> list[StatusMonths]:
    """The statuses before `until`, spell by spell, as `basic_months` counts them."""
    found = []
    for start, known, code in zip(career.status_start, career.status_end, career.status_code, strict=True):
        place = first_coverage_after(career, horizon, 0, start)
        future = 0
        if known == career.record_end and status_horizon > known and GOES_ON_PAID[code] == 1:
            future = national_months(career, horizon, place, known, min(status_horizon, until))
        end = min(known, until)
        months = national_months(career, horizon, place, start, end) if end > start else 0
        after = months
        if start < STATE_PAYS_HALF and months:
            after = national_months(career, horizon, place, STATE_PAYS_HALF, end)
        found.append(StatusMonths(code, months - after, after, future))
    return found


def employees_months(subject: Subject) -> Coverage:
    """The employees' coverage that the basic pension looks at."""
    horizon, _, until = horizons(subject)
    return coverage_of(subject.career, subject.estimate.age_zero, horizon, until)


def of_estimate(subject: Subject) -> list[StatusMonths]:
    """The statuses as the estimate counts them."""
    return status_months(subject.career, *horizons(subject))


def sum_of(at: At, parts: list[tuple[str, int]]) -> str:
    """Named counts and their sum: 納付 36 + … = 480か月."""
    terms = [f"{name} {count}" for name, count in parts if count]
    return f"{' + '.join(terms)} = {at.quantity()}" if terms else ""


def by_sign(
    at: At, spells: list[StatusMonths], count: Callable[[StatusMonths], int]
) -> list[tuple[str, int]]:
    """Counts of the spells added up by sign, named as on the record sheet."""
    totals: dict[int, int] = {}
    for spell in spells:
        totals[spell.code] = totals.get(spell.code, 0) + count(spell)
    column = "name_ja" if at.language == JAPANESE else "name_en"
    return [(STATUS_ROWS[SIGNS[code]][column], months) for code, months in totals.items()]


def told(at: At, parts: list[tuple[str, int]], *articles: str) -> Told:
    """A count as the sum of its parts."""
    formula = sum_of(at, parts) or at.is_zero("記録にこの月はない", "no such month in the record")
    inputs = tuple(at.given(name, name, "record", count) for name, count in parts if count)
    status = rows("month_status_codes")[0]
    return Told(formula, at.say.law(*articles), at.say.row("month_status_codes", status), inputs)


# Each class: place in MonthsByClass, code of the class, whether the months from 2009-04.
CLASSES = (
    ("paid", "納付した月数", "Paid months"),
    ("quarter_exempt_after", "4分の1免除の月数(平成21年4月から)", "Quarter-exempt months from 2009-04"),
    ("quarter_exempt_before", "4分の1免除の月数(平成21年3月まで)", "Quarter-exempt months until 2009-03"),
    ("half_exempt_after", "半額免除の月数(平成21年4月から)", "Half-exempt months from 2009-04"),
    ("half_exempt_before", "半額免除の月数(平成21年3月まで)", "Half-exempt months until 2009-03"),
    ("three_quarter_exempt_after", "4分の3免除の月数(平成21年4月から)", "Three-quarter-exempt months from 2009-04"),
    ("three_quarter_exempt_before", "4分の3免除の月数(平成21年3月まで)", "Three-quarter-exempt months until 2009-03"),
    ("full_exempt_after", "全額免除の月数(平成21年4月から)", "Fully exempt months from 2009-04"),
    ("full_exempt_before", "全額免除の月数(平成21年3月まで)", "Fully exempt months until 2009-03"),
)  # fmt: skip


def class_parts(at: At, spells: list[StatusMonths], employees: int) -> list[tuple[str, int]]:
    """The months of one class by sign, the employees' months with the paid ones."""
    place = MonthsByClass._fields.index(at.field)
    if place == 0:
        of_paid = [spell for spell in spells if CLASS_OF_STATUS[spell.code] == CLASS_PAID]
        return [
            (at.say("基礎年金に入る厚生年金", "employees' months that count"), employees),
            *by_sign(at, of_paid, lambda spell: spell.before + spell.after),
            (at.say("これから納める月", "months to be paid"), sum(spell.future for spell in spells)),
        ]
    wanted = CLASS_PAID + (place + 1) // 2
    of_class = [spell for spell in spells if CLASS_OF_STATUS[spell.code] == wanted]
    return by_sign(at, of_class, lambda spell: spell.after if place % 2 else spell.before)


def _register_class(field: str, japanese: str, english: str) -> None:
    @explains(MonthsByClass, field, japanese, english, MONTHS)
    def tell(at: At) -> Told:
        parts = class_parts(at, of_estimate(at.subject), employees_months(at.subject).basic_months)
        found = told(at, parts, "NP 27", "NP 5", "H16 suppl 10")
        return found._replace(table="; ".join((found.table, share_of_class(at))))


def share_of_class(at: At) -> str:
    """What a month of the class is worth, by `exemption_benefit_fractions`."""
    place = MonthsByClass._fields.index(at.field)
    name = "exemption_benefit_fractions"
    if place == 0:
        row, share, beyond = rows(name, category="paid")[0], MONTH, 0
    else:
        share, beyond = SHARES_WITHIN[place - 1], SHARES_BEYOND[place - 1]
        category = ("one_quarter_exempt", "half_exempt", "three_quarter_exempt", "full_exempt")[
            (place - 1) // 2
        ]
        row = next(
            row for row in rows(name, category=category) if (row["period_to"] is None) == bool(place % 2)
        )
    within, over = Fraction(share, MONTH), Fraction(beyond, MONTH)
    return at.say(
        f"{at.say.row(name, row)}: 1か月は{within}、上限をこえる分は{over}",
        f"{at.say.row(name, row)}: a month counts {within}, beyond the cap {over}",
    )


for _row in CLASSES:
    _register_class(*_row)


@explains(BasicMonths, "deferred", "学生納付特例・納付猶予の月数", "Deferred months", MONTHS)
def _deferred(at: At) -> Told:
    spells = [
        spell
        for spell in of_estimate(at.subject)
        if CLASS_OF_STATUS[spell.code] == CLASS_NONE
        and QUALIFYING_OF_STATUS[spell.code] not in (NOT_QUALIFYING, COMPLEMENTARY)
    ]
    return told(at, by_sign(at, spells, lambda spell: spell.before + spell.after), "NP 90-3", "NP 26")


@explains(BasicMonths, "complementary", "合算対象期間の月数", "Complementary months", MONTHS)
def _complementary(at: At) -> Told:
    coverage = employees_months(at.subject)
    spells = [
        spell
        for spell in of_estimate(at.subject)
        if QUALIFYING_OF_STATUS[spell.code] == COMPLEMENTARY and CLASS_OF_STATUS[spell.code] == CLASS_NONE
    ]
    outside = at.say("基礎年金に入らない厚生年金", "employees' months that do not count")
    parts = [
        (outside, coverage.months - coverage.basic_months),
        *by_sign(at, spells, lambda spell: spell.before + spell.after),
    ]
    return told(at, parts, "NP suppl 9", "S60 suppl 8")


@explains(BasicMonths, "additional", "付加保険料を納めた月数", "Months with the additional premium", MONTHS)
def _additional(at: At) -> Told:
    spells = [spell for spell in of_estimate(at.subject) if ADDITIONAL_OF_STATUS[spell.code] == 1]
    parts = by_sign(at, spells, lambda spell: spell.before + spell.after + spell.future)
    return told(at, parts, "NP 44", "NP 87-2")


@explains(BasicMonths, "employees", "厚生年金の月数", "Months of employees' coverage", MONTHS)
def _employees(at: At) -> Told:
    coverage = employees_months(at.subject)
    parts = [
        (at.say("基礎年金に入る月", "months that count for the basic pension"), coverage.basic_months),
        (at.say("そのほかの月", "other months"), coverage.months - coverage.basic_months),
    ]
    return told(at, parts, "EPI 19", "NP 7(1)")._replace(table="")


@explains(BasicMonths, "qualifying", "受給資格期間", "Qualifying period", MONTHS)
def _qualifying(at: At) -> Told:
    step = qualifying_step(at.subject.estimate, at.subject.cohort, at.say)
    classes = at.beside(*(f"by_class.{field}" for field in MonthsByClass._fields))
    inputs = (*(one for one in classes if one.value), *at.beside("deferred", "complementary"))
    return Told(step.formula, step.article, tables(at, "qualifying_needs"), inputs)


# The premium condition of disability and survivors' benefits.

CONDITION = ("NP 30(1)", "NP 37", "S60 suppl 20")
NOT_ASKED = ("納付要件は問われない", "the condition is not asked")


@explains(
    PremiumCondition, "insured", "納付要件を見る加入月数", "Insured months of the premium condition", MONTHS
)
def _insured(at: At) -> Told:
    formula = at.say(
        f"初診日・死亡日の属する月の前々月までの加入: {at.quantity()}",
        f"insured up to the month before the month before the event: {at.quantity()}",
    )
    return Told(formula, at.say.law(*CONDITION))


@explains(PremiumCondition, "good", "うち納付・免除の月数", "Paid or exempt months of them", MONTHS)
def _good(at: At) -> Told:
    condition = at.owner
    formula = at.say(
        f"加入{condition.insured}か月のうち納付・免除: {at.quantity()}",
        f"paid or exempt among {condition.insured} insured months: {at.quantity()}",
    )
    return Told(formula, at.say.law(*CONDITION), "", at.beside("insured"))


@explains(
    PremiumCondition, "unpaid_in_year", "直近1年間の未納の月数", "Unpaid months of the last year", MONTHS
)
def _unpaid(at: At) -> Told:
    formula = at.say(
        f"直近1年間の未納: {at.quantity()}", f"unpaid in the last year of insurance: {at.quantity()}"
    )
    return Told(formula, at.say.law("S60 suppl 20", "S60 suppl 64"))


@explains(PremiumCondition, "result", "保険料の納付要件", "Premium condition", "code")
def _result(at: At) -> Told:
    condition = at.owner
    share = at.say(
        f"3分の2以上が納付・免除({condition.good}か月 / {condition.insured}か月)",
        f"two thirds are paid or exempt ({condition.good} of {condition.insured} months)",
    )
    words = (
        at.say(
            f"満たさない: 納付・免除は{condition.insured}か月のうち{condition.good}か月、直近1年に未納{condition.unpaid_in_year}か月",
            f"not met: {condition.good} of {condition.insured} months are paid or exempt, {condition.unpaid_in_year} of the last year unpaid",
        ),
        at.say(f"満たす: {share}", f"met: {share}"),
        at.say("満たす: 直近1年間に未納がない", "met: no unpaid month in the last year"),
        at.say(*NOT_ASKED),
    )
    row = rows("national_benefit_parameters", code="premium_condition_share")[0]
    table = at.say.row("national_benefit_parameters", row)
    return Told(
        words[at.value], at.say.law(*CONDITION), table, at.beside("insured", "good", "unpaid_in_year")
    )
