"""Reads a page now as the daemon would, and judges it against what is known; nothing is stored, and
nobody is told.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

from monitor.alert.restraint import Circumstances, restraint
from monitor.app.backtest import Silence
from monitor.app.config.settings import Configuration
from monitor.app.explain.facts import Told
from monitor.app.explain.seeking import of_host
from monitor.dedupe.url import canonical
from monitor.model.alert import Alert
from monitor.model.article import ArticleId, Fingerprint, Remembered
from monitor.model.development import Development, DevelopmentId
from monitor.model.health import Read
from monitor.model.restraint import Silence as Kept
from monitor.model.source import Candidate, Find, Source, SourceId, SourceKind
from monitor.model.verdict import Trace
from monitor.model.visit import Visit
from monitor.pipeline.judging import Judging
from monitor.pipeline.reading import Reading
from monitor.pipeline.rules import Rules
from monitor.ports import Clock, Commit, Memory, Offload, Task, Web

STRANGER = SourceId("none")
"""The source of a page whose host is no source's."""


@dataclass(slots=True)
class ReadOnlyMemory:
    """The port `Memory`: what is to be stored is kept here, and all else read from another."""

    memory: Memory
    commits: list[Commit] = field(default_factory=list)

    async def neighbours(self, fingerprint: Fingerprint, url: str | None) -> tuple[Remembered, ...]:
        """Return what the other remembers."""
        return await self.memory.neighbours(fingerprint, url)

    async def related(
        self, keys: tuple[str, ...], since: date | None = None
    ) -> tuple[Development, ...]:
        """Return what the other knows."""
        return await self.memory.related(keys, since)

    async def commit(self, commit: Commit) -> bool:
        """Keep the commit, and store nothing."""
        self.commits.append(commit)
        return True

    async def held(self, now: datetime) -> tuple[DevelopmentId, ...]:
        """Return what the other holds."""
        return await self.memory.held(now)

    async def development(self, development: DevelopmentId) -> Development | None:
        """Return what the other knows."""
        return await self.memory.development(development)

    async def trace(self, article: ArticleId) -> Trace | None:
        """Return what the other keeps."""
        return await self.memory.trace(article)


@dataclass(slots=True)
class OneTask:
    """The port `Work` of a single find: keeps what the visit ended with."""

    visit: Visit | None = None

    async def take(self, *, consumer: str, count: int, wait: timedelta) -> tuple[Task, ...]:
        """Return nothing: the find is in hand."""
        del consumer, count, wait
        return ()

    async def renew(self, consumer: str, tasks: tuple[Task, ...]) -> None:
        """Pass it over: nobody else has it."""

    async def later(self, task: Task, at: datetime, visit: Visit | None = None) -> None:
        """Keep why it would be put off."""
        del task, at
        self.visit = visit

    async def again(self, find: Find, at: datetime) -> None:
        """Pass it over."""

    async def drop(self, task: Task, visit: Visit, read: Read | None = None) -> None:
        """Keep why it would be dropped."""
        del task, read
        self.visit = visit

    async def bury(self, task: Task, visit: Visit) -> None:
        """Keep why it would be given up."""
        del task
        self.visit = visit

    async def depth(self) -> int:
        """Return that nothing waits."""
        return 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a page is read and judged with."""

    clock: Clock
    web: Web
    offload: Offload
    rules: Callable[[], Rules]
    memory: Memory
    silences: tuple[Kept, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What came of reading a page: its road, or the visit that left none; who would be told."""

    trace: Trace | None
    visit: Visit | None
    told: tuple[Told, ...] = ()


async def tried(url: str, configuration: Configuration, means: Means) -> Trial:
    """Return what would come of the page at the URL, were it found now by the source that is asked
    at its host.

    A live blog's last entry stands for it. Second opinions are not asked.
    """
    now = means.clock.now()
    source = _source(url, configuration)
    rules = means.rules()
    rules = replace(rules, sources={source.id: source})
    memory, work = ReadOnlyMemory(means.memory), OneTask()
    reading = Reading(
        clock=means.clock,
        web=means.web,
        offload=means.offload,
        work=work,
        judging=Judging(rules=rules, memory=memory, journal=Silence()),
        journal=Silence(),
    )
    find = Find(
        source=source.id,
        candidate=Candidate(url=url, kind=source.kind),
        url=canonical(url),
        found_at=now,
        since=now - configuration.catch_up,
    )
    await reading.carry(Task(entry="", find=find))
    commit = memory.commits[-1] if memory.commits else None
    told = tuple(_told(alert, configuration, means) for alert in (commit.alerts if commit else ()))
    return Trial(trace=commit.trace if commit else None, visit=work.visit, told=told)


def _source(url: str, configuration: Configuration) -> Source:
    """Return the source of the page's host, enabled or not, else one that asks as usual."""
    found = next(iter(of_host(url, configuration.sources)), None)
    if found is not None:
        return found
    host = urlsplit(url).hostname or url
    pace = configuration.pace
    return Source(id=STRANGER, kind=SourceKind.PAGE, url=url, outlet=host, pace=pace)


def _told(alert: Alert, configuration: Configuration, means: Means) -> Told:
    """Return the alert with what would hold it at each of its receivers now."""
    around = Circumstances(
        silences=means.silences, registry=configuration.registry, now=means.clock.now()
    )
    known = {receiver.name: receiver for receiver in configuration.receivers}
    held = {
        name: restraint(alert, known[name], around) for name in alert.receivers if name in known
    }
    return Told(alert=alert, held=held)
