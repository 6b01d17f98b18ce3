"""付加年金 (additional pension). NP Act art. 43–44."""


def additional_pension(months: int, amount_per_month: int) -> int:
    """付加年金の年額 = 200円 × 付加保険料納付済月数, yen a year. NP Act art. 44; never revised."""
    return amount_per_month * months
