"""The web server: it leaves signals to the daemon, and waits for no client for long."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import ClassVar

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol, RequestResponseCycle

MOST_CONNECTIONS = 256
LONGEST_HEAD = 16_384
"""Bytes that may come before a request's first line and headers are whole."""
ENDED_WITHIN = 2
"""Seconds that answers get to end at a stop: less than the daemon's own grace."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """Seconds that clients get: to send a whole request (`head`), since they came or had the last
    answer; to take what is written to them, but for 64 kB (`taken`); to take that too, once the
    connection is to be closed (`closed`).
    """

    head: float = 10.0
    taken: float = 60.0
    closed: float = 10.0


PATIENCE = Patience()


class ImpatientProtocol(H11Protocol):
    """HTTP/1.1 to clients who may be slow on purpose: none holds a connection without a request, or
    without taking the answer.
    """

    patience: ClassVar[Patience] = PATIENCE
    _waiting: asyncio.TimerHandle | None = None
    _writing: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Wait for a request, but not for long."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(self.patience.head, self._give_up)

    def data_received(self, data: bytes) -> None:
        """Take in a part of a request; parts of it do not prolong the wait for the whole."""
        super().data_received(data)
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and not cycle.response_complete:
            self._wait_no_more()
        elif self._waiting is None:
            self._waiting = self.loop.call_later(self.patience.head, self._give_up)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._wait_no_more()
        self._hold_no_more()
        super().connection_lost(exc)

    def timeout_keep_alive_handler(self) -> None:
        """Close a connection on which no further request came."""
        self._give_up()

    def pause_writing(self) -> None:
        """Wait for the client to take what was written, but not for long."""
        super().pause_writing()
        self._writing = self.loop.call_later(self.patience.taken, self.transport.abort)

    def resume_writing(self) -> None:
        """Go on."""
        self._hold_no_more()
        super().resume_writing()

    def _give_up(self) -> None:
        """Close the connection; if its client does not take the rest of an answer, without it."""
        self._waiting = None
        self.transport.close()
        self.loop.call_later(self.patience.closed, self.transport.abort)

    def _wait_no_more(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _hold_no_more(self) -> None:
        if self._writing is not None:
            self._writing.cancel()
            self._writing = None


class QuietServer(uvicorn.Server):
    """A web server that leaves signals to the daemon."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


def web_server(app: ASGIApp, patience: Patience = PATIENCE) -> QuietServer:
    """Return a server for the application; it is to be given a bound socket. It logs no requests:
    their addresses are nobody's business.
    """

    class Protocol(ImpatientProtocol):
        """As patient as was said."""

    Protocol.patience = patience
    return QuietServer(
        uvicorn.Config(
            app,
            http=Protocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            limit_concurrency=MOST_CONNECTIONS,
            timeout_graceful_shutdown=ENDED_WITHIN,
            h11_max_incomplete_event_size=LONGEST_HEAD,
        )
    )
