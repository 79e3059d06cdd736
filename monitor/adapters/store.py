"""The one door to the Redis server: connect, refuse unsafe ones, ask, and translate its faults."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha1
from typing import Any

from redis import asyncio as client
from redis import exceptions
from redis.asyncio.retry import Retry
from redis.backoff import ExponentialBackoff, NoBackoff

from monitor.adapters import keys
from monitor.errors import DependencyUnavailable, MonitorError, StoreFull, StoreUnreachable

SHAPE = 2
"""The version of all that is stored: it rises when an older program could not read it any more.

2: marks of articles lie in twice the hashes (`keys.BAND_SHARDS`). Of those stored in shape 1 every
other one is found until they expire: an article has many, and one is enough.
"""

OLDEST_SERVER = (7, 0)
SCHEMES = ("unix://", "redis://", "rediss://")
CONNECT_RETRIES = 3
NOT_YET: Any = (StoreUnreachable,)

Argument = str | bytes | int

redis: Any = client
faults: Any = exceptions
"""Typed loosely on purpose: the client's annotations differ from release to release."""

BY_CLASS: tuple[tuple[Any, type[MonitorError], str], ...] = (
    (
        (faults.AuthenticationError, faults.AuthorizationError, faults.NoPermissionError),
        DependencyUnavailable,
        "the Redis server refuses this user or password",
    ),
    (faults.OutOfMemoryError, StoreFull, "the Redis server has no memory left"),
    (
        (faults.ReadOnlyError, faults.ClusterError, faults.AskError, faults.TryAgainError),
        StoreUnreachable,
        "the Redis server cannot take this now",
    ),
    (
        (faults.ConnectionError, faults.TimeoutError, OSError),
        StoreUnreachable,
        "the Redis server does not answer",
    ),
)
BY_FIRST_WORD: tuple[tuple[str, type[MonitorError], str], ...] = (
    ("MISCONF", StoreFull, "the Redis server cannot write to its disk"),
    ("NOREPLICAS", StoreFull, "the Redis server misses its replicas"),
    ("BUSY", StoreUnreachable, "the Redis server runs something long"),
    ("NOGROUP", StoreUnreachable, "the Redis server was emptied meanwhile"),
    ("UNBLOCKED", StoreUnreachable, "the Redis server was emptied meanwhile"),
)


def translate(error: Exception) -> MonitorError | None:
    """Return what a fault of the server means to callers; None if it is our own mistake."""
    if isinstance(error.__cause__, exceptions.RedisError):
        return translate(error.__cause__)
    said = str(error).rstrip(".")  # sentences go on behind it
    for classes, ours, meaning in BY_CLASS:
        if isinstance(error, classes):
            return ours(f"{meaning}: {said}")
    for word, ours, meaning in BY_FIRST_WORD:
        if said.startswith(word):
            return ours(f"{meaning}: {said}")
    return None


@contextmanager
def translated() -> Iterator[None]:
    """Raise our errors instead of the client's, with these as their cause."""
    try:
        yield
    except (exceptions.RedisError, OSError) as error:
        ours = translate(error)
        if ours is None:
            raise
        raise ours from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """A Lua script, run by the server in one step."""

    text: str

    @property
    def sha(self) -> str:
        """Return the name by which the server remembers the script."""
        return sha1(self.text.encode(), usedforsecurity=False).hexdigest()


class Store:
    """A connected server. Replies are raw: bytes, integers, None and lists of these.

    Nothing is ever repeated behind the caller's back: a write without an answer may have happened.
    """

    def __init__(self, client: Any, *, reply_limit: float) -> None:
        """`reply_limit`: seconds after which a silent server counts as unreachable."""
        self._client = client
        self.reply_limit = reply_limit

    async def ask(self, *command: Argument) -> Any:
        """Return the reply to one command.

        Raises `StoreUnreachable`, `StoreFull`, or `DependencyUnavailable` if it is not allowed.
        """
        with translated():
            return await self._client.execute_command(*command)

    async def run(
        self, script: Script, names: Sequence[str], arguments: Sequence[Argument] = ()
    ) -> Any:
        """Return what the script returns; raises as `ask` does. All of it happens, or nothing."""
        rest = (len(names), *names, *arguments)
        with translated():
            try:
                return await self._client.execute_command("EVALSHA", script.sha, *rest)
            except exceptions.NoScriptError:
                return await self._client.execute_command("EVAL", script.text, *rest)

    async def facts(self, section: str) -> dict[str, str]:
        """Return one section of the server's INFO."""
        said: bytes = await self.ask("INFO", section)
        lines = (line.partition(":") for line in said.decode().splitlines() if ":" in line)
        return {name: value for name, _, value in lines}

    async def close(self) -> None:
        """Close all connections."""
        await self._client.aclose()


async def open_store(url: str, *, allow_volatile: bool = False, reply_limit: float = 5.0) -> Store:
    """Return the server at a unix://, redis:// or rediss:// URL, once it is known to be safe.

    Raises `DependencyUnavailable`, saying what to change, when it cannot be reached, is too old,
    may evict keys, keeps nothing on disk (unless `allow_volatile`), or holds what a newer version
    of this program stored. `reply_limit`: seconds after which a silent server is unreachable.
    """
    if not url.startswith(SCHEMES):
        raise DependencyUnavailable(f"a Redis URL starts with one of {', '.join(SCHEMES)}")
    store = Store(_client(url, reply_limit), reply_limit=reply_limit)
    try:
        await _connect(store)
        await _refuse_old(store)
        await _refuse_forgetful(store, allow_volatile=allow_volatile)
        await _agree_on_shape(store)
    except BaseException:
        await store.close()
        raise
    return store


def _client(url: str, reply_limit: float) -> Any:
    try:
        pool = redis.ConnectionPool.from_url(
            url,
            protocol=2,
            socket_timeout=reply_limit,
            socket_connect_timeout=reply_limit,
            max_connections=1_000,
            retry=Retry(NoBackoff(), 0),
        )
    except ValueError as error:
        raise DependencyUnavailable(f"the Redis URL cannot be read: {error}") from error
    connected = redis.Redis.from_pool(pool)
    connected.response_callbacks.clear()
    return connected


async def _connect(store: Store) -> None:
    """Wait a second for a server that is just starting: connecting may be repeated without harm."""
    backoff = ExponentialBackoff(cap=0.4, base=0.05)
    patience: Any = Retry(backoff, CONNECT_RETRIES, supported_errors=NOT_YET)

    async def again(_: Exception) -> None:
        return None

    try:
        await patience.call_with_retry(lambda: store.ask("PING"), again)
    except StoreUnreachable as error:
        advice = "start it, or correct `redis` in monitor.yaml"
        raise DependencyUnavailable(f"{error}; {advice}") from error


async def _refuse_old(store: Store) -> None:
    version = (await store.facts("server")).get("redis_version", "0.0")
    numbers = tuple(int(part) for part in version.split(".")[:2])
    if numbers < OLDEST_SERVER:
        raise DependencyUnavailable(f"the server is Redis {version}; it must be 7.0 or later")


async def _refuse_forgetful(store: Store, *, allow_volatile: bool) -> None:
    policy = (await store.facts("memory")).get("maxmemory_policy", "unknown")
    if policy != "noeviction":
        raise DependencyUnavailable(
            f"the server may forget keys (maxmemory-policy {policy}):"
            " set `maxmemory-policy noeviction` there"
        )
    if not allow_volatile and not await _keeps_on_disk(store):
        raise DependencyUnavailable(
            "the server keeps nothing on disk: set `appendonly yes` there,"
            " or `redis_options: {allow_volatile: true}` in monitor.yaml"
        )


async def _keeps_on_disk(store: Store) -> bool:
    if (await store.facts("persistence")).get("aof_enabled") == "1":
        return True
    try:
        saves = await store.ask("CONFIG", "GET", "save")
    except exceptions.ResponseError:  # servers of some hosts hide their settings
        return False
    return bool(saves and saves[1])


async def _agree_on_shape(store: Store) -> None:
    """Write our shape into an empty store, and into an older one; refuse a newer one."""
    await store.ask("SET", keys.SHAPE, SHAPE, "NX")
    stored = int(await store.ask("GET", keys.SHAPE))
    if stored > SHAPE:
        raise DependencyUnavailable(
            f"the store was written by a newer version of monitor (shape {stored},"
            f" this one reads up to {SHAPE}): upgrade this node"
        )
    if stored < SHAPE:
        await store.ask("SET", keys.SHAPE, SHAPE)
