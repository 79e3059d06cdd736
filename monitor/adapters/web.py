"""The web: asks servers through the guard, at their pace, by their rules, within our limits."""

import re
from collections import OrderedDict
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import anyio
import httpx

from monitor.adapters.net import FOREIGN, reason, words
from monitor.fetch.encoding import BadEncoding, Unpacker
from monitor.fetch.pace import Traffic, host_key, may_start_at
from monitor.fetch.redirects import REDIRECT_STATUSES, next_hop, origin, refused
from monitor.fetch.request import Head, page, request_headers, user_agent, without_body
from monitor.fetch.robots import ANYTHING, NOTHING, Standing, standing
from monitor.model.page import ROBOTS_BYTES, Answer, Page, Reason, Request, Unavailable
from monitor.model.source import Pace, Source
from monitor.ports import Clock

MOST_SITES = 10_000
LONGEST_TURN = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Moved:
    """Redirects led to another host: the URLs asked so far, then the one to ask there."""

    visited: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Redirect:
    """The answer sends on."""

    location: str | None


@dataclass(frozen=True, slots=True)
class Cut:
    """A page that was longer than its limit, as far as it was read."""

    page: Page


class HttpWeb:
    """Asks web servers by HTTP. One for a process: it knows who was asked when.

    `client` comes from `guarded_client`; `contact` is named to the servers. Rules and traffic of
    `most_sites` are remembered; nobody waits longer than `longest_turn` for a host to be free.
    """

    def __init__(
        self,
        clock: Clock,
        client: httpx.AsyncClient,
        *,
        contact: str | None,
        most_sites: int = MOST_SITES,
        longest_turn: timedelta = LONGEST_TURN,
    ) -> None:
        self._clock = clock
        self._client = client
        self._agent = agent_name(contact)
        self._turns = Turns(most_sites, longest_turn)
        self._most_sites = most_sites
        self._sites: OrderedDict[tuple[str, str, int], Standing] = OrderedDict()
        self._asking: dict[tuple[str, str, int], anyio.Lock] = {}

    async def get(self, request: Request, source: Source) -> Answer:
        """Return the answer; whatever the server does is a value, never an exception.

        Redirects are followed. The request's `timeout` counts while servers are asked for the page,
        not while its turn is awaited or robots.txt is asked for.
        """
        if (wrong := refused(request.url)) is not None:
            return wrong
        clock = Stopwatch(request.timeout.total_seconds())
        outcome: Answer | Moved | Cut = Moved((request.url,))
        while isinstance(outcome, Moved):
            url = outcome.visited[-1]
            delay = (await self._standing(url, source)).rules.delay
            try:
                async with self._turns.turn(url, source.pace, delay):
                    outcome = await self._follow(request, source, outcome.visited, clock)
            except TimeoutError:
                return _unavailable(request, Reason.TIMEOUT, "its host was busy for too long")
        if isinstance(outcome, Cut):
            return _unavailable(request, Reason.TOO_LARGE, f"over {request.max_bytes} bytes")
        return outcome

    async def _follow(
        self, request: Request, source: Source, visited: tuple[str, ...], clock: "Stopwatch"
    ) -> Answer | Moved | Cut:
        """Ask, and follow redirects as long as they stay with the host."""
        host = host_key(visited[-1])
        while host_key(visited[-1]) == host:
            url = visited[-1]
            site = await self._standing(url, source)
            if not site.rules.allows(url):
                later = site.until if site.rules is NOTHING else None
                return _unavailable(request, site.reason, site.why, retry_at=later)
            answer = await self._ask(request, url, clock)
            if not isinstance(answer, Redirect):
                return answer
            hop = next_hop(visited, answer.location)
            if isinstance(hop, Unavailable):
                return hop
            visited = (*visited, hop)
        return Moved(visited)

    async def _standing(self, url: str, source: Source) -> Standing:
        """Return what the site's robots.txt allows, asking for it if that is not known."""
        now = self._clock.now()
        if not source.respect_robots:
            return Standing(rules=ANYTHING, why="robots.txt is not asked for", until=now)
        site = origin(url)
        lock = self._asking.setdefault(site, anyio.Lock())
        async with lock:
            known = self._sites.get(site)
            if known is None or known.until <= now:
                known = standing(await self._robots(url, source), now=self._clock.now())
            self._sites[site] = known
            self._sites.move_to_end(site)
            if len(self._sites) > self._most_sites:
                self._sites.popitem(last=False)
        if not lock.statistics().locked:
            self._asking.pop(site, None)
        return known

    async def _robots(self, url: str, source: Source) -> Answer:
        parts = urlsplit(url)
        host = parts.netloc.rpartition("@")[2]
        there = f"{parts.scheme}://{host}/robots.txt"
        request = Request(url=there, max_bytes=ROBOTS_BYTES, timeout=source.timeout)
        clock = Stopwatch(request.timeout.total_seconds())
        ruleless = replace(source, respect_robots=False)
        outcome: Answer | Moved | Cut = Moved((request.url,))
        while isinstance(outcome, Moved):
            outcome = await self._follow(request, ruleless, outcome.visited, clock)
        return outcome.page if isinstance(outcome, Cut) else outcome

    async def _ask(self, request: Request, url: str, clock: "Stopwatch") -> Answer | Redirect | Cut:
        try:
            with clock.running():
                return await self._exchange(request, url)
        except TimeoutError:
            limit = request.timeout.total_seconds()
            return _unavailable(request, Reason.TIMEOUT, f"no whole answer in {limit:g} s")
        except BadEncoding as error:
            return _unavailable(request, Reason.ENCODING, str(error))
        except FOREIGN as error:
            return _unavailable(request, reason(error), words(error))

    async def _exchange(self, request: Request, url: str) -> Answer | Redirect | Cut:
        headers = request_headers(request, agent=self._agent)
        asking = self._client.build_request("GET", url, headers=headers)
        response = await self._client.send(asking, stream=True)
        try:
            head = Head(
                request=request,
                url=url,
                status=response.status_code,
                headers=dict(response.headers.items()),
                received_at=self._clock.now(),
            )
            meaning = without_body(head)
            if meaning is None:
                return await _received(response, head)
            await _finished(response)
            moved = head.status in REDIRECT_STATUSES
            return Redirect(head.headers.get("location")) if moved else meaning
        finally:
            await response.aclose()


async def _finished(response: httpx.Response) -> None:
    """Read what is left of a short answer: else its connection could not be used again."""
    length = response.headers.get("content-length", "")
    short = re.fullmatch(r"\d{1,4}", length) and "transfer-encoding" not in response.headers
    if short or response.status_code == httpx.codes.NOT_MODIFIED:
        async for _ in response.aiter_raw():
            continue


async def _received(response: httpx.Response, head: Head) -> Page | Cut:
    """Read the body piece by piece, and no further than its limit."""
    unpacker = Unpacker(head.headers.get("content-encoding"), head.request.max_bytes)
    parts: list[bytes] = []
    async for chunk in response.aiter_raw():
        parts.append(unpacker.feed(chunk))
        if unpacker.overflowed:
            return Cut(page(head, b"".join(parts)))
    unpacker.finish()
    return page(head, b"".join(parts))


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
    """Gives out turns at hosts, in the order in which they were asked for."""

    def __init__(self, most_hosts: int, longest: timedelta) -> None:
        self._most_hosts = most_hosts
        self._longest = longest.total_seconds()
        self._hosts: OrderedDict[str, Host] = OrderedDict()

    @asynccontextmanager
    async def turn(self, url: str, pace: Pace, delay: timedelta) -> AsyncIterator[None]:
        """Wait for a turn at the URL's host and keep it for the block; raises `TimeoutError`."""
        key = host_key(url)
        host = self._hosts.setdefault(key, Host())
        self._hosts.move_to_end(key)
        with anyio.fail_after(self._longest):
            await host.start(pace, delay)
        try:
            yield
        finally:
            host.end()
            oldest = next(iter(self._hosts))
            if len(self._hosts) > self._most_hosts and self._hosts[oldest].idle:
                del self._hosts[oldest]


class Host:
    """One host's traffic, and the queue of those who want to ask it."""

    def __init__(self) -> None:
        self._traffic = Traffic()
        self._queue = anyio.Lock()
        self._freed = anyio.Event()

    @property
    def idle(self) -> bool:
        """Whether nobody asks it or wants to."""
        return self._traffic.running == 0 and not self._queue.statistics().locked

    async def start(self, pace: Pace, delay: timedelta) -> None:
        """Wait until the pace allows one more request, and count it."""
        async with self._queue:
            while (at := self._start_at(pace, delay)) is None:
                self._freed = anyio.Event()
                await self._freed.wait()
            await anyio.sleep_until(at)
            self._traffic = self._traffic.started(anyio.current_time())

    def end(self) -> None:
        """Count one request less."""
        self._traffic = self._traffic.ended()
        self._freed.set()

    def _start_at(self, pace: Pace, delay: timedelta) -> float | None:
        return may_start_at(self._traffic, pace, now=anyio.current_time(), delay=delay)


def _unavailable(
    request: Request, why: Reason, detail: str, *, retry_at: datetime | None = None
) -> Unavailable:
    return Unavailable(url=request.url, reason=why, detail=detail, retry_at=retry_at)


def agent_name(contact: str | None) -> str:
    """Return the User-Agent of all that this program asks and sends."""
    return user_agent(_version(), contact)


def _version() -> str:
    try:
        return version("monitor")
    except PackageNotFoundError:
        return "0"
