"""Thousands of hosts on loopback in one process, as cheap as can be: raw protocols and a ledger.

`python -m tests.benchmarks.crowd PORT COUNT LEDGER BARE` serves until its standard input ends. Each
host has an address of its own. A third of them fails, in all ways of `FAILURES`; one host in BARE
sends no validators, and the same bytes where others say that nothing changed.
"""

import asyncio
import gzip
import struct
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

ITEMS = 30
NEWS_EVERY = 20
"""Of so many feeds that changed, one brings a new article; the others only a new date of making."""
ENTRY = struct.Struct("<dIBB")
"""A line of the ledger: when (s of the epoch), which host, what (`STARTED` …), and which path."""
STARTED, ENDED = 0, 1
FEED, ROBOTS, STORY = 0, 1, 2
EVERY = (60, 120, 120, 300, 300, 300)
"""Seconds between two polls, by three hosts in turn, of which one fails."""


def address(host: int) -> str:
    """Return the address of the host of this number."""
    return f"127.80.{host // 250}.{1 + host % 250}"


def fails(host: int) -> str | None:
    """Return in which way the host fails; None: it is well."""
    return None if host % 3 else tuple(FAILURES)[host // 3 % len(FAILURES)]


BARE = 4
"""One host in so many sends no validators."""


def feed(host: int, version: int) -> bytes:
    """Return the feed of the host after so many changes; what it lists at first has no links."""
    newest = version // NEWS_EVERY
    there = f"<link>http://{address(host)}:{{port}}/story/"
    items = "".join(
        f"<item><title>Harbour report {n} of pier {host}</title>"
        f"{f'{there}{n}</link>' if n > 0 else ''}"
        f"<description>{'The ferry waited and the clerks counted lamps. ' * 6}</description></item>"
        for n in range(newest, newest - ITEMS, -1)
    )
    return (
        f'<?xml version="1.0"?><rss version="2.0"><channel><title>Pier {host}</title>'
        f"<lastBuildDate>{version}</lastBuildDate>{items}</channel></rss>"
    ).encode()


def story(path: str) -> bytes:
    """Return an article that tells no development."""
    text = "".join(
        f"<p>At {path} the clerk of sheet {n} counted {n * 7} lamps, and wrote them down.</p>"
        for n in range(12)
    )
    return f"<!doctype html><html lang=en><title>Report {path}</title><body>{text}</body>".encode()


def reply(status: str, body: bytes = b"", *headers: str) -> bytes:
    """Return a whole answer."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body)}", *headers, "", ""]
    return "\r\n".join(lines).encode() + body


@dataclass
class Crowd:
    """All hosts: how often each feed was asked for, and what was told of it."""

    port: int
    bare: int = BARE
    ledger: list[bytes] = field(default_factory=list)
    polls: dict[int, int] = field(default_factory=dict)

    def note(self, host: int, what: int, path: int) -> None:
        """Add a line to the ledger."""
        self.ledger.append(ENTRY.pack(time.time(), host, what, path))  # noqa: TID251 - a ledger

    def told(self, host: int, head: str) -> bytes:
        """Return the feed, or that it did not change: it changes at every second poll."""
        polls = self.polls[host] = self.polls.get(host, 0) + 1
        tag = f'"{polls // 2}"'
        bare = self.bare > 0 and host % self.bare == 0
        if f"\r\nif-none-match: {tag}\r\n" in head.lower():
            return reply("304 Not Modified", b"", f"ETag: {tag}").replace(
                b"Content-Length: 0\r\n", b""
            )
        body = feed(host, polls // 2).replace(b"{port}", str(self.port).encode())
        validators = () if bare else (f"ETag: {tag}",)
        return reply("200 OK", body, "Content-Type: application/rss+xml", *validators)


class Talk(asyncio.Protocol):
    """One connection to one host."""

    def __init__(self, crowd: Crowd, host: int) -> None:
        self._crowd, self._host = crowd, host
        self._head = b""
        self._open: int | None = None
        self.transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the line."""
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def connection_lost(self, error: Exception | None) -> None:
        """Note that what was asked has ended."""
        self.transport = None
        self._ended()

    def data_received(self, data: bytes) -> None:
        """Answer a whole head."""
        self._head += data
        if b"\r\n\r\n" not in self._head:
            return
        head, self._head = self._head.decode("latin-1"), b""
        path = head.split(" ", 2)[1]
        kind = ROBOTS if path == "/robots.txt" else FEED if path == "/feed" else STORY
        self._ended()
        self._crowd.note(self._host, STARTED, kind)
        self._open = kind
        failure = fails(self._host)
        if kind == ROBOTS and failure not in _AT_ROBOTS:
            self.say(reply("404 Not Found"))
        elif kind == STORY:
            self.say(reply("200 OK", story(path), "Content-Type: text/html; charset=utf-8"))
        elif failure is not None:
            FAILURES[failure](self)
        else:
            self.say(self._crowd.told(self._host, head))

    def say(self, answer: bytes, *, ends: bool = True) -> None:
        """Send the bytes, if the client is still there."""
        if self.transport is not None:
            self.transport.write(answer)
            if ends:
                self._ended()

    def hang_up(self) -> None:
        """End the connection when all is sent."""
        if self.transport is not None:
            self.transport.close()

    def drip(self, piece: bytes, every: float) -> None:
        """Send the piece again and again until the client leaves."""
        if self.transport is not None:
            self.transport.write(piece)
            asyncio.get_running_loop().call_later(every, self.drip, piece, every)

    def _ended(self) -> None:
        if self._open is not None:
            self._crowd.note(self._host, ENDED, self._open)
            self._open = None


_OK = b"HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
_BOMB = gzip.compress(bytes(10 << 20), mtime=0) * 10
_SELF = "Location: /feed"


def _says(answer: bytes) -> Callable[[Talk], None]:
    return lambda talk: talk.say(answer)


def _says_and_leaves(answer: bytes) -> Callable[[Talk], None]:
    def does(talk: Talk) -> None:
        talk.say(answer)
        talk.hang_up()

    return does


def _drips(head: bytes, piece: bytes, every: float) -> Callable[[Talk], None]:
    def does(talk: Talk) -> None:
        talk.say(head, ends=False)
        talk.drip(piece, every)

    return does


FAILURES: dict[str, Callable[[Talk], None]] = {
    "silence": lambda _: None,
    "drip": _drips(_OK + b"\r\n", b"<", 1.0),
    "slow-headers": _drips(_OK, b"X-More: y\r\n", 1.0),
    "hang-up": lambda talk: talk.hang_up(),
    "not-found": _says(reply("404 Not Found")),
    "gone": _says(reply("410 Gone")),
    "forbidden": _says(reply("403 Forbidden")),
    "fault": _says(reply("500 Fault", b"oops")),
    "unavailable": _says(reply("503 Unavailable", b"", "Retry-After: 120")),
    "too-many": _says(reply("429 Too Many", b"", "Retry-After: 99999999999")),
    "circle": _says(reply("302 Found", b"", _SELF)),
    "inward": _says(reply("302 Found", b"", "Location: http://2130706433/")),
    "gzip-bomb": _says(reply("200 OK", _BOMB, "Content-Encoding: gzip")),
    "stacked": _says(reply("200 OK", b"x", "Content-Encoding: gzip, gzip")),
    "garbage": _says_and_leaves(b"SSH-2.0-OpenSSH_9.2\r\n"),
    "cut": _says_and_leaves(_OK + b"Content-Length: 9000\r\n\r\n<rss>"),
    "chunks": _says_and_leaves(_OK + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "headers": _says_and_leaves(_OK + b"X: " + b"y" * 300_000 + b"\r\n\r\n"),
    "wall": _says(reply("200 OK", b"<html><form>Please log in</form>", "Content-Type: text/html")),
    "empty": _says(reply("200 OK")),
    "attributes": _says(reply("200 OK", b"<rss " + b"a=1 " * 90_000 + b">")),
    "nested": _says(reply("200 OK", b"<rss>" + b"<a>" * 20_000)),
    "json-depth": _says(reply("200 OK", b"[" * 90_000)),
    "robots-fault": _says(reply("500 Fault")),
    "robots-drip": _drips(_OK + b"\r\n", b"#", 1.0),
}
"""How hosts fail, by the name of the failure."""
_AT_ROBOTS = frozenset({"robots-fault", "robots-drip"})


async def serve(port: int, count: int, bare: int) -> list[bytes]:
    """Serve until standard input ends, and return the ledger."""
    loop = asyncio.get_running_loop()
    crowd = Crowd(port, bare)
    servers = [
        await loop.create_server(lambda host=host: Talk(crowd, host), address(host), port)
        for host in range(count)
    ]
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    await loop.run_in_executor(None, sys.stdin.read)
    for server in servers:
        server.close()
    return crowd.ledger


if __name__ == "__main__":
    told = asyncio.run(serve(int(sys.argv[1]), int(sys.argv[2]), int(sys.argv[4])))
    Path(sys.argv[3]).write_bytes(b"".join(told))
