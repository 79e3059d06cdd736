"""A web server on loopback whose every answer is told beforehand, good and bad ones."""

import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

REASONS = {200: "OK", 304: "Not Modified"}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came in; names of `headers` are in lower case."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What a route answers: head, then each piece of the body after a pause (seconds).

    `endless`: the last piece is repeated for ever. `hang`: nothing is sent at all. `raw`: these
    bytes are all of the answer (with a `pause`: after each line), then the connection is closed.
    """

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    pieces: tuple[bytes, ...] = ()
    pause: float = 0.0
    endless: bool = False
    hang: bool = False
    raw: bytes | None = None


@dataclass
class HttpServer:
    """Answers each path (with query) by its replies in turn, and with the last one for ever."""

    routes: dict[str, tuple[Reply, ...]] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    host: str = "127.0.0.1"
    port: int = 0
    scheme: str = "http"
    most_at_once: int = 0
    _open: int = 0
    _serving: set[asyncio.Task[None]] = field(default_factory=set)
    _turns: dict[str, int] = field(default_factory=dict)

    @property
    def url(self) -> str:
        """Where the server is, without a slash at the end."""
        return f"{self.scheme}://{self.host}:{self.port}"

    def page(self, path: str, body: bytes | str, *, content_type: str = "text/html") -> str:
        """Answer the path with a page, and return its URL."""
        content = body.encode() if isinstance(body, str) else body
        return self.reply(path, Reply(headers=(("Content-Type", content_type),), pieces=(content,)))

    def packed(self, path: str, body: bytes, *, encoding: str = "gzip") -> str:
        """Answer the path with a gzip body under the Content-Encoding given."""
        headers = (("Content-Type", "text/html"), ("Content-Encoding", encoding))
        return self.reply(path, Reply(headers=headers, pieces=(gzip.compress(body),)))

    def redirect(self, path: str, location: str, *, status: int = 302) -> str:
        """Answer the path with a redirect."""
        return self.reply(path, Reply(status=status, headers=(("Location", location),)))

    def reply(self, path: str, *replies: Reply) -> str:
        """Answer the path with these replies in turn, the last one for ever; return its URL."""
        self.routes[path] = replies
        return self.url + path

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [asked.path for asked in self.asked]

    def _next(self, path: str) -> Reply:
        replies = self.routes.get(path, (Reply(status=404, pieces=(b"not here",)),))
        turn = self._turns.get(path, 0)
        self._turns[path] = turn + 1
        return replies[min(turn, len(replies) - 1)]

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer all requests of one connection."""
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            while (asked := await _request(reader)) is not None:
                self.asked.append(asked)
                self._open += 1
                self.most_at_once = max(self.most_at_once, self._open)
                try:
                    if not await _answer(reader, writer, self._next(asked.path)):
                        return
                finally:
                    self._open -= 1
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return
        finally:
            self._serving.discard(task)
            writer.close()

    async def hang_up(self) -> None:
        """End all connections."""
        serving = tuple(self._serving)
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)


async def _request(reader: asyncio.StreamReader) -> Asked | None:
    try:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    except asyncio.IncompleteReadError:
        return None
    first, *lines = head.strip().split("\r\n")
    method, path, _ = first.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(method=method, path=path, headers=headers, body=body)


async def _answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, reply: Reply) -> bool:
    """Send the reply; return whether the connection stays open."""
    if reply.hang:
        await reader.read(1)
        return False
    if reply.raw is not None:
        for piece in reply.raw.splitlines(keepends=True) if reply.pause else (reply.raw,):
            writer.write(piece)
            await writer.drain()
            await _pause(reply.pause)
        return False
    headers = dict(reply.headers)
    if not reply.endless:
        headers.setdefault("Content-Length", str(sum(map(len, reply.pieces))))
    lines = [f"HTTP/1.1 {reply.status} {REASONS.get(reply.status, 'Said')}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    writer.write("\r\n".join([*lines, "", ""]).encode("latin-1"))
    await writer.drain()
    async for piece in _pieces(reader, reply):
        writer.write(piece)
        await writer.drain()
    return not reply.endless


async def _pieces(reader: asyncio.StreamReader, reply: Reply) -> AsyncIterator[bytes]:
    for piece in reply.pieces:
        yield piece
        await _pause(reply.pause)
    while reply.endless and not reader.at_eof():
        yield reply.pieces[-1]
        await _pause(reply.pause)


async def _pause(seconds: float) -> None:
    if seconds:
        with suppress(TimeoutError):
            await asyncio.wait_for(asyncio.Event().wait(), seconds)


@asynccontextmanager
async def http_server(tls: ssl.SSLContext | None = None) -> AsyncIterator[HttpServer]:
    """Run a server on a free port of loopback for the length of the block."""
    server = HttpServer(scheme="https" if tls else "http")
    listening = await asyncio.start_server(server.serve, server.host, 0, ssl=tls)
    server.port = listening.sockets[0].getsockname()[1]
    try:
        yield server
    finally:
        listening.close()
        await server.hang_up()
