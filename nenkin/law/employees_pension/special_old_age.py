"""特別支給の老齢厚生年金 (special old-age employees' pension). EPI Act suppl. art. 8, 8-2; Act No. 83 of 1994 suppl. art. 18–20."""

from datetime import date

from nenkin.law.calendar import months_within
from nenkin.law.career import CATEGORY_OF_KIND, FEMALE, MINER, SEAMAN, Career
from nenkin.law.employees_pension.earnings import counted_fifteenths
from nenkin.law.national_pension.month_status import goes_on
from nenkin.law.tables import rows

MEN_AND_OTHERS, WOMEN = "class1_male_and_class2_3_4_both_sexes", "class1_female"
CLASS3 = "miner_or_seaman_15_years"
EARNINGS_RELATED, FLAT_RATE = "earnings_related", "flat_rate"
FIRST_AGE = 60
AGE_35, AGE_40 = 420, 480


def special_start_age(sex: int, category: int, start_general: int, start_women: int) -> int:
    """報酬比例部分の支給開始年齢 in months of age; 780 (65) means none before 65. EPI Act suppl. art. 8-2.

    Women have the later table for 第1号 only; men and 第2号〜第4号 share the other one.
    """
    return start_women if sex == FEMALE and category == 1 else start_general


def class3_months(career: Career, horizon: int, until: int) -> int:
    """Real months as a miner or seaman (第3種) before `until`, without multiples. EPI Act suppl. art. 8-2 (3)."""
    total = 0
    for spell in range(len(career.coverage_start)):
        kind = career.coverage_kind[spell]
        if kind in (MINER, SEAMAN):
            end = goes_on(career.coverage_end[spell], career.record_end, horizon)
            total += months_within(career.coverage_start[spell], end, 0, until)
    return total


def middle_age_counted(career: Career, age_zero: int, horizon: int, until: int) -> int:
    """Months before `until` for the 中高齢の特例, 15ths, multiples included: 第1号 after 40 (women 35), 第3種 after 35.

    Act No. 34 of 1985 suppl. art. 12 (1) no. 4 to 7.
    """
    age = age_zero + (AGE_35 if career.sex == FEMALE else AGE_40)
    category_1 = class3 = 0
    for spell in range(len(career.coverage_start)):
        kind = career.coverage_kind[spell]
        if CATEGORY_OF_KIND[kind] == 1:
            start = career.coverage_start[spell]
            end = min(goes_on(career.coverage_end[spell], career.record_end, horizon), until)
            if end > max(start, age):
                category_1 += counted_fifteenths(kind, max(start, age), end)
            if kind in (MINER, SEAMAN) and end > max(start, age_zero + AGE_35):
                class3 += counted_fifteenths(kind, max(start, age_zero + AGE_35), end)
    return max(category_1, class3)


def start_age_of_category_1(
    career: Career, age_zero: int, horizon: int, until: int, by_birth: int, class3: int, class3_needs: int
) -> int:
    """支給開始年齢 of 第1号 in months of age: `by_birth`, or `class3` once 15 years as a miner or seaman are there.

    Months from `until` on do not count (an early claim looks at those before it).
    """
    if class3 >= by_birth or class3_months(career, horizon, min(age_zero + by_birth, until)) < class3_needs:
        return by_birth
    age = class3
    while class3_months(career, horizon, min(age_zero + age, until)) < class3_needs:
        age += 1
    return age


def start_age_of_birth(member_type: str, part: str, birth: date) -> int:
    """支給開始年齢 in years by `special_old_age_pension_start_ages`; births before the table's first row have 60."""
    for row in rows("special_old_age_pension_start_ages", member_type=member_type, part=part):
        begun = row["birth_from"] is None or row["birth_from"] <= birth
        if begun and (row["birth_to"] is None or birth <= row["birth_to"]):
            age: int = row["start_age"]
            return age
    return FIRST_AGE
