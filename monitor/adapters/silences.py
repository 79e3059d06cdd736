"""What is not to be told for a while, in Redis."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.adapters import codec, keys
from monitor.adapters.bundles import stored_alert
from monitor.adapters.delivery_scripts import Now
from monitor.adapters.keys import Retention, milliseconds
from monitor.adapters.scripts import OOM, READ, load
from monitor.adapters.store import Store
from monitor.adapters.waking import wake
from monitor.model.alert import Alert, AlertId
from monitor.model.restraint import Held, Hold, Restraint, Silence
from monitor.ports import Clock

GATHERED = load("gathered", flags=READ)
WITHHOLD = load("withhold", "_delivery", flags=OOM)
KEPT = timedelta(days=30)
"""How long a silence can be read after its end."""


class RedisSilences:
    """The port `Silences`: one field each of one hash."""

    def __init__(self, store: Store, clock: Clock, retention: Retention) -> None:
        self._store = store
        self._clock = clock
        self._retention = retention

    async def add(self, silence: Silence) -> None:
        """Keep the silence, and forget those that ended over a month ago."""
        oldest = self._clock.now() - KEPT
        gone = [known.id for known in await self._all() if known.until < oldest]
        await self._keep(silence)
        if gone:
            await self._store.ask("HDEL", keys.SILENCES, *gone)

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
        await wake(self._store, self._now, Restraint.SILENCE)
        return True

    async def gathered(
        self, receiver: str, reason: Restraint, *, first: int, count: int
    ) -> tuple[Alert, ...]:
        """Return those of these ranks that wait for the receiver's next bundle."""
        names = [keys.restrained(receiver, reason)]
        order = (keys.alert(""), first, first + count - 1)
        return tuple(stored_alert(row) for row in await self._store.run(GATHERED, names, order))

    async def withhold(
        self, receiver: str, gathered: Restraint, holds: Mapping[AlertId, Hold]
    ) -> dict[AlertId, Held]:
        """Take them out of what was gathered, to wait by themselves; return those that did."""
        plan = [
            {
                "alert": alert,
                "reason": hold.reason,
                "detail": hold.detail,
                "until": milliseconds(hold.until),
            }
            for alert, hold in holds.items()
        ]
        order = (self._now.names(receiver=receiver), codec.encode(plan))
        found = await self._store.run(WITHHOLD, [keys.restrained(receiver, gathered)], order)
        return {
            alert: Held(reason=hold.reason, until=hold.until, detail=hold.detail, first=bool(first))
            for (alert, hold), first in zip(holds.items(), found, strict=True)
            if first >= 0
        }

    @property
    def _now(self) -> Now:
        return Now(at=self._clock.now(), retention=self._retention)

    async def _keep(self, silence: Silence) -> None:
        await self._store.ask("HSET", keys.SILENCES, silence.id, codec.encode(silence))

    async def _all(self) -> list[Silence]:
        stored: list[bytes] = await self._store.ask("HVALS", keys.SILENCES)
        return [codec.decode(Silence, one) for one in stored]


def _ended(silence: Silence, now: datetime) -> Silence:
    return replace(silence, until=now)
