from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from monitor.alert.stories import stories, threads
from monitor.model.alert import AlertId
from monitor.model.development import DevelopmentId
from monitor.model.watchlist import Severity
from tests.alert.examples import EU, LOST, NEW, NOW, PLEDGE, RUSSIA, STALE, UKRAINE, UPDATE, party

PARTIES = (EU, UKRAINE, RUSSIA, party("Belgium", known=False))


def about(name, *parties, **more):
    """Return an alert of the development of that name and those parties."""
    development = replace(
        PLEDGE, id=DevelopmentId(name), actors=parties[:1], counterparts=parties[1:]
    )
    return replace(NEW, id=AlertId(f"alert-{name}"), development=development, **more)


def names(told):
    return [[thread.last.development.id for thread in story.threads] for story in told]


def test_alerts_of_one_development_are_one_thread_in_order_of_time():
    late = replace(NEW, id=AlertId("late"), at=NOW + timedelta(hours=1))
    first, other = threads((late, UPDATE, STALE))
    assert first.alerts == (UPDATE, late)
    assert first.last is late
    assert other.alerts == (STALE,)


def test_sources_receivers_and_what_has_neither_are_threads_of_their_own():
    bare = replace(NEW, development=None)
    told = threads((STALE, LOST, bare, replace(STALE, id=AlertId("s2"))))
    assert [len(thread.alerts) for thread in told] == [2, 1, 1]
    assert [story.matter for story in stories(told)] == ["source", "receiver", "alert"]


def test_sources_are_one_story_whichever_they_are():
    other = replace(STALE, source=replace(STALE.source, id="quay"))
    (story,) = stories(threads((STALE, other)))
    assert len(story.threads) == 2


def test_developments_with_two_parties_in_common_are_one_story_under_their_names():
    told = stories(
        threads(
            (
                about("a", EU, UKRAINE, RUSSIA),
                about("b", RUSSIA, UKRAINE),
                about("c", EU, RUSSIA),
                about("d", UKRAINE, RUSSIA, EU),
            )
        )
    )
    assert names(told) == [["a", "b", "d"], ["c"]]
    assert told[0].parties == (UKRAINE, RUSSIA)


def test_one_party_in_common_is_not_enough_nor_the_same_one_twice():
    told = stories(threads((about("a", EU, UKRAINE), about("b", UKRAINE, UKRAINE))))
    assert names(told) == [["a"], ["b"]]
    assert told[1].parties == (UKRAINE,)


def test_parties_that_no_registry_knows_are_compared_by_name():
    some, others = party("Harbour Line", known=False), party("HARBOUR LINE", known=False)
    assert len(stories(threads((about("a", EU, some), about("b", EU, others))))) == 1


def test_the_most_urgent_story_comes_first():
    told = stories(
        threads(
            (
                about("a", EU, severity=Severity.LOW),
                about("b", RUSSIA, severity=Severity.CRITICAL),
                about("c", UKRAINE, severity=Severity.LOW),
            )
        )
    )
    assert names(told) == [["b"], ["a"], ["c"]]


@given(st.lists(st.tuples(st.integers(0, 5), st.lists(st.sampled_from(PARTIES), max_size=4))))
def test_every_alert_is_told_in_one_story_whose_developments_have_its_parties(drawn):
    alerts = tuple(about(f"d{number}", *parties) for number, parties in drawn)
    told = stories(threads(alerts))
    placed = [alert for story in told for thread in story.threads for alert in thread.alerts]
    assert sorted(map(str, placed)) == sorted(map(str, alerts))
    for story in told:
        for thread in story.threads:
            assert set(story.parties) <= set(thread.last.development.parties)
