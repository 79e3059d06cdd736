"""The port `Outbox` in memory."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.model.alert import Dead, Delivered, Outcome, Retry
from monitor.model.restraint import (
    Bundle,
    Gather,
    Held,
    Hold,
    Restraint,
    Sign,
    Terms,
)
from monitor.ports import Attempt, Effects, Gathered, Lost, Opened, Sending
from tests.fakes.post import ENDED, Door, Post, Slip

CLOCKS_DIFFER = timedelta(hours=1)


class MemoryOutbox:
    """The port `Outbox` on a `Post`."""

    def __init__(self, post: Post) -> None:
        self._post = post
        self._clock = post.clock
        self._started: set[tuple[str, str]] = set()

    async def take(
        self, receiver: str, *, consumer: str, count: int, wait: timedelta
    ) -> tuple[Sending, ...]:
        now, entries = self._clock.now(), self._post.stream(receiver)
        is_new = (receiver, consumer) not in self._started
        self._started.add((receiver, consumer))
        own = [e for e, i in entries.items() if is_new and i.consumer == consumer]
        left = [
            e
            for e, i in entries.items()
            if e not in own and i.since is not None and now - i.since >= self._post.lease
        ]
        fresh = [e for e, i in entries.items() if i.consumer is None]
        taken = [*own, *left, *fresh][:count]
        for entry in taken:
            entries[entry].consumer, entries[entry].since = consumer, now
        return tuple(
            Sending(entry=f"{consumer}/{e}", alert=entries[e].alert, receiver=receiver)
            for e in taken
        )

    def _holds(self, sending: Sending) -> bool:
        consumer, _, entry = sending.entry.rpartition("/")
        item = self._post.stream(sending.receiver).get(entry)
        return item is not None and item.consumer == consumer

    def _remove(self, sending: Sending) -> None:
        self._post.stream(sending.receiver).pop(sending.entry.rpartition("/")[2], None)

    async def open(self, sendings: Sequence[Sending]) -> tuple[Opened | Lost, ...]:
        found: list[Opened | Lost] = []
        for sending in sendings:
            slip = self._post.slip(sending.alert, sending.receiver)
            if slip.told.state in ENDED:
                self._remove(sending)
                continue
            message = self._post.message(sending.alert)
            found.append(
                Lost(sending=sending)
                if message is None
                else Opened(sending=sending, message=message, reached=slip.told.reached)
            )
        return tuple(found)

    async def hold(self, sending: Sending, why: Hold | Gather) -> Held | None:
        if not self._holds(sending):
            return None
        self._remove(sending)
        slip = self._post.slip(sending.alert, sending.receiver)
        if slip.told.state in ENDED:
            return None
        first = self._post.put_aside(slip, why.reason, why.detail, None)
        at = why.until if isinstance(why, Hold) else why.at
        if isinstance(why, Hold):
            slip.told = replace(slip.told, due=at)
        return Held(reason=why.reason, until=at, detail=why.detail, first=first)

    async def begin(self, opened: Opened, terms: Terms) -> Attempt | Held | Dead | None:
        sending = opened.sending
        slip = self._post.slip(sending.alert, sending.receiver)
        if not self._holds(sending):
            return None
        if slip.told.state in ENDED:
            self._remove(sending)
            return None
        if slip.told.attempts >= terms.most:
            self._remove(sending)
            detail = f"given up: {terms.most} attempts began and none ended"
            self._post.conclude(slip, "dead", detail)
            return Dead(detail=detail)
        return self._kept_back(opened, slip, terms) or self._counted(opened, slip, terms)

    def _kept_back(self, opened: Opened, slip: Slip, terms: Terms) -> Held | None:
        door, now = self._post.door(slip.told.receiver), self._clock.now()
        if door.paused is not None:
            return self._wait(
                opened,
                slip,
                Held(reason=Restraint.PAUSED, until=None, detail=door.why or "", first=False),
            )
        room_at = self._room_at(opened, slip, door, terms)
        if room_at is not None and terms.throttle is not None:
            door.summary = door.summary or room_at
            detail = f"{terms.throttle.most} were sent in {terms.throttle.per}"
            return self._wait(
                opened,
                slip,
                Held(reason=Restraint.THROTTLE, until=door.summary, detail=detail, first=False),
            )
        began = slip.began or now
        if door.open_until is None or now - began >= terms.patience:
            return None
        probed = door.probe not in {None, slip.told.alert} and (door.probe_until or now) > now
        if door.open_until > now or probed:
            slip.began, slip.put_off = began, slip.put_off + 1
            return self._wait(
                opened,
                slip,
                Held(
                    reason=Restraint.BREAKER,
                    until=max(door.open_until, now),
                    detail="the receiver does not answer",
                    first=False,
                ),
                began,
            )
        door.probe, door.probe_until = slip.told.alert, now + self._post.lease
        return None

    def _room_at(self, opened: Opened, slip: Slip, door: Door, terms: Terms) -> datetime | None:
        throttle = terms.throttle
        if throttle is None or slip.told.attempts:
            return None
        since = self._clock.now() - throttle.per
        door.sent = {alert: at for alert, at in door.sent.items() if at > since}
        if isinstance(opened.message, Bundle) or len(door.sent) < throttle.most:
            return None
        return min(door.sent.values()) + throttle.per

    def _wait(self, opened: Opened, slip: Slip, held: Held, since: datetime | None = None) -> Held:
        self._remove(opened.sending)
        return replace(held, first=self._post.put_aside(slip, held.reason, held.detail, since))

    def _counted(self, opened: Opened, slip: Slip, terms: Terms) -> Attempt:
        now = self._clock.now()
        if terms.throttle is not None and not slip.told.attempts:
            self._post.door(slip.told.receiver).sent[slip.told.alert] = now
        slip.began = slip.began or now
        self._post.say(slip, state="sending", attempts=slip.told.attempts + 1)
        return Attempt(
            sending=opened.sending,
            message=opened.message,
            number=slip.told.attempts,
            reached=slip.told.reached,
            began=slip.began,
            put_off=slip.put_off,
        )

    async def done(
        self, sending: Sending, outcome: Outcome, sign: Sign | None, terms: Terms
    ) -> Effects:
        mine, slip = self._holds(sending), self._post.slip(sending.alert, sending.receiver)
        effects = self._felt(sending, sign, terms) if mine else Effects()
        if mine:
            self._remove(sending)
        is_over = slip.told.state == "withdrawn" or not mine
        if slip.told.state == "delivered" or (is_over and not isinstance(outcome, Delivered)):
            return effects
        self._end(slip, outcome)
        return effects

    def _end(self, slip: Slip, outcome: Outcome) -> None:
        if isinstance(outcome, Delivered):
            self._post.conclude(slip, "delivered", outcome.detail)
            return
        slip.told = replace(slip.told, reached=outcome.reached or slip.told.reached)
        if isinstance(outcome, Retry):
            self._post.say(slip, state="retry", detail=outcome.detail, due=outcome.at)
            return
        if outcome.pauses:
            door = self._post.door(slip.told.receiver)
            door.paused, door.why = self._clock.now(), outcome.detail
        self._post.conclude(slip, "dead", outcome.detail)

    def _felt(self, sending: Sending, sign: Sign | None, terms: Terms) -> Effects:
        door = self._post.door(sending.receiver)
        if sign is Sign.ANSWERED:
            was_open = door.open_until is not None
            door.close()
            return Effects(closed=was_open)
        if sign is None:
            return Effects()
        door.strikes += 1
        is_other = door.open_until is not None and door.probe != sending.alert
        if not terms.waits or door.strikes < terms.strikes or is_other:
            return Effects()
        door.openings += 1
        wait = terms.waits[min(door.openings, len(terms.waits)) - 1]
        door.open_until, door.probe, door.probe_until = self._clock.now() + wait, None, None
        return Effects(open_until=door.open_until)

    async def hand_back(self, sending: Sending) -> None:
        if not self._holds(sending):
            return
        slip = self._post.slip(sending.alert, sending.receiver)
        door = self._post.door(sending.receiver)
        if slip.told.state == "sending":
            self._post.say(slip, state="queued", attempts=slip.told.attempts - 1)
            if not slip.told.attempts:
                door.sent.pop(sending.alert, None)
            if door.probe == sending.alert:
                door.probe = door.probe_until = None
        self._remove(sending)
        self._post.append(sending.alert, sending.receiver)

    async def due(self, now: datetime) -> int:
        found = [
            slip
            for slip in self._post.slips.values()
            if slip.told.state in {"retry", "held"}
            and slip.told.due is not None
            and slip.told.due <= now
        ]
        for slip in found:
            self._post.queue(slip)
        return len(found)

    async def rouse(self, receiver: str, terms: Terms) -> Gathered:
        post, door, now = self._post, self._post.door(receiver), self._clock.now()
        if door.paused is None:
            post.wake("paused", receiver)
        if door.open_until is None:
            post.wake("breaker", receiver)
        else:
            waiting = post.waiting("breaker", receiver)
            old = [s for s in waiting if s.since is not None and now - s.since >= terms.patience]
            is_probed = door.probe is not None and (door.probe_until or now) > now
            probe = waiting[:1] if door.open_until <= now and not is_probed else []
            for slip in old or probe:
                post.queue(slip)
        if not terms.quiet:
            post.wake("quiet", receiver)
        if terms.digest:
            is_wrong = door.digested is not None and door.digested > now + CLOCKS_DIFFER
            door.digested = now if is_wrong else door.digested or now
        else:
            door.digested = None
            post.wake("digest", receiver)
        if terms.throttle is None:
            door.summary = None
            post.wake("throttle", receiver)
        elif post.waiting("throttle", receiver):
            last = now + terms.throttle.per + CLOCKS_DIFFER
            is_wrong = door.summary is not None and door.summary > last
            door.summary = now if is_wrong else door.summary or now
        return Gathered(
            digest=len(post.waiting("digest", receiver)),
            digested=door.digested,
            summary=len(post.waiting("throttle", receiver)),
            summary_due=door.summary,
        )

    async def bundle(self, bundle: Bundle, *, part: int, most: int, is_told: bool) -> int | None:
        door, receiver = self._post.door(bundle.receiver), bundle.receiver
        is_digest = bundle.reason is Restraint.DIGEST
        before = door.digested
        is_made = (
            before is not None and before >= bundle.at if is_digest else door.summary != bundle.at
        )
        if bundle.id in self._post.bundles or (is_made and part == 0):
            return None
        if part == 0:
            door.digested = bundle.at if is_digest else door.digested
            door.summary = door.summary if is_digest else None
        members = self._post.waiting(bundle.reason, receiver)[:most]
        for slip in members:
            slip.told = replace(slip.told, bundle=bundle.id)
        if members or is_told:
            self._post.bundles[bundle.id] = (bundle, [slip.told.alert for slip in members])
            self._post.owe(bundle.id, receiver)
        return len(members)

    async def wake(self, reason: Restraint, receiver: str | None = None) -> int:
        return self._post.wake(reason, receiver)

    async def owed(self) -> int:
        return sum(slip.told.state not in ENDED for slip in self._post.slips.values())
