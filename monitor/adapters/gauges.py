"""How much waits in the store, and how its server does: for who looks at it from outside."""

from dataclasses import dataclass
from datetime import UTC, datetime

from monitor.adapters import keys
from monitor.adapters.store import Store
from monitor.errors import StoreFull

WELL = "ok"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """Finds on their way to a worker: so many wait for one, the first of them since `oldest`, are
    in hand, come back `later`, were given up. `late`: so many sources are due, one since `due`.
    """

    finds: int = 0
    oldest: datetime | None = None
    in_hand: int = 0
    later: int = 0
    given_up: int = 0
    late: int = 0
    due: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """The store's server: its name and version, what it uses of the memory that it may (bytes;
    None: all there is), what is wrong with its disk, and why it takes no writes, if it takes none.
    `now` is its own clock.
    """

    name: str
    version: str
    now: datetime
    used: int
    most: int | None = None
    disk: str | None = None
    full: str | None = None


class RedisGauges:
    """Reads the gauges of a store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def server(self) -> Server:
        """Return how the server does; a write is tried for it."""
        told = await self._store.facts("server")
        memory = await self._store.facts("memory")
        kept = await self._store.facts("persistence")
        is_valkey = "valkey_version" in told
        return Server(
            name="Valkey" if is_valkey else "Redis",
            version=told["valkey_version" if is_valkey else "redis_version"],
            now=await self._now(),
            used=int(memory["used_memory"]),
            most=int(memory["maxmemory"]) or None,
            disk=_disk_trouble(kept),
            full=await self._full(),
        )

    async def waiting(self) -> Waiting:
        """Return what waits."""
        now = keys.milliseconds(await self._now())
        entries: int = await self._store.ask("XLEN", keys.WORK)
        in_hand, last = await self._in_hand() if entries else (0, b"0-0")
        first = await self._store.ask("XRANGE", keys.WORK, b"(" + last, "+", "COUNT", 1)
        due = await self._store.ask("ZRANGE", keys.POLLS_DUE, 0, 0, "WITHSCORES")
        late: int = await self._store.ask("ZCOUNT", keys.POLLS_DUE, "-inf", now)
        return Waiting(
            finds=max(0, entries - in_hand),
            oldest=_moment(int(first[0][0].partition(b"-")[0])) if first else None,
            in_hand=in_hand,
            later=await self._store.ask("ZCARD", keys.LATER),
            given_up=await self._store.ask("XLEN", keys.BURIED),
            late=late,
            due=_moment(float(due[1])) if late else None,
        )

    async def _in_hand(self) -> tuple[int, bytes]:
        """Return how many finds workers hold, and the id of the last that was handed out."""
        for group in await self._store.ask("XINFO", "GROUPS", keys.WORK):
            told = dict(zip(group[::2], group[1::2], strict=True))
            if told[b"name"] == keys.GROUP.encode():
                return told[b"pending"], told[b"last-delivered-id"]
        return 0, b"0-0"

    async def _full(self) -> str | None:
        try:
            await self._store.ask("SET", keys.PROBE, "1", "EX", keys.A_MINUTE)
        except StoreFull as fault:
            return str(fault)
        return None

    async def _now(self) -> datetime:
        seconds, micros = await self._store.ask("TIME")
        return _moment(int(seconds) * 1000 + int(micros) / 1000)


def _disk_trouble(kept: dict[str, str]) -> str | None:
    """Return which of the server's files it could not write last."""
    states = (
        ("its log of writes", "aof_enabled", "aof_last_write_status"),
        ("its log of writes, anew", "aof_enabled", "aof_last_bgrewrite_status"),
        ("its snapshot", "", "rdb_last_bgsave_status"),
    )
    failed = [
        what
        for what, only_if, name in states
        if kept.get(only_if, "1") == "1" and kept.get(name, WELL) != WELL
    ]
    return f"it could not write {' and '.join(failed)}" if failed else None


def _moment(milliseconds: float) -> datetime:
    return datetime.fromtimestamp(milliseconds / 1000, UTC)
