"""Every figure explains itself: `explain_column` for any column of any person, in Japanese and English.

A column is named by its path: `basic`, `months.by_class.paid`, `at_65.1.average_before` (category 1), `cohort.full_amount`,
`amounts.suspended`, `disability.basic`. `columns_of` lists those of a result, `columns_under` those of a root.
"""

from nenkin.law.columns import benefits, choice, earnings, life, months, numbers, old_age, statement
from nenkin.law.columns.base import (
    REGISTRY,
    ROOTS,
    Column,
    Explanation,
    Input,
    Subject,
    check_column,
    column_name,
    column_unit,
    columns_of,
    columns_under,
    explain_column,
    value_of,
)
from nenkin.law.columns.statement import statement_subject

__all__ = [
    "REGISTRY",
    "ROOTS",
    "Column",
    "Explanation",
    "Input",
    "Subject",
    "check_column",
    "column_name",
    "column_unit",
    "columns_of",
    "columns_under",
    "explain_column",
    "statement_subject",
    "value_of",
]
EXPLAINERS = (
    benefits,
    choice,
    earnings,
    life,
    months,
    numbers,
    old_age,
    statement,
)  # each registers its columns when imported
