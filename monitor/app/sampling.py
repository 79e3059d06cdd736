"""One look at each source, as the daemon would ask it, without remembering anything."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
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
from monitor.model.page import NotModified, Unavailable
from monitor.model.source import Listed, PollState, Source
from monitor.pipeline.looking import Looking

AT_ONCE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """What a source answered: how much it lists and how fresh, or the problem."""

    source: str
    url: str
    entries: int = 0
    newest: Stamp | None = None
    problem: str | None = None


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
    look = await looking.look(source, PollState())
    told = Sample(source=source.id, url=source.url)
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
