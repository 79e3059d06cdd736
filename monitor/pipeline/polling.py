"""schedule → discover: ask a source what is new, queue it, and know how the source does."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from monitor.alert.health import source_alert
from monitor.dedupe.url import canonical, target
from monitor.discover.honesty import without_build_times
from monitor.errors import TryLater
from monitor.model.alert import Alert
from monitor.model.health import Announced
from monitor.model.page import NotModified, Reason, Unavailable
from monitor.model.source import Find, Listed, PollState, Source, SourceId
from monitor.model.watchlist import Watchlist
from monitor.pipeline.looking import Look, Looking
from monitor.ports import Clock, Journal, Polls
from monitor.schedule.lateness import fresh_since, is_stale
from monitor.schedule.polling import (
    after_failure,
    after_list,
    after_nothing_new,
    after_same_page,
)
from monitor.schedule.silence import is_ours, standing, worth_telling
from monitor.schedule.timing import Wishes, next_poll

NEARLY = timedelta(seconds=1)
"""A source is not held back for so short a time: two clocks tell when it is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Polling:
    """Polls sources, one at a time, on any clock, web and queue. `watchlists`: those that may ask
    to be told how sources do. `unstored`: until when those are left alone whose polls the store
    did not take.
    """

    clock: Clock
    looking: Looking
    polls: Polls
    journal: Journal
    chance: Callable[[], float]
    catch_up: timedelta
    watchlists: tuple[Watchlist, ...] = ()
    unstored: dict[SourceId, datetime] = field(default_factory=dict)

    async def poll(self, source: Source) -> PollState:
        """Poll the source once; state, next due time, finds and alerts are stored in one step.

        Raises `TryLater` if the store does not take them. Then the source is not asked again before
        it would be due, though the store does not know that; but a list that was lost is tried to
        be had once more.
        """
        state = await self.polls.state(source.id)
        if self._is_held_back(source):
            return state
        look = await self.looking.look(source, state)
        if isinstance(look.found, NotModified):
            # A killed server may have lost the validators, and the finds that came with them.
            state = await self.polls.state(source.id)
        return await self._ended(source, state, look)

    def _is_held_back(self, source: Source) -> bool:
        until = self.unstored.get(source.id)
        return until is not None and until > self.clock.now() + NEARLY

    async def broken(self, source: Source) -> PollState:
        """Store that a poll of the source met a bug: it is asked again as after any failure, and
        its health says so.
        """
        detail = "its poll met a bug: see the log"
        found = Unavailable(url=source.url, reason=Reason.UNREADABLE, detail=detail)
        return await self._ended(source, await self.polls.state(source.id), Look(found=found))

    async def _ended(self, source: Source, state: PollState, look: Look) -> PollState:
        """Store what the look gave, and what follows from it."""
        now = self.clock.now()
        after, alerts = await self._told(source, _after(source, state, look, now), now)
        due = next_poll(source, after, _wishes(look, after), now=now, jitter=self.chance())
        finds = self._finds(source, look, state, now)
        try:
            queued = await self.polls.finish(source.id, after, due, finds, alerts)
        except TryLater:
            again = isinstance(look.found, Listed) and source.id not in self.unstored
            self.unstored[source.id] = now if again else due
            raise
        self.unstored.pop(source.id, None)
        self._note(source, look, queued)
        self._note_health(source, state, after)
        self._note_alerts(alerts)
        return after

    async def _told(
        self, source: Source, after: PollState, now: datetime
    ) -> tuple[PollState, tuple[Alert, ...]]:
        """Return the state with the source's health, and the alert of a change that somebody wants
        to be told.
        """
        health = standing(source, after, await self.polls.reads(source.id), now=now)
        after = replace(after, health=health)
        change = worth_telling(after, health, now=now)
        if change is None:
            return after, ()
        alert = source_alert(source, change, self.watchlists, now=now)
        if alert is None or is_ours(change, after, (await self.polls.glances()).values()):
            return after, ()
        return replace(after, announced=Announced(state=health.state, at=now)), (alert,)

    def _finds(
        self, source: Source, look: Look, state: PollState, now: datetime
    ) -> tuple[Find, ...]:
        """Return what is to be read, each URL once; entries without a link cannot be.

        A link that names where it leads is not followed: those who count clicks forbid robots.
        """
        found: dict[str, Find] = {}
        listed = without_build_times(look.all_listed, asked_at=now)
        for candidate in (*listed, *look.as_before):
            if candidate.url is None:
                continue
            stale = candidate in look.as_before or is_stale(
                candidate, state, now=now, catch_up=self.catch_up
            )
            found.setdefault(
                canonical(candidate.url),
                Find(
                    source=source.id,
                    candidate=replace(candidate, url=target(candidate.url)),
                    url=canonical(candidate.url),
                    stale=stale,
                    since=fresh_since(state, now=now, catch_up=self.catch_up),
                    found_at=now,
                ),
            )
        return tuple(found.values())

    def _note(self, source: Source, look: Look, queued: int) -> None:
        match look.found:
            case Listed():
                listed = len(look.all_listed)
                self.journal.note("source.polled", source=source.id, listed=listed, queued=queued)
            case NotModified():
                self.journal.note("source.not_modified", source=source.id)
            case Unavailable():
                self._note_missed("source.unavailable", source, look.found)
            case _:
                assert_never(look.found)
        for missed in look.missed:
            self._note_missed("list.unavailable", source, missed)

    def _note_missed(self, event: str, source: Source, missed: Unavailable) -> None:
        self.journal.note(
            event,
            source=source.id,
            url=missed.url,
            reason=str(missed.reason),
            detail=missed.detail,
        )

    def _note_health(self, source: Source, before: PollState, after: PollState) -> None:
        health, known = after.health, before.health
        if health is not None and (known is None or known.state is not health.state):
            self.journal.note(
                "health.changed",
                source=source.id,
                state=str(health.state),
                before=str(known.state) if known is not None else None,
                since=health.since.isoformat(),
                why=health.why,
            )
        if after.distrusted is not None and before.distrusted is None:
            self.journal.note("health.validators_lied", source=source.id, etag=before.etag)

    def _note_alerts(self, alerts: tuple[Alert, ...]) -> None:
        for alert in alerts:
            self.journal.note(
                "alert.emitted",
                alert=alert.id,
                kind=alert.kind,
                development=None,
                watchlists=alert.watchlists,
                receivers=alert.receivers,
                summary=alert.summary,
            )


def _after(source: Source, state: PollState, look: Look, now: datetime) -> PollState:
    match look.found:
        case Listed():
            return after_list(
                source, state, look.found, everything=look.all_listed, page=look.page, now=now
            )
        case NotModified() if look.page is not None:
            return after_same_page(source, state, look.page, now=now)
        case NotModified():
            return after_nothing_new(state, now=now)
        case Unavailable():
            return after_failure(state, look.found, now=now)
        case _:
            assert_never(look.found)


def _wishes(look: Look, after: PollState) -> Wishes:
    match look.found:
        case Listed():
            max_age = look.page.max_age if look.page is not None else None
            return Wishes(max_age=max_age, keeps=look.found.keeps)
        case NotModified():
            return Wishes(max_age=look.found.max_age, keeps=after.keeps)
        case Unavailable():
            return Wishes(retry_at=look.found.retry_at)
        case _:
            assert_never(look.found)
