"""併給の調整: which pensions go together, and which choice pays most."""

import pytest

from nenkin.law.adjustment.choice import (
    DISABILITY,
    DISABILITY_AND_OLD_AGE,
    DISABILITY_AND_SURVIVORS,
    NOTHING,
    OLD_AGE,
    OLD_AGE_AND_SURVIVORS,
    SURVIVORS,
    WIDOWS,
    Rights,
    choose,
)


@pytest.mark.parametrize(
    ("rights", "best", "total"),
    [
        (Rights(), NOTHING, 0),
        (Rights(old_age_employees=600_000, survivors_employees=900_000, survivors_addition=635_500), SURVIVORS, 1_535_500),
        (Rights(old_age_employees=600_000, survivors_employees=500_000), OLD_AGE, 600_000),
        (Rights(disability_basic=847_300, survivors_employees=900_000), SURVIVORS, 900_000),
        (Rights(widows=500_000, survivors_employees=300_000), WIDOWS, 500_000),
        (Rights(disability_basic=847_300, disability_employees=700_000, old_age_employees=1_000_000), DISABILITY, 1_547_300),
    ],
)  # fmt: skip
def test_before_65_one_cause_is_chosen(rights, best, total):
    found = choose(rights, False)

    assert (found.best, found.total) == (best, total)


@pytest.mark.parametrize(
    ("rights", "best", "total"),
    [
        # The published figures: 1,200,000 own, 1,000,000 three quarters: 66,667 on top.
        (Rights(old_age_basic=800_000, old_age_employees=1_200_000, survivors_employees=1_000_000),
         OLD_AGE_AND_SURVIVORS, 2_066_667),
        (Rights(old_age_basic=800_000, survivors_employees=1_000_000), OLD_AGE_AND_SURVIVORS, 1_800_000),
        (Rights(old_age_basic=700_000, old_age_employees=900_000, disability_basic=847_300), DISABILITY_AND_OLD_AGE, 1_747_300),
        (Rights(old_age_basic=700_000, disability_basic=847_300, survivors_employees=900_000),
         DISABILITY_AND_SURVIVORS, 1_747_300),
        (Rights(old_age_basic=400_000, survivors_basic=1_091_100, survivors_employees=500_000), SURVIVORS, 1_591_100),
        (Rights(old_age_basic=847_300, old_age_employees=100_000, disability_employees=635_500), OLD_AGE, 947_300),
    ],
)  # fmt: skip
def test_from_65_more_go_together(rights, best, total):
    found = choose(rights, True)

    assert (found.best, found.total) == (best, total)


def test_no_disability_employees_beside_an_old_age_basic_pension():
    rights = Rights(old_age_basic=800_000, disability_employees=700_000)

    assert choose(rights, True).totals[DISABILITY] == 700_000
    assert choose(rights, True).total == 800_000


def test_the_widows_pension_ends_at_65():
    assert choose(Rights(widows=500_000), True).total == 0


def test_the_own_pension_is_set_off_though_the_basic_survivors_pension_is_chosen():
    found = choose(
        Rights(old_age_employees=400_000, survivors_basic=1_091_100, survivors_employees=900_000), True
    )

    assert found.survivors_paid == 500_000
    assert found.totals[SURVIVORS] == 1_591_100


def test_two_thirds_and_a_half_are_for_spouses_alone():
    rights = Rights(old_age_employees=1_200_000, survivors_employees=1_000_000)

    assert choose(rights, True).survivors_paid == 66_667
    assert choose(rights._replace(of_spouse=0), True).survivors_paid == 0


def test_the_widows_transitional_addition_is_part_of_what_is_set_off():
    rights = Rights(old_age_employees=100_000, survivors_employees=600_000, survivors_addition=21_147)

    assert choose(rights, True).survivors_paid == 521_147


def test_the_spouse_addition_is_not_set_off():
    rights = Rights(old_age_employees=500_000, spouse_addition=243_800, survivors_employees=600_000)

    assert choose(rights, True).totals[OLD_AGE_AND_SURVIVORS] == 500_000 + 243_800 + 150_000


def test_one_more_right_never_pays_less():
    rights = Rights(500_000, 600_000, 0, 700_000, 300_000, 0, 450_000)
    for place in range(7):
        more = rights._replace(**{Rights._fields[place]: rights[place] + 100_000})
        for from_65 in (False, True):
            assert choose(more, from_65).total >= choose(rights, from_65).total
