"""The embedded server under supervision: started, restarted, adopted, taken over, stopped."""

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import anyio
from anyio.abc import Process

from monitor.adapters.server.events import (
    Adopted,
    Died,
    Restarting,
    ServerEvent,
    Started,
    Stopped,
    TookOver,
    Unstartable,
)
from monitor.adapters.server.place import Place, prepare, remove_socket_folder, try_lock
from monitor.adapters.server.process import (
    SILENCE_LIMIT,
    Answer,
    ServerOptions,
    ask,
    launch,
    stop,
    until_serving,
)
from monitor.errors import DependencyUnavailable

FIRST_DELAY = 0.1  # seconds before the first restart
LONGEST_DELAY = 5.0  # seconds before any restart
STEADY = 1.0  # seconds of service after which a death counts as the first again
WATCH = 0.1  # seconds between two looks at a lock that another daemon holds


def restart_delay(deaths: int) -> float:
    """Return the seconds to wait before the next start, after so many deaths in a row."""
    return float(min(FIRST_DELAY * 2 ** min(deaths - 1, 16), LONGEST_DELAY))


class EmbeddedServer:
    """The server that serves one folder: ours, or one that another daemon owns."""

    def __init__(
        self, place: Place, options: ServerOptions, on_event: Callable[[ServerEvent], None]
    ) -> None:
        self._place = place
        self._options = options
        self._on_event = on_event
        # While we own the server we hold the lock beside it, so that nobody takes the folder
        # between its death and its restart; when we die, the server alone still holds it.
        self._lock: int | None = None
        self._process: Process | None = None
        self._serving_since = 0.0
        self._deaths = 0

    @property
    def url(self) -> str:
        """The address for a Redis client: it stays the same through restarts and takeovers."""
        return self._place.url

    @property
    def owned(self) -> bool:
        """Whether the server is ours to keep alive and to stop."""
        return self._lock is not None

    async def open(self) -> None:
        """Start a server, or adopt the one that holds the folder.

        Raises:
            DependencyUnavailable: the server cannot start, or somebody holds the folder for 15 s
                and does not answer.
        """
        heard = anyio.current_time()
        while not self._take_lock():
            match await ask(self._place.socket):
                case Answer.SERVING:
                    self._on_event(Adopted())
                    return
                case Answer.LOADING:
                    heard = anyio.current_time()
                case Answer.NONE if anyio.current_time() - heard > SILENCE_LIMIT:
                    raise DependencyUnavailable(
                        f"another process holds {self._place.directory}, but no server answers at "
                        f"{self._place.socket}: see {self._place.log}, and stop that process"
                    )
                case Answer.NONE:
                    pass
            await anyio.sleep(WATCH)
        self._on_event(Started(pid=await self._start()))

    async def supervise(self) -> None:
        """Keep a server alive behind `url` until cancelled: restart ours, take over another's."""
        while True:
            if self._process is not None:
                succeeded: type[Started | TookOver] = Started
                self._on_event(Died(returncode=await self._process.wait()))
                if anyio.current_time() - self._serving_since >= STEADY:
                    self._deaths = 0
                await self._pause()
            else:
                succeeded = TookOver
                await self._until_locked()
            while not await self._attempt(succeeded):
                await self._pause()

    async def close(self) -> None:
        """Stop the server if it is ours, and free the folder; leave another's alone."""
        if self._process is not None and self._process.returncode is None:
            self._on_event(Stopped(returncode=await stop(self._process)))
        if self._lock is not None:
            remove_socket_folder(self._place)
            os.close(self._lock)
        self._process = self._lock = None

    def _take_lock(self) -> bool:
        if self._lock is None:
            self._lock = try_lock(self._place)
        return self._lock is not None

    async def _until_locked(self) -> None:
        while True:
            try:
                if self._take_lock():
                    return
            except DependencyUnavailable as error:
                self._on_event(Unstartable(reason=str(error)))
                await self._pause()
            await anyio.sleep(WATCH)

    async def _attempt(self, succeeded: type[Started | TookOver]) -> bool:
        try:
            self._on_event(succeeded(pid=await self._start()))
        except DependencyUnavailable as error:
            self._on_event(Unstartable(reason=str(error)))
            return False
        return True

    async def _pause(self) -> None:
        self._deaths += 1
        delay = restart_delay(self._deaths)
        self._on_event(Restarting(in_seconds=delay))
        await anyio.sleep(delay)

    async def _start(self) -> int:
        """Start our server and return its process id when it serves; none is left if it fails."""
        assert self._lock is not None
        launched = await launch(self._place, self._options, self._lock)
        self._process = launched.process
        try:
            await until_serving(launched, self._place)
        except DependencyUnavailable:
            await stop(launched.process)
            raise
        self._serving_since = anyio.current_time()
        return launched.process.pid


@asynccontextmanager
async def embedded_server(
    directory: Path, options: ServerOptions, on_event: Callable[[ServerEvent], None]
) -> AsyncIterator[EmbeddedServer]:
    """Serve `directory` for the length of the block: start a server, or use the one it has.

    One folder has one server, whatever the number of daemons: the first starts it, the others
    adopt it (with the first one's options), and one of them takes over when it goes.

    Raises:
        DependencyUnavailable: the folder cannot be used, or no server can be started in it.
    """
    server = EmbeddedServer(prepare(directory), options, on_event)
    failure: Exception | None = None
    try:
        await server.open()
        async with anyio.create_task_group() as tasks:
            tasks.start_soon(server.supervise)
            try:
                yield server
            except Exception as error:  # noqa: BLE001 - raised below, outside the group
                failure = error  # or the group would wrap it, and its type could not be caught
            tasks.cancel_scope.cancel()
    finally:
        with anyio.CancelScope(shield=True):
            await server.close()
    if failure is not None:
        raise failure
