"""Finds on their way to a worker, in a Redis stream: leased, handed on when a worker dies."""

import asyncio
from datetime import datetime, timedelta

from monitor.adapters import codec, keys, scripts
from monitor.adapters.keys import Retention, milliseconds
from monitor.adapters.scripts import Ending, Entry, Postponed
from monitor.adapters.seen import mark
from monitor.adapters.store import Store
from monitor.adapters.streams import LeasedStream
from monitor.adapters.visits import note
from monitor.model.health import Read
from monitor.model.source import Find
from monitor.model.visit import Visit
from monitor.ports import Clock, Task

RELEASED_AT_ONCE = 200


class RedisWork:
    """The port `Work`. What another worker has dealt with meanwhile is left alone."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        retention: Retention,
        *,
        lease: timedelta = timedelta(seconds=60),
    ) -> None:
        """`lease`: how long a task may stay in hand, unrenewed, before another worker gets it."""
        self._store = store
        self._clock = clock
        self._retention = retention
        self._stream = LeasedStream(store, keys.WORK, lease=lease)

    async def take(self, *, consumer: str, count: int, wait: timedelta) -> tuple[Task, ...]:
        """Return up to `count` tasks: own unfinished ones and those of dead workers first."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + wait.total_seconds()
        while True:
            _, next_ms = await scripts.release(self._store, limit=RELEASED_AT_ONCE)
            entries = await self._stream.ready(consumer, count)
            left = deadline - loop.time()
            if entries or left <= 0:
                return tuple(_task(entry) for entry in entries)
            pause = left if next_ms < 0 else min(left, next_ms / 1000)
            coming = await self._stream.coming(consumer, count, pause)
            if coming:
                return tuple(_task(entry) for entry in coming)

    async def renew(self, consumer: str, tasks: tuple[Task, ...]) -> None:
        """Begin the lease of the tasks anew, of those that the consumer still holds."""
        await self._stream.renew(consumer, tuple(task.entry for task in tasks))

    async def later(self, task: Task, at: datetime, visit: Visit | None = None) -> None:
        """Put the task back until the moment given, however our clock stands to the server's."""
        await scripts.postpone(
            self._store,
            Postponed(
                task=task.entry,
                wait=int((at - self._clock.now()).total_seconds() * 1000),
                handed_out=task.deliveries,
                find=codec.encode(task.find),
            ),
            note(visit, self._retention, self._clock.now()),
        )

    async def again(self, find: Find, at: datetime) -> None:
        """Hand the find out at the moment given, by the server's clock; twice told, once done."""
        member = f"again|0|{codec.encode(find).decode()}"
        await self._store.ask("ZADD", keys.LATER, milliseconds(at), member)

    async def drop(self, task: Task, visit: Visit, read: Read | None = None) -> None:
        """End the task without an article; its URL counts as seen, the visit is kept as long."""
        await scripts.drop(self._store, self._ending(task, visit), read.value if read else "")

    async def bury(self, task: Task, visit: Visit) -> None:
        """Move the task to the dead letters; its URL counts as seen until its listing changes."""
        oldest = self._clock.now() - self._retention.articles
        await scripts.bury(
            self._store,
            self._ending(task, visit),
            reason=visit.detail,
            find=codec.encode(task.find),
            tries=task.deliveries,
            oldest=milliseconds(oldest),
        )

    async def depth(self) -> int:
        """Return how many tasks wait (for their time too) or are in hand."""
        waiting: int = await self._store.ask("XLEN", keys.WORK)
        postponed: int = await self._store.ask("ZCARD", keys.LATER)
        return waiting + postponed

    async def buried(self, *, limit: int) -> tuple[tuple[Find, str], ...]:
        """Return the latest dead letters with their reasons, newest first."""
        rows = await self._store.ask("XREVRANGE", keys.BURIED, "+", "-", "COUNT", limit)
        letters = (scripts.entry(id_, 1, flat).fields for id_, flat in rows)
        return tuple((codec.decode(Find, f["find"]), f["reason"].decode()) for f in letters)

    def _ending(self, task: Task, visit: Visit) -> Ending:
        seen, now = mark(task.find), self._clock.now()
        bucket = self._retention.bucket(now)
        return Ending(
            task=task.entry,
            seen=f"{keys.bucketed('seen', bucket)}{seen.place.shard}",
            reads=keys.reads(task.find.source),
            field=seen.place.field,
            hint=seen.hint,
            ttl=self._retention.bucket_ttl,
            note=note(visit, self._retention, now),
        )


def _task(entry: Entry) -> Task:
    tries = int(entry.fields["tries"])
    find = codec.decode(Find, entry.fields["find"])
    return Task(entry=entry.id, find=find, deliveries=tries + entry.handed_out)
