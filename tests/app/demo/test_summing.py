from dataclasses import replace

from monitor.app.demo.story import EXPECTED
from monitor.app.demo.summing import compared, summed
from monitor.app.demo.watching import Bell, Watching
from tests.fakes.journal import RecordingJournal


def alert_of(expected):
    return {
        "kind": str(expected.kind),
        "summary": " ".join(expected.words),
        "development": {"type": expected.type, "status": expected.status},
        "changes": [{"field": f, "before": b, "after": a} for f, b, a in expected.changes],
    }


def watched():
    watching = Watching(RecordingJournal(), Bell())
    watching.note("alert.emitted", alert="a1", receivers=("desk", "mail"))
    watching.note("alert.emitted", alert="a2", receivers=("desk",))
    return watching


def test_what_is_owed_and_did_not_arrive_is_lost():
    summary = summed(watched(), [("a1", "desk"), ("a1", "desk"), ("a2", "desk")])

    assert summary.record() == {
        "kind": "summary",
        "articles": 0,
        "copies": 0,
        "background": 0,
        "alerts": 2,
        "delivered": 2,
        "lost": 1,
    }
    assert summary.exit_code == 1


def test_nothing_is_lost_when_all_arrived():
    everything = [("a1", "desk"), ("a1", "mail"), ("a2", "desk")]

    summary = summed(watched(), everything)

    assert (summary.lost, summary.exit_code) == (0, 0)


def test_each_expected_alert_is_held_against_one_that_came():
    comparison = compared([alert_of(e) for e in EXPECTED], EXPECTED)

    assert all(came for _, came in comparison.expected)
    assert comparison.surplus == ()


def test_an_alert_that_came_twice_is_one_too_many():
    twice = [alert_of(EXPECTED[0])] * 2

    assert compared(twice, EXPECTED[:1]).surplus == (twice[0],)


def test_an_alert_that_did_not_come_is_missed():
    comparison = compared([], EXPECTED[:1])

    assert comparison.expected == ((EXPECTED[0], False),)


def test_another_change_is_another_alert():
    other = alert_of(replace(EXPECTED[5], changes=(("amount", "1 EUR", "2 EUR"),)))

    assert compared([other], EXPECTED[5:6]).expected == ((EXPECTED[5], False),)


def test_an_alert_of_a_source_is_none_of_the_story():
    health = {"kind": "source", "summary": "stale", "development": None, "changes": []}

    assert compared([health], EXPECTED[:1]).surplus == (health,)
