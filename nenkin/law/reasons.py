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

TEXT_JA = {
    BORN_UNDER_OLD_LAW: "大正15年4月1日以前に生まれた方は、昭和61年より前の法律で計算するため、試算できません。",
    NOT_ENOUGH_MONTHS: "年金を受け取るための期間(120か月)に足りません。",
    START_TOO_EARLY: "受け取りを始められるのは60歳からです。60歳以上を選んでください。",
    START_TOO_LATE: "受け取りを遅らせられる年齢を過ぎています。75歳まで(昭和27年4月1日以前に生まれた方は70歳まで)を選んでください。",
    START_BETWEEN_65_AND_66: "繰下げは66歳からです。65歳0か月か、66歳以後を選んでください。",
    EARLY_STARTS_DIFFER: "65歳より前に受け取るときは、老齢基礎年金と老齢厚生年金を同じ月に始めます。",
    UNTIL_OUT_OF_RANGE: "働く年齢は20歳から70歳のあいだで選んでください。",
}
TEXT_EN = {
    BORN_UNDER_OLD_LAW: "People born until 1 April 1926 are under the law before 1986, which is not computed here.",
    NOT_ENOUGH_MONTHS: "The qualifying period is shorter than 120 months.",
    START_TOO_EARLY: "A pension can begin at 60 at the earliest: choose 60 or later.",
    START_TOO_LATE: "A pension can be deferred to 75 (70 for births until 1 April 1952): choose an earlier start.",
    START_BETWEEN_65_AND_66: "Deferral begins at 66: choose 65 years 0 months, or 66 and later.",
    EARLY_STARTS_DIFFER: "Before 65 both pensions are claimed at once: choose the same start for both.",
    UNTIL_OUT_OF_RANGE: "Work can be assumed until an age between 20 and 70.",
}
