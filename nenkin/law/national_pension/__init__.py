"""国民年金法: the National Pension Act."""
