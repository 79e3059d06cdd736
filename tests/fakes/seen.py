"""A store that holds what daemons leave in it: nodes, sources in several states, finds, alerts."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

import anyio

from monitor.adapters.clock import SystemClock
from monitor.adapters.heartbeat import Heartbeat, RedisHeartbeat
from monitor.adapters.keys import Retention
from monitor.adapters.polls import RedisPolls
from monitor.adapters.store import Store, open_store
from monitor.model.alert import Alert, AlertId
from monitor.model.health import Fault, Health, Standing
from monitor.model.inforce import ConfigState
from monitor.model.source import PollState, SourceId
from monitor.model.watchlist import Kind
from tests.alert import examples
from tests.contracts.delivering import Desk, stored_desk
from tests.contracts.examples import find, source

DAY = timedelta(days=1)


class Left:
    """What is left in a store for somebody to look at; times are from now on back."""

    def __init__(self, store: Store) -> None:
        clock = SystemClock()
        self.store = store
        self.now = clock.now()
        self.desk: Desk = stored_desk(store, clock)
        self.polls = RedisPolls(store, clock, Retention())

    def config(self, **more) -> ConfigState:
        """Return the state of a configuration that was taken a day ago."""
        counts = {"sources": 4, "actors": 12, "watchlists": 1, "receivers": 1}
        given = {"digest": "3f2a9c1b77aa", "counts": counts, **more}
        return ConfigState(folder="/etc/monitor", since=self.now - DAY, **given)

    async def node(self, name: str = "tower-0", config: ConfigState | None = None) -> None:
        """Leave a node's sign of life, of two seconds ago."""
        sign = Heartbeat(
            name=name,
            at=self.now - timedelta(seconds=2),
            facts={"version": "1.0"},
            started=self.now - 2 * DAY,
            config=config or self.config(),
        )
        await RedisHeartbeat(self.store).beat(sign)

    async def polled(self, name: str, state: Standing, why: str, since: datetime) -> None:
        """Leave a source that was polled just now, and is in that state."""
        is_down = state is Standing.UNREACHABLE
        state_now = PollState(
            polls=9,
            last_poll=self.now,
            last_good=since,
            health=Health(state=state, since=since, why=why),
            fault=Fault(state=state, since=since, run=9) if is_down else None,
        )
        await self.polls.finish(SourceId(name), state_now, self.now + timedelta(hours=1), ())

    async def sources(self, **states: Standing) -> None:
        """Leave sources, each in a state for three hours; all are known."""
        known = tuple(replace(source(), id=SourceId(name)) for name in states)
        await self.polls.register(known, dict.fromkeys(states, self.now + DAY))
        for name, state in states.items():
            since = self.now - timedelta(hours=3)
            await self.polled(name, state, f"it is {state} for a test", since)

    async def finds(self, *paths: str) -> None:
        """Leave finds that wait for a reader."""
        state = PollState(polls=10, last_poll=self.now)
        await self.polls.finish(
            SourceId("finder"), state, self.now + DAY, tuple(find(path) for path in paths)
        )

    def alert(self, name: str, ago: timedelta = timedelta(minutes=5), **more) -> Alert:
        """Return an alert of an invented development, told so long ago."""
        of = examples.UPDATE if more.get("kind") is Kind.UPDATE else examples.NEW
        return replace(of, id=AlertId(name), at=self.now - ago, **more)


def left(redis_url: str, act: Callable[[Left], Awaitable[None]]) -> None:
    """Leave something in the store, in a loop of its own."""

    async def run() -> None:
        store = await open_store(redis_url)
        try:
            await act(Left(store))
        finally:
            await store.close()

    anyio.run(run)
