"""A look into the store of a daemon that runs, or ran, on this state folder."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TypeVar

import anyio

from monitor.adapters.clock import SystemClock
from monitor.adapters.delivery_scripts import Now
from monitor.adapters.developments import RedisMemory
from monitor.adapters.heartbeat import RedisHeartbeat
from monitor.adapters.labels import RedisLabels
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.polls import RedisPolls
from monitor.adapters.silences import RedisSilences
from monitor.adapters.store import Store
from monitor.adapters.strangers import owed_to_strangers, waive
from monitor.adapters.visits import RedisVisits
from monitor.adapters.withdrawals import RedisWithdrawals
from monitor.app.backtest import Silence
from monitor.app.config.settings import Configuration
from monitor.app.state import opened_store, retention_of
from monitor.ports import Clock

T = TypeVar("T")


class View:
    """The parts of the store that commands read, and set a little in."""

    def __init__(
        self, store: Store, configuration: Configuration, clock: Clock | None = None
    ) -> None:
        clock, retention = clock or SystemClock(), retention_of(configuration)
        self.clock = clock
        self.ledger = RedisLedger(store, clock, retention)
        self.polls = RedisPolls(store, clock, retention)
        self.silences = RedisSilences(store, clock, retention)
        self.memory = RedisMemory(store, clock, retention)
        self.visits = RedisVisits(store, clock, retention)
        self.withdrawals = RedisWithdrawals(store, clock, retention)
        self.labels = RedisLabels(store, clock, retention)
        self.heartbeat = RedisHeartbeat(store)
        known = {receiver.name for receiver in configuration.receivers}
        self.strangers = partial(owed_to_strangers, store, known)
        self.waive = partial(waive, store, Now(at=clock.now(), retention=retention))


def look(configuration: Configuration, reading: Callable[[View], Awaitable[T]]) -> T:
    """Return what the reading finds in the store.

    Raises `DependencyUnavailable` if the store cannot be had.
    """

    async def run() -> T:
        async with opened_store(configuration, Silence()) as store:
            return await reading(View(store, configuration))

    return anyio.run(run)
