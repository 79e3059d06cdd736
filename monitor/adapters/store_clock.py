"""The time as all nodes on one store count it."""

from datetime import UTC, datetime, timedelta

from monitor.adapters.store import Store
from monitor.ports import Clock


class StoreClock:
    """Tells the store's time: what is due is due for every node at once, and a node whose own clock
    is wrong neither lets what it failed to send wait for days nor tries it again too soon.
    """

    def __init__(self, store: Store, own: Clock) -> None:
        """`own`: the clock of this machine, from which the store's is reckoned in between."""
        self._store = store
        self._own = own
        self._ahead = timedelta(0)

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        return self._own.now() + self._ahead

    async def set(self) -> None:
        """Look at the store's clock; raises `TryLater` if that cannot be done, and goes on as it
        did.
        """
        asked = self._own.now()
        seconds, micros = await self._store.ask("TIME")
        answered = self._own.now()
        theirs = datetime.fromtimestamp(int(seconds), UTC) + timedelta(microseconds=int(micros))
        self._ahead = theirs - (asked + (answered - asked) / 2)


async def store_clock(store: Store, own: Clock) -> StoreClock:
    """Return the store's clock, set; raises `TryLater`."""
    clock = StoreClock(store, own)
    await clock.set()
    return clock
