"""厚生年金保険法: the Employees' Pension Insurance Act."""
