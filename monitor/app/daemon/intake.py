"""Taking in stops while the store is full, and goes on by itself; each is said once."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from monitor.errors import StoreFull
from monitor.ports import Journal


@dataclass(slots=True, kw_only=True)
class Intake:
    """Knows whether the store takes writes; `probe` makes one, or raises `TryLater`.

    `stopped`: why nothing is taken in now. What was not stored is not marked as seen: it comes
    again once there is room.
    """

    probe: Callable[[], Awaitable[None]]
    journal: Journal
    stopped: str | None = None

    async def look(self) -> None:
        """Look whether there is room; raises `StoreUnreachable`, which is no news of that."""
        try:
            await self.probe()
        except StoreFull as fault:
            if self.stopped is None:
                self.journal.note("fault.store_full", detail=f"nothing is taken in: {fault}")
            self.stopped = str(fault)
            return
        if self.stopped is not None:
            self.journal.note("intake.resumed")
        self.stopped = None
