"""dedupe → detect → judge → alert: from an article to what is stored and owed, in one step."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial

from monitor.alert.compose import alerts
from monitor.alert.hearing import hearings
from monitor.alert.match import Reading, Wanted, passage, wants
from monitor.dedupe.fingerprint import fingerprint
from monitor.dedupe.likeness import likeness
from monitor.errors import TryLater
from monitor.judge.blocking import Ground, lookup_keys, stored_keys
from monitor.judge.expectation import awaiting, overdue
from monitor.judge.holding import released
from monitor.judge.identity import open_since, open_until
from monitor.judge.judging import Arrival, judge
from monitor.judge.origins import learn, origin
from monitor.judge.state import own_ids
from monitor.model.alert import Alert
from monitor.model.article import Article, Copy, Likeness, Remembered
from monitor.model.development import Development, DevelopmentId, Evidence, Keyed, Mention
from monitor.model.verdict import VERDICT_WORDS, Decision, Hearing, Judged, Trace
from monitor.pipeline.advising import Advising
from monitor.pipeline.confirming import confirming
from monitor.pipeline.detecting import Detected, address_of, detected, remembered_of
from monitor.pipeline.obeying import Obeying, open_ones
from monitor.pipeline.rules import Rules
from monitor.pipeline.tracing import decision_of, released_trace, trace_of, visit_of_article
from monitor.ports import Archive, Archived, Commit, Journal, Memory, Task

MOST_TRIES = 8
"""How often an article is judged again because a development changed meanwhile."""


Tell = Callable[[Judged, Reading, datetime], tuple[tuple[Alert, ...], Development]]
"""Returns the alerts of a judged mention at that moment, and the development that was told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What became of one article: how it resembles others, each judged mention, and its alerts."""

    article: Article
    likeness: Likeness
    judged: tuple[Judged, ...]
    alerts: tuple[Alert, ...]
    decisions: tuple[Decision, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Judging:
    """The second half of the road: dedupe → detect → judge → alert, on any memory.

    `advising`: asks for second opinions; None does not. `archive`: keeps each article before it
    counts as seen; None does not. `learnt`: the families that articles named for their outlets.
    `detecting`, `telling`: what detects and tells otherwise than the rules say (a replay's), whose
    labels it obeys.
    """

    rules: Rules
    memory: Memory
    journal: Journal
    advising: Advising | None = None
    archive: Archive | None = None
    learnt: dict[str, str] = field(default_factory=dict)
    detecting: Callable[[Article], Detected] | None = None
    telling: Tell | None = None
    obeying: Obeying = field(default_factory=Obeying)

    async def take_in(
        self,
        article: Article,
        *,
        now: datetime,
        stale: bool = False,
        task: Task | None = None,
        ends: bool = True,
    ) -> Told:
        """Judge the article and store all that it leaves behind in one step; that ends the task if
        the article `ends` it, else others of its page follow.

        Raises `TryLater` if developments changed under it too often, `StoreFull` if nothing can be
        stored; nothing is stored then.
        """
        found, address = self._detected(article), address_of(article)
        prints, mentions = found.prints, found.mentions or ()
        learn(self.learnt, article)
        families = replace(self.rules.families, learnt=self.learnt)
        sought: tuple[DevelopmentId, ...] = ()
        for _ in range(MOST_TRIES):
            neighbours = await self.memory.neighbours(prints, address)
            like = likeness(address, prints, neighbours)
            whose = origin(article, like, families)
            arrival = Arrival(article=article, likeness=like, origin=whose, now=now, stale=stale)
            told = await self._judged(mentions, arrival, sought, task)
            await self._archive(arrival, address, task)
            remembered = remembered_of(arrival, address, prints)
            trace = trace_of(told.decisions, arrival, neighbours, found.sifted, task)
            ended = task if ends else None
            if await self.memory.commit(self._commit(told, remembered, ended, trace)):
                self._note(told)
                return told
            sought = own_ids(mentions, article)
        raise TryLater(f"{article.id}: its developments changed too often while it was judged")

    async def knows(self, article: Article) -> bool:
        """Return whether this very text was judged before under the same address."""
        prints, address = fingerprint(article), address_of(article)
        near = await self.memory.neighbours(prints, address)
        return any(one.url == address and one.fingerprint.content == prints.content for one in near)

    async def _archive(self, arrival: Arrival, address: str | None, task: Task | None) -> None:
        """Keep the article before it counts as seen: afterwards nobody would read it again."""
        if self.archive is None:
            return
        archived = Archived(
            article=arrival.article,
            likeness=arrival.likeness,
            page=address,
            source=task.find.source if task is not None else None,
            read_at=arrival.now,
        )
        await self.archive.keep(archived)

    def _detected(self, article: Article) -> Detected:
        found = (self.detecting or partial(detected, rules=self.rules))(article)
        if found.mentions is None:
            self.journal.note("article.story_level", article=article.id, language=article.language)
        return found

    def _tell(
        self, judged: Judged, reading: Reading, now: datetime
    ) -> tuple[tuple[Alert, ...], Development]:
        if self.telling is not None:
            return self.telling(judged, reading, now)
        return alerts(judged, self.rules.watchlists, reading, now)

    def _heard(self, judged: Judged, reading: Reading) -> tuple[Hearing, ...]:
        """Return what the watchlists made of it, to be kept; a replay asks them by itself."""
        return hearings(judged, self.rules.watchlists, reading) if self.telling is None else ()

    async def _judged(
        self,
        mentions: tuple[Mention, ...],
        arrival: Arrival,
        sought: tuple[DevelopmentId, ...],
        task: Task | None,
    ) -> Told:
        article = arrival.article
        day = article.published.day if article.published else arrival.now.date()
        ground = self.rules.ground(day, article)
        keys = dict.fromkeys(key for m in mentions for key in lookup_keys(m, ground))
        days = [open_since(m, ground) for m in mentions]
        since = None if None in days else min((d for d in days if d is not None), default=None)
        said = await self.obeying.said(article.id, self.memory)
        sought += tuple(one.development for one in said)
        related = await open_ones(self.memory, tuple(keys), since, sought)
        heeded = self.obeying.heeded(related, arrival.now)
        listed = task.find.source if task is not None else None
        reading = self.rules.reading(article, day, source=listed)
        judged: list[Judged] = []
        emitted: list[Alert] = []
        decisions: list[Decision] = []
        first = judge(mentions, arrival, heeded, ground, said)
        for one in await self._advised(first, arrival, ground, reading):
            near = passage(article, one.mention.start, one.mention.end)
            found, development = self._tell(one, replace(reading, passage=near), arrival.now)
            told = replace(confirming(one, found), after=development)
            judged.append(told)
            emitted += found
            heard = self._heard(one, replace(reading, passage=near))
            decisions.append(decision_of(article, told, heard, found))
        return Told(
            article=article,
            likeness=arrival.likeness,
            judged=tuple(judged),
            alerts=tuple(emitted),
            decisions=tuple(decisions),
        )

    async def _advised(
        self, judged: tuple[Judged, ...], arrival: Arrival, ground: Ground, reading: Reading
    ) -> tuple[Judged, ...]:
        """Return the mentions after second opinions on those that some watchlist wants."""
        if self.advising is None:
            return judged
        wanted: list[bool] = []
        for one in judged:
            near = passage(arrival.article, one.mention.start, one.mention.end)
            asked = (
                wants(watchlist, one.after, replace(reading, passage=near))
                for watchlist in self.rules.watchlists
            )
            wanted.append(any(isinstance(answer, Wanted) for answer in asked))
        return await self.advising.reconsidered(judged, tuple(wanted), arrival, ground)

    def _commit(
        self, told: Told, remembered: Remembered, task: Task | None, trace: Trace
    ) -> Commit:
        changed = tuple(j for j in told.judged if j.after != j.before)
        return Commit(
            task=task,
            remembered=remembered,
            developments=tuple(self._keyed(j) for j in changed),
            alerts=told.alerts,
            trace=trace,
            visit=visit_of_article(task, remembered, trace) if task is not None else None,
        )

    def _keyed(self, judged: Judged) -> Keyed:
        development = judged.after
        day = development.first_seen.date()
        ground = self.rules.ground(day)
        return Keyed(
            development=development,
            keys=stored_keys(development, ground),
            until=open_until(development, ground),
        )

    async def release(self, development: DevelopmentId, *, now: datetime) -> tuple[Alert, ...]:
        """Tell a held development whose hold has ended, or a plan that is overdue, unless another
        worker did; return its alerts.
        """
        held = await self.memory.development(development)
        if held is None or held.wakes_at is None or held.wakes_at > now:
            return ()
        (held,) = self.obeying.heeded((held,), now)
        nature = self.rules.natures.of(held.type)
        held_back = held.held_until is not None
        judged = awaiting(released(held, now), nature, now) if held_back else overdue(held)
        source = judged.evidence[0]
        trace = await self.memory.trace(source.article)
        article = trace.article if trace is not None else _evidence_alone(source)
        listed = trace.coming.source if trace is not None and trace.coming is not None else None
        reading = self.rules.reading(article, held.first_seen.date(), source=listed)
        if trace is not None:
            reading = replace(reading, passage=passage(article, source.start, source.end))
        found, told = self._tell(judged, reading, now)
        heard = self._heard(judged, reading)
        commit = Commit(
            task=None,
            remembered=None,
            developments=(self._keyed(replace(judged, after=told)),),
            alerts=found,
            trace=released_trace(trace, judged, heard, found, now) if trace else None,
        )
        if not await self.memory.commit(commit):
            return ()
        self._note_alerts(found)
        return found

    def _note(self, told: Told) -> None:
        article = told.article
        self.journal.note(
            "article.judged",
            article=article.id,
            outlet=article.outlet,
            likeness=type(told.likeness).__name__.lower(),
            copy_of=told.likeness.of if isinstance(told.likeness, Copy) else None,
            mentions=len(told.judged),
        )
        for judged in told.judged:
            self.journal.note(
                f"mention.{VERDICT_WORDS[type(judged.verdict)]}",
                article=article.id,
                type=judged.mention.type,
                development=judged.after.id,
                status=judged.mention.status,
                why=judged.verdict.why[-1:] and judged.verdict.why[-1],
            )
        self._note_alerts(told.alerts)

    def _note_alerts(self, emitted: tuple[Alert, ...]) -> None:
        for alert in emitted:
            if alert.muted is not None:
                for name in alert.receivers:
                    said = {"receiver": name, "reason": "muted", "detail": alert.muted}
                    self.journal.note("delivery.muted", alert=alert.id, **said)
                continue
            self.journal.note(
                "alert.emitted",
                alert=alert.id,
                kind=alert.kind,
                development=alert.development.id if alert.development else None,
                watchlists=alert.watchlists,
                receivers=alert.receivers,
                summary=alert.summary,
            )


def _evidence_alone(evidence: Evidence) -> Article:
    """Return what is left of an article that is no longer kept."""
    return Article(
        id=evidence.article, text=evidence.sentence, url=evidence.url, outlet=evidence.outlet
    )
