"""The loops of the daemon: each takes work from a queue until it is told to stop.

A fault of one piece of work costs that piece a try, never the loop; a fault of the store makes the
loop wait and say so, and go on by itself.
"""

from collections.abc import Awaitable, Callable, Iterable
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TypeVar

import anyio
import anyio.abc

from monitor.app.daemon.inforce import Current, InForce
from monitor.app.daemon.lanes import Lane, Lanes
from monitor.app.telemetry.journal import bound
from monitor.errors import StoreFull, TryLater
from monitor.fetch.pace import host_key
from monitor.model.source import Pace, Source, SourceId
from monitor.pipeline.announcing import Announcing
from monitor.pipeline.reading import Reading
from monitor.ports import Clock, Journal, Memory, Outbox, Polls, Task, Work
from monitor.schedule.timing import LONGEST_WISH

T = TypeVar("T")

WAIT = timedelta(seconds=1)
"""How long one look into a queue waits for something to come: the longest unnoticed stop."""
READ_WITHIN = timedelta(seconds=20)
"""How long a listing that was fetched takes to be read, as a rule; its child gives it up later. One
that takes longer costs another node a second request, and loses nothing: what it finds is queued,
once. A longer lease would be worse: a node that dies holds up its polls for as long.
"""
RENEW_EVERY = 20.0
SHORTEST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
TAKEN_AT_ONCE = 16
READ_OF_ONE_SOURCE = 8
"""Pages of one source that are in hand at once: what it lists never fills the readers' queue."""


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
    twice the longest fetch of a list and of those that it names, and the usual reading.
    """
    return 4 * max((s.timeout for s in sources), default=timedelta(0)) + READ_WITHIN


def longest_wait(sources: Iterable[Source]) -> timedelta:
    """Return a time after which each of the sources is due again, whatever was wished for."""
    slowest = (s.every if s.rhythm is None else max(s.every, s.rhythm.longest) for s in sources)
    return 2 * max((LONGEST_WISH, *slowest))


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


async def patiently(
    stop: Stop, journal: Journal, loop: str, act: Callable[[], Awaitable[T]]
) -> T | None:
    """Do the work, again and again while the store cannot be used: that is no fault of the work.
    None if the stop comes first.
    """
    pause = Pause(stop, journal, loop)
    while True:
        try:
            return await act()
        except TryLater as fault:
            await pause.after(fault)
        if stop:
            return None


async def carried(journal: Journal, reading: Reading, task: Task) -> bool:
    """Carry one find to its end and return whether no bug was met; raises `TryLater`."""
    find = task.find
    carry = partial(reading.carry, task)
    return await guarded(journal, "fault.find", carry, source=find.source, url=find.url)


@dataclass(frozen=True, slots=True, kw_only=True)
class Loops:
    """All loops of one node. `consumer` is its name at the queues: the same after a restart. Each
    piece of work looks up once what is in force, and ends under that. `polled`: is told of each
    source that was polled, as it was configured then.
    """

    consumer: str
    clock: Clock
    journal: Journal
    polls: Polls
    work: Work
    memory: Memory
    outbox: Outbox
    current: Current
    announcing: Announcing
    stop: Stop
    in_hand: set[SourceId] = field(default_factory=set)
    refused: set[SourceId] = field(default_factory=set)
    """Whose poll the store had no room for: they are polled again, once, before others are."""
    again: set[SourceId] = field(default_factory=set)
    polled: Callable[[Source], Awaitable[None]] | None = None

    async def poll_due(self, lanes: Lanes, group: anyio.abc.TaskGroup) -> None:
        """Claim as many due sources as there is room for, and poll each in its own task, those that
        the store refused first: it has room again, and their leases go on.
        """
        if self.stop or not lanes.free:
            return
        refused = tuple(self.refused)
        self.again.update(refused)
        self.refused.clear()
        self._begin_polls(refused, lanes, group)
        sources = self.current.now.sources.values()
        lease, longest = poll_lease(sources), longest_wait(sources)
        claimed = await self.polls.claim(limit=lanes.free, lease=lease, longest=longest)
        self._begin_polls(claimed, lanes, group)

    def _begin_polls(
        self, sources: Iterable[SourceId], lanes: Lanes, group: anyio.abc.TaskGroup
    ) -> None:
        for source in sources:
            known = self.current.now.sources.get(source)
            if known is not None and source not in self.in_hand:  # else its lease goes on
                self.in_hand.add(source)
                group.start_soon(self._poll, known, lanes)

    async def _poll(self, source: Source, lanes: Lanes) -> None:
        """Poll the source as soon as its host has room. If the store fails meanwhile, it is due
        again after its lease; if it had no room, as soon as it has, the first time.
        """
        try:
            with await lanes.enter(Lane(host_key(source.url), source.pace.concurrency)):
                await self._polled(source)
        except TryLater as fault:
            self.journal.note("fault.store", loop="poll", source=source.id, detail=str(fault))
            if isinstance(fault, StoreFull) and source.id not in self.again:
                self.refused.add(source.id)
        finally:
            self.in_hand.discard(source.id)
            if source.id not in self.refused:
                self.again.discard(source.id)

    async def _polled(self, source: Source) -> None:
        """Poll the source as it is configured; what changed before it had room is heeded."""
        with self.current.held() as now:
            known = now.sources.get(source.id)
            if known is None:
                return
            poll = partial(now.polling.poll, known)
            if not await guarded(self.journal, "fault.poll", poll, source=known.id):
                broken = partial(now.polling.broken, known)
                await guarded(self.journal, "fault.poll", broken, source=known.id)
        if self.polled is not None:
            await self.polled(known)

    async def read(self, lanes: Lanes) -> None:
        """Carry finds to their ends, many at once and few of one host, until the stop."""
        consumer = f"{self.consumer}-0"
        pause = Pause(self.stop, self.journal, "read")
        async with anyio.create_task_group() as group:
            while not self.stop:
                await lanes.some_free()
                try:
                    count = min(lanes.free, TAKEN_AT_ONCE)
                    tasks = await self.work.take(consumer=consumer, count=count, wait=WAIT)
                    for task in tasks:
                        await self._begin(consumer, task, lanes, group)
                    pause.over()
                except TryLater as fault:
                    await pause.after(fault)

    async def _begin(
        self, consumer: str, task: Task, lanes: Lanes, group: anyio.abc.TaskGroup
    ) -> None:
        """Carry the find in a task of its own, or put it back, at no cost of a try, until its host
        has room.
        """
        find = task.find
        source = self.current.now.sources.get(find.source)
        pace = source.pace if source is not None else Pace()
        # One more than the host may be asked for at once waits for its turn meanwhile.
        host = Lane(host_key(find.candidate.url or find.url), pace.concurrency + 1)
        own = Lane(f"source {find.source}", READ_OF_ONE_SOURCE, narrows=False)
        place = lanes.entered(host, own)
        if place is not None:
            group.start_soon(self._carried, consumer, task, place)
            return
        now = self.clock.now()
        full, apart = (host, pace.delay) if lanes.is_full(host) else (own, timedelta(0))
        at = lanes.later(full, now, apart)
        await self.work.later(replace(task, deliveries=task.deliveries - 1), at)

    async def _carried(self, consumer: str, task: Task, place: ExitStack) -> None:
        """Carry one find, keeping its lease; a fault leaves it with us, to be handed out again."""
        with place, self.current.held() as now:
            carry = partial(carried, self.journal, now.reading, task)
            async with anyio.create_task_group() as group:
                group.start_soon(self._renewed, consumer, task)
                await patiently(self.stop, self.journal, "read", carry)
                group.cancel_scope.cancel()

    async def _renewed(self, consumer: str, task: Task) -> None:
        while True:
            await anyio.sleep(RENEW_EVERY)
            with suppress(
                TryLater
            ):  # the lease outlasts two of these; who carries the find says so
                await self.work.renew(consumer, (task,))

    async def move_due(self) -> None:
        """Bring back deliveries whose time has come, make bundles that are due, announce what was
        given up, and tell what was held long enough.

        A store that has no room for the bundle of one receiver has it for what only moves at the
        others. Raises `StoreFull` at the end then.
        """
        now = self.clock.now()
        await self.outbox.due(now)
        with self.current.held() as force:
            await self._tend(force)
            for development in await self.memory.held(now):
                release = partial(force.judging.release, development, now=now)
                await guarded(self.journal, "fault.hold", release, development=development)

    async def _tend(self, force: InForce) -> None:
        full: StoreFull | None = None
        for event, act in (
            ("fault.bundle", force.bundling.tend),
            ("fault.announcement", self.announcing.announce),
        ):
            for receiver in force.receivers.values():
                try:
                    await guarded(
                        self.journal, event, partial(act, receiver), receiver=receiver.name
                    )
                except StoreFull as fault:
                    full = fault
        if full is not None:
            raise full
