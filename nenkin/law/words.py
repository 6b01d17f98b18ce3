"""The words of the working: numbers with their unit, names of classes, categories, articles and tables, in two languages."""

import re
from datetime import date
from fractions import Fraction
from functools import cache

from nenkin.law.levels import Cohort
from nenkin.law.tables import Row, in_force

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


# The acts by the short names of the codes below: 国民年金法 … in Japanese and as the docstrings name them.
ACTS = {
    "NP": ("国民年金法", "National Pension Act"),
    "NPO": ("国民年金法施行令", "National Pension Act Order"),
    "EPI": ("厚生年金保険法", "Employees' Pension Insurance Act"),
    "EPIO": ("厚生年金保険法施行令", "Employees' Pension Insurance Act Order"),
    "S44": ("昭和44年改正法", "Act No. 78 of 1969"),
    "S60": ("昭和60年改正法", "Act No. 34 of 1985"),
    "H6": ("平成6年改正法", "Act No. 83 of 1994"),
    "H12": ("平成12年改正法", "Act No. 18 of 2000"),
    "H16": ("平成16年改正法", "Act No. 104 of 2004"),
    "R7": ("令和7年改正法", "Act No. 74 of 2025"),
    "CIVIL": ("民法", "Civil Code"),
    "TAX": ("所得税法", "Income Tax Act"),
}
TABLE_WORDS = {
    "additional_pension": "付加保険料と付加年金の単価",
    "back_payment_addition_rates": "追納の加算率",
    "back_payment_amounts": "追納の額",
    "basic_pension_full_amounts": "老齢基礎年金の満額",
    "benefit_multipliers": "給付乗率",
    "benefit_rules": "給付の規定の一覧",
    "complementary_period_categories": "合算対象期間の種類",
    "continued_employment_benefits": "高年齢雇用継続給付の率",
    "death_lump_sums": "死亡一時金の額",
    "deferral_rates": "繰下げの増額率",
    "dependants_additions": "加給年金額",
    "dependants_additions_from_2028": "令和10年4月からの加給年金額",
    "early_claim_rates": "繰上げの減額率",
    "eligibility_periods": "受給資格などに必要な期間",
    "employees_benefit_parameters": "厚生年金の給付の定数",
    "employees_pension_premium_rates": "厚生年金保険料率",
    "enacted_future_changes": "成立している将来の改正",
    "era_boundaries": "元号の区切り",
    "exemption_benefit_fractions": "免除期間の反映割合",
    "flat_rate_month_caps": "定額部分の上限月数",
    "flat_rate_multipliers": "定額単価の生年月日別の率",
    "flat_rate_unit_amounts": "定額単価",
    "income_tax_flat_cut": "定額減税の額",
    "income_tax_surtax": "復興特別所得税の率",
    "minimum_average_remuneration": "平均標準報酬月額の最低保障額",
    "model_pension_announcements": "公表されたモデル年金",
    "month_status_codes": "国民年金の月の記号",
    "national_benefit_parameters": "国民年金の給付の定数",
    "national_pension_premiums": "国民年金保険料",
    "partial_exemption_premiums": "一部免除の保険料",
    "pension_revision_history": "年金額の改定の経過",
    "pension_withholding_basic": "源泉徴収の基礎的控除額",
    "pension_withholding_personal": "源泉徴収の人的控除額",
    "possible_enrolment_months": "加入可能年数",
    "prepayment_amounts": "前納の額",
    "price_slide_special_factors": "物価スライド特例水準の率",
    "protected_amount_revision_rates": "従前額改定率",
    "revaluation_rates": "再評価率",
    "revaluation_rates_1994_level": "平成6年水準の再評価率",
    "revaluation_rates_former_mutual_aid": "共済組合の期間の再評価率",
    "revaluation_rates_former_seamens_insurance": "船員保険の期間の再評価率",
    "rounding_rules": "端数処理の一覧",
    "seamen_and_miner_period_multipliers": "船員・坑内員の期間の倍率",
    "special_old_age_pension_start_ages": "特別支給の開始年齢",
    "spouse_special_additions": "配偶者の特別加算",
    "standard_bonus_caps": "標準賞与額の上限",
    "standard_remuneration_floors": "標準報酬月額の最低額",
    "standard_remuneration_grades": "標準報酬月額の等級",
    "standard_remuneration_revisions": "標準報酬月額の改定の経過",
    "transfer_addition_rates": "振替加算の率",
    "transfer_additions": "振替加算の額",
    "transitional_widow_additions": "経過的寡婦加算の率",
    "withdrawal_month_factors": "脱退一時金の月数",
    "work_income_suspension_thresholds": "支給停止調整額",
}
CONFIDENCE = {
    JAPANESE: {"high": "確か", "medium": "おおむね確か", "low": "不確か"},
    ENGLISH: {"high": "high", "medium": "medium", "low": "low"},
}
# Which thousandths are written as a percentage, and the other units: see `Words.quantity`.
(
    YEN, YEN_MONTH, YEN_ONCE, THOUSANDTH_YEN, MONTHS, MONTHS_24, MONTHS_15, MONTHS_4, AGE, MONTH, RATIO, PERCENT,
    PER_MILLE, FLAG, CODE, YEAR, ROWS, HUNDRED_THOUSANDTHS, TENTHS, EXACT_YEN, YEARS,
) = (
    "yen", "yen_month", "yen_once", "yen/1000", "months", "months/24", "months/15", "months/4", "age", "month",
    "thousandths", "percent/10", "millionths", "flag", "code", "fiscal_year", "rows", "percent/1000", "tenths",
    "yen/15000000", "years",
)  # fmt: skip
PARTS = {MONTHS_24: 24, MONTHS_15: 15, MONTHS_4: 4}
EXACT_SCALE = 15_000_000


class Words:
    """The words of one language: numbers with their unit, names of articles and tables."""

    def __init__(self, language: str, cohort: Cohort | None) -> None:
        self.language = language
        self.year = cohort.fiscal_year if cohort else 0

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

    def month(self, month: int) -> str:
        year, place = divmod(month, 12)
        return self(f"{year}年{place + 1}月", f"{year}-{place + 1:02d}")

    def day(self, day: date) -> str:
        return self(f"{day.year}年{day.month}月{day.day}日", day.isoformat())

    def quantity(self, value: int, unit: str) -> str:
        """A value with its unit: 847,300円, 408.5か月, 65歳, 2026年4月, 1.085."""
        if unit in (YEN, YEN_MONTH, YEN_ONCE):
            return self.yen(value)
        if unit == MONTHS:
            return self.months(value)
        if unit in PARTS:
            return self.months(Fraction(value, PARTS[unit]))
        if unit == AGE:
            return self.age(value)
        if unit == MONTH:
            return self.month(value) if value else self("なし", "none")
        if unit == YEARS:
            return self(f"{value}歳", f"age {value}")
        if unit == FLAG:
            return self("はい", "yes") if value else self("いいえ", "no")
        if unit == YEAR:
            return self(f"{value}年度", f"fiscal {value}")
        if unit == ROWS:
            return self(f"{value}行", f"{value} rows")
        if unit in (THOUSANDTH_YEN, EXACT_YEN):
            scale = 1000 if unit == THOUSANDTH_YEN else EXACT_SCALE
            return self(f"{number(Fraction(value, scale))}円", f"{number(Fraction(value, scale))} yen")
        if unit == RATIO:
            return ratio(value)
        if unit == PERCENT:
            return percent(value)
        if unit == PER_MILLE:
            return per_mille(value)
        if unit == HUNDRED_THOUSANDTHS:
            return f"{value / 1000:.3f}%"
        return f"{value / 10:.1f}" if unit == TENTHS else str(value)

    def law(self, *codes: str) -> str:
        """Articles from their codes: `S60 suppl 59(2)` → 昭和60年改正法附則第59条第2項, Act No. 34 of 1985 suppl. art. 59 (2)."""
        japanese = self.language == JAPANESE
        return ("、" if japanese else ", ").join(_article(code, japanese) for code in codes)

    def row(self, name: str, row: Row) -> str:
        """A table with the row that was taken: its band of birth, its year or its first day."""
        bounds = [row.get(f"{prefix}birth_{end}") for prefix in ("", "recipient_") for end in ("from", "to")]
        first, last = bounds[0] or bounds[2], bounds[1] or bounds[3]
        found = [
            row[column] for column in ("code", "kind", "item", "member_type", "member_class") if column in row
        ]
        if name == "eligibility_periods":
            found.append(row["rule"])
        year = row.get("fiscal_year")
        if year is not None:
            found.append(self(fiscal_year_ja(year), f"fiscal {year}"))
        elif (day := row.get("valid_from") or row.get("period_from")) is not None:
            found.append(self(f"{self.day(day)}から", f"from {self.day(day)}"))
        if first and last:
            found.append(self(f"{self.day(first)}から{self.day(last)}の生まれ", f"born {first} to {last}"))
        elif first:
            found.append(self(f"{self.day(first)}以後の生まれ", f"born from {first}"))
        elif last:
            found.append(self(f"{self.day(last)}以前の生まれ", f"born until {last}"))
        words = ("、" if self.language == JAPANESE else ", ").join(found)
        table = self(TABLE_WORDS[name], name)
        return self(f"{table}({words})", f"{table} ({words})") if words else table

    def fixed(self, name: str, japanese: str) -> str:
        """A table that goes by the date of birth, not by the year."""
        return self(f"{japanese}(生年月日別)", f"{name}, by date of birth")


def _article(code: str, japanese: bool) -> str:
    """One article from its code: act, perhaps suppl, then number with the paragraph in brackets."""
    act, *supplementary, place = code.split()
    match = re.fullmatch(r"(\d+)(?:-(\d+))?(?:-(\d+))?(?:\((\d+)\))?", place)
    if match is None or supplementary not in ([], ["suppl"]):
        raise ValueError(f"no article: {code!r}")
    first, second, third, paragraph = match.groups()
    if japanese:
        rest = "".join(f"の{part}" for part in (second, third) if part)
        found = f"{ACTS[act][0]}{'附則' if supplementary else ' '}第{first}条{rest}"
        return f"{found}第{paragraph}項" if paragraph else found
    numbers = "-".join(part for part in (first, second, third) if part)
    found = f"{ACTS[act][1]} {'suppl. ' if supplementary else ''}art. {numbers}"
    return f"{found} ({paragraph})" if paragraph else found


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
