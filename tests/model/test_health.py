from datetime import timedelta

import pytest

from monitor.model.health import Standing, span_words


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-5, "0 seconds"),
        (1, "1 second"),
        (40, "40 seconds"),
        (60, "1 minute"),
        (119, "2 minutes"),
        (3599, "1 hour"),
        (2 * 3600, "2 hours"),
        (30 * 3600, "30 hours"),
        (48 * 3600, "2 days"),
        (700 * 86_400, "700 days"),
    ],
)
def test_a_span_is_said_as_one_says_it(seconds, words):
    assert span_words(timedelta(seconds=seconds)) == words


def test_who_is_fresh_or_quiet_is_in_no_trouble():
    assert {state for state in Standing if not state.is_trouble} == {
        Standing.FRESH,
        Standing.QUIET,
    }
