"""標準報酬月額 (standard monthly remuneration). EPI Act art. 20."""

from datetime import date

from nenkin.law.tables import rows


def standard_remuneration(wage: int, day: date) -> int:
    """The standard of a monthly wage by the grades in force on a day, yen: bands are closed below, open above.

    Raises:
        LookupError: no grades with bounds are known for that day.
    """
    grades = [
        row
        for row in rows("standard_remuneration_grades")
        if row["valid_from"] <= day and (row["valid_to"] is None or day <= row["valid_to"])
    ]
    for row in grades:
        above = row["remuneration_to_exclusive"]
        bounded = above is not None or row["remuneration_from_inclusive"] is not None
        if bounded and (above is None or wage < above):
            standard: int = row["standard_monthly_remuneration"]
            return standard
    raise LookupError(f"standard_remuneration_grades: no wage bands on {day}")
