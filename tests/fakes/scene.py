"""One source with its pages behind a fake web, on the real queues: what polls and readers meet."""

from dataclasses import replace
from datetime import timedelta

from monitor.adapters.developments import RedisMemory
from monitor.adapters.furniture import RedisFurniture
from monitor.adapters.keys import Retention
from monitor.adapters.polls import RedisPolls
from monitor.adapters.queue import RedisWork
from monitor.adapters.withdrawals import RedisWithdrawals
from monitor.errors import Unreadable
from monitor.model.source import Source, SourceId, SourceKind
from monitor.pipeline.judging import Judging
from monitor.pipeline.looking import Looking
from monitor.pipeline.polling import Polling
from monitor.pipeline.reading import Reading
from monitor.pipeline.retracting import Retracting
from monitor.pipeline.rules import Rules
from monitor.pipeline.withdrawing import Withdrawing
from tests.fakes.journal import RecordingJournal
from tests.fakes.newsroom import Newsroom, page
from tests.fakes.offload import InlineOffload
from tests.fakes.rules import rules
from tests.fakes.stories import before, pledge
from tests.fakes.web import FakeWeb

AT_ONCE = timedelta(0)
PLACE = "http://127.0.0.1:8"


class CrashingOffload:
    """Children that all die over their work."""

    async def run(self, function, /, *args, **kwargs):
        raise Unreadable("crashed")

    def of(self, whom):
        return self


class Scene:
    """One source with the pages of a newsroom behind a fake web, and real queues."""

    def __init__(self, store, clock) -> None:
        self.clock = clock
        self.source = Source(
            id=SourceId("harbour"), kind=SourceKind.FEED, url=f"{PLACE}/harbour/feed", outlet="H"
        )
        self.web = FakeWeb()
        self.offload = InlineOffload()
        self.collections = {}
        self.edits = False
        self.retracts = False
        self.journal = RecordingJournal()
        retention = Retention()
        self.polls = RedisPolls(store, clock, retention)
        self.work = RedisWork(store, clock, retention)
        self.memory = RedisMemory(store, clock, retention)
        self.furniture = RedisFurniture(store, clock)
        self.withdrawals = RedisWithdrawals(store, clock, retention)

    def publish(self, *numbers: int, more: str = "", ending: tuple[str, ...] = ()) -> None:
        room = Newsroom(port=8)
        articles = [pledge(n, before(self.clock.now(), 5)) for n in numbers]
        articles = [replace(a, paragraphs=(*a.paragraphs, *ending)) for a in articles]
        room.publish("harbour", *articles)
        feed = room.answer("/harbour/feed")[2].decode().replace("</channel>", f"{more}</channel>")
        self.web.page(
            self.source.url, feed, content_type="application/rss+xml", etag=str(hash(feed))
        )
        for article in articles:
            self.web.page(f"{PLACE}/harbour/{article.slug}", page(article, "H"))

    def polling(self, **more) -> Polling:
        return Polling(
            clock=self.clock,
            looking=Looking(
                clock=self.clock,
                web=self.web,
                offload=self.offload,
                collections=self.collections,
            ),
            polls=self.polls,
            journal=self.journal,
            chance=lambda: 0.5,
            catch_up=timedelta(hours=24),
            **more,
        )

    async def poll(self, **more):
        return await self.polling(**more).poll(self.source)

    async def take(self):
        return await self.work.take(consumer="w", count=1, wait=AT_ONCE)

    async def carry(self, task, *, sources=None) -> None:
        known = rules(*(sources if sources is not None else (self.source,)))
        judging = self.judging(known)
        reading = Reading(
            clock=self.clock,
            web=self.web,
            offload=self.offload,
            work=self.work,
            judging=judging,
            journal=self.journal,
            furniture=self.furniture,
            edits=self.edits,
            retracting=self.retracting(judging) if self.retracts else None,
        )
        await reading.carry(task)

    def judging(self, known: Rules) -> Judging:
        return Judging(rules=known, memory=self.memory, journal=self.journal)

    def retracting(self, judging: Judging) -> Retracting:
        return Retracting(
            withdrawing=Withdrawing(
                natures=judging.rules.natures,
                memory=self.memory,
                withdrawals=self.withdrawals,
                journal=self.journal,
            ),
            polls=self.polls,
            journal=self.journal,
            families=judging.rules.families,
        )

    async def carry_all(self) -> int:
        carried = 0
        while tasks := await self.take():
            await self.carry(tasks[0])
            carried += 1
        return carried
