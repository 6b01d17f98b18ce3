"""Every published worked figure the project holds, to the yen; and the checker itself."""

import json
from pathlib import Path

import pytest

from nenkin.law.vectors import AGREES, DIFFERS, KNOWN_WRONG, UNSUPPORTED, judge, read_vectors

FOLDER = Path(__file__).parents[3] / "tests/vectors"
VECTORS = list(read_vectors([FOLDER]))
BASIC = {
    "id": "x", "kind": "basic", "op": "basic", "inputs": {"full": 847300, "paid": 452},
    "expected": {"basic": 797874}, "reproduces": "yes",
}  # fmt: skip


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: f"{vector['kind']} {vector['id']}")
def test_published_figures_agree_to_the_yen(vector):
    verdict = judge(vector)

    assert verdict.outcome == (KNOWN_WRONG if vector["reproduces"] == "no" else AGREES), verdict


def test_every_vector_names_its_source():
    assert all(vector["source"]["url"] and vector["source"]["type"] for vector in VECTORS)


def test_a_yen_off_is_a_difference():
    assert judge(BASIC | {"expected": {"basic": 797875}}).outcome == DIFFERS
    assert judge(BASIC | {"expected": {"basic": 797874, "total": 1}}).outcome == DIFFERS


def test_a_printed_intermediate_figure_is_compared_too():
    assert judge(BASIC | {"expected": {}, "intermediates": {"basic": 1}}).outcome == DIFFERS


def test_approx_holds_within_its_tolerance_only():
    close = BASIC | {"expected": {"basic": 797880}, "reproduces": "approx"}

    assert judge(close | {"tolerance": 6}).outcome == AGREES
    assert judge(close | {"tolerance": 5}).outcome == DIFFERS
    assert judge(close | {"relative_tolerance": "0.00001"}).outcome == AGREES


def test_a_wrong_source_must_not_be_matched():
    assert judge(BASIC | {"reproduces": "no"}).outcome == DIFFERS


def test_an_operation_without_a_rule_is_said_to_be_unsupported():
    assert judge(BASIC | {"op": "astrology"}).outcome == UNSUPPORTED
    seven = {"op": "statutory_amount", "inputs": {"base": 1, "rate": "1", "unit": 7}}
    assert judge(BASIC | seven).outcome == UNSUPPORTED


def test_inputs_that_cannot_be_used_name_the_vector():
    with pytest.raises(ValueError, match="vector x: op basic"):
        judge(BASIC | {"inputs": {"paid": 1}})


@pytest.mark.parametrize(
    ("op", "inputs", "expected"),
    [
        ("basic", {"full": 500000, "paid": 100, "possible_months": 300, "full_pre": 90}, {"basic": 216667}),
        ("credited_months", {"possible_months": 300, "paid": 310}, {"credited_months": 300}),
        ("window", {"birth": "1961-12-08", "early_claim_month": "2022-03"}, {"early_months": 57}),
        ("early_late", {"unit": 100, "components": [
            {"name": "basic", "amount": 500000, "months": -12, "rate_per_month": "0.005"}]},
         {"basic": 470000, "total": 470000}),
        ("factor", {"rate_per_month": "0.007", "months": 12, "annual": 100000}, {"factor": 1.084, "annual": 108400}),
        ("proportional", {"parts": [{"average": "300000.5", "permille": "7.5", "months": 100}],
                          "multipliers": ["1.031", "0.985"], "unit": 100}, {"amount": 228500}),
        ("proportional", {"parts": [{"average": 300000, "permille": "5.481", "months": 100}],
                          "floor_months": 300, "share": "3/4", "plus": 600000}, {"amount": 369968, "total": 969968}),
        ("flat_part", {"unit_price": 1676, "multiplier": "1.875", "months": 500, "cap": 420}, {"amount": 1319850}),
    ],
)  # fmt: skip
def test_inputs_the_files_at_hand_do_not_use(op, inputs, expected):
    assert judge(BASIC | {"op": op, "inputs": inputs, "expected": expected}).outcome == AGREES


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "is not JSON"),
        ("[]", "schema_version 1"),
        ('{"schema_version": 1}', "no list 'vectors'"),
        (json.dumps({"schema_version": 1, "vectors": [{"id": "a"}]}), "vector 1 lacks op"),
    ],
)
def test_a_bad_file_is_named(tmp_path, text, message):
    (tmp_path / "bad.json").write_text(text)

    with pytest.raises(ValueError, match=message):
        list(read_vectors([tmp_path]))


def test_a_missing_or_binary_file_is_named(tmp_path):
    (tmp_path / "bad.json").write_bytes(b"\xff\xfe")

    with pytest.raises(ValueError, match="not UTF-8"):
        list(read_vectors([tmp_path]))
    with pytest.raises(ValueError, match="cannot be read"):
        list(read_vectors([tmp_path / "none.json"]))
    with pytest.raises(ValueError, match=r"no \*\.json"):
        list(read_vectors([_empty(tmp_path)]))


def _empty(tmp_path):
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder
