from datetime import UTC, datetime, timedelta

from monitor.model.inforce import MOST_KEPT, ConfigState, Mistake, Trigger

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
FIRST = ConfigState(folder="/etc/monitor", digest="aaaa", since=NOON)


def mistakes(count: int) -> tuple[Mistake, ...]:
    return tuple(
        Mistake(file="a.yaml", line=n, column=1, message="wrong", text=f"a.yaml:{n}:1: wrong")
        for n in range(1, count + 1)
    )


def test_a_configuration_that_is_not_taken_leaves_the_one_before_in_force_and_says_why():
    after = FIRST.refusing(mistakes(2), Trigger.FILES, LATER)
    assert (after.digest, after.since, after.refused, after.reloads) == ("aaaa", NOON, 1, 0)
    assert not after.is_latest
    assert after.failure is not None
    assert (after.failure.at, after.failure.trigger, after.failure.more) == (LATER, "files", 0)
    assert [mistake.line for mistake in after.failure.mistakes] == [1, 2]


def test_of_very_many_mistakes_the_first_are_kept_and_the_others_counted():
    failure = FIRST.refusing(mistakes(MOST_KEPT + 3), Trigger.SIGNAL, LATER).failure
    assert failure is not None
    assert (len(failure.mistakes), failure.more) == (MOST_KEPT, 3)


def test_one_that_is_taken_ends_the_failure_and_goes_on_counting():
    second = ConfigState(
        folder="/etc/monitor", digest="bbbb", since=LATER, needs_restart=("redis",)
    )
    after = FIRST.refusing(mistakes(1), Trigger.FILES, NOON).followed_by(second)
    assert (after.digest, after.since, after.needs_restart) == ("bbbb", LATER, ("redis",))
    assert (after.reloads, after.refused, after.is_latest) == (1, 1, True)
