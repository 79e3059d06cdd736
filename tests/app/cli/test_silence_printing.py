from datetime import timedelta

import pytest

from monitor.app.cli.silence_printing import silence_row, state_of, told
from tests.alert.examples import NOW
from tests.contracts.delivering import silence

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("start", "until", "state"),
    [
        (-HOUR, HOUR, "active"),
        (timedelta(0), HOUR, "active"),
        (HOUR, 2 * HOUR, "to come"),
        (-HOUR, timedelta(0), "ended"),
    ],
)
def test_a_silence_is_active_to_come_or_ended(start, until, state):
    one = silence(start=NOW + start, until=NOW + until)
    assert state_of(one, NOW) == state
    assert told(one, NOW)["state"] == state


def test_of_a_silence_to_come_the_start_is_told_too():
    one = silence(start=NOW + HOUR, until=NOW + 2 * HOUR)
    assert silence_row(one, NOW) == (
        "s1",
        "to come",
        "2025-12-19 10:30 – 2025-12-19 11:30",
        "receiver=desk",
        "Kim",
        "exercise",
    )
    assert silence_row(one, NOW + HOUR)[2] == "2025-12-19 11:30"
