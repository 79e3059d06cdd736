"""A real HTTP proxy on loopback: it tunnels (CONNECT) and forwards each name to loopback."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from urllib.parse import urlsplit

LOOPBACK = "127.0.0.1"


@dataclass
class HttpProxy:
    """Writes down who asked it for what; `refuses` is the status that it answers all with."""

    port: int = 0
    refuses: int | None = None
    tunnels: list[str] = field(default_factory=list)
    forwarded: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)
    _serving: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def url(self) -> str:
        """Where the proxy is."""
        return f"http://{LOOPBACK}:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serve one connection to its end."""
        task = asyncio.current_task()
        assert task is not None
        self._serving.add(task)
        try:
            await self._relay(reader, writer)
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

    async def _relay(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        self.heads.append(head.decode("latin-1"))
        method, target, _ = self.heads[-1].split(" ", 2)
        if self.refuses is not None:
            writer.write(f"HTTP/1.1 {self.refuses} No\r\nContent-Length: 0\r\n\r\n".encode())
            await writer.drain()
            return
        tunnel = method == "CONNECT"
        (self.tunnels if tunnel else self.forwarded).append(target)
        port = urlsplit(f"//{target}" if tunnel else target).port
        there, to = await asyncio.open_connection(LOOPBACK, port)
        try:
            if tunnel:
                writer.write(b"HTTP/1.1 200 Connected\r\n\r\n")
                await asyncio.gather(_copy(reader, to), _copy(there, writer))
                return
            first = f"{method} {urlsplit(target).path} HTTP/1.1\r\n".encode()
            to.write(first + head.partition(b"\r\n")[2])
            to.write_eof()
            await _copy(there, writer)
        finally:
            to.close()


async def _copy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(ConnectionError):
        while piece := await reader.read(65_536):
            writer.write(piece)
            await writer.drain()
        writer.write_eof()


@asynccontextmanager
async def http_proxy() -> AsyncIterator[HttpProxy]:
    """Run a proxy on a free port of loopback for the length of the block."""
    proxy = HttpProxy()
    listening = await asyncio.start_server(proxy.serve, LOOPBACK, 0)
    proxy.port = listening.sockets[0].getsockname()[1]
    try:
        yield proxy
    finally:
        listening.close()
        await proxy.hang_up()
