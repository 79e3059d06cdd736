"""The agenda: plans by their day, as commits noted them."""

from datetime import UTC, date, datetime, time

from monitor.adapters import codec, keys, scripts
from monitor.adapters.keys import milliseconds
from monitor.adapters.store import Store
from monitor.model.development import Development


class RedisAgenda:
    """The port `Agenda`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def plans(self, since: date, *, limit: int) -> tuple[Development, ...]:
        """Return the first plans that end on that day or later, by their last day."""
        least = milliseconds(datetime.combine(since, time(), tzinfo=UTC))
        found = await self._store.ask(
            *("ZRANGEBYSCORE", keys.AGENDA, least, "+inf", "LIMIT", 0, limit)
        )
        if not found:
            return ()
        names = [keys.development(id_.decode()) for id_ in found]
        bodies = await scripts.bodies(self._store, names)
        return tuple(codec.decode(Development, body) for body in bodies)
