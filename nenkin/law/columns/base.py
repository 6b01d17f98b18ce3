"""Columns by path, who explains them, and what an explanation holds."""

import difflib
from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any, NamedTuple, TypeAlias, get_args, get_origin, get_type_hints

from nenkin.law.adjustment.choice import Choice, Rights
from nenkin.law.benefits import (
    BenefitLevels,
    DeathEvent,
    Departure,
    Disability,
    DisabilityEvent,
    Survivors,
    Withdrawal,
)
from nenkin.law.career import (
    CATEGORY_OF_KIND,
    LOCAL,
    MINER,
    SCHOOL,
    SEAMAN,
    SIGNS,
    STATE,
    Career,
    month_number,
)
from nenkin.law.columns.uncertain import open_points, points_of_column
from nenkin.law.estimate import AGE_65, Estimate, Plan
from nenkin.law.levels import Cohort
from nenkin.law.lifetime import Amounts, Counted, Family, LifeRules
from nenkin.law.reasons import COMPUTED, TEXT_EN, TEXT_JA
from nenkin.law.statement import Column as AgeColumn
from nenkin.law.statement import FlatPart, Statement
from nenkin.law.words import CATEGORY_NAMES, ENGLISH, JAPANESE, Words


class Subject(NamedTuple):
    """A person with results; what an explanation needs of each. A result that is not asked about may be missing."""

    career: Career
    cohort: Cohort
    plan: Plan
    estimate: Estimate
    as_of: date
    rules: LifeRules | None = None
    family: Family | None = None
    amounts: Amounts | None = None  # one span of a life
    counted: Counted | None = None  # the pensions that count in it
    levels: BenefitLevels | None = None
    disability: Disability | None = None
    disability_event: DisabilityEvent | None = None
    survivors: Survivors | None = None
    death: DeathEvent | None = None
    survivor: Cohort | None = None  # of the spouse; of the deceased where there is none
    withdrawal: Withdrawal | None = None
    departure: Departure | None = None
    statement: Statement | None = None  # see `statement_subject`
    age_column: AgeColumn | None = None  # one of `statement.columns`
    flat_part: FlatPart | None = None
    record: Career | None = None  # what the statement knows; `career` is what its amounts rest on
    rights: Rights | None = None
    choice: Choice | None = None
    from_65: bool = True  # which choice


class Input(NamedTuple):
    """A figure that entered a formula, in the unit of its own column."""

    name: str
    source: str  # another column; or record, plan, event, family, law
    value: int


class Explanation(NamedTuple):
    """How one figure came about."""

    column: str
    name: str
    value: int
    unit: str
    formula: str  # with the person's figures put in, or what the figure is
    article: str
    table: str  # the tables, the rows taken, their year; empty: none was needed
    inputs: tuple[Input, ...]
    uncertainty: str  # what the law or its sources leave open; empty: nothing known


class Told(NamedTuple):
    """What a column says about itself."""

    formula: str
    article: str
    table: str = ""
    inputs: tuple[Input, ...] = ()


Result: TypeAlias = Any  # one of the NamedTuples of ROOTS, or one inside it

# The results a column can belong to, by the first part of its path; an estimate's columns have none.
ROOTS: dict[str, type] = {
    "": Estimate,
    "cohort": Cohort,
    "plan": Plan,
    "rules": LifeRules,
    "amounts": Amounts,
    "counted": Counted,
    "levels": BenefitLevels,
    "disability": Disability,
    "survivors": Survivors,
    "survivor": Cohort,
    "withdrawal": Withdrawal,
    "statement": Statement,
    "age_column": AgeColumn,
    "flat_part": FlatPart,
    "rights": Rights,
    "choice": Choice,
}
# Where a column lies, when its own name does not say it.
PLACES = {
    "at_65": ("65歳に決まる額", "decided at 65"),
    "at_start": ("受け取り始めるとき", "at the start"),
    "from_65": ("65歳から", "from 65"),
    "final": ("すべての加入を入れた額", "with every month"),
    "counted": ("その月に数える加入", "counted in the month"),
    "levels": ("新規裁定者の額", "rate of new beneficiaries"),
    "disability": ("障害", "disability"),
    "survivors": ("遺族", "survivors"),
    "survivor": ("配偶者", "spouse"),
    "withdrawal": ("脱退一時金", "withdrawal"),
    "statement": ("定期便", "statement"),
    "age_column": ("定期便の年齢の欄", "age column of the statement"),
    "flat_part": ("定期便", "statement"),
    "rights": ("併給の調整", "choice between pensions"),
    "choice": ("併給の調整", "choice between pensions"),
}
# What the places of a field are called, where they are not the categories of employees' coverage.
PLACE_NAMES: dict[tuple[type, str], dict[str, tuple[str, ...]]] = {}


class At:
    """One column of one subject, while it is explained."""

    def __init__(self, subject: Subject, language: str, column: str) -> None:
        self.subject, self.language, self.column = subject, language, column
        self.say = Words(language, subject.cohort)
        parts = column.split(".")
        self.root = parts[0] if parts[0] in ROOTS and parts[0] else ""
        whole = _result(subject, self.root)
        if whole is None:
            raise LookupError(f"{column}: nothing was computed under {self.root!r} for this person")
        self.owner: Result = whole
        self.path: tuple[str, ...] = ()  # of the owner
        self.category = 0  # 1–4 where the column belongs to one
        walked = parts[1:] if self.root else parts
        for part in walked[:-1]:
            self.owner = self._inside(self.owner, part)
            self.path = (*self.path, part)
        self.field, last = walked[-1], walked[-1]
        if last.isdigit():
            self.value = _plain(self._place(self.owner, last))
            self.field, self.path = self.path[-1], self.path[:-1]
            self.owner = self._owner_of(whole)
        else:
            self.value = _plain(self._inside(self.owner, last))

    def _inside(self, holder: Result, part: str) -> Result:
        return self._place(holder, part) if part.isdigit() else getattr(holder, part)

    def _place(self, holder: Result, part: str) -> Result:
        self.category = int(part)
        return holder[int(part) - 1]

    def _owner_of(self, whole: Result) -> Result:
        for part in self.path:
            whole = whole[int(part) - 1] if part.isdigit() else getattr(whole, part)
        return whole

    def input(self, column: str) -> Input:
        """Another column as an input."""
        other = At(self.subject, self.language, column)
        return Input(other.name, column, other.value)

    def inputs(self, *columns: str) -> tuple[Input, ...]:
        return tuple(self.input(column) for column in columns)

    def beside(self, *fields: str) -> tuple[Input, ...]:
        """Columns of the same owner as inputs."""
        prefix = ".".join(filter(None, (self.root, *self.path)))
        return self.inputs(*(f"{prefix}.{field}" if prefix else field for field in fields))

    def given(self, japanese: str, english: str, source: str, value: int) -> Input:
        """A figure that is no column: of the record, the plan, an event, the family, the law."""
        return Input(self.say(japanese, english), source, value)

    @property
    def entry(self) -> "Column":
        return REGISTRY[type(self.owner), self.field]

    @property
    def name(self) -> str:
        """In plain words, with where it lies and the category."""
        return column_name(self.column, self.language)

    def quantity(self, value: int | None = None) -> str:
        """The value, or another one, in the unit of the column."""
        return self.say.quantity(self.value if value is None else value, self.entry.unit)

    def is_zero(self, japanese: str, english: str) -> str:
        """Why there is nothing."""
        return self.say(f"{self.quantity()}: {japanese}", f"{self.quantity()}: {english}")


class Column(NamedTuple):
    """A field of a result: its name in plain words, its unit, and what explains it."""

    japanese: str
    english: str
    unit: str
    explain: Callable[[At], Told]


REGISTRY: dict[tuple[type, str], Column] = {}


def explains(
    owner: type, field: str, japanese: str, english: str, unit: str
) -> Callable[[Callable[[At], Told]], Callable[[At], Told]]:
    """Register the function that explains a field of a result."""

    def register(function: Callable[[At], Told]) -> Callable[[At], Told]:
        if (owner, field) in REGISTRY or field not in getattr(owner, "_fields", ()):
            raise ValueError(f"{owner.__name__}.{field} is explained twice, or there is no such field")
        REGISTRY[owner, field] = Column(japanese, english, unit, function)
        return function

    return register


def states(
    owner: type,
    field: str,
    japanese: str,
    english: str,
    unit: str,
    what: tuple[str, str],
    articles: tuple[str, ...],
) -> None:
    """Register a field that is not computed by a formula: it says what it is, {value} standing for its value."""

    def tell(at: At) -> Told:
        return Told(at.say(*what).format(value=at.quantity()), at.say.law(*articles))

    explains(owner, field, japanese, english, unit)(tell)


def explain_column(column: str, subject: Subject, language: str = JAPANESE) -> Explanation:
    """How one figure of a person came about. `columns_of` names the columns of a result.

    Raises:
        LookupError: there is no such column, or nothing was computed that has it; the text names near ones.
        ValueError: the language is neither ja nor en.
    """
    if language not in (JAPANESE, ENGLISH):
        raise ValueError(f"{language!r} is no language here; allowed: {JAPANESE}, {ENGLISH}")
    check_column(column)
    at = At(subject, language, column)
    told = at.entry.explain(at)
    if at.root == "" and at.path and at.path[0] != "months" and subject.estimate.reason != COMPUTED:
        reason = subject.estimate.reason
        told = Told(at.is_zero(TEXT_JA[reason], TEXT_EN[reason]), told.article)
    field = f"{type(at.owner).__name__}.{at.field}"
    points = open_points(field, facts_of(subject)) if points_of_column(field) else ()
    return Explanation(
        column,
        at.name,
        at.value,
        at.entry.unit,
        told.formula,
        told.article,
        told.table,
        told.inputs,
        " ".join(point.text(language) for point in points),
    )


def value_of(column: str, subject: Subject) -> int:
    """The value of a column alone. Raises LookupError like `explain_column`."""
    check_column(column)
    return At(subject, JAPANESE, column).value


RARE_SIGNS = tuple(SIGNS.index(sign) for sign in "LR&$")
OLD_KINDS = (SEAMAN, STATE, LOCAL, SCHOOL)
BEFORE_1986, BEFORE_1957 = month_number(1986, 4), month_number(1957, 10)
REFORM = month_number(2028, 4)


def facts_of(subject: Subject) -> frozenset[str]:
    """What is true of a person, by the names of FACTS: it decides which open points concern them."""
    career, plan, cohort = subject.career, subject.plan, subject.cohort
    spells = [*zip(career.coverage_kind, career.coverage_start, career.coverage_end, strict=True)]
    several = len({CATEGORY_OF_KIND[kind] for kind in career.coverage_kind}) > 1
    early = min(plan.basic_start, plan.employees_start) < AGE_65
    until = subject.amounts.until if subject.amounts else REFORM + 1
    ends = (*career.coverage_end, *career.status_end)
    facts = {
        "several_categories": several,
        "seamen_or_miners": any(kind in (SEAMAN, MINER) for kind, _, _ in spells),
        "before_1986": any(
            start < BEFORE_1957 or (kind in OLD_KINDS and start < BEFORE_1986) for kind, start, _ in spells
        ),
        "early": early,
        "early_with_several_categories": early and several,
        "late": max(plan.basic_start, plan.employees_start) > AGE_65,
        "open_record": career.record_end in ends and subject.estimate.horizon > career.record_end,
        "rare_signs": any(code in RARE_SIGNS for code in career.status_code),
        "reaches_2028": until > REFORM,
        "old_rates": cohort.early_rate == 0 and cohort.enrolment_months > 0,
    }
    return frozenset(name for name, true in facts.items() if true)


def check_column(column: str) -> None:
    """Refuse a name that no column has. Raises LookupError with near names."""
    if column in _all():
        return
    near = difflib.get_close_matches(column, _all(), n=3, cutoff=0.5)
    under = [name for name in _all() if name.startswith(f"{column}.")][:3]
    hint = f"; near: {', '.join(under or near)}" if under or near else ""
    raise LookupError(f"no column is called {column!r}{hint}")


@cache
def columns_of(kind: type, prefix: str = "") -> tuple[str, ...]:
    """Every column of a result by its path, in the order of its fields; categories are numbered from 1."""
    found: list[str] = []
    for field, hint in get_type_hints(kind).items():
        path = f"{prefix}.{field}" if prefix else field
        for end, part in _parts(hint):
            found.extend(columns_of(part, path + end) if hasattr(part, "_fields") else [path + end])
    return tuple(found)


def columns_under(root: str) -> tuple[str, ...]:
    """Every column of the result that lies under one of ROOTS."""
    return columns_of(ROOTS[root], root)


@cache
def _all() -> tuple[str, ...]:
    return tuple(column for root in ROOTS for column in columns_under(root))


@cache
def column_name(column: str, language: str = JAPANESE) -> str:
    """The name of a column in plain words, whoever it is of. Raises LookupError like `explain_column`."""
    check_column(column)
    kind, field, category = _field_of(column)
    entry = REGISTRY[kind, field]
    words = Words(language, None)
    name = words(entry.japanese, entry.english)
    where = [words(*PLACES[part]) for part in column.split(".")[:-1] if part in PLACES]
    if category:
        where.append(PLACE_NAMES.get((kind, field), CATEGORY_NAMES)[language][category - 1])
    joined = words("、", ", ").join(where)
    return words(f"{name}({joined})", f"{name} ({joined})") if where else name


def _field_of(column: str) -> tuple[type, str, int]:
    """The result and the field a column is of, and its category; 0: none."""
    root, *rest = column.split(".")
    kind = ROOTS.get(root, Estimate)
    category, field = 0, ""
    for part in rest if root in ROOTS else [root, *rest]:
        if part.isdigit():
            category = int(part)
            continue
        if field:
            kind = _kind_inside(kind, field)
        field = part
    return kind, field, category


@cache
def column_unit(column: str) -> str:
    """The unit of a column (see `Words.quantity`). Raises LookupError like `explain_column`."""
    check_column(column)
    return REGISTRY[_field_of(column)[:2]].unit


def _kind_inside(kind: type, field: str) -> type:
    part: type = _parts(get_type_hints(kind)[field])[0][1]
    return part


def _parts(hint: Any) -> list[tuple[str, Any]]:
    """A hint as its columns: itself, or one for each place of a tuple of a fixed length."""
    arguments = get_args(hint)
    if get_origin(hint) is tuple and Ellipsis not in arguments:
        return [(f".{place}", part) for place, part in enumerate(arguments, start=1)]
    return [("", hint)]


def _plain(value: Any) -> int:
    """A column's value; of a list, how many rows it has."""
    return len(value) if isinstance(value, tuple) else int(value)


def _result(subject: Subject, root: str) -> Result:
    return getattr(subject, root) if root else subject.estimate
