"""Send real pages down the road: fetched from a loopback server, extracted, deduped, judged.

    real_pages.py DATA

Prints what became of each set of pages; exit 1 if anything but a page's own unreadability ends its
road, or if no page at all was read.
"""

import asyncio
import gzip
import sys
from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import guarded_client
from monitor.adapters.offload import ProcessOffload
from monitor.adapters.throwaway import ThrowawayMemory
from monitor.adapters.web import HttpWeb
from monitor.app.backtest import Silence
from monitor.app.config.loading import load
from monitor.app.rules import known_types, rules_of
from monitor.dedupe.url import canonical
from monitor.errors import Unreadable
from monitor.extract.reading import article
from monitor.model.page import Page, Request
from monitor.model.source import Pace, Source, SourceId, SourceKind
from monitor.pipeline.judging import Judging
from tests.fakes.http_server import http_server

CONFIG = Path(__file__).parents[2] / "config"
EAGER = Pace(concurrency=4, delay=timedelta(0))
AT_ONCE = 4


@dataclass(slots=True)
class Road:
    """The road from a page to its verdicts, on a memory of its own."""

    web: HttpWeb
    judging: Judging
    offload: ProcessOffload = field(default_factory=lambda: ProcessOffload(workers=2))
    ends: Counter[str] = field(default_factory=Counter)

    async def carry(self, url: str) -> None:
        """Carry one page to its end, and count which end it was."""
        source = Source(
            id=SourceId("real"),
            kind=SourceKind.LISTING,
            url=url,
            outlet="real",
            pace=EAGER,
            respect_robots=False,
        )
        answer = await self.web.get(Request(url=url, max_bytes=5_000_000), source)
        if not isinstance(answer, Page):
            self.ends[f"not fetched: {answer}"] += 1
            return
        try:
            read = await self.offload.run(
                article, answer, canonical_url=canonical(url), hints=None, source=None
            )
        except Unreadable as error:
            self.ends[f"unreadable: {error}"] += 1
            return
        told = await self.judging.take_in(read, now=SystemClock().now())
        self.ends["judged"] += 1
        self.ends["mentions"] += len(told.judged)


async def carried(pages: list[Path]) -> Counter[str]:
    """Carry all pages, a few at a time; an exception ends the run."""
    rules = rules_of(load(CONFIG, types=known_types(), environment={}))
    allow = (ip_network("127.0.0.0/8"),)
    async with http_server() as server, guarded_client(allow=allow) as client:
        road = Road(
            web=HttpWeb(SystemClock(), client, contact=None),
            judging=Judging(rules=rules, memory=ThrowawayMemory(), journal=Silence()),
        )
        urls = [
            server.page(f"/{number}", gzip.decompress(path.read_bytes()))
            for number, path in enumerate(pages)
        ]
        room = asyncio.Semaphore(AT_ONCE)

        async def one(url: str) -> None:
            async with room:
                await road.carry(url)

        async with asyncio.TaskGroup() as group:
            for url in urls:
                group.create_task(one(url))
    return road.ends


def main(root: Path) -> int:
    """Print the ends of each set of pages; return the exit code."""
    failed = False
    for folder in sorted((root / "data" / "extraction").iterdir()):
        if not folder.is_dir():
            continue
        ends = asyncio.run(carried(sorted(folder.rglob("*.html.gz"))))
        told = ", ".join(f"{count} {end}" for end, count in ends.most_common())
        print(f"the road over {folder.name}: {told}")
        failed |= ends["judged"] == 0 or any(end.startswith("not fetched") for end in ends)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
