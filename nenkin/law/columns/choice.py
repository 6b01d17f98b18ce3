"""併給の調整 explains itself: what a person has a right to, the total of every way to draw it, and the best."""

from nenkin.law.adjustment.choice import WAYS, Choice, Rights
from nenkin.law.columns.base import PLACE_NAMES, At, Told, explains, states
from nenkin.law.columns.old_age import total_formula
from nenkin.law.employees_pension.survivors import survivors_at_65
from nenkin.law.words import CODE, ENGLISH, FLAG, JAPANESE, YEN

ONE_PERSON_ONE_PENSION = ("NP 20", "EPI 38", "EPI 64-2")
WAY_NAMES: dict[str, tuple[str, ...]] = {
    JAPANESE: (
        "何も受けない", "老齢基礎年金と老齢厚生年金", "障害基礎年金と障害厚生年金", "遺族基礎年金と遺族厚生年金", "寡婦年金",
        "老齢基礎年金・老齢厚生年金と遺族厚生年金の残り", "障害基礎年金と老齢厚生年金", "障害基礎年金・老齢厚生年金と遺族厚生年金の残り",
    ),
    ENGLISH: (
        "nothing", "both old-age pensions", "both disability pensions", "both survivors' pensions", "widow's pension",
        "both old-age pensions and the rest of the survivors' pension", "disability basic and old-age employees' pension",
        "disability basic, old-age employees' pension and the rest of the survivors' pension",
    ),
}  # fmt: skip
PLACE_NAMES[Choice, "totals"] = WAY_NAMES

RIGHTS = (
    ("old_age_basic", "老齢基礎年金の権利の額", "Right to the old-age basic pension", "NP 26"),
    ("old_age_employees", "老齢厚生年金の権利の額", "Right to the old-age employees' pension", "EPI 42"),
    ("spouse_addition", "加給年金額", "Spouse addition", "EPI 44"),
    ("disability_basic", "障害基礎年金の権利の額", "Right to the disability basic pension", "NP 30"),
    ("disability_employees", "障害厚生年金の権利の額", "Right to the disability employees' pension", "EPI 47"),
    ("survivors_basic", "遺族基礎年金の権利の額", "Right to the survivors' basic pension", "NP 37"),
    ("survivors_employees", "遺族厚生年金の権利の額(4分の3)", "Right to the survivors' employees' pension, three quarters", "EPI 60"),
    ("survivors_addition", "寡婦加算の額", "Widow's addition", "EPI 62"),
    ("widows", "寡婦年金の権利の額", "Right to the widow's pension", "NP 49"),
)  # fmt: skip
for _field, _japanese, _english, _article in RIGHTS:
    states(
        Rights, _field, _japanese, _english, YEN, ("{value}: 別に計算した権利の額", "{value}: the right as it was computed"), (_article,),
    )  # fmt: skip
states(
    Rights, "of_spouse", "配偶者としての遺族厚生年金", "Survivors' pension of a spouse", FLAG,
    ("{value}(配偶者なら65歳から3分の2と2分の1の額も比べる)",
     "{value} (of a spouse two thirds and one half are compared from 65)"), ("EPI 60(1)",),
)  # fmt: skip

OLD_AGE = "old_age_basic", "old_age_employees", "spouse_addition"
OWN = "old_age_employees", "spouse_addition"
PARTS_OF_WAY: tuple[tuple[str, ...], ...] = (
    (), OLD_AGE, ("disability_basic", "disability_employees"), ("survivors_basic",), ("widows",), OLD_AGE,
    ("disability_basic", *OWN), ("disability_basic", *OWN),
)  # fmt: skip
WITH_REST = (3, 5, 7)  # ways with what is paid of the survivors' employees' pension


def rights_of(at: At) -> Rights:
    """The rights of the subject."""
    rights = at.subject.rights
    if rights is None:
        raise LookupError(f"{at.column}: needs the rights")
    return rights


@explains(Choice, "best", "最も多い受け方", "The way that pays most", CODE)
def _best(at: At) -> Told:
    way = at.say.yen(at.owner.totals[at.value])
    name = WAY_NAMES[at.language][at.value]
    ways = at.inputs(*(f"choice.totals.{place}" for place in range(1, WAYS + 1)))
    formula = at.say(f"{name}が最も多い: {way}", f"{name} pays most: {way}")
    return Told(formula, at.say.law(*ONE_PERSON_ONE_PENSION), "", tuple(one for one in ways if one.value))


@explains(Choice, "total", "最も多い受け方の合計", "Total of the way that pays most", YEN)
def _total(at: At) -> Told:
    best: int = at.owner.best
    formula = f"{WAY_NAMES[at.language][best]} {total_formula(at, (at.owner.totals[best],))}"
    if at.value == 0:
        formula = at.is_zero("どの権利もない", "no right at all")
    used = at.inputs("choice.best", f"choice.totals.{best + 1}")
    return Told(formula, at.say.law(*ONE_PERSON_ONE_PENSION), "", used)


@explains(Choice, "totals", "受け方ごとの合計", "Total of a way", YEN)
def _totals(at: At) -> Told:
    way, article = at.category - 1, at.say.law(*ONE_PERSON_ONE_PENSION)
    if at.value == 0:
        words = "この受け方に当たる権利がないか、認められない", "no right to it, or it is not allowed"
        return Told(at.is_zero(*words), article)
    columns = [f"rights.{field}" for field in PARTS_OF_WAY[way]]
    if way in WITH_REST and at.subject.from_65:
        columns.append("choice.survivors_paid")
    elif way in WITH_REST:
        columns += ["rights.survivors_employees", "rights.survivors_addition"]
    used = tuple(one for one in at.inputs(*columns) if one.value)
    return Told(total_formula(at, tuple(one.value for one in used)), article, "", used)


@explains(
    Choice,
    "survivors_paid",
    "自分の年金に上乗せされる遺族厚生年金",
    "Survivors' pension on top of the own",
    YEN,
)
def _survivors_paid(at: At) -> Told:
    rights, say = rights_of(at), at.say
    article = say.law("EPI 60(1)", "EPI 64-2")
    fields = "survivors_employees", "survivors_addition", "old_age_employees", "of_spouse"
    inputs = at.inputs(*(f"rights.{field}" for field in fields))
    own, addition = rights.old_age_employees, rights.survivors_addition
    if not at.subject.from_65:
        return Told(
            at.is_zero("65歳前は選んだ年金だけ", "before 65 only the chosen pension"), article, "", inputs
        )
    if at.value == 0:
        words = "権利がないか、自分の年金のほうが多い", "no right, or the own pension is not less"
        return Told(at.is_zero(*words), article, "", inputs)
    whole = say.yen(rights.survivors_employees)
    if rights.of_spouse and own:
        mixed = f"({whole} × 2/3 + {say.yen(own)} × 1/2)"
        if survivors_at_65(rights.survivors_employees, own) == rights.survivors_employees:
            mixed = ""
        if mixed and addition:
            mixed = f"({mixed[1:-1]} = {say.yen(survivors_at_65(rights.survivors_employees, own))})"
        whole = mixed or whole
    more = f" + {say.yen(addition)}" if addition else ""
    less = f" − {say.yen(own)}" if own else ""
    return Told(f"{whole}{more}{less} = {at.quantity()}", article, "", inputs)
