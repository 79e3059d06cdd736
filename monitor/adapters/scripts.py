"""The Lua scripts as typed functions: each is one step for the server, wholly done or not at all.

A script says in its file which keys and arguments it takes. Those marked `allow-oom` free memory or
only note what happened, and go on when the server takes no other writes: so a full store empties.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files

from monitor.adapters import keys
from monitor.adapters.store import Argument, Script, Store
from monitor.model.opinion import Allowance

ROOM = files("monitor.adapters") / "lua"


def load(name: str, *uses: str, flags: str = "") -> Script:
    """Return the script of that file, after the shared functions that it uses."""
    parts = [(ROOM / f"{part}.lua").read_text(encoding="utf-8") for part in (*uses, name)]
    header = f"#!lua flags={flags}\n" if flags else "#!lua\n"
    return Script(text=header + "\n".join(parts))


OOM = "allow-oom"
READ = "no-writes"
TAKE = load("take", flags=OOM)
RENEW = load("renew", "_entries", flags=OOM)
FORGET_CONSUMERS = load("forget_consumers", flags=OOM)
RELEASE = load("release", "_time", flags=OOM)
POSTPONE = load("postpone", "_entries", "_time", "_visits", flags=OOM)
DROP = load("drop", "_entries", "_judged", "_reads", "_visits", flags=OOM)
BURY = load("bury", "_entries", "_judged", "_visits", flags=OOM)
NEIGHBOURS = load("neighbours", flags=READ)
RELATED = load("related", flags=READ)
BODIES = load("bodies", flags=READ)
HELD_DUE = load("held", flags=OOM)
COMMIT = load("commit", "_entries", "_judged", "_developments", "_alerts", "_reads", "_visits")
BEAT = load("beat", flags=OOM)
HEARTBEATS = load("heartbeats", flags=READ)
SPEND = load("spend")
SIGHT = load("sight")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An entry of a stream in hand: how often it was handed out, and its fields."""

    id: str
    handed_out: int
    fields: dict[str, bytes]


def entry(id_: bytes, handed_out: int, flat: Sequence[bytes]) -> Entry:
    """Return the entry of a raw reply."""
    pairs = zip(flat[::2], flat[1::2], strict=True)
    fields = {name.decode(): value for name, value in pairs}
    return Entry(id=id_.decode(), handed_out=handed_out, fields=fields)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who reads how much; entries idle for so many ms are taken over; `cursor`: into own ones."""

    consumer: str
    count: int
    idle: int
    cursor: str


async def take(store: Store, stream: str, reading: Reading) -> tuple[str, tuple[Entry, ...]]:
    """Return the next cursor (empty: no own unfinished ones left) and entries now in hand."""
    order = (keys.GROUP, reading.consumer, reading.count, reading.idle, reading.cursor)
    cursor, taken = await store.run(TAKE, [stream], order)
    return cursor.decode(), tuple(entry(*row) for row in taken)


async def renew(store: Store, stream: str, consumer: str, entries: Sequence[str]) -> int:
    """Begin the idle time of entries anew; return how many it still holds."""
    held: int = await store.run(RENEW, [stream], [keys.GROUP, consumer, *entries])
    return held


async def forget_consumers(store: Store, stream: str, *, idle: int) -> int:
    """Remove consumers that hold nothing and were not heard of for so many ms."""
    forgotten: int = await store.run(FORGET_CONSUMERS, [stream], [keys.GROUP, idle])
    return forgotten


async def release(store: Store, *, limit: int) -> tuple[int, int]:
    """Queue postponed finds that are due; return how many, and the ms to the next (or -1)."""
    moved, wait = await store.run(RELEASE, [keys.LATER, keys.WORK], [limit])
    return moved, wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A visit as it is kept: the hash, the field in it, its life (s); without a hash none is."""

    hash: str = ""
    field: str = ""
    ttl: int = 0
    record: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Postponed:
    """A find that is put aside for so many ms, and how often it was handed out."""

    task: str
    wait: int
    handed_out: int
    find: bytes


async def postpone(store: Store, aside: Postponed, note: Note) -> bool:
    """Put a find aside; False if another has dealt with it."""
    order = (keys.GROUP, aside.task, aside.wait, aside.handed_out, aside.find)
    names = [keys.WORK, keys.LATER, note.hash or keys.WORK]
    return bool(await store.run(POSTPONE, names, [*order, *_noted(note)]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """A find that ends without an article: the hash of what was seen, its field, its life (s).

    `reads`: where it is kept how pages of its source could be read.
    """

    task: str
    seen: str
    reads: str
    field: str
    hint: int
    ttl: int
    note: Note


async def drop(store: Store, ending: Ending, read: str) -> bool:
    """End a find, its URL seen and the visit kept, and how its page could be read, if that is not
    empty; False if another has dealt with it.
    """
    names = [keys.WORK, ending.seen, keys.PENDING, ending.note.hash, ending.reads]
    return bool(await store.run(DROP, names, [*_ending(ending), read]))


async def bury(
    store: Store, ending: Ending, *, reason: str, find: bytes, tries: int, oldest: int
) -> bool:
    """Lay a find to the dead letters, trimmed of those before `oldest` (ms); False as in `drop`."""
    names = [keys.WORK, ending.seen, keys.PENDING, ending.note.hash, keys.BURIED]
    return bool(await store.run(BURY, names, [*_ending(ending), reason, find, tries, oldest]))


def _ending(ending: Ending) -> list[Argument]:
    head = (keys.GROUP, ending.task, ending.field, ending.hint, ending.ttl)
    return [*head, *_noted(ending.note)]


def _noted(note: Note) -> tuple[Argument, ...]:
    return (note.field, note.ttl, note.record)


async def neighbours(
    store: Store, starts: Sequence[str], places: Sequence[Argument], *, limit: int
) -> list[bytes]:
    """Return records of articles like the one whose page, content and bands have these places."""
    order = [limit, keys.ARTICLES_A_HASH, *places]
    records: list[bytes] = await store.run(NEIGHBOURS, starts, order)
    return records


async def related(
    store: Store, blocks: Sequence[str], *, limit: int, since: int | None
) -> dict[str, bytes]:
    """Return the developments in the blocks that are open at that time (ms) or later, at most
    `limit` of each, with the versions in which they are stored.
    """
    least: Argument = "-inf" if since is None else since
    rows: bytes = await store.run(RELATED, blocks, [limit, keys.development(""), least])
    found = rows.split()
    return {id_.decode(): version for id_, version in zip(found[::2], found[1::2], strict=True)}


async def bodies(store: Store, developments: Sequence[str]) -> list[bytes]:
    """Return the developments of these keys as stored, without those that have gone."""
    found: bytes = await store.run(BODIES, developments, [])
    return found.split(b"\n") if found else []


async def held(store: Store, *, now: int) -> list[bytes]:
    """Return the developments whose hold has ended."""
    ended: list[bytes] = await store.run(HELD_DUE, [keys.HELD], [now, keys.development("")])
    return ended


async def commit(store: Store, plan: bytes, record: bytes, trace: bytes, note: Note) -> int:
    """Carry out a commit's plan; return 1 stored, 0 changed meanwhile, 2 dealt with by another."""
    fixed = [keys.WORK, keys.PENDING, keys.HELD, keys.ALERTS, keys.DELIVERIES, keys.OWED]
    names = [*fixed, keys.NUMBERS, note.hash or keys.WORK]
    said: int = await store.run(COMMIT, names, [plan, record, trace, *_noted(note)])
    return said


async def beat(store: Store, name: str, record: bytes, *, at: int, ttl: int) -> None:
    """Keep a heartbeat for `ttl` seconds."""
    order = (name, at, record, ttl, max(ttl, keys.A_DAY))
    await store.run(BEAT, [keys.HEARTBEATS, keys.heartbeat(name)], order)


async def heartbeats(store: Store) -> list[bytes]:
    """Return the heartbeats that are still alive."""
    records: list[bytes] = await store.run(HEARTBEATS, [keys.HEARTBEATS], [keys.heartbeat("")])
    return records


async def spend(store: Store, day: date, cost: Allowance, most: Allowance) -> bool:
    """Add the cost to that of the day; False, and nothing added, past the most (-1: no bound)."""
    order = (cost.calls, cost.tokens, most.calls, most.tokens, 2 * keys.A_DAY)
    return bool(await store.run(SPEND, [keys.spent(day)], order))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """The lines of a page: marks of the page and of its outlet, day, life (s), bounds, the key that
    counts an outlet's lines, the starts of the hashes of lines, and shard and field of each line.
    """

    page: str
    day: int
    ttl: int
    widespread: int
    most: int
    outlet: str
    counted: str
    starts: Sequence[str]
    places: Sequence[Argument]


async def sight(store: Store, seen: Sight) -> list[int]:
    """Count lines; return for each on how many other pages it stood, and on how many days."""
    order = (seen.page, seen.day, seen.ttl, seen.widespread, seen.most, seen.outlet)
    told: list[int] = await store.run(SIGHT, [seen.counted, *seen.starts], [*order, *seen.places])
    return told
