"""Follows the alerts of a store as they come, and how its daemon does, across outages."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Protocol

import anyio

from monitor.adapters.clock import SystemClock
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.store import Store
from monitor.adapters.wire import RedisWire
from monitor.app.backtest import Silence
from monitor.app.config.problems import Problem
from monitor.app.config.settings import Configuration
from monitor.app.state import has_store, opened_store, retention_of
from monitor.app.watching.overview import Onlooker, Overview
from monitor.errors import DependencyUnavailable, TryLater
from monitor.model.alert import Alert
from monitor.ports import Dispatch, Position

MOST_AT_FIRST = 200
"""The latest alerts that are told when the store is first opened."""
AT_ONCE = 64
START = Position("0-0")
LOOK = timedelta(seconds=1)
"""How long one look at the wire waits: the longest unnoticed end of the store."""


class Listener(Protocol):
    """Is told what is seen; nothing that it does may wait."""

    def opened(self, store: Store) -> None:
        """Take the store, which answers from now on."""
        ...

    def lost(self, why: str) -> None:
        """Know that the store does not answer, until it is opened again."""
        ...

    def told(self, alerts: tuple[Alert, ...]) -> None:
        """Take alerts, the oldest first: at first the latest that there are, then each once."""
        ...

    def seen(self, overview: Overview) -> None:
        """Take how the daemon does now."""
        ...


@dataclass(slots=True, kw_only=True)
class Following:
    """What is followed, and for whom. It looks how the daemon does `every` so many seconds, and for
    a lost store `again` after so many.
    """

    configuration: Configuration
    listener: Listener
    faults: tuple[Problem, ...] = ()
    every: float = 3.0
    again: float = 2.0
    _position: Position | None = field(default=None, init=False)

    async def run(self) -> None:
        """Follow until cancelled; what came while the store was away is told when it is back."""
        while True:
            try:
                await self._until_lost()
            except* (TryLater, DependencyUnavailable) as faults:
                self.listener.lost(str(_first(faults)))
            await anyio.sleep(self.again)

    async def _until_lost(self) -> None:
        if not has_store(self.configuration):
            raise DependencyUnavailable("nothing was stored yet; start a daemon: `monitor run`")
        async with opened_store(self.configuration, Silence()) as store:
            self.listener.opened(store)
            async with anyio.create_task_group() as group:
                group.start_soon(self._look, Onlooker(store, self.configuration, self.faults))
                await self._follow(store)

    async def _look(self, onlooker: Onlooker) -> None:
        while True:
            self.listener.seen(await onlooker.look())
            await anyio.sleep(self.every)

    async def _follow(self, store: Store) -> None:
        ledger = RedisLedger(store, SystemClock(), retention_of(self.configuration))
        wire = RedisWire(store)
        if self._position is None:
            latest = await wire.latest(None, count=MOST_AT_FIRST)
            await self._tell(ledger, latest[::-1])
            self._position = latest[0].position if latest else START
        while True:
            came = await wire.after(self._position, None, count=AT_ONCE, wait=LOOK)
            if came:
                await self._tell(ledger, came)
                self._position = came[-1].position

    async def _tell(self, ledger: RedisLedger, dispatches: tuple[Dispatch, ...]) -> None:
        alerts = [await ledger.alert(dispatch.alert) for dispatch in dispatches]
        self.listener.told(tuple(alert for alert in alerts if alert is not None))


def _first(faults: BaseExceptionGroup[BaseException]) -> BaseException:
    first = faults.exceptions[0]
    return _first(first) if isinstance(first, BaseExceptionGroup) else first
