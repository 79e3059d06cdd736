"""One look at each source, as the daemon would ask it, without remembering anything."""

from collections.abc import Callable
from dataclasses import dataclass

import anyio

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import guarded_client
from monitor.adapters.offload import ProcessOffload
from monitor.adapters.web import HttpWeb
from monitor.app.config.settings import Configuration
from monitor.discover.reading import listed
from monitor.errors import Unreadable
from monitor.model.moment import Stamp
from monitor.model.page import NotModified, Unavailable
from monitor.model.source import PollState, Source
from monitor.schedule.polling import poll_request

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
    network = configuration.network
    offload = ProcessOffload(workers=2)
    room = anyio.CapacityLimiter(AT_ONCE)
    async with guarded_client(
        allow=network.allow, proxy=network.proxy, ca_file=network.ca_file
    ) as client:
        web = HttpWeb(SystemClock(), client, contact=configuration.contact)

        async def look(source: Source) -> None:
            async with room:
                told(await sample(source, web, offload))

        async with anyio.create_task_group() as group:
            for source in configuration.sources:
                if source.enabled:
                    group.start_soon(look, source)


async def sample(source: Source, web: HttpWeb, offload: ProcessOffload) -> Sample:
    """Return what the source answers to one unconditional poll."""
    answer = await web.get(poll_request(source, PollState()), source)
    if isinstance(answer, Unavailable):
        return Sample(source=source.id, url=source.url, problem=f"{answer.reason}: {answer.detail}")
    if isinstance(answer, NotModified):
        return Sample(source=source.id, url=source.url, problem="not modified, though not asked")
    try:
        found = await offload.run(listed, answer, source)
    except Unreadable as error:
        return Sample(source=source.id, url=source.url, problem=f"unreadable: {error}")
    stamps = [c.published or c.updated for c in found.candidates]
    newest = max((s for s in stamps if s is not None), key=lambda s: s.at, default=None)
    if found.further and not found.candidates:
        return Sample(source=source.id, url=source.url, entries=len(found.further))
    if not found.candidates:
        return Sample(source=source.id, url=source.url, problem="it lists nothing")
    return Sample(source=source.id, url=source.url, entries=len(found.candidates), newest=newest)
