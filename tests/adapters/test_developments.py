import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters import keys, scripts
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.outbox import RedisOutbox
from monitor.adapters.polls import RedisPolls
from monitor.adapters.queue import RedisWork
from monitor.adapters.store import Store, open_store
from monitor.errors import StoreFull
from monitor.model.alert import AlertId
from monitor.model.article import ArticleId
from monitor.model.development import DevelopmentId
from monitor.model.restraint import Hold, Restraint
from monitor.model.source import PollState, SourceId
from monitor.model.watchlist import Severity
from tests.contracts.delivering import stored_desk
from tests.contracts.examples import (
    NOON,
    alert,
    commit,
    development,
    find,
    fingerprint,
    hours,
    keyed,
    remembered,
    trace,
)

AT_ONCE = timedelta(0)
SMALL = (
    *("--maxmemory", "3mb", "--maxmemory-policy", "noeviction"),
    *("--appendonly", "yes", "--save", ""),
)


@pytest.fixture
def memory(store, clock):
    return RedisMemory(store, clock, Retention())


@pytest.fixture
def ledger(store, clock):
    return RedisLedger(store, clock, Retention())


@pytest.fixture
def outbox(store, clock):
    return RedisOutbox(store, clock, Retention())


async def list_and_take(store, clock, *paths):
    polls = RedisPolls(store, clock, Retention())
    finds = tuple(find(path) for path in paths)
    await polls.finish(SourceId("gazette"), PollState(), NOON, finds)
    work = RedisWork(store, clock, Retention())
    return work, await work.take(consumer="w", count=9, wait=AT_ONCE)


async def everything(store):
    """Return all keys with their values as the server dumps them."""
    names = sorted(await store.ask("KEYS", "*"))
    return {name: await store.ask("DUMP", name) for name in names}


def whole(task, **more):
    return commit(
        task=task,
        article=remembered("a1", "c1"),
        developments=(keyed(development("d1")),),
        alerts=(alert(receivers=("desk", "mail")),),
        road=trace("a1"),
        **more,
    )


async def test_one_commit_stores_all_of_an_article_and_ends_its_task(
    memory, outbox, store, clock, ledger
):
    work, (task,) = await list_and_take(store, clock, "a")
    assert await memory.commit(whole(task))
    assert await work.depth() == 0
    assert await memory.development(DevelopmentId("d1")) == development("d1")
    assert await memory.neighbours(fingerprint("c1"), None) == (remembered("a1", "c1"),)
    assert await memory.trace(ArticleId("a1")) == trace("a1")
    assert await ledger.alert(AlertId("alert1")) == alert(receivers=("desk", "mail"))
    assert await outbox.owed() == 2


async def test_a_conflict_changes_not_a_byte(memory, store, clock):
    _, (task,) = await list_and_take(store, clock, "a")
    await memory.commit(commit(developments=(keyed(development("d1")),)))
    before = await everything(store)
    assert not await memory.commit(whole(task))
    assert await everything(store) == before


async def test_of_two_workers_that_judge_one_development_one_must_judge_again(memory):
    both = [
        memory.commit(commit(developments=(keyed(development("d1", changed=NOON + hours(n))),)))
        for n in range(8)
    ]
    assert sorted(await asyncio.gather(*both)) == [False] * 7 + [True]


async def test_a_task_that_another_ended_stores_nothing_and_is_done(memory, store, clock):
    _, (task,) = await list_and_take(store, clock, "a")
    assert await memory.commit(commit(task=task))
    before = await everything(store)
    assert await memory.commit(whole(task))
    assert await everything(store) == before


async def test_an_alert_told_twice_unites_its_watchlists_and_owes_only_what_is_new(
    memory, outbox, ledger
):
    first = alert(receivers=("desk",), watchlists=("ukraine",), severity=Severity.HIGH)
    second = alert(receivers=("mail", "desk"), watchlists=("aid", "ukraine"))
    await memory.commit(commit(alerts=(first,)))
    await memory.commit(commit(alerts=(second,)))
    stored = await ledger.alert(first.id)
    assert stored is not None
    assert stored.watchlists == ("ukraine", "aid")
    assert stored.receivers == ("desk", "mail")
    assert stored.severity is Severity.HIGH
    assert await outbox.owed() == 2
    assert len(await outbox.take("desk", consumer="c", count=9, wait=AT_ONCE)) == 1


async def test_an_alert_for_nobody_is_stored_and_owed_to_none(memory, outbox, ledger):
    silent = alert(receivers=(), watchlists=())
    await memory.commit(commit(alerts=(silent,)))
    assert await ledger.alerts(limit=9) == (silent,)
    assert await outbox.owed() == 0


async def test_a_development_that_has_gone_is_neither_related_nor_held(memory, store):
    held = development("d1", held=NOON)
    await memory.commit(commit(developments=(keyed(held, "k"),)))
    await store.ask("DEL", keys.development("d1"))
    assert await memory.related(("k",)) == ()
    assert await memory.held(NOON + hours(1)) == ()
    assert await store.ask("ZCARD", keys.HELD) == 0


async def test_what_another_changed_is_read_anew(memory, store, clock):
    other = RedisMemory(store, clock, Retention())
    await memory.commit(commit(developments=(keyed(development("d1"), "k"),)))
    (first,) = await memory.related(("k",))
    assert await memory.related(("k",)) == (first,)
    second = development("d1", version=2, changed=NOON + hours(1))
    await other.commit(commit(developments=(keyed(second, "k"),)))
    assert await memory.related(("k",)) == (second,)


async def test_what_was_stored_here_is_not_read_and_is_what_another_reads(store, clock):
    gated = Gated(store)
    memory, other = (RedisMemory(one, clock, Retention()) for one in (gated, store))
    await memory.commit(commit(developments=(keyed(development("d1"), "k"),)))
    assert await memory.related(("k",)) == await other.related(("k",))
    assert gated.read == 0


async def test_what_was_not_stored_is_not_kept(memory, store, clock):
    other = RedisMemory(store, clock, Retention())
    await other.commit(commit(developments=(keyed(development("d1"), "k"),)))
    mine = development("d1", changed=NOON + hours(1))
    assert not await memory.commit(commit(developments=(keyed(mine, "k"),)))
    assert await memory.related(("k",)) == (development("d1"),)


async def test_only_so_many_developments_stay_decoded(store, clock):
    memory = RedisMemory(store, clock, Retention(), kept=1)
    both = (development("d1"), development("d2"))
    await memory.commit(commit(developments=tuple(keyed(one, "k") for one in both)))
    for _ in range(2):
        assert set(await memory.related(("k",))) == set(both)


class Gated(Store):
    """A store that keeps back what it read of developments until its gates are opened, in turn."""

    def __init__(self, store: Store) -> None:
        super().__init__(None, reply_limit=store.reply_limit)
        self.store = store
        self.gates: list[asyncio.Event] = []
        self.arrived: asyncio.Queue[None] = asyncio.Queue()
        self.read = 0

    async def ask(self, *command):
        return await self.store.ask(*command)

    async def run(self, script, names, arguments=()):
        said = await self.store.run(script, names, arguments)
        self.read += script is scripts.BODIES
        if script is scripts.BODIES and self.gates:
            gate = self.gates.pop(0)
            self.arrived.put_nowait(None)
            await gate.wait()
        return said


async def test_what_one_reader_knows_is_not_taken_from_it_by_another(store, clock):
    gated = Gated(store)
    memory, other = (RedisMemory(one, clock, Retention()) for one in (gated, store))
    both = (development("d1"), development("d2"))
    await memory.commit(commit(developments=tuple(keyed(one, "k") for one in both)))
    await memory.related(("k",))
    gates = [asyncio.Event(), asyncio.Event()]
    gated.gates = list(gates)

    async def changed(name: str) -> None:
        later = development(name, version=2, changed=NOON + hours(1))
        await other.commit(commit(developments=(keyed(later, "k"),)))

    async with asyncio.TaskGroup() as group:
        looks = []
        for name in ("d1", "d2"):
            await changed(name)
            looks.append(group.create_task(memory.related(("k",))))
            await asyncio.wait_for(gated.arrived.get(), 30)
        for gate, look in zip(gates, looks, strict=True):
            gate.set()
            assert {one.id for one in await look} == {"d1", "d2"}


async def test_a_development_that_goes_between_two_looks_is_left_out(store):
    assert await scripts.bodies(store, [keys.development("gone")]) == []


async def test_blocks_forget_developments_that_were_not_seen_for_long(memory, clock, store):
    long_ago = development("d1", changed=clock.now() - timedelta(days=500))
    lately = development("d2", changed=clock.now())
    await memory.commit(commit(developments=(keyed(long_ago, "k"),)))
    await memory.commit(commit(developments=(keyed(lately, "k"),)))
    assert await memory.related(("k",)) == (lately,)


async def test_every_key_of_an_article_has_its_life(memory, store, clock):
    _, (task,) = await list_and_take(store, clock, "a")
    await memory.commit(whole(task))
    names = [name.decode() for name in await store.ask("KEYS", "*")]
    lives = {name: await store.ask("TTL", name) for name in names}
    lasting = {name for name, life in lives.items() if life == -1}
    assert {keys.rule(name).lasting is not None for name in lasting} == {True}
    assert lives[keys.trace("a1")] > 29 * 86_400
    assert lives[keys.development("d1")] > 399 * 86_400


async def test_a_full_store_stores_nothing_and_goes_on_when_there_is_room(start_server, clock):
    store = await open_store(start_server(*SMALL))
    try:
        memory = RedisMemory(store, clock, Retention())
        _, (task,) = await list_and_take(store, clock, "a")
        await fill(store)
        before = await everything(store)
        with pytest.raises(StoreFull, match="memory"):
            await memory.commit(whole(task))
        assert await everything(store) == before
        await store.ask("DEL", "ballast")
        assert await memory.commit(whole(task))
        assert await memory.development(DevelopmentId("d1")) == development("d1")
    finally:
        await store.close()


async def test_a_full_store_still_lets_deliveries_end(start_server, clock):
    store = await open_store(start_server(*SMALL))
    try:
        memory = RedisMemory(store, clock, Retention())
        desk = stored_desk(store, clock)
        await memory.commit(commit(alerts=(alert(receivers=("desk", "mail", "page")),)))
        await fill(store)
        await desk.done((await desk.attempt()).sending)
        await desk.outbox.hand_back(await desk.take_one("mail"))
        night = Hold(until=clock.now(), reason=Restraint.QUIET, detail="night")
        await desk.outbox.hold(await desk.take_one("page"), night)
        assert await desk.outbox.due(clock.now()) == 1
        await desk.fail("page")
        assert await desk.outbox.owed() == 2
        with pytest.raises(StoreFull):
            await memory.commit(commit(alerts=(replace(alert(), id=AlertId("other")),)))
    finally:
        await store.close()


async def fill(store):
    """Fill the server with ballast until it takes not even a crumb."""
    for size in (65_536, 256):
        with pytest.raises(StoreFull):
            await append_for_ever(store, "x" * size)


async def append_for_ever(store, piece):
    while True:
        await store.ask("RPUSH", "ballast", piece)
