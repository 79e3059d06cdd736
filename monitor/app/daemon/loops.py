"""The loops of the daemon: each takes work from a queue until it is told to stop.

A fault of one piece of work costs that piece a try, never the loop; a fault of the store makes the
loop wait and say so, and go on by itself.
"""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from typing import TypeVar

import anyio
import anyio.abc

from monitor.app.telemetry.journal import bound
from monitor.errors import TryLater
from monitor.model.source import Source, SourceId
from monitor.model.watchlist import Receiver
from monitor.pipeline.delivering import Delivering
from monitor.pipeline.judging import Judging
from monitor.pipeline.polling import Polling
from monitor.pipeline.reading import Reading
from monitor.ports import Clock, Journal, Memory, Outbox, Polls, Sending, Task, Work

T = TypeVar("T")

WAIT = timedelta(seconds=1)
"""How long one look into a queue waits for something to come: the longest unnoticed stop."""
READ_WITHIN = timedelta(seconds=20)
"""How long a listing that was fetched may take to be read."""
RENEW_EVERY = 20.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
SENT_AT_ONCE = 4


@dataclass(slots=True)
class Stop:
    """Tells the loops that it is time to end; `wait` sleeps, but not past it."""

    _event: anyio.Event = field(default_factory=anyio.Event)

    def set(self) -> None:
        """Ask all loops to end after what they have in hand."""
        self._event.set()

    def __bool__(self) -> bool:
        """Return whether it is time to end."""
        return self._event.is_set()

    async def wait(self, seconds: float | None = None) -> None:
        """Wait until the stop, or for so many seconds."""
        with anyio.move_on_after(seconds):
            await self._event.wait()


@dataclass(slots=True)
class Pause:
    """A wait that grows while the store cannot be used, and is told once."""

    stop: Stop
    journal: Journal
    loop: str
    seconds: float = SHORTEST_PAUSE

    async def after(self, fault: TryLater) -> None:
        """Wait a little longer than last time, and say why."""
        self.journal.note(
            "fault.store", loop=self.loop, detail=str(fault), waits=round(self.seconds, 1)
        )
        await self.stop.wait(self.seconds)
        self.seconds = min(self.seconds * 2, LONGEST_PAUSE)

    def over(self) -> None:
        """Begin anew: the store answered."""
        self.seconds = SHORTEST_PAUSE


def poll_lease(sources: Iterable[Source]) -> timedelta:
    """Return after how long a poll that did not end counts as died with its node, and is due again:
    twice the longest fetch of a list and of those that it names, and the reading.
    """
    return 4 * max((s.timeout for s in sources), default=timedelta(0)) + READ_WITHIN


async def guarded(
    journal: Journal, event: str, act: Callable[[], Awaitable[object]], **facts: object
) -> bool:
    """Do one piece of work and return whether it was done; a bug that it meets is told with its
    traceback, and costs nothing else. The facts are told with all that the work logs.

    Raises `TryLater` if the store cannot be used.
    """
    try:
        with bound(**facts):
            await act()
    except TryLater:
        raise
    except Exception as fault:  # noqa: BLE001 - the one place where a bug meets a stranger's page
        journal.note(event, detail=repr(fault), exc_info=fault, **facts)
        return False
    return True


async def carried(loops: "Loops", task: Task) -> bool:
    """Carry one find to its end and return whether no bug was met; raises `TryLater`."""
    find = task.find
    carry = partial(loops.reading.carry, task)
    return await guarded(loops.journal, "fault.find", carry, source=find.source, url=find.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loops:
    """All loops of one node. `consumer` is its name at the queues: the same after a restart."""

    consumer: str
    clock: Clock
    journal: Journal
    polls: Polls
    work: Work
    memory: Memory
    outbox: Outbox
    polling: Polling
    reading: Reading
    judging: Judging
    delivering: Delivering
    sources: dict[SourceId, Source]
    receivers: tuple[Receiver, ...]
    stop: Stop

    async def poll_due(self, room: anyio.CapacityLimiter, group: anyio.abc.TaskGroup) -> None:
        """Claim as many due sources as there is room for, and poll each in its own task."""
        free = int(room.total_tokens - room.borrowed_tokens)
        if self.stop or free <= 0:
            return
        lease = poll_lease(self.sources.values())
        for source in await self.polls.claim(limit=free, lease=lease):
            group.start_soon(self._poll, source, room)

    async def _poll(self, source: SourceId, room: anyio.CapacityLimiter) -> None:
        """Poll the source; if the store fails meanwhile, it is due again after its lease."""
        async with room:
            known = self.sources.get(source)
            if known is None:
                return
            try:
                await guarded(
                    self.journal, "fault.poll", partial(self.polling.poll, known), source=source
                )
            except TryLater as fault:
                self.journal.note("fault.store", loop="poll", source=source, detail=str(fault))

    async def read(self, number: int) -> None:
        """Carry finds to their ends, one at a time, until the stop."""
        consumer = f"{self.consumer}-{number}"
        pause = Pause(self.stop, self.journal, "read")
        while not self.stop:
            try:
                tasks = await self.work.take(consumer=consumer, count=1, wait=WAIT)
                pause.over()
            except TryLater as fault:
                await pause.after(fault)
                continue
            for task in tasks:
                await self._carried(consumer, task)

    async def _carried(self, consumer: str, task: Task) -> None:
        """Carry one find, keeping its lease; a fault leaves it with us, to be handed out again."""
        async with anyio.create_task_group() as group:
            group.start_soon(self._renewed, consumer, task)
            await self._patiently("read", partial(carried, self, task))
            group.cancel_scope.cancel()

    async def _renewed(self, consumer: str, task: Task) -> None:
        while True:
            await anyio.sleep(RENEW_EVERY)
            with suppress(
                TryLater
            ):  # the lease outlasts two of these; who carries the find says so
                await self.work.renew(consumer, (task,))

    async def send(self, receiver: Receiver) -> None:
        """Deliver what the receiver is owed, a few at once, until the stop."""
        pause = Pause(self.stop, self.journal, f"send {receiver.name}")
        while not self.stop:
            try:
                owed = await self.outbox.take(
                    receiver.name, consumer=self.consumer, count=SENT_AT_ONCE, wait=WAIT
                )
                pause.over()
            except TryLater as fault:
                await pause.after(fault)
                continue
            async with anyio.create_task_group() as group:
                for sending in owed:
                    send = partial(self._sent, sending, receiver)
                    group.start_soon(
                        partial(
                            guarded, self.journal, "fault.delivery", send, receiver=receiver.name
                        )
                    )

    async def _sent(self, sending: Sending, receiver: Receiver) -> None:
        """Deliver one entry: what the receiver answered is stored as soon as the store can be used,
        so that it is not sent again.
        """
        loop = f"send {receiver.name}"
        if self.stop:
            await self._patiently(loop, partial(self.outbox.hand_back, sending))
            return
        made = await self._patiently(loop, partial(self.delivering.attempt, sending, receiver))
        if made is not None:
            await self._patiently(loop, partial(self.delivering.keep, made))

    async def move_due(self) -> None:
        """Bring back deliveries whose retry time has come, and tell what was held long enough."""
        now = self.clock.now()
        await self.outbox.due(now)
        for development in await self.memory.held(now):
            release = partial(self.judging.release, development, now=now)
            await guarded(self.journal, "fault.hold", release, development=development)

    async def _patiently(self, loop: str, act: Callable[[], Awaitable[T]]) -> T | None:
        """Do the work, again and again while the store cannot be used: that is no fault of the
        work. None if the stop comes first.
        """
        pause = Pause(self.stop, self.journal, loop)
        while True:
            try:
                return await act()
            except TryLater as fault:
                await pause.after(fault)
            if self.stop:
                return None
