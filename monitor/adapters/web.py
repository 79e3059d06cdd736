"""The web: asks servers through the guard, at their pace, by their rules, within our limits."""

from dataclasses import replace
from datetime import datetime, timedelta
from importlib.metadata import PackageNotFoundError, version
from urllib.parse import urlsplit

import httpx

from monitor.adapters.net_faults import FOREIGN, reason, words
from monitor.adapters.web_exchange import BadBody, Cut, Redirect, exchange
from monitor.adapters.web_sites import Sites
from monitor.adapters.web_turns import Stopwatch, Turns
from monitor.fetch.credentials import own_headers
from monitor.fetch.encoding import BadEncoding
from monitor.fetch.redirects import Trail, next_hop, origin, refused, without_login
from monitor.fetch.request import request_headers, user_agent
from monitor.fetch.robots import ANYTHING, NOTHING, Standing, standing
from monitor.model.page import ROBOTS_BYTES, Answer, Reason, Request, Unavailable
from monitor.model.source import Source
from monitor.ports import Clock

MOST_SITES = 10_000
LONGEST_TURN = timedelta(minutes=5)


class Visited:
    """Knows who was asked when, and what sites allow. One for a process, whoever dials.

    Rules and traffic of `most_sites` are remembered; nobody waits longer than `longest_turn` for a
    host to be free.
    """

    def __init__(
        self, *, most_sites: int = MOST_SITES, longest_turn: timedelta = LONGEST_TURN
    ) -> None:
        self.turns = Turns(most_sites, longest_turn)
        self.sites = Sites(most_sites)


class HttpWeb:
    """Asks web servers by HTTP.

    `client` comes from `guarded_client`; `contact` is named to the servers; `visited`: who was
    asked before, None is nobody.
    """

    def __init__(
        self,
        clock: Clock,
        client: httpx.AsyncClient,
        *,
        contact: str | None,
        visited: Visited | None = None,
    ) -> None:
        visited = visited or Visited()
        self._clock = clock
        self._client = client
        self._agent = agent_name(contact)
        self._turns = visited.turns
        self._sites = visited.sites

    async def get(self, request: Request, source: Source) -> Answer:
        """Return the answer; whatever the server does is a value, never an exception.

        Redirects are followed, each in a turn of its own. The request's `timeout` counts while
        servers are asked for the page, not while a turn is awaited or robots.txt is asked for. A
        login in the URL is not sent and not told, but that of the source's own URL is sent to its
        origin.
        """
        asked = replace(request, url=without_login(request.url))
        if (wrong := refused(asked.url)) is not None:
            return wrong
        answer = await self._follow(asked, source)
        if isinstance(answer, Cut):
            why = _unavailable(asked, Reason.TOO_LARGE, f"over {asked.max_bytes} bytes")
            return replace(why, lasting=True)
        return answer

    async def _follow(self, request: Request, source: Source) -> Answer | Cut:
        """Ask, and follow redirects as far as rules and guards let us."""
        clock = Stopwatch(request.timeout.total_seconds())
        trail = Trail(urls=(request.url,))
        while True:
            site = await self._standing(trail.here, source)
            if not site.rules.allows(trail.here):
                later = site.until if site.rules is NOTHING else None
                return _unavailable(request, site.reason, site.why, retry_at=later)
            try:
                async with self._turns.turn(trail.here, source, site.rules.delay):
                    answer = await self._ask(request, source, trail, clock)
            except TimeoutError:
                return _unavailable(request, Reason.TIMEOUT, "its host was busy for too long")
            if not isinstance(answer, Redirect):
                return answer
            step = next_hop(trail, answer.status, answer.location)
            if isinstance(step, Unavailable):
                return step
            trail = step

    async def _standing(self, url: str, source: Source) -> Standing:
        """Return what the site's robots.txt allows, asking for it if that is not known."""
        now = self._clock.now()
        if not source.respect_robots:
            return Standing(rules=ANYTHING, why="robots.txt is not asked for", until=now)

        async def asked() -> Standing:
            answer = await self._robots(url, source)
            return standing(answer, now=self._clock.now())

        return await self._sites.standing(origin(url), now, asked)

    async def _robots(self, url: str, source: Source) -> Answer:
        parts = urlsplit(url)
        there = f"{parts.scheme}://{parts.netloc}/robots.txt"
        request = Request(url=there, max_bytes=ROBOTS_BYTES, timeout=source.timeout)
        answer = await self._follow(request, replace(source, respect_robots=False))
        return answer.page if isinstance(answer, Cut) else answer

    async def _ask(
        self, request: Request, source: Source, trail: Trail, clock: Stopwatch
    ) -> Answer | Redirect | Cut:
        own = own_headers(source, trail.here)
        headers = request_headers(request, agent=self._agent, own=own)
        try:
            with clock.running():
                return await exchange(self._client, self._clock, request, trail, headers)
        except TimeoutError:
            limit = request.timeout.total_seconds()
            return _unavailable(request, Reason.TIMEOUT, f"no whole answer in {limit:g} s")
        except BadEncoding as error:
            return _unavailable(request, Reason.ENCODING, str(error))
        except BadBody as error:
            return _unavailable(request, Reason.PROTOCOL, str(error))
        except FOREIGN as error:
            return _unavailable(request, reason(error), words(error))


def _unavailable(
    request: Request, why: Reason, detail: str, *, retry_at: datetime | None = None
) -> Unavailable:
    return Unavailable(url=request.url, reason=why, detail=detail, retry_at=retry_at)


def agent_name(contact: str | None) -> str:
    """Return the User-Agent of all that this program asks and sends."""
    return user_agent(program_version(), contact)


def program_version() -> str:
    """Return the version of this program; 0 where it is not installed."""
    try:
        return version("monitor")
    except PackageNotFoundError:
        return "0"
