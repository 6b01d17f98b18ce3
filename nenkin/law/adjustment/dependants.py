"""加給年金・振替加算 (spouse and child addition, transfer addition). EPI Act art. 44, 46 (6); Act No. 34 of 1985 suppl. art. 14, 60.

The addition goes with the old-age employees' pension of someone with 240 months of coverage (all categories together, the
multiples of seamen and miners counted, months of a divorce split not), for a spouse under 65 and for children, supported when the right arose or a
revision reached 240. It is neither reduced nor increased; it waits while the pension is deferred and stops
when the pension is wholly suspended. Rights from 2028-04-01 have other amounts; who had the right before keeps the old ones
(which children's additions are raised for them is not settled: medium).
"""

from datetime import date
from functools import cache
from typing import NamedTuple

from nenkin.law.calendar import attain_month
from nenkin.law.rounding import round_to_hundred_yen, round_to_yen
from nenkin.law.tables import Row, find, for_birth, in_force, rows

AGE_18, AGE_20, AGE_65 = 216, 240, 780
PER_MILLE = 1000
MARCH = 2  # of the months 0 to 11


class AdditionRule(NamedTuple):
    """加給年金額 of one recipient, yen a year, and the months of employees' coverage each part needs."""

    spouse: int  # 配偶者
    special: int  # 特別加算, with the spouse only; by the recipient's birth
    child: int  # 第1子・第2子, each
    later_child: int  # 第3子以降, each
    months_for_spouse: int
    months_for_child: int


class SpouseMonths(NamedTuple):
    """A spouse's months as month numbers; a month after every other where nothing of the kind happens."""

    attains_65: int
    own_pension: (
        int  # acquires a right to an old-age pension on 240 months (or the 15–19 years of 中高齢の特例)
    )
    disability_from: int  # first month with a disability pension to draw, half-open
    disability_until: int
    support_ends: int  # death, divorce, or no longer supported


def statutory_addition(base: int, rate: int) -> int:
    """基準額 × 改定率 (thousandths), to 100 yen: always the rate of new beneficiaries. EPI Act art. 44 (2)."""
    return round_to_hundred_yen(base * rate, PER_MILLE)


def spouse_addition(
    rule: AdditionRule,
    counted_months: int,
    first_month: int,
    spouse: SpouseMonths,
    month: int,
    whole_stop: bool,
) -> int:
    """配偶者の加給年金額 with its special addition in a month, yen a year; 0 where it is not paid. EPI Act art. 44, 46 (6).

    `counted_months`: employees' months on which the pension rests that month; `first_month`: the first month that
    can carry it (after the right, after the request of a deferral, or of the revision that reached the months; the spouse
    was supported then). The month in which it ends (65, support, own pension) is still paid.
    `whole_stop`: the pension is wholly suspended.
    """
    ends = min(spouse.attains_65, spouse.support_ends, spouse.own_pension)
    drawn = spouse.disability_from <= month < spouse.disability_until
    if whole_stop or drawn or counted_months < rule.months_for_spouse or not first_month <= month <= ends:
        return 0
    return rule.spouse + rule.special


def child_addition(rule: AdditionRule, counted_months: int, children: int, whole_stop: bool) -> int:
    """子の加給年金額 for the children who count in a month, yen a year. EPI Act art. 44 (2)."""
    if whole_stop or counted_months < rule.months_for_child:
        return 0
    return rule.child * min(children, 2) + rule.later_child * max(0, children - 2)


def children_counted(
    child_from: tuple[int, ...], child_until: tuple[int, ...], first_month: int, month: int
) -> int:
    """How many children count in a month.

    `child_from`: `first_month` for a child who was there at the right, the month after the birth for one not yet born then
    (art. 44 (3)); `child_until`: `last_month_of_child`, or the month of death, marriage, adoption or end of support.
    """
    counted = 0
    for place in range(len(child_from)):
        if max(first_month, child_from[place]) <= month <= child_until[place]:
            counted += 1
    return counted


def last_month_of_child(birth_date: int, disabled: bool) -> int:
    """The last month for a child: March on or after the day of 18, or of 20 with a disability of grade 1 or 2. Art. 44 (4)."""
    if disabled:
        return attain_month(birth_date, AGE_20)
    month = attain_month(birth_date, AGE_18)
    return month + (MARCH - month) % 12


def transfer_addition(base: int, rate: int) -> int:
    """振替加算 = 224,700 × the spouse's own revision rate (to 100 yen) × the rate by birth, yen a year. From 2015-10."""
    return round_to_yen(base * rate, PER_MILLE)


def transfer_addition_before_2015(base: int, rate: int) -> int:
    """振替加算 until 2015-09, to 100 yen."""
    return round_to_hundred_yen(base * rate, PER_MILLE)


def transfer_addition_from(attains_65: int, basic_start: int, partner_right: int) -> int:
    """The first month of the transfer addition, for life: all are month numbers, and it follows the last of them.

    `attains_65`: of the person who gets it; `basic_start`: claim of the basic pension (early receipt does not bring it
    forward, deferral keeps it back); `partner_right`: the partner's right to an old-age pension on 240 months (or
    disability pension of grade 1 or 2), which is later than 65 where the partner is the younger one.
    """
    return max(attains_65, basic_start, partner_right) + 1


def transfer_addition_paid(amount: int, month: int, first_month: int, own_pension: int) -> int:
    """振替加算 in a month, yen a year; 0 before it begins and after the own right to a pension on 240 months.

    While a disability pension is drawn instead of the basic pension there is none either: that choice is the caller's.
    """
    return amount if first_month <= month <= own_pension else 0


# The numbers of one person, from the tables.

NEW_RULE_FROM = date(2028, 4, 1)
SPECIAL_FROM = date(1934, 4, 2)
NEW_SPECIAL_FROM = date(1943, 4, 2)
ROUNDED_TO_YEN_FROM = date(2015, 10, 1)
TRANSFER_TABLE_FROM = date(2016, 4, 1)
TRANSFER_FIRST_BIRTH = date(1926, 4, 2)


@cache
def addition_rule(
    as_of: date, recipient_birth: date, right_date: date, raise_children: bool = False
) -> AdditionRule:
    """加給年金額 at the level of a day, for a right acquired on `right_date` (or the revision that reached the months).

    `raise_children`: give rights before 2028-04-01 the new children's amounts all the same, on 240 months (only for
    months from 2028-04 on; whether the transition does so is not settled).

    Raises:
        LookupError: no amounts for that day, or a recipient born before 1943-04-02 with a right from 2028-04-01.
    """
    spouse = in_force("dependants_additions", as_of, kind="spouse")
    rate = _new_rate(as_of)
    new_child = statutory_addition(_new("child", NEW_RULE_FROM)["base_amount"], rate)
    if right_date >= NEW_RULE_FROM:
        if recipient_birth < NEW_SPECIAL_FROM:
            raise LookupError(
                f"no special addition is known for a right from {NEW_RULE_FROM} of a person born {recipient_birth}"
            )
        parts = {kind: _new(kind, right_date) for kind in ("spouse", "special", "child")}
        return AdditionRule(
            statutory_addition(parts["spouse"]["base_amount"], rate),
            statutory_addition(parts["special"]["base_amount"], rate),
            new_child,
            new_child,
            parts["spouse"]["months"],
            parts["child"]["months"],
        )
    child = in_force("dependants_additions", as_of, kind="first_child")["annual_amount"]
    later = in_force("dependants_additions", as_of, kind="third_or_later_child")["annual_amount"]
    special = 0
    if recipient_birth >= SPECIAL_FROM:
        special = find("spouse_special_additions", on=as_of, birth=recipient_birth)["annual_amount"]
    if raise_children:
        child = later = new_child
    months = in_force("eligibility_periods", right_date, rule="dependants_addition_min_months")["months"]
    return AdditionRule(spouse["annual_amount"], special, child, later, months, months)


def _new_rate(as_of: date) -> int:
    """改定率 of new beneficiaries by the law itself, thousandths (not the factor of the special level until fiscal 2014)."""
    for level in ("main_not_paid", "paid"):
        for row in rows("basic_pension_full_amounts", level=level):
            if row["valid_from"] <= as_of <= row["valid_to"] and row["birth_to"] is None:
                return int(row["revision_rate"] * PER_MILLE)
    raise LookupError(f"basic_pension_full_amounts: no revision rate on {as_of}")


def _new(kind: str, day: date) -> Row:
    return in_force("dependants_additions_from_2028", day, kind=kind)


def middle_age_months(recipient_birth: date) -> int:
    """中高齢の特例: 180 to 228 months after 40 (women, miners and seamen 35) that stand for 240, by birth; 0: no such rule.

    Born until 1951-04-01. Act No. 34 of 1985 suppl. art. 12 (1) no. 4 to 7.
    """
    for row in rows("eligibility_periods", rule="middle_age_special_by_birth"):
        begun = row["birth_from"] is None or row["birth_from"] <= recipient_birth
        if begun and recipient_birth <= row["birth_to"]:
            months: int = row["months"]
            return months
    return 0


@cache
def transfer_addition_on(birth: date, day: date) -> int:
    """振替加算, yen a year, for a spouse born on a day, at the level of `day`; 0 for births outside 1926-04-02 to 1966-04-01.

    Before fiscal 2016 from the spouse addition of the year, as there was one level for all.

    Raises:
        LookupError: no amounts for that day.
    """
    if birth < TRANSFER_FIRST_BIRTH:
        return 0
    rate = int(for_birth("transfer_addition_rates", birth)["rate"] * PER_MILLE)
    if rate == 0:
        return 0
    if day >= TRANSFER_TABLE_FROM:
        base = find("transfer_additions", on=day, birth=birth)["base_annual_amount"]
        return transfer_addition(base, rate)
    base = in_force("dependants_additions", day, kind="spouse")["annual_amount"]
    if day >= ROUNDED_TO_YEN_FROM:
        return transfer_addition(base, rate)
    return transfer_addition_before_2015(base, rate)
