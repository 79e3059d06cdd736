"""What is not to be told for a while, in Redis."""

from dataclasses import replace
from datetime import datetime, timedelta

from monitor.adapters import codec, keys
from monitor.adapters.delivery_scripts import Now
from monitor.adapters.keys import Retention
from monitor.adapters.store import Store
from monitor.adapters.waking import wake
from monitor.model.restraint import Restraint, Silence
from monitor.ports import Clock

KEPT = timedelta(days=30)
"""How long a silence can be read after its end."""


class RedisSilences:
    """The port `Silences`: one field each of one hash."""

    def __init__(self, store: Store, clock: Clock, retention: Retention) -> None:
        self._store = store
        self._clock = clock
        self._retention = retention

    async def add(self, silence: Silence) -> None:
        """Keep the silence, and forget those that ended over a month ago. What waits for bundles
        is looked at again if it holds already; may be done again, as `expire`.
        """
        now = self._clock.now()
        gone = [known.id for known in await self._all() if known.until < now - KEPT]
        await self._keep(silence)
        if gone:
            await self._store.ask("HDEL", keys.SILENCES, *gone)
        if silence.start <= now:
            await self._wake(Restraint.DIGEST, Restraint.THROTTLE)

    async def active(self) -> tuple[Silence, ...]:
        """Return the silences that hold now."""
        now = self._clock.now()
        return tuple(one for one in await self._all() if one.start <= now < one.until)

    async def kept(self) -> tuple[Silence, ...]:
        """Return those that hold, those to come, and those that ended within a month."""
        oldest = self._clock.now() - KEPT
        found = [one for one in await self._all() if one.until >= oldest]
        return tuple(sorted(found, key=lambda one: (one.until, one.id), reverse=True))

    async def expire(self, silence: str) -> bool:
        """End the silence now, then queue what silences hold. May be done again: what was left
        waiting by one that died meanwhile is queued then.
        """
        stored = await self._store.ask("HGET", keys.SILENCES, silence)
        if stored is None:
            return False
        known, now = codec.decode(Silence, stored), self._clock.now()
        if known.until > now:
            await self._keep(_ended(known, now))
        await self._wake(Restraint.SILENCE)
        return True

    async def _wake(self, *reasons: Restraint) -> None:
        now = Now(at=self._clock.now(), retention=self._retention)
        for reason in reasons:
            await wake(self._store, now, reason)

    async def _keep(self, silence: Silence) -> None:
        await self._store.ask("HSET", keys.SILENCES, silence.id, codec.encode(silence))

    async def _all(self) -> list[Silence]:
        stored: list[bytes] = await self._store.ask("HVALS", keys.SILENCES)
        return [codec.decode(Silence, one) for one in stored]


def _ended(silence: Silence, now: datetime) -> Silence:
    return replace(silence, until=now)
