"""The ports `Ledger` and `Silences` in memory."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model.alert import Alert, AlertId, Delivery, Place
from monitor.model.restraint import Bundle, Held, Hold, Reception, Restraint, Silence
from monitor.model.watchlist import Kind
from tests.fakes.post import Post

A_MONTH = timedelta(days=30)


def _order(delivery: Delivery | Place) -> tuple[datetime, str, str]:
    assert delivery.changed is not None
    return delivery.changed, delivery.alert, delivery.receiver


class MemoryLedger:
    """The port `Ledger` on a `Post`."""

    def __init__(self, post: Post) -> None:
        self._post = post

    def _latest(self) -> list[Delivery]:
        told = [slip.told for slip in self._post.slips.values()]
        found = [d if d.state == "held" else replace(d, reason=None) for d in told]
        return sorted(found, key=_order, reverse=True)

    async def deliveries(
        self,
        *,
        limit: int,
        receiver: str | None = None,
        state: str | None = None,
        alert: AlertId | None = None,
        before: Place | None = None,
    ) -> tuple[Delivery, ...]:
        return tuple(
            d
            for d in self._latest()
            if (before is None or _order(d) < _order(before))
            and receiver in {None, d.receiver}
            and state in {None, d.state}
            and alert in {None, d.alert}
        )[:limit]

    async def delivery(self, alert: AlertId, receiver: str) -> Delivery | None:
        return next((d for d in self._latest() if (d.alert, d.receiver) == (alert, receiver)), None)

    async def dead(self, *, limit: int, receiver: str | None = None) -> tuple[Delivery, ...]:
        dead = await self.deliveries(limit=len(self._post.slips), receiver=receiver, state="dead")
        return tuple(d for d in dead if d.bundle is None)[:limit]

    async def alerts(
        self,
        *,
        limit: int,
        watchlist: str | None = None,
        kind: Kind | None = None,
        since: datetime | None = None,
        before: AlertId | None = None,
    ) -> tuple[Alert, ...]:
        found = sorted(self._post.alerts.values(), key=lambda a: (a.at, a.id), reverse=True)
        if before is not None:
            ids = [a.id for a in found]
            found = found[ids.index(before) + 1 :] if before in ids else []
        return tuple(
            a
            for a in found
            if (watchlist is None or watchlist in a.watchlists)
            and kind in {None, a.kind}
            and (since is None or a.at >= since)
        )[:limit]

    async def alert(self, alert: AlertId) -> Alert | None:
        return self._post.alerts.get(alert)

    async def ids(self, start: str, *, limit: int) -> tuple[AlertId, ...]:
        names = {*self._post.alerts, *self._post.bundles}
        return tuple(sorted(name for name in names if name.startswith(start)))[:limit]

    async def bundle(self, bundle: AlertId) -> Bundle | None:
        if bundle not in self._post.bundles:
            return None
        message = self._post.message(bundle)
        assert isinstance(message, Bundle)
        return message

    async def members(self, bundle: AlertId, *, limit: int) -> tuple[Delivery, ...]:
        if bundle not in self._post.bundles:
            return ()
        known, members = self._post.bundles[bundle]
        found = [await self.delivery(member, known.receiver) for member in members[:limit]]
        return tuple(delivery for delivery in found if delivery is not None)

    async def reception(self, receiver: str) -> Reception:
        door = self._post.door(receiver)
        held = [(r, len(self._post.waiting(r, receiver))) for r in Restraint]
        everything = await self.deliveries(limit=len(self._post.slips), receiver=receiver)
        return Reception(
            receiver=receiver,
            queued=len(self._post.stream(receiver)),
            retrying=sum(d.state == "retry" for d in everything),
            held=tuple((reason, number) for reason, number in held if number),
            dead=sum(d.state == "dead" and d.bundle is None for d in everything),
            paused=door.paused,
            why=door.why,
            strikes=door.strikes,
            open_until=door.open_until,
        )

    async def replay(self, alert: AlertId, receiver: str) -> bool:
        slip = self._post.slips.get((alert, receiver))
        known = alert in self._post.alerts or alert in self._post.bundles
        if slip is None or slip.told.state != "dead" or not known:
            return False
        for member in self._post.bundles[alert][1] if alert in self._post.bundles else ():
            held = self._post.slip(member, receiver)
            if held.told.bundle == alert and held.told.state == "dead":
                self._post.say(held, state="held")
        slip.began, slip.put_off = None, 0
        self._post.say(slip, state="queued", attempts=0, bundle=None)
        self._post.append(alert, receiver)
        return True

    async def replay_dead(self, receiver: str) -> int:
        dead = await self.dead(limit=len(self._post.slips), receiver=receiver)
        return sum([await self.replay(d.alert, receiver) for d in reversed(dead)])

    async def retry(self, alert: AlertId, receiver: str) -> bool:
        slip = self._post.slips.get((alert, receiver))
        if slip is None or slip.told.state not in {"retry", "held"} or slip.told.bundle:
            return False
        self._post.queue(slip)
        return True

    async def enable(self, receiver: str) -> bool:
        door = self._post.door(receiver)
        was_on = door.paused is not None or door.open_until is not None
        door.paused = door.why = None
        door.close()
        self._post.wake("paused", receiver)
        self._post.wake("breaker", receiver)
        return was_on


class MemorySilences:
    """The port `Silences` on a `Post`."""

    def __init__(self, post: Post) -> None:
        self._post = post

    async def add(self, silence: Silence) -> None:
        self._post.silences[silence.id] = silence

    async def active(self) -> tuple[Silence, ...]:
        now = self._post.clock.now()
        return tuple(s for s in self._post.silences.values() if s.start <= now < s.until)

    async def kept(self) -> tuple[Silence, ...]:
        oldest = self._post.clock.now() - A_MONTH
        found = [s for s in self._post.silences.values() if s.until >= oldest]
        return tuple(sorted(found, key=lambda s: (s.until, s.id), reverse=True))

    async def expire(self, silence: str) -> bool:
        known, now = self._post.silences.get(silence), self._post.clock.now()
        if known is None:
            return False
        if known.until > now:
            self._post.silences[silence] = replace(known, until=now)
        self._post.wake("silence")
        return True

    async def gathered(
        self, receiver: str, reason: Restraint, *, first: int, count: int
    ) -> tuple[Alert, ...]:
        some = self._post.waiting(reason, receiver)[first : first + count]
        return tuple(self._post.alerts[slip.told.alert] for slip in some)

    async def withhold(
        self, receiver: str, gathered: Restraint, holds: Mapping[AlertId, Hold]
    ) -> dict[AlertId, Held]:
        found: dict[AlertId, Held] = {}
        for slip in self._post.waiting(gathered, receiver):
            why = holds.get(slip.told.alert)
            if why is not None:
                first = self._post.put_aside(slip, why.reason, why.detail, None)
                slip.told = replace(slip.told, due=why.until)
                found[slip.told.alert] = Held(
                    reason=why.reason, until=why.until, detail=why.detail, first=first
                )
        return found
