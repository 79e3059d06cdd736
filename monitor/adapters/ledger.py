"""What was told, and what became of it: for who looks at it from outside, and sets it right."""

import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import UTC, datetime
from typing import Any

from monitor.adapters import delivery_scripts as scripts
from monitor.adapters import keys
from monitor.adapters.bundles import names, stored_alert, stored_bundle
from monitor.adapters.delivery_scripts import Now, Span
from monitor.adapters.keys import Retention, milliseconds
from monitor.adapters.store import Store
from monitor.adapters.waking import wake
from monitor.model.alert import Alert, AlertId, Delivery, Place
from monitor.model.restraint import MOST_MEMBERS, Bundle, Reception, Restraint
from monitor.model.watchlist import Kind
from monitor.ports import Clock, Sending

LOOKED_AT_ONCE = 500
FIELDS = ("state", "attempts", "due", "detail", "changed", "reason", "bundle", "reached")
RETRY = "retry"
"""Under which those that wait to be tried again stand among the reasons."""
_GLOB, _ESCAPED = re.compile(r"[*?\[\]^\\-]"), r"\\\g<0>"
"""What means more than itself in a pattern of the server, and how it is made to mean itself."""

Look = Callable[[Span], Awaitable[tuple[int, list[list[Any]]]]]


class RedisLedger:
    """The port `Ledger`."""

    def __init__(self, store: Store, clock: Clock, retention: Retention) -> None:
        self._store = store
        self._clock = clock
        self._retention = retention

    async def deliveries(
        self,
        *,
        limit: int,
        receiver: str | None = None,
        state: str | None = None,
        alert: AlertId | None = None,
        before: Place | None = None,
    ) -> tuple[Delivery, ...]:
        """Return the latest deliveries (of that receiver, state, alert), changed last first, behind
        the place `before`.
        """
        if alert is not None:
            of_it = await self._of_alert(alert)
            return tuple(
                d
                for d in of_it
                if receiver in {None, d.receiver}
                and state in {None, d.state}
                and _is_behind(d, before)
            )[:limit]
        return await self._latest(
            keys.DELIVERIES, limit, receiver=receiver, state=state, before=before
        )

    async def _of_alert(self, alert: AlertId) -> list[Delivery]:
        key = keys.alert(alert)
        receivers, record = await self._store.ask("HMGET", key, "receivers", "bundle")
        listed = names(receivers or b"")
        if record is not None:
            listed = (stored_bundle(record, 0, ()).receiver,)
        found = [await self.delivery(alert, receiver) for receiver in listed]
        known = [delivery for delivery in found if delivery is not None]
        return sorted(known, key=_order, reverse=True)

    async def delivery(self, alert: AlertId, receiver: str) -> Delivery | None:
        """Return the state of an alert or bundle at a receiver."""
        key = keys.delivery(alert, receiver)
        fields = await self._store.ask("HMGET", key, *FIELDS)
        member = keys.member(alert, receiver).encode()
        return _delivery([member, *fields]) if fields[0] is not None else None

    async def dead(self, *, limit: int, receiver: str | None = None) -> tuple[Delivery, ...]:
        """Return what is dead now (at that receiver), the latest first."""
        if receiver is not None:
            return await self._latest(keys.died(receiver), limit, receiver=receiver, state="dead")
        found: dict[bytes, Delivery] = {}
        before = "+"
        while len(found) < limit:
            last, rows = await scripts.dead_letters(
                self._store, self._now, before=before, limit=LOOKED_AT_ONCE
            )
            found |= {row[0]: _delivery(row) for row in rows if row[0] not in found}
            if not last:
                break
            before = f"({last}"
        return tuple(found.values())[:limit]

    async def alerts(
        self,
        *,
        limit: int,
        watchlist: str | None = None,
        kind: Kind | None = None,
        since: datetime | None = None,
        before: AlertId | None = None,
    ) -> tuple[Alert, ...]:
        """Return the latest alerts (for that watchlist, of that kind, since that time), newest
        first, behind the one `before`.
        """
        least = "-inf" if since is None else milliseconds(since)

        async def look(span: Span) -> tuple[int, list[list[Any]]]:
            return await scripts.latest_alerts(self._store, span, since=least, before=before or "")

        def fits(alert: Alert) -> bool:
            asked = watchlist is None or watchlist in alert.watchlists
            return asked and kind in {None, alert.kind}

        found: dict[AlertId, Alert] = {}
        async for rows in _looks(look, limit, is_narrow=watchlist is not None or kind is not None):
            some = map(stored_alert, rows)
            found |= {alert.id: alert for alert in some if fits(alert)}
            if len(found) >= limit:
                break
        return tuple(found.values())[:limit]

    async def alert(self, alert: AlertId) -> Alert | None:
        """Return the alert with all the watchlists and receivers that it is for."""
        fields = ("body", "watchlists", "receivers", "severity")
        stored = await self._store.ask("HMGET", keys.alert(alert), *fields)
        return stored_alert(stored) if stored[0] is not None else None

    async def ids(self, start: str, *, limit: int) -> tuple[AlertId, ...]:
        """Return the ids of alerts and bundles that begin so, the first in their order."""
        found = set[str]()
        for index in (keys.ALERTS, keys.DELIVERIES):
            async for member in self._beginning(index, start):
                found.add(member.partition("|")[0])
        return tuple(AlertId(name) for name in sorted(found) if name.startswith(start))[:limit]

    async def _beginning(self, index: str, start: str) -> AsyncIterator[str]:
        """Give the members of an index that begin so; some may come twice."""
        pattern, cursor = f"{_GLOB.sub(_ESCAPED, start)}*", b"0"
        while True:
            cursor, flat = await self._store.ask(
                "ZSCAN", index, cursor, "MATCH", pattern, "COUNT", LOOKED_AT_ONCE
            )
            for member in flat[::2]:
                yield member.decode()
            if cursor == b"0":
                return

    async def bundle(self, bundle: AlertId) -> Bundle | None:
        """Return the bundle as sent."""
        found = await scripts.bundle_read(self._store, bundle, limit=MOST_MEMBERS)
        return stored_bundle(*found) if found is not None else None

    async def members(self, bundle: AlertId, *, limit: int) -> tuple[Delivery, ...]:
        """Return the deliveries that the bundle holds, in the order in which they came."""
        known = await self.bundle(bundle)
        if known is None:
            return ()
        ids: list[bytes] = await self._store.ask("ZRANGE", keys.bundle(bundle), 0, limit - 1)
        found = [await self.delivery(AlertId(id_.decode()), known.receiver) for id_ in ids]
        return tuple(delivery for delivery in found if delivery is not None)

    async def reception(self, receiver: str) -> Reception:
        """Return how deliveries to the receiver stand."""
        reasons = tuple(Restraint)
        flat, counts = await scripts.reception(self._store, receiver, [RETRY, *reasons])
        known = dict(zip(flat[::2], flat[1::2], strict=True))
        queued, dead, retrying, *held = counts
        why = known.get(b"why")
        return Reception(
            receiver=receiver,
            queued=queued,
            retrying=retrying,
            held=tuple((r, n) for r, n in zip(reasons, held, strict=True) if n),
            dead=dead,
            paused=_moment(known.get(b"paused")),
            why=why.decode() if why is not None else None,
            strikes=int(known.get(b"strikes", 0)),
            open_until=_moment(known.get(b"open_until")),
        )

    async def replay(self, alert: AlertId, receiver: str) -> bool:
        """Queue a dead delivery again under the same id, its attempts from 1 again."""
        return await scripts.replay(self._store, self._now, _of(alert, receiver))

    async def replay_dead(self, receiver: str) -> int:
        """Queue all that is dead at the receiver again; return how many."""
        ids: list[bytes] = await self._store.ask("ZRANGE", keys.died(receiver), 0, -1)
        return sum([await self.replay(AlertId(id_.decode()), receiver) for id_ in ids])

    async def retry(self, alert: AlertId, receiver: str) -> bool:
        """Queue now what waits to be tried again or is held by itself."""
        return await scripts.retry_now(self._store, self._now, _of(alert, receiver))

    async def enable(self, receiver: str) -> bool:
        """End the receiver's pause, close its breaker, then queue what waited for these; what is
        left waiting by one that died meanwhile is queued by the next tick of any daemon.
        """
        was_on = await scripts.enable(self._store, receiver)
        for reason in (Restraint.PAUSED, Restraint.BREAKER):
            await wake(self._store, self._now, reason, receiver)
        return was_on

    async def _latest(
        self,
        index: str,
        limit: int,
        *,
        receiver: str | None,
        state: str | None,
        before: Place | None = None,
    ) -> tuple[Delivery, ...]:
        first = 0
        if before is not None:
            later = f"({round(before.changed.timestamp() * 1000)}"
            first = await self._store.ask("ZCOUNT", index, later, "+inf")

        async def look(span: Span) -> tuple[int, list[list[Any]]]:
            return await scripts.latest_deliveries(
                self._store, self._now, index, span, receiver=receiver or "", state=state or ""
            )

        found: dict[bytes, Delivery] = {}
        is_narrow = (receiver, state) != (None, None)
        async for rows in _looks(look, limit, is_narrow=is_narrow, first=first):
            some = {row[0]: _delivery(row) for row in rows if row[0] not in found}
            found |= {name: one for name, one in some.items() if _is_behind(one, before)}
            if len(found) >= limit:
                break
        return tuple(found.values())[:limit]

    @property
    def _now(self) -> Now:
        return Now(at=self._clock.now(), retention=self._retention)


async def _looks(
    look: Look, limit: int, *, is_narrow: bool, first: int = 0
) -> AsyncIterator[list[list[Any]]]:
    """Give the rows of an index, newest first, span by span: as many as are asked for, or more
    where few may fit.
    """
    step = max(limit, LOOKED_AT_ONCE) if is_narrow else limit
    while True:
        looked, rows = await look(Span(first=first, last=first + step - 1))
        yield rows
        if looked < step:
            return
        first += step


def _order(delivery: Delivery | Place) -> tuple[datetime, str]:
    """Return by what deliveries are in order, as the index of them is."""
    oldest = datetime.min.replace(tzinfo=UTC)
    return delivery.changed or oldest, keys.member(delivery.alert, delivery.receiver)


def _is_behind(delivery: Delivery, before: Place | None) -> bool:
    return before is None or _order(delivery) < _order(before)


def _of(alert: AlertId, receiver: str) -> Sending:
    return Sending(entry="", alert=alert, receiver=receiver)


def _delivery(row: Sequence[bytes | None]) -> Delivery:
    texts = [value.decode() if value is not None else None for value in row]
    member, state, attempts, due, detail, changed, reason, bundle, reached = texts
    alert, _, receiver = (member or "").partition("|")
    return Delivery(
        alert=AlertId(alert),
        receiver=receiver,
        state=state or "queued",
        attempts=int(attempts or 0),
        due=_moment(due),
        detail=detail,
        changed=_moment(changed),
        reason=reason if state in {"held", "withdrawn"} else None,
        bundle=AlertId(bundle) if bundle is not None else None,
        reached=tuple((reached or "").splitlines()),
    )


def _moment(milliseconds_: str | bytes | None) -> datetime | None:
    if milliseconds_ is None:
        return None
    return datetime.fromtimestamp(int(milliseconds_) / 1000, UTC)
