"""One round in this process, on a real store, where things go wrong."""

import pytest

from monitor.adapters.clock import SystemClock
from monitor.app.config.loading import load
from monitor.app.daemon.inforce import Current
from monitor.app.daemon.loops import Loops, Stop
from monitor.app.daemon.round import Round, go_round, one_round
from monitor.app.daemon.service import Surroundings
from monitor.app.rules import known_types
from monitor.app.telemetry.figures import Figures
from monitor.errors import StoreUnreachable
from monitor.model.watchlist import Receiver, WebhookTarget
from monitor.ports import Task
from tests.contracts.examples import find, source
from tests.fakes.daemon import Settings
from tests.fakes.desk import desk
from tests.fakes.inforce import in_force
from tests.fakes.journal import RecordingJournal
from tests.fakes.newsroom import newsroom
from tests.fakes.stories import before, pledge


@pytest.fixture
def news():
    with newsroom() as room:
        now = SystemClock().now()
        room.publish("harbour", pledge(0, before(now, 9)), pledge(1, before(now, 5)))
        yield room


@pytest.fixture
def surroundings(tmp_path, news, redis_url):
    with desk() as taken:
        settings = Settings(
            feeds={"harbour": news.feed("harbour")},
            desk=taken.url,
            redis=redis_url,
            timeout="30s",
        )
        configuration = load(settings.write(tmp_path), types=known_types(), environment={})
        yield Surroundings(
            configuration=configuration, figures=Figures(), journal=RecordingJournal()
        )


async def test_a_round_tells_what_it_did(surroundings):
    done = await one_round(surroundings)

    assert (done.polled, done.failed, done.owed) == (1, (), 0)
    assert len(surroundings.journal.facts("delivery.made")) == 2


class Odd:
    """A queue of two pieces of work, of which the first meets a bug; it tells what it is asked."""

    def __init__(self, *works: object) -> None:
        self.works = list(works)
        self.done: list[object] = []

    async def take(self, *_, **__):
        return (self.works.pop(0),) if self.works else ()

    async def carry(self, work, *_):
        self.done.append(work)
        if len(self.done) == 1:
            raise ValueError("odd")

    async def owed(self):
        return 1

    async def due(self, _):
        return 0

    async def held(self, _):
        return ()


def loops(journal, queue: Odd, polling: Odd) -> Loops:
    queue.deliver, polling.poll = queue.carry, polling.carry
    queue.tend = queue.announce = queue.held
    receiver = Receiver(name="desk", target=WebhookTarget(url="https://desk.example/in"))
    return Loops(
        consumer="node",
        clock=SystemClock(),
        journal=journal,
        polls=queue,
        work=queue,
        memory=queue,
        outbox=queue,
        current=Current(
            in_force(
                polling=polling,
                reading=queue,
                judging=queue,
                delivering=queue,
                bundling=queue,
                sources=(source(),),
                receivers=(receiver,),
            )
        ),
        announcing=queue,
        stop=Stop(),
    )


async def test_a_bug_costs_the_page_or_poll_that_meets_it_only():
    journal = RecordingJournal()
    first, second = Task(entry="1-0", find=find("a")), Task(entry="2-0", find=find("b"))
    queue, polling = Odd(first, second), Odd()
    done = await go_round(loops(journal, queue, polling))

    assert queue.done == [first, second]
    assert done == Round(polled=1, failed=(("gazette", "its poll met a bug: see the log"),), owed=1)
    assert journal.facts("fault.find")[0]["url"] == first.find.url
    assert journal.facts("fault.poll")[0]["source"] == "gazette"


async def test_a_store_that_goes_away_ends_the_round():
    class Away(Odd):
        async def take(self, *_, **__):
            raise StoreUnreachable("gone")

    with pytest.raises(ExceptionGroup) as raised:
        await go_round(loops(RecordingJournal(), Away(), Odd()))
    assert raised.group_contains(StoreUnreachable)
