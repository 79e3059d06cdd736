"""Dead letters on a real store: each is announced once, announcements never about themselves."""

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.adapters import keys
from monitor.adapters.announcements import LOOKED_AT_ONCE, RedisAnnouncements
from monitor.adapters.keys import Retention
from monitor.alert.losses import losses_alert
from monitor.model.alert import Dead
from monitor.model.restraint import Gather, Restraint
from monitor.ports import Deaths
from tests.contracts.delivering import bundle, stored_desk
from tests.contracts.examples import alert

HOUR = timedelta(hours=1)


class Scene:
    """A desk whose deliveries are given up, and mail that is told of it."""

    def __init__(self, store, clock) -> None:
        self.clock = clock
        self.announcements = RedisAnnouncements(store, clock, Retention())
        self.desk = stored_desk(store, clock)

    async def kill(self, *names: str, receiver: str = "desk", why: str = "HTTP 503") -> None:
        await self.desk.emit(*(alert(name, receivers=(receiver,)) for name in names))
        for _ in names:
            attempt = await self.desk.attempt(receiver)
            await self.desk.done(attempt.sending, Dead(detail=why))

    async def deaths(self, receiver: str = "desk") -> Deaths | None:
        return await self.announcements.deaths(receiver, pause=HOUR)

    async def announce(self, receiver: str = "desk", to: str = "mail") -> bool:
        deaths = await self.deaths(receiver)
        assert deaths is not None
        assert deaths.losses is not None
        told = losses_alert(deaths.losses, to, until=deaths.last, now=self.clock.now())
        return await self.announcements.announce(deaths, told)


@pytest.fixture
def scene(store, clock):
    return Scene(store, clock)


async def test_nothing_is_told_where_nothing_was_given_up(scene):
    assert await scene.deaths() is None
    await scene.desk.emit()
    assert await scene.deaths() is None


async def test_what_was_given_up_is_counted_with_its_last_reason_and_its_first_alerts(scene):
    await scene.kill(*(f"alert{n}" for n in range(7)))
    await scene.kill("last", why="HTTP 410")
    deaths = await scene.deaths()
    losses = deaths.losses
    assert (losses.receiver, losses.dead, losses.why) == ("desk", 8, "HTTP 410")
    assert losses.alerts == tuple(f"alert{n}" for n in range(5))
    assert abs(losses.since - scene.clock.now()) < timedelta(minutes=1)


async def test_an_announcement_is_owed_to_who_is_named_and_made_once(scene):
    await scene.kill("alert1")
    first = await scene.deaths()
    told = losses_alert(first.losses, "mail", until=first.last, now=scene.clock.now())
    assert await scene.announcements.announce(first, told)
    assert not await scene.announcements.announce(first, told), "another node did"
    attempt = await scene.desk.attempt("mail")
    assert attempt.message == told
    assert await scene.desk.take("mail") == ()
    assert await scene.deaths() is None


async def test_what_is_given_up_within_the_hour_is_told_by_the_next_one(scene):
    await scene.kill("alert1")
    await scene.announce()
    await scene.kill("alert2", "alert3")
    assert await scene.deaths() is None
    scene.clock.pass_by(HOUR)
    deaths = await scene.deaths()
    assert (deaths.losses.dead, deaths.losses.alerts) == (2, ("alert2", "alert3"))
    assert await scene.announce()
    scene.clock.pass_by(HOUR)
    assert await scene.deaths() is None


async def test_a_clock_that_was_far_ahead_silences_nothing_for_ever(scene):
    await scene.kill("alert1")
    scene.clock.pass_by(100 * HOUR)
    await scene.announce()
    scene.clock.pass_by(-100 * HOUR)
    await scene.kill("alert2")
    assert (await scene.deaths()).losses.dead == 1


async def test_receivers_are_told_apart_and_others_letters_are_passed_over_once(scene):
    await scene.kill("alert1", receiver="page")
    deaths = await scene.deaths()
    assert deaths.losses is None
    assert await scene.announcements.announce(deaths, None)
    assert await scene.deaths() is None
    assert (await scene.deaths("page")).losses.dead == 1


async def test_an_announcement_that_is_given_up_is_not_announced(scene):
    await scene.kill("alert1")
    await scene.announce(to="page")
    attempt = await scene.desk.attempt("page")
    await scene.desk.done(attempt.sending, Dead(detail="HTTP 500"))
    deaths = await scene.deaths("page")
    assert deaths.losses is None


async def test_what_was_replayed_meanwhile_is_given_up_no_more(scene):
    await scene.kill("alert1", "alert2")
    await scene.desk.ledger.replay(alert("alert1").id, "desk")
    assert (await scene.deaths()).losses.alerts == ("alert2",)


async def test_what_died_twice_counts_once(scene):
    await scene.kill("alert1")
    await scene.desk.ledger.replay(alert("alert1").id, "desk")
    await scene.desk.done((await scene.desk.attempt()).sending, Dead(detail="again"))
    losses = (await scene.deaths()).losses
    assert (losses.dead, losses.why) == (1, "again")


async def test_of_a_bundle_its_alerts_count_and_an_empty_one_counts_itself(scene):
    now = scene.clock.now()
    await scene.desk.emit(alert("alert1"), alert("alert2"))
    for sending in await scene.desk.take():
        await scene.desk.outbox.hold(
            sending, Gather(at=now, reason=Restraint.DIGEST, detail="the digest")
        )
    for number, at in enumerate((now, now + HOUR)):
        digest = replace(bundle(f"b{number}", at=at))
        await scene.desk.outbox.bundle(digest, part=0, most=9, is_told=True)
        await scene.desk.done((await scene.desk.attempt()).sending, Dead(detail="HTTP 503"))
    losses = (await scene.deaths()).losses
    assert (losses.dead, losses.alerts) == (3, ("alert1", "alert2", "b1"))


async def test_thousands_are_counted_in_steps(scene, store):
    await scene.kill("alert1")
    for number in range(2 * LOOKED_AT_ONCE):
        await store.ask("XADD", keys.DEAD, "*", "delivery", f"other{number}|page", "detail", "x")
    await scene.kill("alert2", "alert3", why="HTTP 500")
    losses = (await scene.deaths()).losses
    assert (losses.dead, losses.why) == (3, "HTTP 500")
    assert losses.alerts == ("alert1", "alert2", "alert3")


async def test_a_full_step_may_be_the_last(scene, store):
    for number in range(LOOKED_AT_ONCE):
        await store.ask("XADD", keys.DEAD, "*", "delivery", f"other{number}|page", "detail", "x")
    assert (await scene.deaths()).losses is None
    await store.ask("PEXPIRE", keys.DEAD, 60_000)
