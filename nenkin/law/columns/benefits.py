"""Disability and survivors' benefits and withdrawal payments explain themselves."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction

from nenkin.law.benefits import (
    CHILDREN,
    LONG_RECORD,
    LUMP_SUM_GRADE,
    NOBODY,
    SPOUSE,
    DeathEvent,
    Departure,
    Disability,
    DisabilityEvent,
    Survivors,
    Withdrawal,
    month_of_day,
)
from nenkin.law.columns.base import At, Input, Told, explains
from nenkin.law.columns.earnings import spells_of, window_of
from nenkin.law.columns.numbers import HUNDRED, tables, tables_of
from nenkin.law.columns.old_age import reason_words, total_formula
from nenkin.law.employees_pension.combined import FIXED, CombinedRecord, combined_record, multipliers_of
from nenkin.law.employees_pension.disability import FLOOR, GRADE_1, LUMP_SUM, MINIMUM
from nenkin.law.employees_pension.earnings import FIFTEENTHS
from nenkin.law.employees_pension.old_age import SCALE
from nenkin.law.employees_pension.survivors import (
    FIXED_TERM,
    FIXED_TERM_SHARE,
    OF_OWN,
    OF_SURVIVORS,
    SHARE,
    WIDOW_SHARE,
)
from nenkin.law.employees_pension.withdrawal import SHARE as WITHDRAWAL_SHARE
from nenkin.law.employees_pension.withdrawal import TAX, withdrawal_record
from nenkin.law.national_pension.death_lump_sum import ADDITION, ADDITION_MONTHS
from nenkin.law.national_pension.disability_basic import UNIFORM_FROM
from nenkin.law.national_pension.insured_months import QUARTERS, CategoryOne, category_one
from nenkin.law.national_pension.old_age_basic import MONTH, MonthsByClass, credited_months
from nenkin.law.national_pension.widows_pension import SHARE as WIDOWS_SHARE
from nenkin.law.national_pension.withdrawal import SHARE as NATIONAL_SHARE
from nenkin.law.parameters import EMPLOYEES, NATIONAL
from nenkin.law.reasons import COMPUTED
from nenkin.law.tables import rows
from nenkin.law.words import (
    CODE,
    ENGLISH,
    FLAG,
    HUNDRED_THOUSANDTHS,
    JAPANESE,
    MONTHS,
    MONTHS_4,
    TENTHS,
    YEN,
    YEN_MONTH,
    YEN_ONCE,
    number,
    ratio,
)
from nenkin.law.words import MONTH as MONTH_UNIT

AGE_60, AGE_65, AGE_70 = 720, 780, 840
PARAMETERS = {"disability": EMPLOYEES, "survivors": EMPLOYEES}


def figure(
    owner: type, field: str, japanese: str, english: str, unit: str, *articles: str
) -> Callable[[Callable[[At], Told]], Callable[[At], Told]]:
    """Register a figure of a benefit that says why it is not there where the benefit was refused."""

    def register(function: Callable[[At], Told]) -> Callable[[At], Told]:
        @explains(owner, field, japanese, english, unit)
        def tell(at: At) -> Told:
            reason = at.owner.reason
            if reason != COMPUTED:
                words = reason_words(reason, JAPANESE), reason_words(reason, ENGLISH)
                return Told(at.is_zero(*words), at.say.law(*articles))
            found = function(at)
            return found if found.article else found._replace(article=at.say.law(*articles))

        return tell

    return register


def _register_reason(owner: type, field: str, *articles: str) -> None:
    @explains(owner, field, "計算できたか", "Whether there is an amount", CODE)
    def tell(at: At) -> Told:
        if at.value == COMPUTED:
            return Told(at.say("計算できた", "computed"), at.say.law(*articles))
        return Told(reason_words(at.value, at.language), at.say.law(*articles))


_register_reason(Disability, "reason", "NP 30", "EPI 47")
_register_reason(Survivors, "reason", "NP 37", "EPI 58")
_register_reason(Withdrawal, "reason", "NP suppl 9-3-2", "EPI suppl 29")
_register_reason(Withdrawal, "national_reason", "NP suppl 9-3-2")
_register_reason(Withdrawal, "employees_reason", "EPI suppl 29")


def parameter(at: At, table: str, code: str) -> str:
    """The row of a parameter, as words."""
    return at.say.row(table, rows(table, code=code)[0])


def disability_of(at: At) -> DisabilityEvent:
    """The disability a column belongs to."""
    event = at.subject.disability_event
    if event is None:
        raise LookupError(f"{at.column}: the event is needed to explain it")
    return event


def death_of(at: At) -> DeathEvent:
    """The death a column belongs to."""
    event = at.subject.death
    if event is None:
        raise LookupError(f"{at.column}: the event is needed to explain it")
    return event


def departure_of(at: At) -> Departure:
    """The departure from Japan a column belongs to."""
    event = at.subject.departure
    if event is None:
        raise LookupError(f"{at.column}: the event is needed to explain it")
    return event


def _day(at: At, day: int) -> str:
    return at.say.day(date.fromordinal(day))


# Disability.


def _register_right(
    owner: type,
    field: str,
    japanese: str,
    english: str,
    yes: tuple[str, str],
    no: tuple[str, str],
    *articles: str,
) -> None:
    """A condition that is met or not."""

    @explains(owner, field, japanese, english, FLAG)
    def tell(at: At) -> Told:
        return Told(at.is_zero(*(yes if at.value else no)), at.say.law(*articles))


_register_right(
    Disability, "basic_right", "障害基礎年金の権利", "Right to the basic disability pension",
    ("初診日に国民年金に加入していたか、20歳前か、60歳から64歳", "insured under the National Pension at the first visit, before 20, or at 60 to 64"),
    ("初診日に国民年金に加入していない", "not insured under the National Pension at the first visit"), "NP 30", "NP 30-4",
)  # fmt: skip
_register_right(
    Disability, "employees_right", "障害厚生年金の権利", "Right to the employees' disability pension",
    ("初診日に厚生年金に加入していた", "employees' coverage at the first visit"),
    ("初診日に厚生年金に加入していない", "no employees' coverage at the first visit"), "EPI 47",
)  # fmt: skip
_register_right(
    Disability, "before_20", "20歳前の初診", "First visit before 20",
    ("20歳前の初診なので納付要件はなく、所得の制限がある", "no premium condition, but limits of income"),
    ("20歳以後の初診、または厚生年金の加入中", "at 20 or later, or while employees' coverage ran"), "NP 30-4", "NP 36-3",
)  # fmt: skip


@figure(Disability, "first_month", "支給が始まる月", "First month paid", MONTH_UNIT, "NP 18(1)", "EPI 36(1)")
def _first_month(at: At) -> Told:
    day = _day(at, disability_of(at).recognition)
    formula = at.say(
        f"障害認定日{day}(20歳前の初診では20歳)の翌月: {at.quantity()}",
        f"the month after the recognition on {day} (of 20 for a first visit before): {at.quantity()}",
    )
    used = at.given("障害認定日(通日)", "recognition (day number)", "event", disability_of(at).recognition)
    return Told(formula, "", "", (used,))


def exact(at: At, value: int) -> str:
    """An amount in 1/SCALE yen."""
    words = number(Fraction(value, SCALE))
    return at.say(f"{words}円", f"{words} yen")


def part_formula(at: At, record: CombinedRecord, protected: bool, floor: int, share: tuple[int, int]) -> str:
    """The earnings-related part with its floor of months and its share, before rounding."""
    value = record.protected if protected else record.current
    words = exact(at, value)
    if protected:
        words += f" × {ratio(at.subject.cohort.protected_revision)}"
    counted = Fraction(record.counted, FIFTEENTHS)
    if counted < floor:
        words += f" × {floor} ÷ {at.say.months(counted)}"
    if share[0] != share[1]:
        words += f" × {Fraction(*share)}"
    return words


def larger_formula(at: At, record: CombinedRecord, floor: int, share: tuple[int, int]) -> str:
    """The larger of the current formula and the protected amount, with its name."""
    revision = at.subject.cohort.protected_revision
    protected = record.protected * revision > record.current * 1000
    name = at.say("従前額保障", "protected amount") if protected else at.say("本来水準", "current formula")
    return f"{name} {part_formula(at, record, protected, floor, share)}"


NO_EMPLOYEES = ("厚生年金の給付がない", "no employees' benefit")


def _register_part(field: str, protected: bool, japanese: str, english: str) -> None:
    @figure(Disability, field, japanese, english, YEN, "EPI 50(1)", "H12 suppl 21")
    def tell(at: At) -> Told:
        record = at.owner.record
        if record.counted == 0:
            return Told(at.is_zero(*NO_EMPLOYEES), "")
        formula = f"{part_formula(at, record, protected, FLOOR, (1, 1))} = {at.quantity()}"
        inputs = at.inputs(f"disability.record.{field}", "disability.record.counted")
        if protected:
            inputs = (*inputs, *at.inputs("cohort.protected_revision"))
        table = parameter(at, EMPLOYEES, "disability_month_floor")
        return Told(formula, "", table, inputs)


_register_part("current", False, "報酬比例の額(本来水準)", "Earnings-related amount, current formula")
_register_part("protected", True, "報酬比例の額(従前額保障)", "Earnings-related amount, protected")


@figure(Disability, "minimum", "最低保障額", "Minimum amount", YEN, "EPI 50(3)")
def _minimum(at: At) -> Told:
    if at.value == 0:
        words = (
            "障害基礎年金があるか、厚生年金の給付がない",
            "there is a basic disability pension, or no employees' benefit",
        )
        return Told(at.is_zero(*words), "")
    full = at.subject.cohort.full_amount
    formula = f"{at.say.yen(full)} × {Fraction(*MINIMUM)} = {at.quantity()}{at.say(*HUNDRED)}"
    table = at.say("、", "; ").join(
        (parameter(at, EMPLOYEES, "disability_minimum_share"), tables(at, "full_amount"))
    )
    return Told(formula, "", table, at.inputs("cohort.full_amount"))


def grade_input(at: At) -> Input:
    """The grade of the disability as an input of a formula."""
    return at.given("障害の等級", "grade", "event", disability_of(at).grade)


@figure(Disability, "basic", "障害基礎年金", "Basic disability pension", YEN, "NP 33")
def _basic(at: At) -> Told:
    full = at.input("cohort.full_amount")
    inputs = (full, grade_input(at))
    if at.value == 0:
        words = "障害基礎年金は1級と2級だけ、または権利がない", "grades 1 and 2 only, or no right"
        return Told(at.is_zero(*words), "", "", inputs)
    if disability_of(at).grade == 1:
        formula = f"{at.say.yen(full.value)} × {number(Fraction(*GRADE_1))} = {at.quantity()}"
        return Told(formula, "", parameter(at, NATIONAL, "disability_grade_1_factor"), inputs)
    return Told(f"{at.say.yen(full.value)} = {at.quantity()}", "", tables(at, "full_amount"), inputs)


def children_formula(at: At, count: int, alike: bool, name: str = "levels") -> tuple[str, tuple[Input, ...]]:
    """子の加算: the first two alike and less for more, or from 2028-04 all alike."""
    if alike:
        each = at.input(f"{name}.child_alike")
        return f"{at.say.yen(each.value)} × {count}", (each,)
    first, further = at.inputs(f"{name}.child_first", f"{name}.child_further")
    words = f"{at.say.yen(first.value)} × {min(count, 2)}"
    if count > 2:
        return f"{words} + {at.say.yen(further.value)} × {count - 2}", (first, further)
    return words, (first,)


def children_table(at: At, alike: bool) -> str:
    """The table of the additions for children."""
    column = At(at.subject, at.language, "levels.child_alike" if alike else "levels.child_first")
    return column.entry.explain(column).table


@figure(Disability, "children", "子の加算", "Addition for children", YEN, "NP 33-2")
def _children(at: At) -> Told:
    event = disability_of(at)
    count = at.given("子の人数", "children", "event", event.children)
    if at.value == 0:
        words = (
            "障害基礎年金か、加算の対象になる子がない",
            "no basic pension, or no child for whom it is paid",
        )
        return Told(at.is_zero(*words), "", "", (count,))
    alike = max(event.paid_month, at.owner.first_month) >= UNIFORM_FROM
    words_of, inputs = children_formula(at, event.children, alike)
    return Told(f"{words_of} = {at.quantity()}", "", children_table(at, alike), (*inputs, count))


@figure(Disability, "employees", "障害厚生年金", "Employees' disability pension", YEN, "EPI 50")
def _employees(at: At) -> Told:
    found, grade = at.owner, disability_of(at).grade
    inputs = (*at.beside("current", "protected", "minimum"), grade_input(at))
    if at.value == 0:
        words = "障害厚生年金の権利がないか、障害手当金になる", "no right to it, or the lump sum instead"
        return Told(at.is_zero(*words), "", "", inputs)
    share = (GRADE_1.numerator, GRADE_1.denominator) if grade == 1 else (1, 1)
    words_of = larger_formula(at, found.record, FLOOR, share)
    formula = f"{words_of} = {at.quantity()}"
    if at.value == found.minimum:
        low = at.say("最低保障額", "minimum")
        formula = f"{low} {at.say.yen(found.minimum)} = {at.quantity()}"
    code = "disability_grade_1_factor" if grade == 1 else "disability_month_floor"
    return Told(formula, "", parameter(at, EMPLOYEES, code), inputs)


@figure(Disability, "spouse", "配偶者の加算", "Addition for the spouse", YEN, "EPI 50-2")
def _spouse(at: At) -> Told:
    inputs = at.inputs("levels.spouse_addition")
    if at.value == 0:
        words = "対象になる配偶者がいないか、3級", "no spouse for whom it is paid, or grade 3"
        return Told(at.is_zero(*words), "", "", inputs)
    column = At(at.subject, at.language, "levels.spouse_addition")
    table = column.entry.explain(column).table
    return Told(f"{at.say.yen(inputs[0].value)} = {at.quantity()}", "", table, inputs)


@figure(Disability, "lump_sum", "障害手当金", "Disability lump sum", YEN_ONCE, "EPI 57")
def _lump_sum(at: At) -> Told:
    found = at.owner
    inputs = (*at.beside("current", "protected", "minimum"), grade_input(at))
    if disability_of(at).grade != LUMP_SUM_GRADE:
        words = "障害手当金の程度ではない", "not of the degree of the lump sum"
        return Told(at.is_zero(*words), "", "", inputs)
    factor = LUMP_SUM.numerator, LUMP_SUM.denominator
    words_of = larger_formula(at, found.record, FLOOR, factor)
    formula = f"{words_of} = {at.quantity()}"
    if at.value == found.minimum * factor[0] // factor[1]:
        low = at.say("最低保障額", "minimum")
        formula = f"{low} {at.say.yen(found.minimum)} × {Fraction(*factor)} = {at.quantity()}"
    return Told(formula, "", parameter(at, EMPLOYEES, "disability_lump_sum_factor"), inputs)


@figure(Disability, "total", "1年の合計", "Total a year", YEN, "NP 33", "EPI 50")
def _disability_total(at: At) -> Told:
    found = at.owner
    formula = total_formula(at, (found.basic, found.children, found.employees, found.spouse))
    return Told(formula, "", "", at.beside("basic", "children", "employees", "spouse"))


# Survivors.

_register_right(
    Survivors, "short_open", "短期要件", "Short type open",
    ("加入中の死亡、加入中の初診から5年以内、または1級・2級の障害厚生年金", "died insured, within five years of a first visit while insured, or with grade 1 or 2"),
    ("短期要件に当たらない", "not met"), "EPI 58(1)",
)  # fmt: skip
_register_right(
    Survivors, "long_open", "長期要件", "Long type open",
    ("受給資格期間が25年以上(またはそれに代わる期間)", "25 years of the qualifying period, or a record that stands for them"),
    ("受給資格期間が25年に足りない", "less than 25 years"), "EPI 58(1)", "S60 suppl 12",
)  # fmt: skip
_register_right(
    Survivors, "short", "短期要件で計算した", "Computed as the short type",
    ("300か月に満たない月数は300か月とし、乗率は生年月日によらない", "fewer than 300 months count as 300, multipliers whatever the birth"),
    ("実際の月数と生年月日別の乗率による", "real months and multipliers by birth"), "EPI 58(2)", "EPI 60(1)",
)  # fmt: skip


@explains(Survivors, "qualifying", "亡くなった人の受給資格期間", "Qualifying period of the deceased", MONTHS)
def _qualifying(at: At) -> Told:
    day = _day(at, death_of(at).death)
    formula = at.say(
        f"{day}までの納付・免除・合算対象の月数: {at.quantity()}({LONG_RECORD}か月が25年)",
        f"paid, exempt and complementary months until {day}: {at.quantity()} ({LONG_RECORD} are 25 years)",
    )
    return Told(
        formula,
        at.say.law("NP 37", "EPI 58(1)", "S60 suppl 12"),
        parameter(at, NATIONAL, "long_record_months"),
    )


@figure(Survivors, "first_month", "支給が始まる月", "First month paid", MONTH_UNIT, "NP 18(1)", "EPI 36(1)")
def _survivors_first_month(at: At) -> Told:
    day = _day(at, death_of(at).death)
    formula = at.say(
        f"{day}の死亡の翌月: {at.quantity()}", f"the month after the death on {day}: {at.quantity()}"
    )
    return Told(
        formula, "", "", (at.given("死亡日(通日)", "death (day number)", "event", death_of(at).death),)
    )


@figure(
    Survivors,
    "employees_to",
    "遺族厚生年金を受け取る人",
    "Who has the employees' survivors' pension",
    CODE,
    "EPI 59",
    "EPI 66",
)
def _employees_to(at: At) -> Told:
    words = {
        NOBODY: ("だれもいない", "nobody"),
        SPOUSE: ("配偶者", "the spouse"),
        CHILDREN: ("子", "the children"),
    }
    return Told(at.say(*words[at.value]), "")


@figure(
    Survivors,
    "employees_from",
    "遺族厚生年金が始まる月",
    "First month of the employees' survivors' pension",
    MONTH_UNIT,
    "EPI 65-2",
)
def _employees_from(at: At) -> Told:
    if at.value == 0:
        return Told(at.is_zero(*NO_EMPLOYEES), "")
    later = at.value > at.owner.first_month
    formula = at.say(
        f"{at.quantity()}から" + ("(夫は60歳になった月の翌月から)" if later else "(死亡の翌月)"),
        f"from {at.quantity()}"
        + (" (a husband from the month after 60)" if later else " (the month after the death)"),
    )
    return Told(formula, "", "", at.beside("first_month"))


def survivors_share(at: At, record: CombinedRecord, short: bool, share: tuple[int, int]) -> str:
    """The survivors' share as words of a formula."""
    return f"{larger_formula(at, record, FLOOR if short else 0, share)} = {at.quantity()}"


def _share_inputs(at: At) -> tuple[Input, ...]:
    names = "current", "protected", "counted"
    return (
        *at.inputs(*(f"survivors.record.{name}" for name in names)),
        *at.inputs("cohort.protected_revision"),
    )


@figure(Survivors, "employees", "遺族厚生年金", "Employees' survivors' pension", YEN, "EPI 60(1)")
def _survivors_employees(at: At) -> Told:
    if at.value == 0:
        return Told(at.is_zero(*NO_EMPLOYEES), "")
    formula = survivors_share(at, at.owner.record, at.owner.short == 1, (SHARE.numerator, SHARE.denominator))
    return Told(formula, "", parameter(at, EMPLOYEES, "survivors_share"), _share_inputs(at))


@figure(Survivors, "other_type", "もう一方の要件で計算した額", "The same by the other type", YEN, "EPI 58(2)")
def _other_type(at: At) -> Told:
    found, subject = at.owner, at.subject
    if at.value == 0:
        words = "開いている要件は一つだけ", "only one type is open"
        return Told(at.is_zero(*words), "")
    window = window_of(at)
    record = combined_record(
        subject.career, subject.cohort, multipliers_of(subject.cohort) if found.short else FIXED,
        subject.estimate.age_zero, window.horizon, window.until,
    )  # fmt: skip
    formula = survivors_share(at, record, found.short == 0, (SHARE.numerator, SHARE.denominator))
    return Told(formula, "", parameter(at, EMPLOYEES, "survivors_share"), at.beside("short"))


@figure(
    Survivors,
    "fixed_term_until",
    "5年の有期給付の最後の月",
    "Last month of the five years",
    MONTH_UNIT,
    "EPI 63(1)",
    "R7 suppl 1",
)
def _fixed_term_until(at: At) -> Told:
    if at.value == 0:
        return Told(at.is_zero("期間の定めがない", "no such end"), "")
    formula = at.say(
        f"死亡(または遺族基礎年金の終わり)から{FIXED_TERM}か月: {at.quantity()}",
        f"{FIXED_TERM} months from the death, or from the end of the basic pension: {at.quantity()}",
    )
    return Told(formula, "", parameter(at, EMPLOYEES, "fixed_term_years"))


@figure(
    Survivors,
    "fixed_term",
    "配偶者の65歳前の遺族厚生年金(有期加算をふくむ)",
    "Spouse's pension before 65, addition of the five years included",
    YEN,
    "EPI 60(1)",
    "R7 suppl 1",
)
def _fixed_term(at: At) -> Told:
    if at.value == 0:
        return Told(at.is_zero("配偶者の遺族厚生年金がない", "the spouse has no employees' pension"), "")
    if at.value == at.owner.employees:
        formula = f"{at.say.yen(at.owner.employees)} = {at.quantity()}"
        return Told(formula, "", "", at.beside("employees"))
    formula = survivors_share(at, at.owner.record, at.owner.short == 1, FIXED_TERM_SHARE)
    return Told(formula, "", parameter(at, EMPLOYEES, "fixed_term_addition_share"), _share_inputs(at))


def spouse_tables(at: At, *fields: str) -> str:
    """The tables of the additions for a spouse."""
    born = death_of(at).spouse_birth or at.subject.career.birth_date
    return tables_of(at.say, date.fromordinal(born), at.subject.as_of, *fields)


@figure(Survivors, "widow_addition", "中高齢寡婦加算", "Middle-aged widow's addition", YEN, "EPI 62(1)")
def _widow_addition(at: At) -> Told:
    if at.value == 0:
        words = "40歳から64歳の妻の加算に当たらない", "not a wife of 40 to 64 who has it"
        return Told(at.is_zero(*words), "")
    full = at.input("survivor.full_amount")
    formula = f"{at.say.yen(full.value)} × {Fraction(*WIDOW_SHARE)} = {at.quantity()}{at.say(*HUNDRED)}"
    return Told(formula, "", parameter(at, EMPLOYEES, "widow_addition_share"), (full,))


@figure(
    Survivors,
    "widow_addition_from",
    "中高齢寡婦加算が始まる月",
    "First month of the widow's addition",
    MONTH_UNIT,
    "EPI 62(1)",
    "EPI 65",
)
def _widow_addition_from(at: At) -> Told:
    if at.value == 0:
        return Told(at.is_zero("加算がない", "no addition"), "")
    formula = at.say(
        f"遺族基礎年金のないあいだ、{at.quantity()}から65歳まで",
        f"from {at.quantity()} to 65, while there is no basic pension",
    )
    return Told(formula, "", "", at.beside("first_month", "basic_until"))


@figure(
    Survivors,
    "transitional_widow_addition",
    "経過的寡婦加算",
    "Transitional widow's addition",
    YEN,
    "S60 suppl 73",
)
def _transitional_widow(at: At) -> Told:
    born = death_of(at).spouse_birth
    if at.value == 0:
        words = (
            "昭和31年4月2日以後の生まれ、または加算の要件に当たらない",
            "born from 1956-04-02, or the conditions are not met",
        )
        return Told(at.is_zero(*words), "")
    full = at.input("survivor.full_amount")
    row = next(row for row in rows("transitional_widow_additions") if born <= row["birth_to"].toordinal())
    three_quarters = Fraction(full.value) * Fraction(*WIDOW_SHARE)
    rounded = int(three_quarters / 100 + Fraction(1, 2)) * 100
    own = int(Fraction(full.value * row["fraction_numerator"], row["fraction_denominator"]) + Fraction(1, 2))
    whole = f"{at.say.yen(full.value)} × {Fraction(*WIDOW_SHARE)} = {at.say.yen(rounded)}{at.say(*HUNDRED)}"
    taken = f"{at.say.yen(full.value)} × {row['fraction_numerator']} ÷ {row['fraction_denominator']} = {at.say.yen(own)}"
    formula = f"({whole}) − ({taken}) = {at.quantity()}"
    return Told(formula, "", at.say.row("transitional_widow_additions", row), (full,))


def own_input(at: At) -> Input:
    """The survivor's own pension as an input of a formula."""
    return at.given(
        "本人の老齢厚生年金", "own old-age employees' pension", "event", death_of(at).own_employees
    )


def entitlement_words(at: At) -> str:
    """What a spouse of 65 is entitled to: 3/4, or 2/3 of it and half of the own pension, whichever is more."""
    amount, own = at.owner.employees, death_of(at).own_employees
    mixed = amount * Fraction(*OF_SURVIVORS) + own * Fraction(*OF_OWN)
    if mixed <= amount:
        return at.say.yen(amount)
    return f"{at.say.yen(amount)} × {Fraction(*OF_SURVIVORS)} + {at.say.yen(own)} × {Fraction(*OF_OWN)}"


@figure(
    Survivors,
    "entitlement_at_65",
    "65歳からの遺族厚生年金の額(自分の年金をふくむ)",
    "Entitlement from 65, own pension included",
    YEN,
    "EPI 60(1)",
)
def _entitlement(at: At) -> Told:
    if at.value == 0:
        words = "配偶者の権利がないか、65歳前に終わる", "the spouse has no right, or it ends before 65"
        return Told(at.is_zero(*words), "")
    formula = f"{entitlement_words(at)} = {at.quantity()}"
    table = parameter(at, EMPLOYEES, "survivors_share_at_65")
    return Told(formula, "", table, (*at.beside("employees"), own_input(at)))


@figure(
    Survivors,
    "on_top_at_65",
    "65歳から自分の年金に上乗せされる額",
    "Paid on top of the own pension from 65",
    YEN,
    "EPI 64-2",
)
def _on_top(at: At) -> Told:
    found, event = at.owner, death_of(at)
    addition = found.transitional_widow_addition
    inputs = (*at.beside("entitlement_at_65", "transitional_widow_addition"), own_input(at))
    if at.value == 0:
        words = "権利がないか、自分の年金のほうが多い", "no right, or the own pension is not less"
        return Told(at.is_zero(*words), "", "", inputs)
    whole = entitlement_words(at)
    if addition and event.own_employees and " × " in whole:
        whole = f"({whole} = {at.say.yen(found.entitlement_at_65)})"
    parts = f" + {at.say.yen(addition)}" if addition else ""
    own = f" − {at.say.yen(event.own_employees)}" if event.own_employees else ""
    return Told(
        f"{whole}{parts}{own} = {at.quantity()}", "", parameter(at, EMPLOYEES, "own_share_at_65"), inputs
    )


@figure(Survivors, "basic", "遺族基礎年金", "Basic survivors' pension", YEN, "NP 38", "NP 39", "NP 39-2")
def _survivors_basic(at: At) -> Told:
    event, found = death_of(at), at.owner
    count = at.given("子の人数", "children", "event", event.children)
    if at.value == 0:
        words = "子がいないか、要件に当たらない", "no child, or the conditions are not met"
        return Told(at.is_zero(*words), "", "", (count,))
    if found.basic_each_child:
        formula = f"{at.say.yen(found.basic_each_child)} × {event.children} = {at.quantity()}"
        return Told(formula, "", "", (*at.beside("basic_each_child"), count))
    full, alike = at.input("survivor.full_amount"), found.first_month >= UNIFORM_FROM
    words_of, inputs = children_formula(at, event.children, alike)
    formula = f"{at.say.yen(full.value)} + {words_of} = {at.quantity()}"
    table = at.say("、", "; ").join((spouse_tables(at, "full_amount"), children_table(at, alike)))
    return Told(formula, "", table, (full, *inputs, count))


@figure(
    Survivors,
    "basic_each_child",
    "子1人の遺族基礎年金",
    "Basic survivors' pension of each child",
    YEN,
    "NP 39-2",
)
def _each_child(at: At) -> Told:
    event, found = death_of(at), at.owner
    if at.value == 0:
        return Told(at.is_zero("子が受け取るのではない", "the children do not have it"), "")
    full, alike = at.input("levels.full_new"), found.first_month >= UNIFORM_FROM
    others = event.children - 1
    words_of = at.say.yen(full.value)
    inputs: tuple[Input, ...] = (full,)
    if others and alike:
        each = at.input("levels.child_alike")
        words_of, inputs = f"{words_of} + {at.say.yen(each.value)} × {others}", (full, each)
    elif others:
        first, further = at.inputs("levels.child_first", "levels.child_further")
        words_of, inputs = f"{words_of} + {at.say.yen(first.value)}", (full, first)
        if others > 1:
            words_of, inputs = f"{words_of} + {at.say.yen(further.value)} × {others - 1}", (*inputs, further)
    count = at.given("子の人数", "children", "event", event.children)
    formula = f"({words_of}) ÷ {event.children} = {at.quantity()}"
    return Told(formula, "", children_table(at, alike), (*inputs, count))


@figure(
    Survivors,
    "basic_until",
    "遺族基礎年金の最後の月",
    "Last month of the basic survivors' pension",
    MONTH_UNIT,
    "NP 40",
)
def _basic_until(at: At) -> Told:
    if at.value == 0:
        return Told(at.is_zero("遺族基礎年金がない", "no basic survivors' pension"), "")
    formula = at.say(
        f"末の子が対象になる最後の月: {at.quantity()}",
        f"the last month of the youngest child: {at.quantity()}",
    )
    return Told(
        formula,
        "",
        "",
        (at.given("末の子の最後の月", "last month of the youngest child", "event", at.value),),
    )


def ones_of(at: At) -> CategoryOne:
    """The months of category 1 of the deceased before the month of death."""
    window, death = window_of(at), month_of_day(death_of(at).death)
    status_horizon = min(window.until, at.subject.estimate.age_zero + AGE_60)
    return category_one(at.subject.career, window.horizon, status_horizon, death)


def quarters_formula(at: At, ones: CategoryOne) -> str:
    """Paid months, partly paid ones by the quarters of the premium that were paid."""
    by_class = ones.by_class
    counts = (
        (by_class.paid, 1),
        (by_class.quarter_exempt_after + by_class.quarter_exempt_before, Fraction(3, 4)),
        (by_class.half_exempt_after + by_class.half_exempt_before, Fraction(1, 2)),
        (by_class.three_quarter_exempt_after + by_class.three_quarter_exempt_before, Fraction(1, 4)),
    )
    words = [at.say.months(count) + (f" × {share}" if share != 1 else "") for count, share in counts if count]
    return f"{' + '.join(words)} = {at.quantity()}" if words else at.is_zero(*NO_ONES)


NO_ONES = ("第1号として納めた月がない", "no paid month of category 1")


@figure(
    Survivors,
    "category_one_quarters",
    "第1号として納めた月数",
    "Paid months of category 1",
    MONTHS_4,
    "NP 52-2",
    "NP 52-4",
)
def _category_one_quarters(at: At) -> Told:
    return Told(quarters_formula(at, ones_of(at)), "")


@figure(Survivors, "widows", "寡婦年金", "Widow's pension", YEN, "NP 49", "NP 50")
def _widows(at: At) -> Told:
    if at.value == 0:
        return Told(at.is_zero("寡婦年金の要件に当たらない", "the conditions are not met"), "")
    full, enrolment = at.inputs("survivor.full_amount", "cohort.enrolment_months")
    ones = MonthsByClass._make(ones_of(at).by_class)
    credited = credited_months(ones, enrolment.value)
    formula = (
        f"{at.say.yen(full.value)} × {at.say.months(Fraction(credited, MONTH))} ÷ {at.say.months(enrolment.value)}"
        f" × {Fraction(*WIDOWS_SHARE)} = {at.quantity()}"
    )
    months = at.given(
        "夫の第1号の反映月数(24分の1か月)", "credited months of category 1 in 24ths", "record", credited
    )
    return Told(formula, "", parameter(at, NATIONAL, "widows_pension_share"), (full, months, enrolment))


def _register_widows_month(field: str, japanese: str, english: str, words: tuple[str, str]) -> None:
    @figure(Survivors, field, japanese, english, MONTH_UNIT, "NP 49", "NP 51")
    def tell(at: At) -> Told:
        if at.value == 0:
            return Told(at.is_zero("寡婦年金がない", "no widow's pension"), "")
        return Told(
            f"{at.say(*words)}: {at.quantity()}", "", parameter(at, NATIONAL, "widows_pension_first_age")
        )


_register_widows_month(
    "widows_from",
    "寡婦年金が始まる月",
    "First month of the widow's pension",
    ("60歳になった月の翌月、または死亡の翌月", "the month after 60, or after the death"),
)
_register_widows_month(
    "widows_until",
    "寡婦年金の最後の月",
    "Last month of the widow's pension",
    ("65歳になる月まで", "to the month of 65"),
)


@figure(Survivors, "lump_sum", "死亡一時金", "Death lump sum", YEN_ONCE, "NP 52-4")
def _death_lump_sum(at: At) -> Told:
    found = at.owner
    quarters = at.beside("category_one_quarters")
    if at.value == 0:
        words = (
            "納めた月が36か月に足りないか、遺族基礎年金などがある",
            "fewer than 36 paid months, or there is a basic pension",
        )
        return Told(at.is_zero(*words), "", "", quarters)
    row = [
        row
        for row in rows("death_lump_sums", item="amount")
        if found.category_one_quarters >= QUARTERS * row["months_from"]
    ][-1]
    words_of = at.say.yen(row["amount"])
    if at.value > row["amount"]:
        words_of += f" + {at.say.yen(ADDITION)}"
    additional = at.given(
        "付加保険料の月数", "months with the additional premium", "record", ones_of(at).additional
    )
    table = at.say(
        f"{at.say.row('death_lump_sums', row)}: {row['months_from']}か月以上(付加保険料{ADDITION_MONTHS}か月以上で加算)",
        f"{at.say.row('death_lump_sums', row)}: {row['months_from']} months or more (more with {ADDITION_MONTHS} months of the additional premium)",
    )
    return Told(f"{words_of} = {at.quantity()}", "", table, (*quarters, additional))


def _register_survivors_total(field: str, japanese: str, english: str, parts: tuple[str, ...]) -> None:
    @figure(Survivors, field, japanese, english, YEN, "NP 38", "EPI 60", "EPI 64-2")
    def tell(at: At) -> Told:
        if at.value == 0:
            return Told(at.is_zero("この時期の給付がない", "nothing is paid then"), "")
        return Told(
            total_formula(at, tuple(getattr(at.owner, part) for part in parts)), "", "", at.beside(*parts)
        )


_register_survivors_total(
    "total_with_children", "子がいるあいだの1年の合計", "Total a year with children", ("basic", "employees")
)
_register_survivors_total(
    "total_without_children",
    "子がいないあいだ(65歳前)の1年の合計",
    "Total a year without children, below 65",
    ("fixed_term", "widow_addition"),
)
_register_survivors_total("total_at_65", "65歳からの1年の合計", "Total a year from 65", ("on_top_at_65",))


# Withdrawal payments.


def _departure_ones(at: At) -> CategoryOne:
    left, until = month_of_day(departure_of(at).left), month_of_day(departure_of(at).claim)
    age_zero = at.subject.estimate.age_zero
    return category_one(at.subject.career, min(left, age_zero + AGE_70), min(left, age_zero + AGE_60), until)


@explains(Withdrawal, "national_quarters", "第1号として納めた月数", "Paid months of category 1", MONTHS_4)
def _national_quarters(at: At) -> Told:
    return Told(quarters_formula(at, _departure_ones(at)), at.say.law("NP suppl 9-3-2(1)"))


def _last_month(at: At, *articles: str) -> Told:
    formula = at.say(f"最後の月: {at.quantity()}", f"the last month: {at.quantity()}")
    return Told(formula, at.say.law(*articles))


@explains(
    Withdrawal, "national_last", "基準月(最後に納めた月)", "Base month, the last month paid", MONTH_UNIT
)
def _national_last(at: At) -> Told:
    return _last_month(at, "NP suppl 9-3-2(3)")


@explains(Withdrawal, "national_premium", "基準月の年度の保険料", "Premium of the base month", YEN_MONTH)
def _national_premium(at: At) -> Told:
    article, last = at.say.law("NP suppl 9-3-2(3)", "NP 87(3)"), at.owner.national_last
    if at.value == 0:
        return Told(
            at.is_zero("表にない月", "a month outside the table"), article, "", at.beside("national_last")
        )
    day = date(last // 12, last % 12 + 1, 1)
    row = next(
        row for row in rows("national_pension_premiums") if row["valid_from"] <= day <= row["valid_to"]
    )
    table = at.say.row("national_pension_premiums", row)
    formula = at.say(f"表の値のまま: {at.quantity()}", f"as the table has it: {at.quantity()}")
    return Told(formula, article, table, at.beside("national_last"))


def _factor(at: At, months: int, last: str, *articles: str) -> Told:
    """政令で定める数: whole half-years of the months, capped."""
    scheme_rows = rows("withdrawal_month_factors", scheme="national_pension")
    row = next((row for row in scheme_rows if row["months"] == at.value), scheme_rows[0])
    table = at.say.row("withdrawal_month_factors", row)
    formula = at.say(
        f"{months}か月の6か月ごとの区切り: {at.quantity()}",
        f"the whole half-years of {months} months: {at.quantity()}",
    )
    if at.value == 0:
        formula = at.is_zero(f"{months}か月は6か月に足りない", f"{months} months are fewer than six")
    return Told(formula, at.say.law(*articles), table, at.beside(last))


@explains(
    Withdrawal, "national_factor", "支給額の計算に使う数(国民年金)", "Factor of the national payment", CODE
)
def _national_factor(at: At) -> Told:
    return _factor(
        at, at.owner.national_quarters // QUARTERS, "national_last", "NP suppl 9-3-2(3)", "NPO 14-3"
    )


@explains(Withdrawal, "national", "国民年金の脱退一時金", "National withdrawal payment", YEN_ONCE)
def _national(at: At) -> Told:
    article, found = at.say.law("NP suppl 9-3-2(3)"), at.owner
    inputs = at.beside("national_premium", "national_factor")
    if found.national_reason != COMPUTED:
        words = reason_words(found.national_reason, JAPANESE), reason_words(found.national_reason, ENGLISH)
        return Told(at.is_zero(*words), article, "", inputs)
    formula = f"{at.say.yen(found.national_premium)} × {Fraction(*NATIONAL_SHARE)} × {found.national_factor} = {at.quantity()}"
    return Told(formula, article, parameter(at, NATIONAL, "withdrawal_premium_share"), inputs)


@explains(Withdrawal, "employees_months", "厚生年金の月数", "Months of employees' coverage", MONTHS)
def _employees_months(at: At) -> Told:
    event = departure_of(at)
    horizon = min(month_of_day(event.left), at.subject.estimate.age_zero + AGE_70)
    window = window_of(at)._replace(categories=(1, 2, 3, 4), horizon=horizon, until=month_of_day(event.claim))
    words = [at.say.months(end - start) for _, _, start, end in spells_of(at.subject.career, window)]
    formula = f"{' + '.join(words)} = {at.quantity()}" if words else at.is_zero(*NO_EMPLOYEES)
    return Told(formula, at.say.law("EPI suppl 29(1)", "EPI suppl 30"))


@explains(Withdrawal, "employees_last", "最終月", "Last month of coverage", MONTH_UNIT)
def _employees_last(at: At) -> Told:
    return _last_month(at, "EPI suppl 29(4)")


@explains(
    Withdrawal,
    "employees_average",
    "平均標準報酬額(再評価しない)",
    "Average standard remuneration, not revalued",
    YEN_MONTH,
)
def _employees_average(at: At) -> Told:
    event, article = departure_of(at), at.say.law("EPI suppl 29(3)", "H12 suppl 22")
    horizon = min(month_of_day(event.left), at.subject.estimate.age_zero + AGE_70)
    record = withdrawal_record(at.subject.career, horizon, month_of_day(event.claim))
    if record.months == 0:
        return Told(at.is_zero(*NO_EMPLOYEES), article)
    total = number(Fraction(record.total, 10))
    formula = f"{at.say(f'{total}円', f'{total} yen')} ÷ {at.say.months(record.months)} = {at.quantity()}"
    pay = at.given(
        "報酬と賞与の合計(10分の1円)", "pay and bonuses in tenths of a yen", "record", record.total
    )
    return Told(
        formula,
        article,
        parameter(at, EMPLOYEES, "withdrawal_factor_before_2003_04"),
        (pay, *at.beside("employees_months")),
    )


@explains(
    Withdrawal,
    "employees_premium_rate",
    "支給率のもとになる保険料率",
    "Premium rate of the payment",
    HUNDRED_THOUSANDTHS,
)
def _employees_premium_rate(at: At) -> Told:
    article = at.say.law("EPI suppl 29(4)")
    if at.value == 0:
        return Told(at.is_zero(*NO_EMPLOYEES), article)
    formula = at.say(
        f"最終月の前年10月などの率: {at.quantity()}",
        f"of October of the year before the last month: {at.quantity()}",
    )
    row = next(
        row
        for row in reversed(rows("employees_pension_premium_rates", member_class="class1_male"))
        if int(row["rate_per_mille"] * 100) == at.value
    )
    return Told(
        formula, article, at.say.row("employees_pension_premium_rates", row), at.beside("employees_last")
    )


@explains(
    Withdrawal, "employees_factor", "支給率の計算に使う数(厚生年金)", "Factor of the employees' payment", CODE
)
def _employees_factor(at: At) -> Told:
    return _factor(at, at.owner.employees_months, "employees_last", "EPI suppl 29(4)")


@explains(Withdrawal, "employees_rate", "支給率", "Payment rate", TENTHS)
def _employees_rate(at: At) -> Told:
    found = at.owner
    rate = at.say.quantity(found.employees_premium_rate, HUNDRED_THOUSANDTHS)
    formula = at.say(
        f"{rate} × {Fraction(*WITHDRAWAL_SHARE)} × {found.employees_factor}(小数第1位まで四捨五入): {at.quantity()}",
        f"{rate} × {Fraction(*WITHDRAWAL_SHARE)} × {found.employees_factor}, to one decimal: {at.quantity()}",
    )
    table = parameter(at, EMPLOYEES, "withdrawal_premium_share")
    return Told(
        formula, at.say.law("EPI suppl 29(4)"), table, at.beside("employees_premium_rate", "employees_factor")
    )


@explains(Withdrawal, "employees", "厚生年金の脱退一時金", "Employees' withdrawal payment", YEN_ONCE)
def _withdrawal_employees(at: At) -> Told:
    article, found = at.say.law("EPI suppl 29(3)"), at.owner
    inputs = at.beside("employees_average", "employees_rate")
    if found.employees_reason != COMPUTED:
        words = reason_words(found.employees_reason, JAPANESE), reason_words(found.employees_reason, ENGLISH)
        return Told(at.is_zero(*words), article, "", inputs)
    rate = at.say.quantity(found.employees_rate, TENTHS)
    return Told(f"{at.say.yen(found.employees_average)} × {rate} = {at.quantity()}", article, "", inputs)


CUT = ("(1円未満は切捨て)", " (cut to the yen)")


@explains(Withdrawal, "employees_tax", "源泉徴収される税", "Tax withheld", YEN_ONCE)
def _employees_tax(at: At) -> Told:
    inputs = at.beside("employees")
    formula = f"{at.say.yen(at.owner.employees)} × {100 * TAX.numerator / TAX.denominator:.2f}% = {at.quantity()}{at.say(*CUT)}"
    return Told(formula, at.say.law("TAX 169", "TAX 170"), parameter(at, EMPLOYEES, "withdrawal_tax"), inputs)


@explains(Withdrawal, "total", "税を引いた合計", "Total after tax", YEN_ONCE)
def _withdrawal_total(at: At) -> Told:
    found = at.owner
    formula = total_formula(at, (found.national, found.employees, -found.employees_tax))
    return Told(
        formula,
        at.say.law("NP suppl 9-3-2", "EPI suppl 29"),
        "",
        at.beside("national", "employees", "employees_tax"),
    )
