"""国民年金保険料 and its partial exemption. NP Act art. 87, 87-2, 90-2."""

from nenkin.law.calendar import attain_month
from nenkin.law.career import month_number
from nenkin.law.dates import first_day, month_of, month_text
from nenkin.law.rounding import round_to_ten_yen
from nenkin.law.tables import in_force, rows

# Kinds of exemption, by the quarters of the premium that need not be paid.
QUARTER_EXEMPT, HALF_EXEMPT, THREE_QUARTERS_EXEMPT, FULLY_EXEMPT = 1, 2, 3, 4
_NAMES = {QUARTER_EXEMPT: "one_quarter", HALF_EXEMPT: "half", THREE_QUARTERS_EXEMPT: "three_quarter"}

FIRST_MONTH = month_number(1961, 4)
AGE_20, AGE_35 = 20, 35  # until 1970-06 the premium went by these ages
MONTHS_TO_35 = 12 * AGE_35


def _by_month(age: int) -> tuple[int, ...]:
    premiums: list[int] = []
    for row in rows("national_pension_premiums"):
        if row["age_from"] <= age <= row["age_to"]:
            months = month_of(row["valid_to"]) + 1 - month_of(row["valid_from"])
            premiums += [row["monthly_premium"]] * months
    return tuple(premiums)


PREMIUMS_UNDER_35, PREMIUMS_FROM_35 = _by_month(AGE_20), _by_month(AGE_35)
AGE_MATTERS_UNTIL = FIRST_MONTH + next(
    place for place in range(len(PREMIUMS_FROM_35)) if PREMIUMS_UNDER_35[place:] == PREMIUMS_FROM_35[place:]
)  # first month with one premium for all ages
LAST_MONTH = FIRST_MONTH + len(PREMIUMS_FROM_35) - 1

# The first month that each kind of exemption can cover.
EXEMPTION_SINCE = {
    kind: min(month_of(row["valid_from"]) for row in rows("partial_exemption_premiums", exemption=name))
    for kind, name in _NAMES.items()
} | {FULLY_EXEMPT: FIRST_MONTH}


def premium_amount(base_amount: int, revision_rate: int) -> int:
    """法定の額 × 保険料改定率, yen a month. NP Act art. 87 (3). `revision_rate` in thousandths."""
    return round_to_ten_yen(base_amount * revision_rate, 1000)


def monthly_premium(month: int, age_months: int) -> int:
    """定額保険料 of a month, yen; 0 where the tables know none. NP Act art. 87.

    `age_months`: months of age reached in the month. Until 1970-06 the premium was higher from the month in which
    35 is attained [from memory: the old text of art. 87 was not at hand]; voluntary months from 60 cost the same.
    """
    place = month - FIRST_MONTH
    if place < 0 or place >= len(PREMIUMS_FROM_35):
        return 0
    return PREMIUMS_FROM_35[place] if age_months >= MONTHS_TO_35 else PREMIUMS_UNDER_35[place]


def amount_to_pay(premium: int, quarters_exempt: int) -> int:
    """一部免除の残余の額: what is left to pay, yen a month, to 10 yen, 5 up. NP Act art. 90-2 (6)."""
    return round_to_ten_yen(premium * (4 - quarters_exempt), 4)


def exempted_part(premium: int, quarters_exempt: int) -> int:
    """免除された額 = the full premium less what is left to pay, yen a month. NP Act art. 90-2, 94 (3)."""
    return premium - amount_to_pay(premium, quarters_exempt)


def premium_of(month: int, birth_date: int | None = None) -> int:
    """定額保険料 of a month, yen. `birth_date` (day number) is needed for months until 1970-06 only.

    Raises:
        LookupError: the month has no premium in the tables, or it needs the date of birth.
    """
    if not FIRST_MONTH <= month <= LAST_MONTH:
        raise LookupError(
            f"national_pension_premiums: no premium is known for {month_text(month)}; "
            f"the table covers {month_text(FIRST_MONTH)} to {month_text(LAST_MONTH)}"
        )
    if birth_date is None and month < AGE_MATTERS_UNTIL:
        raise LookupError(
            f"national_pension_premiums: the premium of {month_text(month)} goes by age (35): "
            "the date of birth is needed"
        )
    return monthly_premium(month, month - attain_month(birth_date, 0) if birth_date is not None else 0)


def additional_premium_of(month: int) -> int:
    """付加保険料 of a month, yen, from 1970-10. NP Act art. 87-2 (1). Raises LookupError before that."""
    premium: int = in_force("additional_pension", first_day(month), item="premium")["amount"]
    return premium


def amount_to_pay_of(month: int, quarters_exempt: int, birth_date: int | None = None) -> int:
    """What a month costs under an exemption (0 quarters: the full premium), yen.

    Raises:
        LookupError: no premium is known, or the kind of exemption did not exist in that month.
    """
    if quarters_exempt and month < EXEMPTION_SINCE[quarters_exempt]:
        raise LookupError(
            f"an exemption of {quarters_exempt}/4 of the premium exists from "
            f"{month_text(EXEMPTION_SINCE[quarters_exempt])}; {month_text(month)} is earlier"
        )
    return amount_to_pay(premium_of(month, birth_date), quarters_exempt)


def exempted_part_of(month: int, quarters_exempt: int, birth_date: int | None = None) -> int:
    """The exempted part of the premium of a month, yen. Raises LookupError like `amount_to_pay_of`."""
    return premium_of(month, birth_date) - amount_to_pay_of(month, quarters_exempt, birth_date)
