"""Which poll was the latest that nobody had claimed: what `make soak` prints of it."""

from tests.benchmarks.crowd import FEED, STARTED, STORY
from tests.benchmarks.many_sources import Lag, Seen, lags
from tests.benchmarks.queue_looks import QueueLook, latest, queue_look, words

NOW = 1_000.0
LOOKS = (
    QueueLook(at=10.0, late=18.6, host=6, behind=600),
    QueueLook(at=20.0, late=0.4, host=1),
    QueueLook(at=21.0, late=0.5, host=4),
    QueueLook(at=22.0, late=0.1, host=1),
)


def test_a_look_tells_whose_poll_is_due_the_longest_and_how_many_are_behind():
    rows = [(b"s7", 990_000.0), (b"s2", 998_500.0), (b"s1", 999_900.0), (b"s3", 1_001_000.0)]
    assert queue_look(rows, now=NOW) == QueueLook(at=NOW, late=10.0, host=7, behind=2)


def test_a_queue_of_which_nothing_is_due_is_not_late():
    assert queue_look([(b"s7", 1_001_000.0)], now=NOW).late == 0.0
    assert queue_look([], now=NOW) == QueueLook(at=NOW)


def test_what_was_late_while_first_polls_went_out_is_not_late_afterwards():
    assert latest(LOOKS, 0.0, 20.0).late == 18.6
    assert latest(LOOKS, 20.0, 30.0) == LOOKS[2]
    assert latest(LOOKS, 30.0, 40.0) is None


def test_the_latest_is_told_with_its_host_and_how_that_fails():
    assert (
        words(LOOKS[0], began=4.0) == "18.6 s (host 6: slow-headers; 600 due for over 1 s; at 6 s)"
    )
    assert words(LOOKS[1], began=4.0) == "0.4 s (host 1: well; 0 due for over 1 s; at 16 s)"
    assert words(QueueLook(at=1.0), began=0.0) == "none was due"
    assert words(None, began=0.0) == "nobody looked"


def test_what_a_host_s_own_pace_puts_off_is_told_apart():
    asked = [(100.0, 1, STARTED, STORY), (102.0, 1, STARTED, FEED), (105.0, 2, STARTED, FEED)]
    due = {1: [(90.0, 100.5)], 2: [(90.0, 104.5)]}
    seen = Seen(due=due, ledger=asked, began=95.0, ended=110.0)
    assert lags(seen, well=True) == [Lag(seconds=0.5), Lag(seconds=1.5, paced=1.5)]
