"""A receiver of webhooks in a process of its own, as cheap as can be: it takes everything.

`python -m tests.benchmarks.sink` prints its port, and serves until its standard input ends; then it
prints how many requests came.
"""

import asyncio
import sys
from dataclasses import dataclass

ANSWER = b"HTTP/1.1 204 No Content\r\n\r\n"


@dataclass
class Came:
    """How many requests came."""

    count: int = 0


class Taking(asyncio.Protocol):
    """One connection: bodies have a `Content-Length`, and are not looked at."""

    def __init__(self, came: Came) -> None:
        self.came, self.unread = came, b""

    def connection_made(self, transport) -> None:
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        self.unread += data
        while (end := self.unread.find(b"\r\n\r\n")) >= 0:
            lower = self.unread[:end].lower()
            size = int(lower.partition(b"content-length:")[2].split(b"\r\n", 1)[0])
            if len(self.unread) < end + 4 + size:
                return
            self.unread = self.unread[end + 4 + size :]
            self.came.count += 1
            self.transport.write(ANSWER)


async def serve() -> None:
    came = Came()
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: Taking(came), "127.0.0.1", 0)
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await asyncio.to_thread(sys.stdin.read)
    sys.stdout.write(f"{came.count}\n")


if __name__ == "__main__":
    asyncio.run(serve())
