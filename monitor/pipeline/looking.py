"""One look at a source: its list from the web or from a collection, and the lists that it names."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import assert_never

from monitor.discover.walls import beheld
from monitor.discover.watched import has_changed
from monitor.errors import Unreadable
from monitor.model.health import Wall
from monitor.model.page import FEED_BYTES, NotModified, Page, Reason, Request, Unavailable
from monitor.model.source import Candidate, Listed, PollState, Source, SourceKind
from monitor.ports import Clock, Collection, Offload, Web
from monitor.schedule.habit import news
from monitor.schedule.polling import is_known, poll_request

MOST_FURTHER = 20
"""So many further lists are asked for in one poll."""
MOST_IDLE = 2
"""So many of them in a row without anything new, and the rest is left alone."""
MOST_LISTED = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What one look gave: a list, or that nothing changed, or why there is none. `page`: what came
    from the web; where nothing changed, the bytes that were known. `all_listed`: with what stands
    in further lists; `missed`: those that failed. `as_before`: a watched page as it was known, or
    is known from now on: read to be remembered.
    """

    found: Listed | NotModified | Unavailable
    page: Page | None = None
    all_listed: tuple[Candidate, ...] = ()
    missed: tuple[Unavailable, ...] = ()
    as_before: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Looking:
    """Looks at sources of every kind; `collections` holds those that are no web pages."""

    clock: Clock
    web: Web
    offload: Offload
    collections: Mapping[SourceKind, Collection] = field(default_factory=dict)

    async def look(self, source: Source, state: PollState) -> Look:
        """Return what the source shows now; whatever goes wrong is a value."""
        collection = self.collections.get(source.kind)
        if collection is not None:
            found = await collection.take(source, state)
            listed = found.candidates if isinstance(found, Listed) else ()
            return Look(found=found, all_listed=listed)
        answer = await self.web.get(poll_request(source, state), source)
        if not isinstance(answer, Page):
            return Look(found=answer)
        if is_known(source, state, answer):
            same = NotModified(url=answer.url, max_age=answer.max_age, moved_to=answer.moved_to)
            return Look(found=same, page=answer)
        return await self.look_at(answer, source, state)

    async def look_at(self, answer: Page, source: Source, state: PollState) -> Look:
        """Return what the source shows, whose page was had already."""
        read = await self._read(answer, source)
        if isinstance(read, Unavailable):
            return Look(found=read)
        if source.kind is SourceKind.PAGE:
            return _page_look(read, answer, state)
        return await self._further(read, answer, source, state)

    async def _read(self, page: Page, source: Source) -> Listed | Unavailable:
        try:
            found = await self.offload.of(source.id).run(beheld, page, source)
        except Unreadable as error:
            return Unavailable(
                url=source.url, reason=Reason.UNREADABLE, detail=str(error), lasting=False
            )
        if isinstance(found, Wall):
            return Unavailable(url=page.url, reason=Reason.WALLED, detail=f"a {found} wall")
        return found

    async def _further(self, first: Listed, page: Page, source: Source, state: PollState) -> Look:
        """Return the look at a list and at those that it names, the likeliest of them first.

        The sitemaps of an index are asked until two in a row have nothing new; the next pages of
        a list only as long as the one before has something new. The time of one answer must do
        for all of them.
        """
        waiting = list(first.further)
        if waiting and first.candidates and not news(source, state.habit, first.candidates):
            waiting.clear()
        end = self.clock.now() + source.timeout
        asked, idle = {source.url}, 0
        listed, missed = list(first.candidates), list[Unavailable]()
        while waiting and idle < MOST_IDLE and len(asked) <= MOST_FURTHER:
            url = waiting.pop(0)
            if url in asked or self.clock.now() > end or len(listed) >= MOST_LISTED:
                continue
            asked.add(url)
            read = await self._list(url, source)
            if isinstance(read, Unavailable):
                missed.append(read)
                continue
            known = state.habit.known and not news(source, state.habit, read.candidates)
            idle = idle + 1 if known else 0
            listed += read.candidates
            waiting += () if known else read.further
        if missed and not listed:
            return Look(found=missed[0])
        everything = tuple(listed[:MOST_LISTED])
        return Look(found=first, page=page, all_listed=everything, missed=tuple(missed))

    async def _list(self, url: str, source: Source) -> Listed | Unavailable:
        request = Request(url=url, max_bytes=FEED_BYTES, timeout=source.timeout)
        answer = await self.web.get(request, source)
        match answer:
            case Page():
                return await self._read(answer, source)
            case NotModified():
                return Listed()
            case Unavailable():
                return answer
            case _:
                assert_never(answer)


def _page_look(read: Listed, page: Page, state: PollState) -> Look:
    """Return the look at a watched page: news only where it is not as it was last seen.

    What it says at the first look (of the part that is watched now), and what it still says on
    another day, is read to be remembered: else the first later edit would be compared with nothing,
    and all of it told as new.
    """
    if has_changed(read.digest, state.digest):
        return Look(found=read, page=page, all_listed=read.candidates)
    known = () if read.digest == state.digest else read.candidates
    return Look(found=replace(read, candidates=()), page=page, as_before=known)
