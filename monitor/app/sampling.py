"""One look at each source, as the daemon would ask it, without remembering anything."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import assert_never

import anyio

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import guarded_client
from monitor.adapters.offload import ProcessOffload
from monitor.adapters.web import HttpWeb
from monitor.app.backtest import Silence
from monitor.app.collecting import collections_of
from monitor.app.config.settings import Configuration
from monitor.model.moment import Stamp
from monitor.model.page import NotModified, Reason, Unavailable
from monitor.model.source import Listed, PollState, Source, SourceKind
from monitor.pipeline.looking import Look, Looking

AT_ONCE = 8
_ASKED = frozenset({Reason.UNREADABLE, Reason.WALLED, Reason.NOT_FOUND, Reason.GONE})
_ASKED |= {Reason.FORBIDDEN, Reason.CLIENT_ERROR, Reason.TOO_LARGE, Reason.ENCODING}
"""Reasons that are had only where robots.txt let us ask."""
_NO_ROBOTS = frozenset({SourceKind.MAILBOX, SourceKind.ARCHIVE})


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a source answered: how much it lists and how fresh, or the problem.

    `kind`: as what it was read, where it could be. `robots`: what its robots.txt says to us:
    allowed, refused, or not asked; None where there is none to ask, or where it was not come to
    that. `asked_at` and `took`: when the look began, and how long it was, turns that were awaited
    included.
    """

    source: str
    url: str
    kind: SourceKind | None = None
    entries: int = 0
    newest: Stamp | None = None
    robots: str | None = None
    asked_at: datetime
    took: timedelta
    problem: str | None = None

    @property
    def age(self) -> timedelta | None:
        """Return how old the newest entry is; None where that is not known."""
        return self.asked_at - self.newest.at if self.newest is not None else None


async def sample_all(configuration: Configuration, told: Callable[[Sample], None]) -> None:
    """Look at each enabled source, several at once; `told` gets each sample as it comes."""
    room = anyio.CapacityLimiter(AT_ONCE)
    async with looking_at(configuration) as looking:

        async def look(source: Source) -> None:
            async with room:
                told(await sample(source, looking))

        async with anyio.create_task_group() as group:
            for source in configuration.sources:
                if source.enabled:
                    group.start_soon(look, source)


@asynccontextmanager
async def looking_at(configuration: Configuration) -> AsyncIterator[Looking]:
    """Give what looks at sources as the configuration lets them be reached."""
    network = configuration.network
    offload = ProcessOffload(workers=2)
    async with guarded_client(
        allow=network.allow, proxy=network.proxy, ca_file=network.ca_file
    ) as client:
        clock = SystemClock()
        yield Looking(
            clock=clock,
            web=HttpWeb(clock, client, contact=configuration.contact),
            offload=offload,
            collections=collections_of(configuration, offload, Silence()),
        )


async def sample(source: Source, looking: Looking) -> Sample:
    """Return what the source shows at one unconditional look."""
    asked_at, began = looking.clock.now(), anyio.current_time()
    look = await looking.look(source, PollState())
    told = Sample(
        source=source.id,
        url=source.url,
        kind=source.kind if isinstance(look.found, Listed) else None,
        robots=_robots(source, look),
        asked_at=asked_at,
        took=timedelta(seconds=anyio.current_time() - began),
    )
    match look.found:
        case Unavailable(reason=reason, detail=detail):
            return replace(told, problem=f"{reason}: {detail}")
        case NotModified():
            return replace(told, problem="not modified, though not asked")
        case Listed():
            pass
        case _:
            assert_never(look.found)
    found = look.all_listed or look.as_before
    if not found:
        return replace(told, problem="it lists nothing")
    stamps = [c.published or c.updated for c in found]
    newest = max((s for s in stamps if s is not None), key=lambda s: s.at, default=None)
    return replace(told, entries=len(found), newest=newest)


def _robots(source: Source, look: Look) -> str | None:
    """Return what robots.txt says to us, as far as the look tells."""
    if source.kind in _NO_ROBOTS:
        return None
    if not source.respect_robots:
        return "not asked"
    if not isinstance(look.found, Unavailable):
        return "allowed"
    if look.found.reason is Reason.ROBOTS:
        return "refused"
    return "allowed" if look.found.reason in _ASKED else None
