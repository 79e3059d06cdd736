"""Labels in Redis: each stored in the step that changes the developments that it is about."""

import re
from typing import Any

from monitor.adapters import codec, keys
from monitor.adapters.delivery_scripts import Now
from monitor.adapters.developments import development_plan
from monitor.adapters.keys import Retention, milliseconds
from monitor.adapters.owing import emission
from monitor.adapters.scripts import load
from monitor.adapters.store import Store
from monitor.model.development import Development, DevelopmentId
from monitor.model.feedback import Label
from monitor.ports import Clock, Heeded

OPINE = load("opine", "_delivery", "_developments")
STORED = 1
LOOKED_AT_ONCE = 500
_ID = re.compile(r"[0-9a-f]+")


class RedisLabels:
    """The port `Labels`."""

    def __init__(self, store: Store, clock: Clock, retention: Retention) -> None:
        self._store = store
        self._clock = clock
        self._retention = retention

    async def heed(self, heeded: Heeded) -> bool:
        """Store all of it in one step; False if a development was changed since it was read."""
        now = Now(at=self._clock.now(), retention=self._retention)
        plan: dict[str, Any] = {
            "developments": [development_plan(keyed) for keyed in heeded.developments],
            "agenda": keys.AGENDA,
            "label": keys.label(""),
            "given": [_label(heeded.given)] if heeded.given is not None else [],
            "undone": heeded.undone,
            "unsent": heeded.unsent,
            "detail": heeded.detail,
            **emission(now.at, self._retention),
        }
        names = [keys.HELD, keys.LABELS]
        said: int = await self._store.run(OPINE, names, [now.names(), codec.encode(plan)])
        return said == STORED

    async def labels(self, *, limit: int) -> tuple[Label, ...]:
        """Return the labels that were given last and stand, newest first."""
        ids = await self._store.ask("ZREVRANGE", keys.LABELS, 0, limit - 1)
        if not ids:
            return ()
        bodies = await self._store.ask("MGET", *(keys.label(id_.decode()) for id_ in ids))
        return tuple(codec.decode(Label, body) for body in bodies if body is not None)

    async def stored(self, development: DevelopmentId) -> Development | None:
        """Return the development as stored, though it lives on in another."""
        body = await self._store.ask("HGET", keys.development(development), "body")
        return codec.decode(Development, body) if body is not None else None

    async def beginning(self, start: str, *, limit: int) -> tuple[DevelopmentId, ...]:
        """Return the ids of developments that begin so, in their order."""
        if not _ID.fullmatch(start):
            return ()
        pattern, cursor, found = keys.development(f"{start}*"), b"0", set[str]()
        while True:
            cursor, names = await self._store.ask(
                "SCAN", cursor, "MATCH", pattern, "COUNT", LOOKED_AT_ONCE
            )
            found.update(name.decode().rpartition(":")[2] for name in names)
            if cursor == b"0":
                return tuple(DevelopmentId(name) for name in sorted(found))[:limit]


def _label(label: Label) -> dict[str, Any]:
    body = codec.encode(label).decode()
    return {"id": label.id, "at": milliseconds(label.at), "body": body}
