"""Turns: who may ask which host when, and how long a fetch may still take."""

from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import timedelta

import anyio

from monitor.fetch.pace import Line, Traffic, host_key, may_start_at
from monitor.model.source import Pace, Source


class Stopwatch:
    """Counts down the seconds of a fetch, only while it runs."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    @contextmanager
    def running(self) -> Iterator[None]:
        """Run for the length of the block; raises `TimeoutError` when no time is left."""
        started = anyio.current_time()
        try:
            with anyio.fail_after(max(0.0, self._left)):
                yield
        finally:
            self._left -= anyio.current_time() - started


class Turns:
    """Gives out turns at hosts: sources that want to ask one host take turns.

    The traffic of `most_hosts` is remembered, and that of all that were asked within minutes.
    Nobody waits longer than `longest` for a host to be free.
    """

    def __init__(self, most_hosts: int, longest: timedelta) -> None:
        self._most_hosts = most_hosts
        self._longest = longest.total_seconds()
        self._hosts: OrderedDict[str, Host] = OrderedDict()

    def __len__(self) -> int:
        """Return how many hosts are remembered."""
        return len(self._hosts)

    @asynccontextmanager
    async def turn(self, url: str, source: Source, delay: timedelta) -> AsyncIterator[None]:
        """Wait for a turn at the URL's host and keep it for the block; raises `TimeoutError`."""
        key = host_key(url)
        host = self._hosts.setdefault(key, Host())
        self._hosts.move_to_end(key)
        with anyio.fail_after(self._longest):
            await host.start(source.id, source.pace, delay)
        try:
            yield
        finally:
            host.end(source.pace)
            self._forget()

    def _forget(self) -> None:
        """Forget the hosts that were asked longest ago, if there are too many and they rest."""
        while len(self._hosts) > self._most_hosts:
            oldest = next(iter(self._hosts))
            if not self._hosts[oldest].at_rest:
                return
            del self._hosts[oldest]


class Host:
    """One host's traffic, and the line of those who want to ask it."""

    def __init__(self) -> None:
        self._traffic = Traffic()
        self._line: Line[anyio.Event] = Line()
        self._front_taken = False
        self._ended = anyio.Event()

    @property
    def at_rest(self) -> bool:
        """Whether nobody asks it, wants to, or did so a moment ago."""
        return not self._front_taken and self._traffic.rested(anyio.current_time())

    async def start(self, asker: str, pace: Pace, delay: timedelta) -> None:
        """Wait until the pace allows one more request, and count it."""
        await self._come_to_front(asker)
        try:
            while (at := self._start_at(pace, delay)) is None or at > anyio.current_time():
                await self._until(at)
            self._traffic = self._traffic.started(pace, now=anyio.current_time(), delay=delay)
        finally:
            self._leave_front()

    def end(self, pace: Pace) -> None:
        """Count one request less."""
        self._traffic = self._traffic.ended(pace)
        self._ended.set()

    async def _until(self, at: float | None) -> None:
        """Wait until the moment, or until a request has ended if there is none."""
        if at is not None:
            await anyio.sleep_until(at)
            return
        self._ended = anyio.Event()
        await self._ended.wait()

    async def _come_to_front(self, asker: str) -> None:
        if not self._front_taken:
            self._front_taken = True
            return
        called = anyio.Event()
        self._line.join(asker, called)
        try:
            await called.wait()
        except BaseException:
            if called.is_set():
                self._leave_front()
            else:
                self._line.leave(asker, called)
            raise

    def _leave_front(self) -> None:
        called = self._line.next()
        self._front_taken = called is not None
        if called is not None:
            called.set()

    def _start_at(self, pace: Pace, delay: timedelta) -> float | None:
        return may_start_at(self._traffic, pace, now=anyio.current_time(), delay=delay)
