"""Why an amount cannot be given. A number is never guessed and never shown as zero; 0 means computed.

Codes below 100 are faults of a record (see record.py); these are the answers of the law to a sound one.
"""

COMPUTED = 0
BORN_UNDER_OLD_LAW = 101  # born until 1926-04-01
NOT_ENOUGH_MONTHS = 102  # the qualifying period is short
START_TOO_EARLY = 103  # before 60
START_TOO_LATE = 104  # after 75, or 70 for those born until 1952-04-01
START_BETWEEN_65_AND_66 = 105  # deferral begins with one year
EARLY_STARTS_DIFFER = 106  # early receipt is claimed for both pensions at once
UNTIL_OUT_OF_RANGE = 107  # work is assumed until an age of 20 to 70

# The family of an addition.
SPOUSE_TOO_YOUNG = 121  # to marry on that day
MARRIED_BEFORE_BIRTH = 122
CHILD_BEFORE_PARENT = 123  # born when the parent was under 12
TOO_MANY_CHILDREN = 124

# Disability, survivors, withdrawal.
EVENT_BEFORE_2017_08 = 141  # other conditions held
EVENT_DATES_CONTRADICT = 142  # the days of an event cannot be in this order
LEVEL_BEFORE_2016 = 143  # amounts were rounded to 100 yen
GRADE_UNKNOWN = 144
GRADE_NEEDS_EMPLOYEES = 145  # grade 3 and the lump sum are of the employees' pension alone
NOT_INSURED_AT_FIRST_VISIT = 146
PREMIUM_CONDITION_NOT_MET = 147  # 保険料納付要件
NO_RIGHT_BY_DEATH = 148  # neither insured nor 25 years
NO_SURVIVOR = 149  # no spouse or child with a right
DISABILITY_ADDITIONS_2028_MISSING = 150  # amounts not in the tables
WIDOW_ADDITION_2028_MISSING = 151  # amounts not in the tables
WITHDRAWAL_NATIONAL = 152  # Japanese nationals have no withdrawal payment
WITHDRAWAL_QUALIFIES = 153  # 120 months: an old-age pension instead
WITHDRAWAL_TOO_FEW_MONTHS = 154
WITHDRAWAL_STILL_INSURED = 155
WITHDRAWAL_TOO_LATE = 156  # two years
WITHDRAWAL_AFTER_OTHER_BENEFIT = 157
WITHDRAWAL_OUTSIDE_TABLES = 158  # last month before 2005-04, or a premium that is not yet known

TEXT_JA = {
    BORN_UNDER_OLD_LAW: "大正15年4月1日以前に生まれた方は、昭和61年より前の法律で計算するため、試算できません。",
    NOT_ENOUGH_MONTHS: "年金を受け取るための期間(120か月)に足りません。",
    START_TOO_EARLY: "受け取りを始められるのは60歳からです。60歳以上を選んでください。",
    START_TOO_LATE: "受け取りを遅らせられる年齢を過ぎています。75歳まで(昭和27年4月1日以前に生まれた方は70歳まで)を選んでください。",
    START_BETWEEN_65_AND_66: "繰下げは66歳からです。65歳0か月か、66歳以後を選んでください。",
    EARLY_STARTS_DIFFER: "65歳より前に受け取るときは、老齢基礎年金と老齢厚生年金を同じ月に始めます。",
    UNTIL_OUT_OF_RANGE: "働く年齢は20歳から70歳のあいだで選んでください。",
    SPOUSE_TOO_YOUNG: "その結婚の日に、配偶者は結婚できる年齢(18歳、令和4年3月までの女性は16歳)になっていません。配偶者の生年月日か結婚の日を直してください。",
    MARRIED_BEFORE_BIRTH: "結婚の日が、どちらかの生年月日より前です。どちらかの日付を直してください。",
    CHILD_BEFORE_PARENT: "子の生年月日に、あなたは12歳になっていません。子の生年月日を直してください。",
    TOO_MANY_CHILDREN: "子は30人まで入れられます。",
    EVENT_BEFORE_2017_08: "平成29年7月以前の障害・死亡は、受給要件が異なるため計算できません。平成29年8月1日以後の日付を入れてください。",
    EVENT_DATES_CONTRADICT: "日付の順序が合いません。生年月日・初診日・障害認定日(初診日から1年6か月以内)・死亡日などを確かめてください。",
    LEVEL_BEFORE_2016: "平成27年度以前の年金額は端数処理が異なるため計算できません。平成28年度以後の年度を選んでください。",
    GRADE_UNKNOWN: "障害の等級は1級・2級・3級・障害手当金から選んでください。",
    GRADE_NEEDS_EMPLOYEES: "3級の障害年金と障害手当金は、初診日に厚生年金保険に加入していた方だけが受け取れます。",
    NOT_INSURED_AT_FIRST_VISIT: "初診日に国民年金・厚生年金保険に加入していないため、障害年金を受け取れません。初診日と加入記録を確かめてください。",
    PREMIUM_CONDITION_NOT_MET: "保険料の納付要件(加入期間の3分の2以上の納付・免除、または直近1年間に未納がないこと)を満たしていません。",
    NO_RIGHT_BY_DEATH: "亡くなった方が加入中でなく、受給資格期間も25年に足りないため、遺族年金は支給されません。",
    NO_SURVIVOR: "遺族年金を受け取れる配偶者か子がいません。",
    DISABILITY_ADDITIONS_2028_MISSING: "令和10年4月からの障害厚生年金の加算額の表がまだないため、計算できません。令和10年3月までの月を選んでください。",
    WIDOW_ADDITION_2028_MISSING: "令和10年4月からの中高齢寡婦加算の率の表がまだないため、計算できません。令和10年3月までの死亡日を選んでください。",
    WITHDRAWAL_NATIONAL: "脱退一時金は日本国籍のない方が対象です。",
    WITHDRAWAL_QUALIFIES: "受給資格期間が10年以上あるため、脱退一時金ではなく老齢年金を受け取れます。",
    WITHDRAWAL_TOO_FEW_MONTHS: "脱退一時金には6か月以上の加入が必要です。",
    WITHDRAWAL_STILL_INSURED: "国民年金・厚生年金保険に加入しているあいだは、脱退一時金を請求できません。資格を失ってから請求してください。",
    WITHDRAWAL_TOO_LATE: "資格を失い日本を出てから2年を過ぎたため、脱退一時金を請求できません。",
    WITHDRAWAL_AFTER_OTHER_BENEFIT: "障害年金などを受け取る権利を得たことがあるため、脱退一時金を受け取れません。",
    WITHDRAWAL_OUTSIDE_TABLES: "最後に加入・納付した月が平成17年3月以前か、保険料がまだ決まっていない月のため、脱退一時金を計算できません。",
}
TEXT_EN = {
    BORN_UNDER_OLD_LAW: "People born until 1 April 1926 are under the law before 1986, which is not computed here.",
    NOT_ENOUGH_MONTHS: "The qualifying period is shorter than 120 months.",
    START_TOO_EARLY: "A pension can begin at 60 at the earliest: choose 60 or later.",
    START_TOO_LATE: "A pension can be deferred to 75 (70 for births until 1 April 1952): choose an earlier start.",
    START_BETWEEN_65_AND_66: "Deferral begins at 66: choose 65 years 0 months, or 66 and later.",
    EARLY_STARTS_DIFFER: "Before 65 both pensions are claimed at once: choose the same start for both.",
    UNTIL_OUT_OF_RANGE: "Work can be assumed until an age between 20 and 70.",
    SPOUSE_TOO_YOUNG: "The spouse was too young to marry on that day (18; women until March 2022: 16): correct a date.",
    MARRIED_BEFORE_BIRTH: "The day of the marriage is before one of the births: correct a date.",
    CHILD_BEFORE_PARENT: "You were under 12 when that child was born: correct the child's date of birth.",
    TOO_MANY_CHILDREN: "At most 30 children can be given.",
    EVENT_BEFORE_2017_08: "Disabilities and deaths until July 2017 are under other conditions: choose 1 August 2017 or later.",
    EVENT_DATES_CONTRADICT: "The days contradict each other: check birth, first visit, recognition (within 18 months) and death.",
    LEVEL_BEFORE_2016: "Amounts until fiscal 2015 were rounded otherwise: choose fiscal 2016 or later.",
    GRADE_UNKNOWN: "The grade is 1, 2, 3 or 4 (lump sum).",
    GRADE_NEEDS_EMPLOYEES: "Grade 3 and the lump sum need employees' coverage on the day of the first visit.",
    NOT_INSURED_AT_FIRST_VISIT: "Nothing was insured on the day of the first visit: check the day and the record.",
    PREMIUM_CONDITION_NOT_MET: "Fewer than two thirds of the insured months are paid or exempt, and the last year has unpaid months.",
    NO_RIGHT_BY_DEATH: "The deceased was not insured and has fewer than 25 years.",
    NO_SURVIVOR: "No spouse or child has a right.",
    DISABILITY_ADDITIONS_2028_MISSING: "The additions to the employees' disability pension from April 2028 are not in the tables yet: choose an earlier month.",
    WIDOW_ADDITION_2028_MISSING: "The rates of the middle-aged widow's addition from April 2028 are not in the tables yet: choose an earlier death.",
    WITHDRAWAL_NATIONAL: "Withdrawal payments are for people without Japanese nationality.",
    WITHDRAWAL_QUALIFIES: "With 120 qualifying months there is an old-age pension instead of a withdrawal payment.",
    WITHDRAWAL_TOO_FEW_MONTHS: "A withdrawal payment needs six months.",
    WITHDRAWAL_STILL_INSURED: "There is no withdrawal payment while insured: claim after the coverage has ended.",
    WITHDRAWAL_TOO_LATE: "More than two years have passed since the coverage ended and Japan was left.",
    WITHDRAWAL_AFTER_OTHER_BENEFIT: "Who has had a right to a disability benefit has no withdrawal payment.",
    WITHDRAWAL_OUTSIDE_TABLES: "The last month lies before April 2005, or its premium is not known yet.",
}
