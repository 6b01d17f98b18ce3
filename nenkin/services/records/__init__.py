"""4章 年金記録の確認: the list of spells, the month grid, one month, the totals."""
