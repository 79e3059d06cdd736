from datetime import timedelta
from pathlib import Path

import pytest

from monitor.app.config.settings import Configuration
from monitor.app.silencing import MOST_COUNTED, Matched, doubts, matcher_of, matching
from monitor.errors import UsageError
from monitor.model.restraint import Aspect, Hold, Matcher, Restraint
from tests.contracts.delivering import bundle, memory_desk, silence
from tests.contracts.examples import alert

NOWHERE = Path("/nonexistent")
SETTINGS = Configuration(folder=NOWHERE, state_dir=NOWHERE)
HOUR = timedelta(hours=1)


@pytest.fixture
def desk(clock):
    return memory_desk(clock)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("Watchlst=aid", "watchlist"), ("recever!=desk", "receiver"), ("sumary =x", "summary")],
)
def test_an_aspect_that_is_nearly_one_is_refused_with_the_one_that_was_meant(text, meant):
    with pytest.raises(UsageError, match=rf'did you mean "{meant}"\?$'):
        matcher_of(text)


@pytest.mark.parametrize("text", ["kind=", "zzzzzz=1", "=", ""])
def test_what_is_nearly_nothing_is_refused_without_a_guess(text):
    with pytest.raises(UsageError) as refused:
        matcher_of(text)
    assert "did you mean" not in str(refused.value)


def test_a_matcher_is_read_as_it_is_written():
    expected = Matcher(aspect=Aspect.ACTOR, pattern="russia*", negated=True)
    assert matcher_of("actor!=russia*") == expected


def test_where_nothing_is_configured_every_name_is_doubted_and_no_word_of_news():
    written = ("receiver=desk", "source=a", "actor=russia", "watchlist=w", "summary=x", "outlet=y")
    told = list(doubts(map(matcher_of, written), SETTINGS))
    assert [doubt.partition(": ")[0] for doubt in told] == list(written[:4])
    assert list(doubts([matcher_of("receiver=*")], SETTINGS)) == [
        'receiver=*: no receiver is like "*" in the configuration'
    ]


async def test_a_silence_to_come_is_counted_as_if_it_held(desk):
    await desk.emit(alert("a1"), alert("a2", receivers=("mail",)))
    later = silence(start=desk.now() + HOUR, until=desk.now() + 2 * HOUR)
    found = await matching(desk.ledger, later, SETTINGS, desk.now())
    assert found == Matched(count=1, is_all=True)


async def test_a_bundle_that_waits_is_not_counted(desk):
    made = bundle(at=desk.now(), reason=Restraint.DIGEST)
    await desk.outbox.bundle(made, part=0, most=9, is_told=True)
    every = silence(start=desk.now(), until=desk.now() + HOUR)
    assert await matching(desk.ledger, every, SETTINGS, desk.now()) == Matched(count=0, is_all=True)


async def test_where_more_waits_than_is_looked_at_that_is_told(desk):
    await desk.emit(*(alert(f"a{n}") for n in range(MOST_COUNTED + 1)))
    night = Hold(until=desk.now() + HOUR, reason=Restraint.QUIET, detail="night")
    await desk.outbox.hold(await desk.take_one(), night)
    every = silence(start=desk.now(), until=desk.now() + HOUR)
    assert await matching(desk.ledger, every, SETTINGS, desk.now()) == Matched(
        count=MOST_COUNTED + 1, is_all=False
    )
