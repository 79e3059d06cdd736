"""A run through the real parts of a daemon whose every end is explained: a newsroom on loopback
under names of its own, real queues, a webhook receiver, and a clock that stands where it is put.
"""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpcore

from monitor.adapters.furniture import RedisFurniture
from monitor.adapters.net import guarded_client
from monitor.adapters.offload import ProcessOffload
from monitor.adapters.outbox import RedisOutbox
from monitor.adapters.queue import RedisWork
from monitor.adapters.store import Store
from monitor.adapters.web import HttpWeb
from monitor.alert.silence import new_silence, read_matcher
from monitor.app.channels import channels_of
from monitor.app.cli.looking import View
from monitor.app.config.loading import load
from monitor.app.config.settings import Configuration
from monitor.app.explain.explaining import Explaining
from monitor.app.explain.marking import ToolsIn, tools_in
from monitor.app.lexicon import known_types
from monitor.app.rules import rules_of
from monitor.app.state import retention_of
from monitor.dedupe.url import canonical
from monitor.extract.sentences import sentences
from monitor.model.identifiers import article_id
from monitor.model.source import SourceId
from monitor.pipeline.delivering import Delivering
from monitor.pipeline.judging import Judging
from monitor.pipeline.looking import Looking
from monitor.pipeline.polling import Polling
from monitor.pipeline.reading import Reading
from tests.fakes.desk import SECRET, Desk
from tests.fakes.journal import RecordingJournal
from tests.fakes.newsroom import LOOPBACK, Newsroom, Printed

NOON = datetime(2025, 12, 20, 12, tzinfo=UTC)
"""A Saturday."""
PLACE = "http://news.example"
AT_ONCE = timedelta(0)
FILES = {
    "sources.yaml": """\
sources:
  - {id: harbour, feed: "http://news.example/harbour/feed", outlet: Harbour Post}
  - {id: river, feed: "http://news.example/river/feed", outlet: River Gazette}
""",
    "actors.yaml": """\
actors:
  - {id: ukraine, name: Ukraine, kind: state}
  - {id: moldova, name: Moldova, kind: state}
  - {id: georgia, name: Georgia, kind: state}
  - {id: norway, name: Norway, kind: state, aliases: [Oslo]}
  - {id: canada, name: Canada, kind: state}
  - {id: estonia, name: Estonia, kind: state}
  - {id: latvia, name: Latvia, kind: state}
  - {id: sweden, name: Sweden, kind: state}
""",
    "watchlists/aid.yaml": """\
name: aid
developments: [aid_pledge]
actors: {any: [ukraine, georgia]}
severity: high
notify: [desk]
""",
    "watchlists/large.yaml": """\
name: large
developments: [aid_pledge, sanction]
actors: {any: [ukraine]}
min_amount: 1bn EUR
notify: [desk]
""",
}
RAIN = (
    "The ferry to the outer islands was full this morning, and the baker on the quay sold out.",
    "Gulls sat along the breakwater in the sun. Children counted the masts of the fishing boats.",
    "The museum opens at nine. Its lamps come from a lighthouse that stands no more.",
)


@dataclass
class StandingClock:
    """A clock that stands where a test puts it."""

    at: datetime = NOON

    def now(self) -> datetime:
        """Return where it stands."""
        return self.at


class ByName(httpcore.AsyncNetworkBackend):
    """Dials one port of loopback, whatever was asked for: so addresses are the same at each run."""

    def __init__(self, port: int, others: frozenset[int]) -> None:
        """`others`: ports that are dialled as they are."""
        self._system = httpcore.AnyIOBackend()
        self._port = port
        self._others = others

    async def connect_tcp(self, host, port, timeout=None, *rest, **more):  # noqa: ASYNC109
        """Connect to the port, or to one of the others."""
        there = port if port in self._others else self._port
        return await self._system.connect_tcp(LOOPBACK, there, timeout, *rest, **more)


async def on_loopback(host: str, port: int) -> tuple[str, ...]:
    """Return where every name leads."""
    del host, port
    return (LOOPBACK,)


def written(folder: Path, desk: Desk, more: dict[str, str] | None = None) -> Configuration:
    """Return the configuration of the run, written below the folder."""
    (folder / "watchlists").mkdir(parents=True, exist_ok=True)
    top = (
        f"version: 1\nstate_dir: {folder / 'state'}\nweb: null\n"
        "defaults: {per_host: {concurrency: 4, delay: 0s}}\n"
        "network: {allow: [127.0.0.0/8]}\n"
        f'receivers:\n  - {{name: desk, webhook: {{url: "{desk.url}", secret: {SECRET}}}}}\n'
    )
    for name, text in {"monitor.yaml": top, **FILES, **(more or {})}.items():
        (folder / name).write_text(text)
    return load(folder, types=known_types(folder), watchlist_files=(), environment={})


def printed(slug: str, title: str, told: str, at: datetime, *aside: str) -> Printed:
    """Return an article: its first paragraph tells something."""
    return Printed(slug=slug, title=title, paragraphs=(told, *(aside or RAIN)), at=at)


@dataclass
class Run:
    """The parts of a node on a store, driven step by step."""

    store: Store
    configuration: Configuration
    room: Newsroom
    desk: Desk
    clock: StandingClock = field(default_factory=StandingClock)
    journal: RecordingJournal = field(default_factory=RecordingJournal)
    lexicon: ToolsIn | None = None

    def __post_init__(self) -> None:
        """Put the parts together."""
        settings = self.configuration
        retention = retention_of(settings)
        dialler = ByName(self.room.port, frozenset({self.desk.port}))
        self.client = guarded_client(
            allow=settings.network.allow, resolver=on_loopback, dialler=dialler
        )
        self.web = HttpWeb(self.clock, self.client, contact=None)
        self.offload = ProcessOffload(workers=1)
        self.view = View(self.store, settings, self.clock)
        self.work = RedisWork(self.store, self.clock, retention)
        self.outbox = RedisOutbox(self.store, self.clock, retention)
        self.judging = Judging(
            rules=rules_of(settings), memory=self.view.memory, journal=self.journal
        )
        self.lexicon = self.lexicon or tools_in(settings)
        self.polling = Polling(
            clock=self.clock,
            looking=Looking(clock=self.clock, web=self.web, offload=self.offload),
            polls=self.view.polls,
            journal=self.journal,
            chance=lambda: 0.5,
            catch_up=settings.catch_up,
        )
        self.reading = Reading(
            clock=self.clock,
            web=self.web,
            offload=self.offload,
            work=self.work,
            judging=self.judging,
            journal=self.journal,
            furniture=RedisFurniture(self.store, self.clock),
        )
        self.delivering = Delivering(
            clock=self.clock,
            outbox=self.outbox,
            silences=self.view.silences,
            registry=settings.registry,
            channels=channels_of(settings, self.client, self.clock),
            journal=self.journal,
            chance=lambda: 0.5,
        )

    async def poll(self, *names: str) -> None:
        """Poll these sources, one after the other."""
        known = {source.id: source for source in self.configuration.sources}
        due = dict.fromkeys(known, self.clock.now())
        await self.view.polls.register(self.configuration.sources, due)
        for name in names:
            await self.polling.poll(known[SourceId(name)])

    async def carry(self, reading: Reading | None = None) -> None:
        """Read and judge all that waits, in the order in which it was listed."""
        while tasks := await self.work.take(consumer="run", count=1, wait=AT_ONCE):
            await (reading or self.reading).carry(tasks[0])

    async def send(self) -> None:
        """Send what is owed."""
        for receiver in self.configuration.receivers:
            while owed := await self.outbox.take(
                receiver.name, consumer="run", count=1, wait=AT_ONCE
            ):
                await self.delivering.deliver(owed[0], receiver)

    async def round(self, *sources: str, minutes: float = 1) -> None:
        """Poll the sources, read a moment later, and send a moment after that."""
        await self.poll(*sources)
        self.clock.at += timedelta(seconds=20)
        await self.carry()
        self.clock.at += timedelta(seconds=5)
        await self.send()
        self.clock.at += timedelta(minutes=minutes)

    async def edit(self, path: str, words: str, others: str) -> None:
        """Judge a page that was judged as it says others words."""
        trace = await self.view.memory.trace(article_id(canonical(f"{PLACE}/{path}"), ""))
        assert trace is not None
        text = trace.article.text.replace(words, others)
        edited = replace(trace.article, text=text, sentences=sentences(text))
        self.clock.at += timedelta(minutes=1)
        await self.judging.take_in(edited, now=self.clock.now())

    async def silence(self, matcher: str, comment: str) -> None:
        """Hold alerts for two hours."""
        now = self.clock.now()
        until = now + timedelta(hours=2)
        matchers = (read_matcher(matcher),)
        await self.view.silences.add(
            new_silence(matchers, now, until, author="ida", comment=comment, now=now)
        )

    def explaining(self) -> Explaining:
        """Return what explains the targets of the run."""
        assert self.lexicon is not None
        return Explaining(view=self.view, configuration=self.configuration, tools_in=self.lexicon)

    async def close(self) -> None:
        """Close what is open."""
        await self.client.aclose()


async def all_ends(run: Run) -> dict[str, str]:
    """Go once through every end that is explained; return the target of each, by its name."""
    room, at = run.room, run.clock.now()
    room.name = PLACE
    room.other["/robots.txt"] = (200, "text/plain", b"User-agent: *\nDisallow: /harbour/closed\n")
    hour, old = at - timedelta(minutes=30), at - timedelta(hours=2)
    pledge = "Norway pledged 90 million euros in aid to Ukraine on Saturday, its ministry said."
    norway = printed("norway-pledges", "Norway pledges aid", pledge, old)
    room.publish("harbour", norway)
    ferry = "The ferry was full on Saturday. Anglers waited on the pier until the rain had passed."
    sun = ("A brass band played beneath the plane trees.", "Two swans crossed the canal at noon.")
    room.publish("river", printed("ferry", "Ferry full on Saturday", ferry, old, *sun))
    await run.round("harbour", "river")

    copied = replace(norway, slug="norway-aid", title="Norway sends aid", at=hour)
    room.publish("river", copied)
    past = "Sweden pledged 50 million euros in aid to Ukraine in March 2023, a study recalls."
    moldova = "Sweden pledged 40 million euros in aid to Moldova on Saturday, its ministry said."
    canada = (
        "Canada will give Ukraine 70 million euros in aid, the prime minister said on Saturday."
    )
    away = "About 3 million euros in aid were pledged to Georgia on Saturday."
    rain = ("Lamps stood along the quay.", "The museum of lighthouses is open at nine.")
    boats = ("Masts and sails filled the bay.", "An old timetable hangs in the station.")
    bread = ("The baker on the quay sold out.", "Gulls sat along the breakwater in the sun.")
    snow = ("Snow lay on the northern road.", "Geese crossed the barley fields at dusk.")
    room.publish(
        "harbour",
        printed("sweden-past", "What Sweden gave", past, hour, *rain),
        printed("moldova", "Sweden helps Moldova", moldova, hour, *boats),
        printed("canada", "Canada pledges aid", canada, hour, *bread),
        printed("unnamed", "Aid for Georgia", away, hour, *snow),
        printed("closed", "Behind the rules", canada, hour),
        printed("empty", "An empty page", RAIN[1], hour),
        printed("gone", "A page that is gone", RAIN[1], hour),
    )
    room.other["/harbour/empty"] = (200, "text/html", b"<html><body><p></p></body></html>")
    room.other["/harbour/gone"] = (410, "text/plain", b"gone\n")
    await run.silence("actor=canada", "told by phone already")
    await run.round("harbour", "river", minutes=40)
    latvia = "Latvia pledged 20 million euros in aid to Ukraine on Saturday, its ministry said."
    estonia = "Estonia will give Ukraine 15 million euros in aid, its premier said on Saturday."
    now = run.clock.now()
    room.publish("river", printed("latvia", "Latvia pledges aid", latvia, now, *rain))
    room.publish("harbour", printed("estonia", "Estonia pledges aid", estonia, now, *bread))
    await run.poll("harbour", "river")
    await run.poll("harbour")
    # The clock stands in the past, so the later looks at what was told are due at once.
    await run.carry(replace(run.reading, edits=True))
    await run.edit("harbour/estonia", estonia, "The page is being rewritten.")
    for held in await run.view.memory.held(run.clock.now()):
        await run.judging.release(held, now=run.clock.now())
    await run.send()
    told = await run.view.ledger.alerts(limit=9)
    return {
        "by_alert": next(alert.id for alert in told if "Estonia" in alert.summary)[:8],
        "alerted": f"{PLACE}/harbour/norway-pledges",
        "copy": f"{PLACE}/river/norway-aid",
        "background": f"{PLACE}/harbour/sweden-past",
        "gate": f"{PLACE}/river/ferry",
        "condition": f"{PLACE}/harbour/moldova",
        "silenced": f"{PLACE}/harbour/canada",
        "held": f"{PLACE}/harbour/unnamed",
        "unreadable": f"{PLACE}/harbour/empty",
        "robots": f"{PLACE}/harbour/closed",
        "gone": f"{PLACE}/harbour/gone",
        "edited": f"{PLACE}/harbour/estonia",
        "unchanged": f"{PLACE}/river/latvia",
        "not_modified": f"{PLACE}/harbour/feed",
    }
