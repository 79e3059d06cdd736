"""Signs of life that processes leave in Redis, for `monitor healthcheck`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from monitor.adapters import codec, keys, scripts
from monitor.adapters.keys import milliseconds
from monitor.adapters.store import Store
from monitor.model.inforce import ConfigState

Fact = str | int | float | bool | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heartbeat:
    """That a process was alive at a moment, and what it had to say of itself: since when it runs,
    and the configuration that it works by.
    """

    name: str
    at: datetime
    facts: dict[str, Fact]
    started: datetime | None = None
    config: ConfigState | None = None


class RedisHeartbeat:
    """Writes and reads heartbeats; one that is older than `life` is gone."""

    def __init__(self, store: Store, *, life: timedelta = timedelta(seconds=60)) -> None:
        """`life`: how long a process counts as alive after its last heartbeat."""
        self._store = store
        self._life = life

    async def write(self, name: str, now: datetime, facts: Mapping[str, Fact]) -> None:
        """Leave a sign of life under the process's name."""
        await self.beat(Heartbeat(name=name, at=now, facts=dict(facts)))

    async def beat(self, sign: Heartbeat) -> None:
        """Leave the sign of life."""
        record = codec.encode(sign)
        ttl = max(1, int(self._life.total_seconds()))
        await scripts.beat(self._store, sign.name, record, at=milliseconds(sign.at), ttl=ttl)

    async def leave(self, name: str) -> None:
        """Take the process's sign of life away: it ends of itself."""
        await self._store.ask("DEL", keys.heartbeat(name))

    async def read(self) -> tuple[Heartbeat, ...]:
        """Return the processes that are alive, the one heard of last at the end."""
        records = await scripts.heartbeats(self._store)
        return tuple(codec.decode(Heartbeat, record) for record in records)

    async def probe(self) -> None:
        """Make sure that the store takes writes; raises `TryLater` if it does not."""
        await self._store.ask("SET", keys.PROBE, "1", "EX", keys.A_MINUTE)
