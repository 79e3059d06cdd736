"""Wires: streams in the store that name each alert as it is stored."""

from collections.abc import Sequence
from datetime import timedelta

from monitor.adapters import keys
from monitor.adapters.store import Store
from monitor.model.alert import AlertId
from monitor.ports import Dispatch, Position


class RedisWire:
    """The port `Wire`."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def latest(self, watchlist: str | None, *, count: int) -> tuple[Dispatch, ...]:
        """Return up to `count` dispatches, the latest first."""
        wire = keys.wire(watchlist)
        rows = await self._store.ask("XREVRANGE", wire, "+", "-", "COUNT", count)
        return tuple(_dispatch(*row) for row in rows)

    async def after(
        self, position: Position, watchlist: str | None, *, count: int, wait: timedelta
    ) -> tuple[Dispatch, ...]:
        """Return up to `count` dispatches behind the position, waiting for the first of them.

        It may return sooner than the time is up: a silent server must be noticed.
        """
        limit = min(wait.total_seconds(), self._store.reply_limit / 2)
        reply = await self._store.ask(
            *("XREAD", "COUNT", count, "BLOCK", max(1, int(limit * 1000))),
            *("STREAMS", keys.wire(watchlist), position),
        )
        return tuple(_dispatch(*row) for row in reply[0][1]) if reply else ()


def _dispatch(position: bytes, flat: Sequence[bytes]) -> Dispatch:
    return Dispatch(position=Position(position.decode()), alert=AlertId(flat[1].decode()))
