"""schedule → discover → fetch → extract: from a due source to articles handed on to be judged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from monitor.dedupe.url import canonical
from monitor.discover.honesty import without_build_times
from monitor.discover.reading import candidates
from monitor.errors import Unreadable
from monitor.extract.reading import article as read_article
from monitor.model.article import Article
from monitor.model.page import NotModified, Page, Reason, Request, Unavailable
from monitor.model.source import Candidate, Find, PollState, Source
from monitor.pipeline.judging import Judging
from monitor.ports import Clock, Journal, Offload, Polls, Task, Web, Work
from monitor.schedule import (
    after_poll,
    arrives_too_late,
    fresh_since,
    is_stale,
    next_poll,
    poll_request,
)

MOST_DELIVERIES = 5
"""How often a find is handed out before it goes to the dead letters."""
SOON = timedelta(minutes=1)
LATEST = timedelta(hours=6)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """schedule → discover: ask a source what is new, and queue it."""

    clock: Clock
    web: Web
    offload: Offload
    polls: Polls
    journal: Journal
    chance: Callable[[], float]
    catch_up: timedelta

    async def poll(self, source: Source) -> PollState:
        """Poll the source once; state, next due time and finds are stored in one step."""
        state = await self.polls.state(source.id)
        answer = await self.web.get(poll_request(source, state), source)
        listed: tuple[Candidate, ...] = ()
        if isinstance(answer, NotModified):
            # A killed server may have lost the validators, and the finds that came with them.
            state = await self.polls.state(source.id)
        if isinstance(answer, Page):
            try:
                listed = await self.offload.run(
                    candidates,
                    source.kind,
                    answer.body,
                    base=answer.url,
                    link=source.link,
                    charset=answer.charset,
                )
            except Unreadable as error:
                answer = Unavailable(
                    url=source.url, reason=Reason.UNREADABLE, detail=str(error), lasting=False
                )
        now = self.clock.now()
        after = after_poll(state, answer, now=now, entries=len(listed))
        due = next_poll(
            source,
            after,
            now=now,
            jitter=self.chance(),
            max_age=None if isinstance(answer, Unavailable) else answer.max_age,
            retry_at=answer.retry_at if isinstance(answer, Unavailable) else None,
        )
        finds = self._finds(source, listed, state, now)
        queued = await self.polls.finish(source.id, after, due, finds)
        self._note(source, answer, len(listed), queued)
        return after

    def _finds(
        self, source: Source, listed: tuple[Candidate, ...], state: PollState, now: datetime
    ) -> tuple[Find, ...]:
        """Return what is to be fetched, each URL once; entries without a link cannot be."""
        found: dict[str, Find] = {}
        for candidate in without_build_times(listed, asked_at=now):
            if candidate.url is None:
                continue
            found.setdefault(
                canonical(candidate.url),
                Find(
                    source=source.id,
                    candidate=candidate,
                    url=canonical(candidate.url),
                    stale=is_stale(candidate, state, now=now, catch_up=self.catch_up),
                    since=fresh_since(state, now=now, catch_up=self.catch_up),
                    found_at=now,
                ),
            )
        return tuple(found.values())

    def _note(
        self, source: Source, answer: Page | NotModified | Unavailable, listed: int, queued: int
    ) -> None:
        match answer:
            case Page():
                self.journal.note("source.polled", source=source.id, listed=listed, queued=queued)
            case NotModified():
                self.journal.note("source.not_modified", source=source.id)
            case Unavailable():
                self.journal.note(
                    "source.unavailable",
                    source=source.id,
                    reason=str(answer.reason),
                    detail=answer.detail,
                )
            case _:
                assert_never(answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """fetch → extract → (judging): carry one find to its end."""

    clock: Clock
    web: Web
    offload: Offload
    work: Work
    judging: Judging
    journal: Journal

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
        answer = await self.web.get(_page_request(task.find, source), source)
        match answer:
            case Page():
                await self._read(task, source, answer)
            case NotModified():
                await self._drop(task, "not modified")
            case Unavailable():
                await self._missed(task, answer)
            case _:
                assert_never(answer)

    async def _read(self, task: Task, source: Source, page: Page) -> None:
        try:
            article: Article = await self.offload.run(
                read_article,
                page,
                canonical_url=canonical(page.url),
                hints=task.find.candidate,
                source=source,
            )
        except Unreadable as error:
            await self._drop(task, f"unreadable: {error}")
            return
        stale = arrives_too_late(task.find, article.published, article.updated)
        await self.judging.take_in(article, now=self.clock.now(), stale=stale, task=task)

    async def _missed(self, task: Task, answer: Unavailable) -> None:
        """End the task if its page is gone for good or was tried long enough, else put it off."""
        if answer.lasting or task.deliveries >= MOST_DELIVERIES:
            await self._drop(task, f"{answer.reason}: {answer.detail}")
            return
        now = self.clock.now()
        wait = SOON * 4 ** (task.deliveries - 1)
        at = min(max(answer.retry_at or now, now + wait), now + LATEST)
        await self.work.later(task, at)
        self.journal.note(
            "find.put_off", url=task.find.url, reason=str(answer.reason), until=at.isoformat()
        )

    async def _drop(self, task: Task, reason: str) -> None:
        await self.work.drop(task, reason)
        self.journal.note("find.dropped", source=task.find.source, url=task.find.url, reason=reason)


def _page_request(find: Find, source: Source) -> Request:
    return Request(url=find.candidate.url or find.url, timeout=source.timeout)
