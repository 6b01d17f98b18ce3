"""特例的な繰下げみなし増額: a claim after 70 counts as a request five years earlier. NP Act art. 28 (5)."""

import pytest

from nenkin.law.adjustment.late import arrears_of, deemed_request, deferral_increase


@pytest.mark.parametrize(
    ("claim", "deemed"),
    [(840, 0), (841, 781), (852, 792), (900, 840), (959, 899), (960, 0), (780, 0)],
    ids=["70y0m", "70y1m", "71", "75", "79y11m", "80", "65"],
)
def test_a_claim_after_70_and_before_80_looks_five_years_back(claim, deemed):
    assert deemed_request(claim) == deemed


def test_a_claim_at_72_is_paid_the_amount_of_67_for_five_years_at_once():
    amount = 847_300
    increased = amount + deferral_increase(amount, 7, deemed_request(864) - 780, 1)

    assert increased == 847_300 + 142_346
    assert arrears_of(increased, 60) == 5 * increased


def test_arrears_are_cut_to_the_yen():
    assert arrears_of(1_000_001, 1) == 83_333
