"""fetch → extract: carry one find to its end, as an article that is handed on to be judged."""

from collections.abc import Awaitable
from dataclasses import dataclass
from datetime import timedelta
from typing import assert_never

from monitor.dedupe.url import canonical
from monitor.discover.walls import wall
from monitor.errors import Unreadable
from monitor.extract.enclosed import article_of_enclosed
from monitor.extract.reading import article as read_article
from monitor.model.article import Article
from monitor.model.health import Read, Wall
from monitor.model.page import NotModified, Page, Reason, Request, Unavailable
from monitor.model.source import Find, Source
from monitor.pipeline.judging import Judging
from monitor.pipeline.pruning import pruned
from monitor.ports import Clock, Furniture, Journal, Offload, Task, Web, Work
from monitor.schedule.lateness import arrives_too_late

MOST_DELIVERIES = 5
"""How often a find is handed out before it goes to the dead letters."""
SOON = timedelta(minutes=1)
LATEST = timedelta(hours=6)
SHORT_TEXT = 1_000
"""A page with fewer letters of text may be a wall."""
_KEPT_OUT = frozenset({Reason.FORBIDDEN, Reason.TOO_MANY, Reason.ROBOTS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Reads what was found; its articles go to `judging`.

    `furniture`: remembers the lines that outlets repeat, to leave them out; None does not.
    """

    clock: Clock
    web: Web
    offload: Offload
    work: Work
    judging: Judging
    journal: Journal
    furniture: Furniture | None = None

    async def carry(self, task: Task) -> None:
        """Fetch, read and judge the find; whatever its page does, the task ends or is put off."""
        source = self.judging.rules.sources.get(task.find.source)
        if source is None:
            await self._drop(task, "its source is no longer configured")
            return
        if task.deliveries > MOST_DELIVERIES:
            await self.work.bury(task, f"handed out {task.deliveries} times without an end")
            self.journal.note("find.buried", url=task.find.url, deliveries=task.deliveries)
            return
        if task.find.candidate.enclosed is not None:
            await self._read(task, self._enclosed(task.find, source))
            return
        answer = await self.web.get(_page_request(task.find, source), source)
        match answer:
            case Page():
                await self._read(task, self._page(task.find, source, answer), page=answer)
            case NotModified():
                await self._drop(task, "not modified")
            case Unavailable():
                await self._missed(task, answer)
            case _:
                assert_never(answer)

    async def _read(
        self, task: Task, reading: Awaitable[Article], page: Page | None = None
    ) -> None:
        """Judge the article; a wall in its place, or what has no text, is noted for its source."""
        try:
            article = await reading
        except Unreadable as error:
            stands = await self._wall(page)
            read = Read.FAILED if page is not None else None
            reason = f"unreadable: {error}" if stands is None else f"walled: a {stands} wall"
            await self._drop(task, reason, read if stands is None else Read.WALLED)
            return
        if len(article.text) < SHORT_TEXT:
            stands = await self._wall(page)
            if stands is not None:
                await self._drop(task, f"walled: a {stands} wall", Read.WALLED)
                return
        article = await pruned(article, self.furniture)
        stale = arrives_too_late(task.find, article.published, article.updated)
        await self.judging.take_in(article, now=self.clock.now(), stale=stale, task=task)

    async def _wall(self, page: Page | None) -> Wall | None:
        """Return the wall that stands in the article's place; None if there is none."""
        if page is None:
            return None
        try:
            return await self.offload.run(wall, page)
        except Unreadable:
            return None

    async def _page(self, find: Find, source: Source, page: Page) -> Article:
        address = canonical(page.url)
        return await self.offload.run(
            read_article, page, canonical_url=address, hints=find.candidate, source=source
        )

    async def _enclosed(self, find: Find, source: Source) -> Article:
        return await self.offload.run(
            article_of_enclosed,
            find.candidate,
            canonical_url=find.url,
            seen_at=find.found_at,
            source=source,
        )

    async def _missed(self, task: Task, answer: Unavailable) -> None:
        """End the task if its page is gone for good or was tried long enough, else put it off."""
        if answer.lasting or task.deliveries >= MOST_DELIVERIES:
            read = Read.FAILED if answer.reason in _KEPT_OUT else None
            await self._drop(task, f"{answer.reason}: {answer.detail}", read)
            return
        now = self.clock.now()
        wait = SOON * 4 ** (task.deliveries - 1)
        at = min(max(answer.retry_at or now, now + wait), now + LATEST)
        await self.work.later(task, at)
        self.journal.note(
            "find.put_off", url=task.find.url, reason=str(answer.reason), until=at.isoformat()
        )

    async def _drop(self, task: Task, reason: str, read: Read | None = None) -> None:
        await self.work.drop(task, reason, read)
        self.journal.note("find.dropped", source=task.find.source, url=task.find.url, reason=reason)


def _page_request(find: Find, source: Source) -> Request:
    return Request(url=find.candidate.url or find.url, timeout=source.timeout)
