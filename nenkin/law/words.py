"""The words of the working: numbers with their unit, names of classes, categories, articles and tables, in two languages."""

from datetime import date
from fractions import Fraction
from functools import cache

from nenkin.law.levels import Cohort
from nenkin.law.tables import in_force

JAPANESE, ENGLISH = "ja", "en"
CATEGORY_NAMES = {
    JAPANESE: ("第1号厚生年金(会社員・船員)", "第2号厚生年金(国家公務員)", "第3号厚生年金(地方公務員)", "第4号厚生年金(私立学校)"),
    ENGLISH: ("Category 1 (companies, seamen)", "Category 2 (state)", "Category 3 (local government)", "Category 4 (private schools)"),
}  # fmt: skip
CLASS_NAMES = {
    JAPANESE: ("納付", "4分の1免除(平成21年4月から)", "4分の1免除(平成21年3月まで)", "半額免除(平成21年4月から)",
               "半額免除(平成21年3月まで)", "4分の3免除(平成21年4月から)", "4分の3免除(平成21年3月まで)",
               "全額免除(平成21年4月から)", "全額免除(平成21年3月まで)"),
    ENGLISH: ("paid", "quarter-exempt from 2009-04", "quarter-exempt to 2009-03", "half-exempt from 2009-04",
              "half-exempt to 2009-03", "three-quarter-exempt from 2009-04", "three-quarter-exempt to 2009-03",
              "fully exempt from 2009-04", "fully exempt to 2009-03"),
}  # fmt: skip


class Words:
    """The words of one language: numbers with their unit, names of articles and tables."""

    def __init__(self, language: str, cohort: Cohort) -> None:
        self.language = language
        self.year = cohort.fiscal_year

    def __call__(self, japanese: str, english: str) -> str:
        return japanese if self.language == JAPANESE else english

    def yen(self, amount: int) -> str:
        return self(f"{amount:,}円", f"{amount:,} yen")

    def months(self, count: Fraction | int) -> str:
        return self(f"{number(count)}か月", f"{number(count)} months")

    def age(self, months: int) -> str:
        years, rest = divmod(months, 12)
        return self(
            f"{years}歳{rest}か月" if rest else f"{years}歳", f"{years}y{rest}m" if rest else f"age {years}"
        )

    def table(self, name: str, japanese: str) -> str:
        return self(f"{japanese}({fiscal_year_ja(self.year)})", f"{name}, fiscal {self.year}")

    def fixed(self, name: str, japanese: str) -> str:
        """A table that goes by the date of birth, not by the year."""
        return self(f"{japanese}(生年月日別)", f"{name}, by date of birth")


def number(value: Fraction | int) -> str:
    """A count of months: whole, a short decimal where it is exact, else with a fraction: (408+1/3)."""
    whole, rest = divmod(Fraction(value), 1)
    if rest == 0:
        return f"{whole:,}"
    if (rest * 1000).denominator == 1:
        return f"{float(Fraction(value)):,.3f}".rstrip("0")
    return f"({whole:,}+{rest})" if whole else f"{rest}"


def per_mille(millionths: int) -> str:
    """5481 → 5.481/1000; the law writes multipliers per thousand."""
    return f"{millionths / 1000:.3f}/1000"


def ratio(thousandths: int) -> str:
    """1085 → 1.085."""
    return f"{thousandths / 1000:.3f}"


def percent(thousandths: int) -> str:
    """84 → 8.4%."""
    return f"{thousandths / 10:.1f}%"


@cache
def fiscal_year_ja(year: int) -> str:
    """令和8年度, after the era of 1 May (2019 is 令和元年度)."""
    era = in_force("era_boundaries", date(year, 5, 1))
    count = year - era["year_offset"]
    return f"{era['era_kanji']}{'元' if count == 1 else count}年度"
