"""Ask for the robots.txt of 4,231 sites, read them, and ask each about three URLs.

    python -m tests.evaluation.robots DATA

Each file lies on a web server on loopback. Printed are the time from asking for it to the third
answer, and, of that, the CPU time of reading and answering alone; each is the least of three runs,
and of twelve more for the slowest: what else the machine does counts for nobody.
Exit 1 if anything raises, or if the slowest site takes over 20 times as long as the median one, by
either measure.
"""

import asyncio
import sys
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from monitor.adapters.clock import SystemClock
from monitor.adapters.net import guarded_client
from monitor.adapters.web import HttpWeb
from monitor.fetch.robots import standing
from monitor.model.page import ROBOTS_BYTES, Page, Request
from monitor.model.source import Pace, Source, SourceId, SourceKind
from tests.fakes.http_server import HttpServer, http_server

FILES = Path("data/robots/real_robots_4k.tar.gz")
SITE = "https://harbour.example"
THREE = (f"{SITE}/", f"{SITE}/news/2025/12/20/loan-approved.html?page=2", f"{SITE}/search?q=a%20b")
LOOPBACK = ip_network("127.0.0.0/8")
RUNS = 3
RUNS_OF_THE_SLOWEST = 12
SLOWEST = 40
LIMIT = 20.0
SOURCE = Source(
    id=SourceId("harbour"),
    kind=SourceKind.FEED,
    url=SITE,
    outlet="Harbour Post",
    pace=Pace(concurrency=1, delay=timedelta(0)),
    respect_robots=False,
)


@dataclass(frozen=True, kw_only=True)
class Cost:
    """Seconds that one site took: in all, and of the processor for reading and answering."""

    site: str
    whole: float
    read: float


def files(data: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the robots.txt of each site, cut where a fetch cuts it."""
    with tarfile.open(data / FILES) as archive:
        for member in archive:
            content = archive.extractfile(member)
            if content is not None:
                yield member.name, content.read(ROBOTS_BYTES)


async def cost(
    site: str, body: bytes, web: HttpWeb, server: HttpServer, *, runs: int = RUNS
) -> Cost:
    """Ask for the file and about three URLs, and take the least of each; raises what it raises."""
    url = server.page("/robots.txt", body, content_type="text/plain")
    request = Request(url=url, max_bytes=ROBOTS_BYTES)
    whole = read = float("inf")
    for _ in range(runs):
        start = perf_counter()
        answer = await web.get(request, SOURCE)
        assert isinstance(answer, Page), answer
        reading = process_time()
        rules = standing(answer, now=SystemClock().now()).rules
        asked = sum(map(rules.allows, THREE))
        assert 0 <= asked <= len(THREE)
        assert rules.delay >= timedelta(0)
        read = min(read, process_time() - reading)
        whole = min(whole, perf_counter() - start)
    return Cost(site=site, whole=whole, read=read)


async def costs(data: Path) -> tuple[list[Cost], list[str]]:
    """Return what each site took, and what was raised."""
    found: dict[str, Cost] = {}
    raised: list[str] = []
    async with http_server() as server, guarded_client(allow=(LOOPBACK,)) as client:
        web = HttpWeb(SystemClock(), client, contact=None)
        for site, body in files(data):
            try:
                found[site] = await cost(site, body, web, server)
            except Exception as error:  # noqa: BLE001 - that none is raised is what is measured
                raised.append(f"{site}: {error!r}")
        slowest = {
            *sorted(found, key=lambda site: found[site].whole)[-SLOWEST:],
            *sorted(found, key=lambda site: found[site].read)[-SLOWEST:],
        }
        for site, body in files(data):
            if site in slowest:
                again = await cost(site, body, web, server, runs=RUNS_OF_THE_SLOWEST)
                found[site] = least(found[site], again)
    return list(found.values()), raised


def least(one: Cost, other: Cost) -> Cost:
    """Return the least of both measures of one site."""
    return Cost(site=one.site, whole=min(one.whole, other.whole), read=min(one.read, other.read))


def told(what: str, seconds: dict[str, float]) -> float:
    """Print a line of figures; return how many times the median the slowest takes."""
    each = sorted(seconds.values())
    middle, last = median(each), each[-1]
    print(
        f"{what}: median {middle * 1e3:.2f} ms, p99 {each[len(each) * 99 // 100] * 1e3:.2f} ms, "
        f"slowest {last * 1e3:.2f} ms ({max(seconds, key=seconds.__getitem__)}), "
        f"slowest/median {last / middle:.1f}"
    )
    return last / middle


def main(arguments: list[str]) -> int:
    """Print the figures; return the exit code."""
    found, raised = asyncio.run(costs(Path(arguments[0])))
    print(f"robots.txt of {len(found) + len(raised)} sites: {len(raised)} raise")
    print("\n".join(raised), end="\n" if raised else "")
    if not found:
        return 1
    measures = {
        "reading and three answers alone, CPU": {each.site: each.read for each in found},
        "from asking, time": {each.site: each.whole for each in found},
    }
    times = [told(f"  {what} (limit {LIMIT:g})", each) for what, each in measures.items()]
    return bool(raised) or max(times) > LIMIT


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
