"""What was given up, and up to where it was announced, in Redis: by the dead letters' own order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.adapters import codec, keys
from monitor.adapters.delivery_scripts import Now
from monitor.adapters.keys import Retention
from monitor.adapters.owing import alert_plan, emission
from monitor.adapters.scripts import READ, load
from monitor.adapters.store import Argument, Store
from monitor.model.alert import Alert, AlertId, Losses
from monitor.ports import Clock, Deaths

DEATHS = load("deaths", "_delivery", flags=READ)
ANNOUNCE = load("announce", "_alerts")
LOOKED_AT_ONCE = 500
SHOWN = 5
"""Of how many alerts an announcement gives the ids."""


class RedisAnnouncements:
    """The port `Announcements`."""

    def __init__(self, store: Store, clock: Clock, retention: Retention) -> None:
        self._store = store
        self._clock = clock
        self._retention = retention

    async def deaths(self, receiver: str, *, pause: timedelta) -> Deaths | None:
        """Return what was given up since the last announcement, all of it."""
        found = await self._look(receiver, "", pause)
        if found is None:
            return None
        deaths, is_all = found
        while not is_all:
            more = await self._look(receiver, deaths.last, pause)
            if more is None:
                break
            further, is_all = more
            losses = _joined(deaths.losses, further.losses)
            deaths = replace(deaths, last=further.last, losses=losses)
        return deaths

    async def announce(self, deaths: Deaths, alert: Alert | None) -> bool:
        """Emit the alert and move the position in one step; False if another node did."""
        now = self._now
        plan = {
            "position": deaths.position,
            "last": deaths.last,
            "alerts": [alert_plan(alert)] if alert is not None else [],
            **emission(now.at, self._retention),
        }
        order = [now.names(receiver=deaths.receiver), codec.encode(plan)]
        return bool(await self._store.run(ANNOUNCE, [keys.ANNOUNCED, keys.ALERTS], order))

    async def _look(
        self, receiver: str, after: str, pause: timedelta
    ) -> tuple[Deaths, bool] | None:
        """Return what follows after that entry, and whether it is all; None if nothing does."""
        wait = int(pause.total_seconds() * 1000)
        names = self._now.names(receiver=receiver)
        order: list[Argument] = [names, after, wait, LOOKED_AT_ONCE, SHOWN]
        said = await self._store.run(DEATHS, [keys.DEAD, keys.ANNOUNCED], order)
        if said is None:
            return None
        position, last, is_all, dead, since, why, alerts = said
        losses = Losses(
            receiver=receiver,
            dead=dead,
            since=datetime.fromtimestamp(since / 1000, UTC),
            why=why.decode("utf-8", "replace"),
            alerts=tuple(AlertId(alert.decode()) for alert in alerts),
        )
        deaths = Deaths(
            receiver=receiver,
            position=position.decode(),
            last=last.decode(),
            losses=losses if dead else None,
        )
        return deaths, bool(is_all)

    @property
    def _now(self) -> Now:
        return Now(at=self._clock.now(), retention=self._retention)


def _joined(one: Losses | None, more: Losses | None) -> Losses | None:
    if one is None or more is None:
        return one or more
    alerts = (*one.alerts, *more.alerts)[:SHOWN]
    return replace(one, dead=one.dead + more.dead, why=more.why, alerts=alerts)
