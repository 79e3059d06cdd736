"""The loops that send: one a receiver, so that a slow one holds up nobody else."""

from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

import anyio

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
    delivering: Delivering
    stop: Stop

    async def send(self, receiver: Receiver) -> None:
        """Deliver what the receiver is owed, a few at once, until the stop: one that hangs holds
        up one place only.
        """
        pause = Pause(self.stop, self.journal, f"send {receiver.name}")
        lanes, in_hand = Lanes(SENT_AT_ONCE), set[str]()
        async with anyio.create_task_group() as group:
            while not self.stop:
                await lanes.some_free()
                try:
                    owed = await self.outbox.take(
                        receiver.name, consumer=self.consumer, count=lanes.free, wait=WAIT
                    )
                    pause.over()
                except TryLater as fault:
                    owed = ()
                    await pause.after(fault)
                fresh = tuple(one for one in owed if one.entry not in in_hand)
                for opened in await self._opened(fresh, receiver):
                    place = await lanes.enter(Lane(receiver.name, SENT_AT_ONCE, narrows=False))
                    place.callback(in_hand.discard, opened.sending.entry)
                    in_hand.add(opened.sending.entry)
                    group.start_soon(self._sent, opened, receiver, place)

    async def _opened(
        self, sendings: tuple[Sending, ...], receiver: Receiver
    ) -> tuple[Opened, ...]:
        """Return what may be sent now; a bug that one entry meets keeps back that one only, until
        its lease is over.
        """
        if self.stop:
            for sending in sendings:
                await self._patiently(receiver, partial(self.outbox.hand_back, sending))
            return ()
        found: list[Opened] = []

        async def look(some: tuple[Sending, ...]) -> None:
            ready = partial(self.delivering.ready, some, receiver)
            found.extend(await self._patiently(receiver, ready) or ())

        if sendings and not await self._guarded(receiver, partial(look, sendings)):
            for sending in sendings if len(sendings) > 1 else ():
                await self._guarded(receiver, partial(look, (sending,)))
        return tuple(found)

    async def _sent(self, opened: Opened, receiver: Receiver, place: ExitStack) -> None:
        with place:
            await self._guarded(receiver, partial(self._tried, opened, receiver))

    async def _tried(self, opened: Opened, receiver: Receiver) -> None:
        """Deliver one entry: what the receiver answered is stored as soon as the store can be used,
        so that it is not sent again.
        """
        if self.stop:
            await self._patiently(receiver, partial(self.outbox.hand_back, opened.sending))
            return
        made = await self._patiently(receiver, partial(self.delivering.attempt, opened, receiver))
        if made is not None:
            await self._patiently(receiver, partial(self.delivering.keep, made, receiver))

    async def _guarded(self, receiver: Receiver, act: Callable[[], Awaitable[object]]) -> bool:
        return await guarded(self.journal, "fault.delivery", act, receiver=receiver.name)

    async def _patiently(self, receiver: Receiver, act: Callable[[], Awaitable[T]]) -> T | None:
        return await patiently(self.stop, self.journal, f"send {receiver.name}", act)
