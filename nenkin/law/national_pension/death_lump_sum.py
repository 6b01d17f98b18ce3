"""死亡一時金 (death lump sum). NP Act art. 52-2 to 52-6."""

from nenkin.law.national_pension.insured_months import QUARTERS
from nenkin.law.tables import rows

_STEPS = rows("death_lump_sums", item="amount")
STEP_MONTHS: tuple[int, ...] = tuple(row["months_from"] for row in _STEPS)
STEP_AMOUNTS: tuple[int, ...] = tuple(row["amount"] for row in _STEPS)
_ADDITION = rows("death_lump_sums", item="with_additional_premium")[0]
ADDITION_MONTHS: int = _ADDITION["months_from"]
ADDITION: int = _ADDITION["amount"]


def death_lump_sum(quarters: int, additional: int) -> int:
    """死亡一時金の額, yen, once. NP Act art. 52-4. 0 with fewer than 36 months.

    `quarters`: paid months of category 1 in quarters (partly exempt months by the part that was paid); `additional`:
    months with the additional premium.
    """
    amount = 0
    for step in range(len(STEP_MONTHS)):
        if quarters >= QUARTERS * STEP_MONTHS[step]:
            amount = STEP_AMOUNTS[step]
    if amount > 0 and additional >= ADDITION_MONTHS:
        amount += ADDITION
    return amount
