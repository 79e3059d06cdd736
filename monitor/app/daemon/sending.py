"""The loops that send: one a receiver, so that a slow one holds up nobody else."""

from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

import anyio
import anyio.abc

from monitor.app.daemon.inforce import Current, InForce
from monitor.app.daemon.lanes import Lane, Lanes
from monitor.app.daemon.loops import WAIT, Pause, Stop, guarded, patiently
from monitor.errors import TryLater
from monitor.model.watchlist import Receiver
from monitor.pipeline.delivering import Delivering
from monitor.ports import Journal, Opened, Outbox, Sending

T = TypeVar("T")

SENT_AT_ONCE = 8
"""Deliveries to one receiver that are made at once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sender:
    """Delivers what receivers are owed. `consumer` is the node's name at the queues."""

    consumer: str
    journal: Journal
    outbox: Outbox
    current: Current
    stop: Stop
    running: set[str] = field(default_factory=set)

    def tend(self, group: anyio.abc.TaskGroup) -> None:
        """Send to each receiver that is in force, in a loop of its own; that of one that is no
        more ends by itself.
        """
        for name in self.current.now.receivers:
            if name not in self.running:
                self.running.add(name)
                group.start_soon(self.serve, name)

    async def serve(self, name: str) -> None:
        """Deliver what the receiver is owed until the stop, or until the receiver is no more: what
        it is owed then stays owed.
        """
        try:
            while self._serves(name):
                await self.send(name)
        finally:
            self.running.discard(name)

    async def send(self, name: str) -> None:
        """Deliver what the receiver is owed, a few at once: one that hangs holds up one place
        only. Ends with what is in hand.
        """
        pause = Pause(self.stop, self.journal, f"send {name}")
        lanes, in_hand = Lanes(SENT_AT_ONCE), set[str]()
        async with anyio.create_task_group() as group:
            while self._serves(name):
                await lanes.some_free()
                try:
                    owed = await self.outbox.take(
                        name, consumer=self.consumer, count=lanes.free, wait=WAIT
                    )
                    pause.over()
                except TryLater as fault:
                    owed = ()
                    await pause.after(fault)
                fresh = tuple(one for one in owed if one.entry not in in_hand)
                with self.current.held() as now:
                    for opened in await self._opened(fresh, name, now):
                        place = await lanes.enter(Lane(name, SENT_AT_ONCE, narrows=False))
                        place.callback(in_hand.discard, opened.sending.entry)
                        place.enter_context(self.current.held(now))
                        in_hand.add(opened.sending.entry)
                        group.start_soon(self._sent, opened, now, place)

    def _serves(self, name: str) -> bool:
        return not self.stop and name in self.current.now.receivers

    async def _opened(
        self, sendings: tuple[Sending, ...], name: str, now: InForce
    ) -> tuple[Opened, ...]:
        """Return what may be sent now; a bug that one entry meets keeps back that one only, until
        its lease is over. What came for a receiver that is no more is given back.
        """
        receiver = now.receivers.get(name)
        if self.stop or receiver is None:
            for sending in sendings:
                await self._patiently(name, partial(self.outbox.hand_back, sending))
            return ()
        found: list[Opened] = []

        async def look(some: tuple[Sending, ...]) -> None:
            ready = partial(now.delivering.ready, some, receiver)
            found.extend(await self._patiently(name, ready) or ())

        if sendings and not await self._guarded(name, partial(look, sendings)):
            for sending in sendings if len(sendings) > 1 else ():
                await self._guarded(name, partial(look, (sending,)))
        return tuple(found)

    async def _sent(self, opened: Opened, now: InForce, place: ExitStack) -> None:
        with place:
            receiver = now.receivers[opened.sending.receiver]
            tried = partial(self._tried, opened, receiver, now.delivering)
            await self._guarded(receiver.name, tried)

    async def _tried(self, opened: Opened, receiver: Receiver, delivering: Delivering) -> None:
        """Deliver one entry: what the receiver answered is stored as soon as the store can be used,
        so that it is not sent again.
        """
        if self.stop:
            await self._patiently(receiver.name, partial(self.outbox.hand_back, opened.sending))
            return
        made = await self._patiently(receiver.name, partial(delivering.attempt, opened, receiver))
        if made is not None:
            await self._patiently(receiver.name, partial(delivering.keep, made, receiver))

    async def _guarded(self, name: str, act: Callable[[], Awaitable[object]]) -> bool:
        return await guarded(self.journal, "fault.delivery", act, receiver=name)

    async def _patiently(self, name: str, act: Callable[[], Awaitable[T]]) -> T | None:
        return await patiently(self.stop, self.journal, f"send {name}", act)
