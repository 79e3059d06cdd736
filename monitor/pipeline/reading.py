"""fetch → extract: carry one find to its end, as an article that is handed on to be judged."""

from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import assert_never

from monitor.dedupe.url import canonical
from monitor.discover.personal import led_to
from monitor.discover.walls import wall
from monitor.errors import Unreadable
from monitor.extract.contents import Contents, contents
from monitor.extract.enclosed import article_of_enclosed
from monitor.extract.retraction import retraction
from monitor.fetch.pace import host_key
from monitor.model.article import Article
from monitor.model.development import DevelopmentId
from monitor.model.health import Read, Wall
from monitor.model.identifiers import article_id
from monitor.model.page import NotModified, Page, Reason, Request, Unavailable
from monitor.model.source import Find, Source, SourceKind
from monitor.model.visit import Fetched, Outcome, Visit
from monitor.pipeline.continuing import whole
from monitor.pipeline.judging import Judging, Told
from monitor.pipeline.pruning import pruned
from monitor.pipeline.retracting import Retracting
from monitor.ports import Clock, Furniture, Journal, Offload, Task, Web, Work
from monitor.schedule.lateness import arrives_too_late, entry_comes_too_late
from monitor.schedule.revisits import next_edit, next_look, next_try

MOST_DELIVERIES = 5
"""How often a find is handed out before it goes to the dead letters."""
SOON = timedelta(minutes=1)
LATEST = timedelta(hours=6)
LONGEST_DETAIL = 300
"""So much of the reason why a page could not be read is kept."""
SHORT_TEXT = 1_000
"""A page with fewer letters of text may be a wall."""
_GONE = frozenset({Reason.GONE, Reason.NOT_FOUND})
_KEPT_OUT = frozenset(
    {
        Reason.FORBIDDEN,
        Reason.TOO_MANY,
        Reason.ROBOTS,
        Reason.CLIENT_ERROR,
        Reason.REDIRECTS,
        Reason.TOO_LARGE,
        Reason.ENCODING,
    }
)
"""Reasons that are the outlet's own doing: its articles cannot be read as long as it is so."""
_UNANSWERED = frozenset(
    {
        Reason.TIMEOUT,
        Reason.UNREACHABLE,
        Reason.NAME_UNKNOWN,
        Reason.TLS,
        Reason.PROTOCOL,
        Reason.SERVER_ERROR,
    }
)
"""Reasons that may be the outlet's doing or our own line's: the polls of the source tell which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Reads what was found; its articles go to `judging`.

    `furniture`: remembers the lines that outlets repeat, to leave them out; None does not. `edits`:
    whether pages that told news are looked at again. `retracting`: takes back what retracted pages
    told; None does not.
    """

    clock: Clock
    web: Web
    offload: Offload
    work: Work
    judging: Judging
    journal: Journal
    furniture: Furniture | None = None
    edits: bool = False
    retracting: Retracting | None = None

    async def carry(self, task: Task) -> None:
        """Fetch, read and judge the find; whatever its page does, the task ends or is put off."""
        source = self.judging.rules.sources.get(task.find.source)
        if source is None:
            await self._stranded(task)
            return
        if task.deliveries > MOST_DELIVERIES:
            detail = f"handed out {task.deliveries} times without an end"
            await self.work.bury(task, self._visit(task, Outcome.BURIED, detail))
            self.journal.note("find.buried", url=task.find.url, deliveries=task.deliveries)
            return
        if task.find.candidate.enclosed is not None:
            await self._read(task, source, self._enclosed(task.find, source))
            return
        answer = await self.web.get(_page_request(task.find, source), source)
        match answer:
            case Page():
                page = _for_all(answer, task.find)
                task = replace(task, fetched=Fetched.of(page))
                await self._read(task, source, self._page(task.find, source, page), page=page)
            case NotModified():
                await self._drop(task, Outcome.NOT_MODIFIED)
            case Unavailable():
                await self._missed(task, answer)
            case _:
                assert_never(answer)

    async def _read(
        self, task: Task, source: Source, reading: Awaitable[Contents], page: Page | None = None
    ) -> None:
        """Judge what is told; a wall in its place, or what has no text, is noted for its source."""
        try:
            told = await reading
        except Unreadable as error:
            stands = await self._wall(page)
            if stands is not None:
                await self._drop(task, Outcome.WALLED, f"a {stands} wall", Read.WALLED)
                return
            read = Read.FAILED if page is not None else None
            await self._drop(task, Outcome.UNREADABLE, str(error), read)
            return
        article = told.articles[0]
        if article.entry:
            await self._follow(task, source, told)
            return
        if len(article.text) < SHORT_TEXT:
            stands = await self._wall(page)
            if stands is not None:
                await self._drop(task, Outcome.WALLED, f"a {stands} wall", Read.WALLED)
                return
        await self._judge(task, article)

    async def _judge(self, task: Task, article: Article) -> None:
        now, find = self.clock.now(), task.find
        notice = retraction(article)
        if notice is not None and self.retracting is not None:
            page = replace(find, article=article.id)
            await self.retracting.retract(page, notice, now=now, stated=True)
        article = await pruned(article, self.furniture)
        if find.looks and await self.judging.knows(article):
            await self._drop(task, Outcome.UNCHANGED, "unchanged since it was read")
            news: tuple[DevelopmentId, ...] = ()
        else:
            late = arrives_too_late(find, article.published, article.updated)
            stale = late or notice is not None
            told = await self.judging.take_in(article, now=now, stale=stale, task=task)
            news = _news(told)
        at = next_edit(find, told_news=bool(news), now=now) if self.edits else None
        if at is not None:
            looked = replace(find, looks=find.looks + 1, article=article.id, lost=None)
            await self.work.again(replace(looked, told=(*find.told, *news)), at)

    async def _follow(self, task: Task, source: Source, told: Contents) -> None:
        """Judge the entries of a live blog that are new or changed; it is read again if it may go
        on. What was judged before a crash is known when the task is handed out again.
        """
        now, find = self.clock.now(), task.find
        at = next_look(find, source, now=now) if told.ongoing else None
        new = [entry for entry in told.articles if not await self.judging.knows(entry)]
        entries = f"{len(told.articles)} entries, {len(new)} of them new"
        for left, entry in zip(reversed(range(len(new))), new, strict=True):
            stale = entry_comes_too_late(find, entry.published, entry.updated, now=now)
            ends = left == 0 and at is None
            await self.judging.take_in(entry, now=now, stale=stale, task=task, ends=ends)
        if at is not None:
            visit = replace(self._visit(task, Outcome.FOLLOWED, entries), next_look=at)
            await self.work.later(replace(task, deliveries=0), at, visit)
        elif not new:
            await self._drop(task, Outcome.FOLLOWED, "no entry is new")
        self.journal.note(
            "live.read",
            url=find.url,
            entries=len(told.articles),
            new=len(new),
            until=at.isoformat() if at else None,
        )

    async def _wall(self, page: Page | None) -> Wall | None:
        """Return the wall that stands in the article's place; None if there is none."""
        if page is None:
            return None
        try:
            return await self.offload.of(host_key(page.url)).run(wall, page)
        except Unreadable:
            return None

    async def _page(self, find: Find, source: Source, page: Page) -> Contents:
        offload = self.offload.of(host_key(page.url))
        told = await offload.run(
            contents, page, canonical=canonical, hints=find.candidate, source=source
        )
        if told.further is None:
            return told
        article = await whole(told, page, source, web=self.web, offload=offload)
        return Contents(articles=(article,))

    async def _enclosed(self, find: Find, source: Source) -> Contents:
        article: Article = await self.offload.of(source.id).run(
            article_of_enclosed,
            find.candidate,
            canonical_url=find.url,
            seen_at=find.found_at,
            source=source,
        )
        return Contents(articles=(article,))

    async def _missed(self, task: Task, answer: Unavailable) -> None:
        """End the task if its page is gone for good or was tried long enough, else put it off."""
        if answer.lasting or task.deliveries >= MOST_DELIVERIES:
            await self._gone(task.find, answer)
            missed = self._visit(task, Outcome.UNAVAILABLE, answer.detail, answer.reason)
            await self._end(task, missed, _read_of(answer))
            return
        now = self.clock.now()
        wait = SOON * 4 ** (task.deliveries - 1)
        at = min(max(answer.retry_at or now, now + wait), now + LATEST)
        visit = self._visit(task, Outcome.PUT_OFF, answer.detail, answer.reason)
        await self.work.later(task, at, replace(visit, next_look=at))
        self.journal.note(
            "find.put_off", url=task.find.url, reason=str(answer.reason), until=at.isoformat()
        )

    async def _gone(self, find: Find, answer: Unavailable) -> None:
        """Take back what a page told that is gone for good, or look at it again to know that."""
        if self.retracting is None or answer.reason not in _GONE:
            return
        page = replace(find, article=find.article or article_id(find.url, ""))
        again = await self.retracting.missed(page, answer.reason, now=self.clock.now())
        if again is not None:
            found, at = again
            await self.work.again(replace(found, looks=max(found.looks, 1)), at)

    async def _stranded(self, task: Task) -> None:
        """Put off what a source listed that is no longer configured: it may come back."""
        why, at = "its source is no longer configured", next_try(task.find, now=self.clock.now())
        if at is None:
            await self._drop(task, Outcome.UNCONFIGURED, why)
            return
        visit = replace(self._visit(task, Outcome.UNCONFIGURED, why), next_look=at)
        await self.work.later(replace(task, deliveries=task.deliveries - 1), at, visit)

    async def _drop(
        self, task: Task, outcome: Outcome, detail: str = "", read: Read | None = None
    ) -> None:
        await self._end(task, self._visit(task, outcome, detail), read)

    async def _end(self, task: Task, visit: Visit, read: Read | None) -> None:
        await self.work.drop(task, visit, read)
        find = task.find
        self.journal.note("find.dropped", source=find.source, url=find.url, reason=visit.words)

    def _visit(
        self, task: Task, outcome: Outcome, detail: str, reason: Reason | None = None
    ) -> Visit:
        return Visit(
            url=task.find.url,
            source=task.find.source,
            found_at=task.find.found_at,
            at=self.clock.now(),
            outcome=outcome,
            detail=detail[:LONGEST_DETAIL],
            reason=reason,
            tries=task.deliveries,
            fetched=task.fetched,
        )


def _read_of(answer: Unavailable) -> Read | None:
    """Return how the page counts that is given up; None: what is gone says nothing."""
    if answer.reason in _KEPT_OUT:
        return Read.FAILED
    return Read.UNANSWERED if answer.reason in _UNANSWERED else None


def _news(told: Told) -> tuple[DevelopmentId, ...]:
    """Return the developments that alerts told."""
    found = (a.development.id for a in told.alerts if a.development is not None)
    return tuple(dict.fromkeys(found))


def _for_all(page: Page, find: Find) -> Page:
    """Return the page; one that the link of a newsletter led to without what the link told of its
    reader.
    """
    by_letter = find.candidate.kind is SourceKind.MAILBOX
    return replace(page, url=led_to(page.url)) if by_letter else page


def _page_request(find: Find, source: Source) -> Request:
    return Request(url=find.candidate.url or find.url, timeout=source.timeout)
