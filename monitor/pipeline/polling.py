"""schedule → discover: ask a source what is new, and queue it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import assert_never

from monitor.dedupe.url import canonical
from monitor.discover.honesty import without_build_times
from monitor.discover.reading import listed
from monitor.errors import Unreadable
from monitor.model.page import NotModified, Page, Reason, Unavailable
from monitor.model.source import Candidate, Find, Listed, PollState, Source
from monitor.ports import Clock, Journal, Offload, Polls, Web
from monitor.schedule import (
    after_poll,
    fresh_since,
    is_stale,
    next_poll,
    poll_request,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """Polls sources, one at a time, on any clock, web and queue."""

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
        found = Listed()
        if isinstance(answer, NotModified):
            # A killed server may have lost the validators, and the finds that came with them.
            state = await self.polls.state(source.id)
        if isinstance(answer, Page):
            try:
                found = await self.offload.run(listed, answer, source)
            except Unreadable as error:
                answer = Unavailable(
                    url=source.url, reason=Reason.UNREADABLE, detail=str(error), lasting=False
                )
        now = self.clock.now()
        after = after_poll(state, answer, now=now, entries=len(found.candidates))
        due = next_poll(
            source,
            after,
            now=now,
            jitter=self.chance(),
            max_age=None if isinstance(answer, Unavailable) else answer.max_age,
            retry_at=answer.retry_at if isinstance(answer, Unavailable) else None,
        )
        finds = self._finds(source, found.candidates, state, now)
        queued = await self.polls.finish(source.id, after, due, finds)
        self._note(source, answer, len(found.candidates), queued)
        return after

    def _finds(
        self, source: Source, offered: tuple[Candidate, ...], state: PollState, now: datetime
    ) -> tuple[Find, ...]:
        """Return what is to be fetched, each URL once; entries without a link cannot be."""
        found: dict[str, Find] = {}
        for candidate in without_build_times(offered, asked_at=now):
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
