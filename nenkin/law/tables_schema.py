"""What every table of the law holds: its columns, what names a row, and along which intervals it must be whole."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

# The type of a column goes by its name, the same in every table.
DATES = (
    "valid_from valid_to birth_from birth_to recipient_birth_from recipient_birth_to "
    "period_from period_to applies_to_months_before"
)
INTEGERS = (
    "fiscal_year payment_fiscal_year month_fiscal_year year_offset age_from age_to start_age age_at_claim "
    "latest_age max_months months months_from months_to years month_cap amount annual_amount monthly_amount_floor base_amount "
    "base_annual_amount unit_amount exempted_amount addition amount_to_pay undiscounted_total discount "
    "monthly_premium full_premium monthly_amount_to_pay monthly_amount_exempted couple_monthly_amount "
    "basic_monthly_one_person average_standard_remuneration_stated spouse_addition_plus_special "
    "fraction_numerator fraction_denominator fraction_beyond_cap_numerator fraction_beyond_cap_denominator "
    "multiplier_numerator multiplier_denominator cap_per_month rounding_unit floor grade grades lowest highest "
    "standard_monthly_remuneration remuneration_from_inclusive remuneration_to_exclusive "
    "annual_pension_from annual_pension_to fixed_amount_per_month minimum_per_month no_withholding_below "
    "amount_per_month amount_per_person "
    "lower_threshold upper_threshold"
)
RATES = (
    "tax_rate rate_on_monthly_amount rate_on_income_tax "
    "rate multiplier factor addition_rate revision_rate premium_revision_rate increase_rate reduction_rate "
    "main_before_2003_04_per_mille main_from_2003_04_per_mille protected_before_2003_04_per_mille "
    "protected_from_2003_04_per_mille rate_per_mille unit_yen price_change nominal_wage_change "
    "disposable_income_ratio_change net_nominal_wage_change slide_rate_of_the_year slide_carried_in "
    "slide_applied_basic slide_applied_employees basic_revision_new basic_revision_existing "
    "employees_revision_new employees_revision_existing "
    "benefit_rate suspension_rate full_below_rate none_from_rate"
)
CHOICES = {
    "confidence": ("high", "medium", "low"),
    "counts_for_qualifying_period": ("yes", "no"),
    "additional_premium": ("yes", "no"),
    "qualifying": ("yes", "no", "complementary"),
    "month_class": ("none", "paid", "quarter_exempt", "half_exempt", "three_quarter_exempt", "full_exempt"),
}


class Schema(NamedTuple):
    """One table. `columns`: in the order of the file, `?` = may be empty.

    Rows with the same `keys` form a group. Inside it the `intervals` are checked from the first to the last,
    each inside the one before: none may overlap, and none may leave a gap unless `gaps` gives the reason.
    """

    columns: str
    keys: tuple[str, ...] = ()
    intervals: tuple[str, ...] = ()
    gaps: Mapping[str, str] = MappingProxyType({})


END = "source confidence"
_BY_YEAR_BIRTH_AND_PERIOD = Schema(
    f"fiscal_year level birth_from? birth_to? period_from? period_to rate valid_from valid_to {END}",
    keys=("level",),
    intervals=("valid", "birth", "period"),
)
_PARAMETERS = Schema(
    f"code fraction_numerator fraction_denominator unit valid_from valid_to? note? {END}",
    keys=("code",),
    intervals=("valid",),
)

SCHEMAS = {
    # 国民年金法
    "additional_pension": Schema(
        f"item valid_from valid_to? amount unit {END}", keys=("item",), intervals=("valid",)
    ),
    "back_payment_addition_rates": Schema(
        f"payment_fiscal_year valid_from valid_to month_fiscal_year addition_rate note? {END}",
        keys=("month_fiscal_year",),
        intervals=("valid",),
    ),
    "back_payment_amounts": Schema(
        "payment_fiscal_year valid_from valid_to month_fiscal_year exemption exempted_amount addition_rate "
        f"addition amount_to_pay note? {END}",
        keys=("month_fiscal_year", "exemption"),
        intervals=("valid",),
    ),
    "basic_pension_full_amounts": Schema(
        "fiscal_year valid_from valid_to birth_from? birth_to? level base_amount revision_rate annual_amount "
        f"monthly_amount_floor {END}",
        keys=("level",),
        intervals=("valid", "birth"),
    ),
    "complementary_period_categories": Schema(
        f"category period_from? period_to? age_range description {END}",
        keys=("category",),
        intervals=("period",),
    ),
    "eligibility_periods": Schema(
        f"rule birth_from? birth_to? years months valid_from valid_to? note {END}",
        keys=("rule",),
        intervals=("birth", "valid"),
    ),
    "exemption_benefit_fractions": Schema(
        "category period_from period_to? fraction_numerator fraction_denominator fraction_beyond_cap_numerator "
        f"fraction_beyond_cap_denominator counts_for_qualifying_period note? {END}",
        keys=("category",),
        intervals=("period",),
    ),
    "month_status_codes": Schema(
        f"sign name_ja name_en short_ja month_class qualifying additional_premium {END}", keys=("sign",)
    ),
    "national_pension_premiums": Schema(
        "valid_from valid_to age_from age_to base_amount? premium_revision_rate? monthly_premium " + END,
        intervals=("valid", "age"),
    ),
    "national_benefit_parameters": _PARAMETERS,
    "death_lump_sums": Schema(
        f"item months_from months_to? amount valid_from valid_to? {END}",
        keys=("item",),
        intervals=("valid", "months"),
    ),
    "withdrawal_month_factors": Schema(
        f"scheme valid_from valid_to? months_from months_to? months {END}",
        keys=("scheme",),
        intervals=("valid", "months"),
    ),
    "partial_exemption_premiums": Schema(
        "fiscal_year valid_from valid_to exemption full_premium monthly_amount_to_pay monthly_amount_exempted "
        + END,
        keys=("exemption",),
        intervals=("valid",),
    ),
    "possible_enrolment_months": Schema(
        f"birth_from birth_to? months years valid_from valid_to? {END}", intervals=("birth", "valid")
    ),
    "prepayment_amounts": Schema(
        "fiscal_year valid_from valid_to premium_kind plan months method undiscounted_total amount discount "
        + END,
        keys=("premium_kind", "plan", "method"),
        intervals=("valid",),
    ),
    # 厚生年金保険法
    "benefit_multipliers": Schema(
        "birth_from? birth_to? main_before_2003_04_per_mille main_from_2003_04_per_mille "
        "protected_before_2003_04_per_mille protected_from_2003_04_per_mille valid_from valid_to? " + END,
        intervals=("birth", "valid"),
    ),
    "dependants_additions": Schema(
        f"fiscal_year valid_from valid_to kind base_amount revision_rate annual_amount {END}",
        keys=("kind",),
        intervals=("valid",),
    ),
    "employees_benefit_parameters": _PARAMETERS,
    "dependants_additions_from_2028": Schema(
        f"kind base_amount months valid_from valid_to? {END}", keys=("kind",), intervals=("valid",)
    ),
    "employees_pension_premium_rates": Schema(
        f"valid_from valid_to? member_class rate_per_mille base {END}",
        keys=("member_class",),
        intervals=("valid",),
    ),
    "flat_rate_month_caps": Schema(
        f"applies_to birth_from? birth_to? month_cap valid_from valid_to? {END}",
        keys=("applies_to",),
        intervals=("birth", "valid"),
    ),
    "flat_rate_multipliers": Schema(
        f"birth_from birth_to? multiplier valid_from valid_to? {END}", intervals=("birth", "valid")
    ),
    "flat_rate_unit_amounts": Schema(
        f"valid_from valid_to birth_from? birth_to? level base_amount revision_rate unit_amount? {END}",
        keys=("level",),
        intervals=("valid", "birth"),
    ),
    "minimum_average_remuneration": Schema(
        f"birth_from? birth_to? base_amount valid_from valid_to? note {END}", intervals=("birth", "valid")
    ),
    "price_slide_special_factors": Schema(f"valid_from valid_to factor {END}", intervals=("valid",)),
    "protected_amount_revision_rates": Schema(
        f"fiscal_year birth_from? birth_to? rate valid_from valid_to {END}", intervals=("valid", "birth")
    ),
    "revaluation_rates": _BY_YEAR_BIRTH_AND_PERIOD,
    "revaluation_rates_former_mutual_aid": _BY_YEAR_BIRTH_AND_PERIOD,
    "revaluation_rates_former_seamens_insurance": _BY_YEAR_BIRTH_AND_PERIOD,
    "revaluation_rates_1994_level": Schema(
        f"insured_type period_from? period_to rate valid_from valid_to? {END}",
        keys=("insured_type",),
        intervals=("period", "valid"),
    ),
    "seamen_and_miner_period_multipliers": Schema(
        "member_type period_from period_to? multiplier_numerator multiplier_denominator applies_to " + END,
        keys=("member_type",),
        intervals=("period",),
    ),
    "special_old_age_pension_start_ages": Schema(
        f"member_type part birth_from? birth_to? start_age note? valid_from valid_to? {END}",
        keys=("member_type", "part"),
        intervals=("birth", "valid"),
    ),
    "spouse_special_additions": Schema(
        "fiscal_year valid_from valid_to recipient_birth_from recipient_birth_to? base_amount revision_rate "
        f"annual_amount spouse_addition_plus_special {END}",
        intervals=("valid", "recipient_birth"),
    ),
    "standard_bonus_caps": Schema(
        f"valid_from valid_to? cap_per_month rounding_unit? rounding? note {END}", intervals=("valid",)
    ),
    "standard_remuneration_floors": Schema(
        f"insured_type floor? applies_to_months_before valid_from valid_to? note {END}",
        keys=("insured_type", "applies_to_months_before"),
        intervals=("valid",),
    ),
    "standard_remuneration_grades": Schema(
        "valid_from valid_to? grade standard_monthly_remuneration remuneration_from_inclusive? "
        f"remuneration_to_exclusive? {END}",
        keys=("grade",),
        intervals=("valid",),
        gaps={
            "valid": "the tables of 1944, 1947 and 1949-05 to 1953-10 are not known; higher grades come and go"
        },
    ),
    "standard_remuneration_revisions": Schema(
        f"valid_from valid_to? grades? lowest? highest {END}", intervals=("valid",)
    ),
    "transfer_addition_rates": Schema(
        f"birth_from birth_to? rate valid_from valid_to? {END}", intervals=("birth", "valid")
    ),
    "transfer_additions": Schema(
        "fiscal_year valid_from valid_to birth_from birth_to revision_rate base_annual_amount rate "
        f"annual_amount {END}",
        intervals=("valid", "birth"),
    ),
    # 繰上げ・繰下げ, 在職老齢年金, 改定
    "benefit_rules": Schema(f"code rule valid_from valid_to? {END}", keys=("code",), intervals=("valid",)),
    "continued_employment_benefits": Schema(
        f"valid_from valid_to? benefit_rate suspension_rate full_below_rate none_from_rate {END}",
        intervals=("valid",),
    ),
    "deferral_rates": Schema(
        "birth_from? birth_to? unit age_at_claim? increase_rate max_months? latest_age note valid_from valid_to? "
        + END,
        keys=("unit", "age_at_claim"),
        intervals=("birth", "valid"),
    ),
    "early_claim_rates": Schema(
        f"birth_from? birth_to? unit age_at_claim? reduction_rate max_months? note valid_from valid_to? {END}",
        keys=("unit", "age_at_claim"),
        intervals=("birth", "valid"),
    ),
    "enacted_future_changes": Schema(
        f"code valid_from valid_to? change {END}", keys=("code",), intervals=("valid",)
    ),
    "model_pension_announcements": Schema(
        "fiscal_year couple_monthly_amount basic_monthly_one_person average_standard_remuneration_stated "
        f"valid_from valid_to {END}",
        intervals=("valid",),
    ),
    "pension_revision_history": Schema(
        "fiscal_year valid_from valid_to price_change nominal_wage_change disposable_income_ratio_change "
        "net_nominal_wage_change slide_rate_of_the_year? slide_carried_in? slide_applied_basic "
        "slide_applied_employees basic_revision_new basic_revision_existing employees_revision_new "
        f"employees_revision_existing level_paid note? {END}",
        intervals=("valid",),
    ),
    "rounding_rules": Schema(
        f"code item unit_yen? rule valid_from valid_to? {END}", keys=("code",), intervals=("valid",)
    ),
    "transitional_widow_additions": Schema(
        f"birth_from? birth_to fraction_numerator fraction_denominator valid_from valid_to? {END}",
        intervals=("birth", "valid"),
    ),
    "work_income_suspension_thresholds": Schema(
        f"valid_from valid_to age_group lower_threshold? upper_threshold note? {END}",
        keys=("age_group",),
        intervals=("valid",),
    ),
    # 源泉徴収
    "income_tax_flat_cut": Schema(
        f"valid_from valid_to amount_per_person note {END}",
        intervals=("valid",),
    ),
    "income_tax_surtax": Schema(f"valid_from valid_to name rate_on_income_tax {END}", intervals=("valid",)),
    "pension_withholding_basic": Schema(
        "valid_from valid_to? age_group annual_pension_from? annual_pension_to? tax_rate rate_on_monthly_amount? "
        f"fixed_amount_per_month? minimum_per_month? no_withholding_below note? {END}",
        keys=("age_group",),
        intervals=("valid", "annual_pension"),
    ),
    "pension_withholding_personal": Schema(
        f"category amount_per_month valid_from valid_to? {END}", keys=("category",), intervals=("valid",)
    ),
    # 暦
    "era_boundaries": Schema(f"era era_kanji valid_from valid_to? year_offset {END}", intervals=("valid",)),
}
