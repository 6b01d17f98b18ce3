"""厚生年金保険料 of a month and of a bonus, own and employer's share. EPI Act art. 81, 82; 24-4 for the bonus.

Not here: months free of premium for leave (art. 81-2 to 81-3), reduced rates of members of 厚生年金基金, the premiums
of the mutual-aid schemes before 2015-10 and of the seamen's insurance before 1986-04, and the lower rates that the
private schools' scheme may set (the table has the statutory ones).
"""

from typing import NamedTuple

from nenkin.law.career import FEMALE, GENERAL, LOCAL, MINER, SCHOOL, SEAMAN, STATE, month_number
from nenkin.law.dates import first_day, month_text
from nenkin.law.rounding import cut_to_yen, round_to_yen_half_down
from nenkin.law.tables import in_force

RATE_SCALE = 100_000  # rates are in hundredths of a per mille: 183.00 ‰ is 18,300
THOUSAND = 1000  # 千円未満切捨て

BONUS_SPECIAL_SINCE = month_number(1995, 4)  # 特別保険料: 1 %, without effect on the pension
BONUS_COUNTS_SINCE = month_number(2003, 4)  # 総報酬制
SEAMEN_SINCE = month_number(1986, 4)

_MEN, _WOMEN = "class1_male", "class2_female"
_CLASS_OF_KIND = {
    SEAMAN: "class3_miner_and_seaman",
    MINER: "class3_miner_and_seaman",
    STATE: "public_service_no2_and_no3",
    LOCAL: "public_service_no2_and_no3",
    SCHOOL: "private_school_no4_statutory",
}


class Premium(NamedTuple):
    """The premium of one month or bonus; yen."""

    base: int  # 標準報酬月額 or 標準賞与額
    rate: int  # 保険料率 of both halves, hundredths of a per mille
    own: int  # 被保険者負担分
    employer: int  # 事業主負担分
    total: int


def own_share(base: int, rate: int) -> int:
    """被保険者負担分 = base × 保険料率 / 2, yen; 50 sen and less down, more up. EPI Act art. 82 (1).

    The rounding is that of an amount taken off the pay [medium]. Largest product: 2 × 1,500,000 × 18,300 < 2³⁶.
    """
    return round_to_yen_half_down(base * rate, 2 * RATE_SCALE)


def whole_premium(base: int, rate: int) -> int:
    """保険料 of both halves, yen, cut: as if this person were the employer's only one. EPI Act art. 81 (3).

    An employer adds up all persons before the yen is cut (国等の債権債務等の金額の端数計算に関する法律 art. 2).
    """
    return cut_to_yen(base * rate, RATE_SCALE)


def employers_share(base: int, rate: int) -> int:
    """事業主負担分: what is left of the whole premium beside the person's own share, yen. EPI Act art. 82 (1)–(2)."""
    return whole_premium(base, rate) - own_share(base, rate)


def standard_bonus(bonus: int, cap: int) -> int:
    """標準賞与額 of a month, yen: the bonuses of the month together, cut to 1,000 yen, at most `cap`. EPI Act art. 24-4."""
    return min(bonus // THOUSAND * THOUSAND, cap)


def premium_rate(month: int, kind: int, sex: int) -> int:
    """保険料率 of a month for a kind of coverage, both halves, hundredths of a per mille. EPI Act art. 81 (4).

    Raises:
        LookupError: no rate is known for that kind in that month.
    """
    if kind == SEAMAN and month < SEAMEN_SINCE:
        raise LookupError(
            f"employees_pension_premium_rates: {month_text(month)} belongs to the former seamen's insurance, "
            f"whose premiums are not known; seamen have a rate from {month_text(SEAMEN_SINCE)}"
        )
    member_class = (_WOMEN if sex == FEMALE else _MEN) if kind == GENERAL else _CLASS_OF_KIND[kind]
    return _rate(member_class, month)


def premium_of_month(standard: int, month: int, kind: int, sex: int) -> Premium:
    """The premium on the 標準報酬月額 (yen) of a month. EPI Act art. 81. Raises LookupError like `premium_rate`.

    A month of coverage: from that of 資格取得 to the one before that of 資格喪失 (art. 19, 81 (2)).
    """
    return _premium(standard, premium_rate(month, kind, sex))


def premium_of_bonus(bonus: int, month: int, kind: int, sex: int) -> Premium:
    """The premium on the bonuses (yen) paid in a month of coverage; all of one month together.

    Until 1995-03 none; until 2003-03 the special premium of 1 % on the bonus as it was paid [that nothing is cut from
    it: low], for 第1号 only; then the rate of the month on the 標準賞与額.

    Raises:
        LookupError: no rate is known for that kind in that month.
    """
    if month >= BONUS_COUNTS_SINCE:
        cap = in_force("standard_bonus_caps", first_day(month))["cap_per_month"]
        return _premium(standard_bonus(bonus, cap), premium_rate(month, kind, sex))
    premium_rate(month, kind, sex)  # refuses what has no premium here
    return _premium(bonus, _rate("special_premium_on_bonus", month) if month >= BONUS_SPECIAL_SINCE else 0)


def _rate(member_class: str, month: int) -> int:
    row = in_force("employees_pension_premium_rates", first_day(month), member_class=member_class)
    return int(row["rate_per_mille"] * (RATE_SCALE // 1000))


def _premium(base: int, rate: int) -> Premium:
    own, employer = own_share(base, rate), employers_share(base, rate)
    return Premium(base, rate, own, employer, own + employer)
