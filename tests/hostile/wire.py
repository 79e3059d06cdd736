"""A web server on loopback that may do anything: raw sockets, many addresses, one thread."""

import asyncio
import ssl
import threading
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

LONGEST_HEAD = 65_536
STEP = 65_536
GONE = (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ssl.SSLError)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """A request as it came in; names of `headers` are in lower case."""

    address: str
    port: int
    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""

    @property
    def here(self) -> str:
        """Where the request came in, without a slash at the end."""
        return f"http://{self.address}:{self.port}"


class Line:
    """The writing end of a connection. Who writes after the client has left is told so."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self._writer = writer
        self.stays = False

    async def send(self, raw: bytes) -> None:
        """Send the bytes as they are, in pieces."""
        for start in range(0, len(raw), STEP):
            self._writer.write(raw[start : start + STEP])
            await self._writer.drain()

    async def head(self, status: int = 200, /, **headers: object) -> None:
        """Send a head; underscores in names of headers stand for hyphens."""
        lines = [f"HTTP/1.1 {status} Said"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        await self.send("\r\n".join([*lines, "", ""]).encode("latin-1"))

    async def page(self, body: bytes, media: str = "text/html; charset=utf-8", **more: str) -> None:
        """Send a whole good answer and keep the connection."""
        await self.head(200, Content_Type=media, Content_Length=len(body), **more)
        await self.send(body)
        self.stays = True

    async def until_left(self, seconds: float) -> None:
        """Wait so long, or until the client leaves; raises `ConnectionError` when it has left."""
        with suppress(TimeoutError):
            said = await asyncio.wait_for(self.reader.read(1), seconds)
            if not said:
                raise ConnectionResetError


Behaviour = Callable[[Asked, Line], Awaitable[None]]


@dataclass
class Origin:
    """Answers by address: whoever asks there is answered by the behaviour that lives there.

    `asked` counts requests by address and path. One behaviour may not be asked in words at all:
    those in `wordless` get the line as soon as it is open.
    """

    port: int = 0
    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    living: dict[str, Behaviour] = field(default_factory=dict)
    wordless: dict[str, Behaviour] = field(default_factory=dict)
    tls: dict[str, ssl.SSLContext] = field(default_factory=dict)
    secure: set[str] = field(default_factory=set)
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    def url(self, address: str, path: str = "/") -> str:
        """Return the URL of the path at the address."""
        scheme = "https" if address in self.secure else "http"
        return f"{scheme}://{address}:{self.port}{path}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer on one connection until it ends, whichever way."""
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            await self._answer(reader, writer)
        except (*GONE, asyncio.CancelledError):
            return
        finally:
            self._serving.discard(task)
            writer.transport.abort()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        address, port = writer.get_extra_info("sockname")[:2]
        line = Line(reader, writer)
        if address in self.wordless:
            self.asked[address, ""] += 1
            asked = Asked(address=address, port=port, method="", path="", headers={})
            await self.wordless[address](asked, line)
            return
        while True:
            line.stays = False
            asked = await _request(reader, address, port)
            self.asked[address, asked.path] += 1
            await self.living[address](asked, line)
            if not line.stays:
                writer.close()
                await writer.wait_closed()
                return

    async def open(self) -> list[asyncio.Server]:
        """Listen at all addresses, at one port that is free at the first of them."""
        servers = []
        for address in sorted({*self.living, *self.wordless}):
            server = await asyncio.start_server(
                self.serve, address, self.port, ssl=self.tls.get(address), limit=LONGEST_HEAD
            )
            self.port = server.sockets[0].getsockname()[1]
            servers.append(server)
        return servers

    async def close(self, servers: list[asyncio.Server]) -> None:
        """Stop listening, and end all connections."""
        for server in servers:
            server.close()
        serving = tuple(self._serving)
        for task in serving:
            task.cancel()
        await asyncio.gather(*serving, return_exceptions=True)


async def _request(reader: asyncio.StreamReader, address: str, port: int) -> Asked:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
    first, *lines = head.strip().split("\r\n")
    method, path, _ = first.split(" ", 2)
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (line.partition(":") for line in lines)
    }
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Asked(address=address, port=port, method=method, path=path, headers=headers, body=body)


@contextmanager
def serving(origin: Origin) -> Iterator[Origin]:
    """Run the origin in a thread of its own while the block lasts."""
    opened, over = threading.Event(), asyncio.Event()
    loops: list[asyncio.AbstractEventLoop] = []

    async def live() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda *_: None)  # strangers' handshakes fail here as they may
        loops.append(loop)
        servers = await origin.open()
        opened.set()
        await over.wait()
        await origin.close(servers)

    thread = threading.Thread(target=asyncio.run, args=(live(),))
    thread.start()
    try:
        assert opened.wait(30), "the origin did not start"
        yield origin
    finally:
        loops[0].call_soon_threadsafe(over.set)
        thread.join(30)
