#!/usr/bin/env bash
# B-502: the tests of accounts, registration and the audit trail, under the strict policy.
# Left out: tests whose steps are out of its order of pages (they open pages without coming from the page before), and
# those of what the default policy alone does. What they guard is asked in tests/quality/test_strict.py under both.
set -euo pipefail
cd "$(dirname "$0")/../.."
account=nenkin/services/account/tests
NENKIN_SESSION_POLICY=strict exec .venv/bin/python -m pytest -q -n 2 \
    $account/test_sign_in.py $account/test_hashers.py $account/test_recovery.py $account/test_national_id.py \
    $account/test_visits.py nenkin/services/registration nenkin/registry/tests \
    tests/quality/test_at_once.py tests/quality/test_stolen_passwords.py tests/quality/test_strict.py \
    -k "not (who_is_signed_in or nothing_personal_is_in_an_address or one_press_takes_over \
        or closed_window_is_no_alarm or finds_nothing or from_the_page_that_tells or comes_back_after_signing_in \
        or each_stage_gives_a_new_key or in_the_default_policy or leave_one_in \
        or signed_in_person_links or of_another_person or linked_elsewhere or begun_by_one or ending_the_link \
        or only_way_in_is_kept)" "$@"
