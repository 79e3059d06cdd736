"""Dead letters are announced to who is named for them, on a real store."""

from datetime import timedelta

import pytest

from monitor.adapters.announcements import RedisAnnouncements
from monitor.adapters.keys import Retention
from monitor.model.alert import Dead
from monitor.model.watchlist import Receiver, WebhookTarget
from monitor.pipeline.announcing import PAUSE, Announcing
from tests.contracts.delivering import stored_desk
from tests.contracts.examples import alert
from tests.fakes.journal import RecordingJournal

TARGET = WebhookTarget(url="http://127.0.0.1:9/")
DESK = Receiver(name="desk", target=TARGET, when_dead="mail")
SILENT = Receiver(name="page", target=TARGET)


class Scene:
    """A desk whose deliveries are given up."""

    def __init__(self, store, clock) -> None:
        self.clock, self.journal = clock, RecordingJournal()
        self.desk = stored_desk(store, clock)
        self.announcing = Announcing(
            clock=clock,
            announcements=RedisAnnouncements(store, clock, Retention()),
            journal=self.journal,
        )

    async def kill(self, name: str, receiver: str = "desk") -> None:
        await self.desk.emit(alert(name, receivers=(receiver,)))
        await self.desk.done((await self.desk.attempt(receiver)).sending, Dead(detail="HTTP 503"))


@pytest.fixture
def scene(store, clock):
    return Scene(store, clock)


async def test_what_is_given_up_is_told_once_an_hour(scene):
    assert not await scene.announcing.announce(DESK)
    await scene.kill("alert1")
    assert await scene.announcing.announce(DESK)
    await scene.kill("alert2")
    assert not await scene.announcing.announce(DESK)
    scene.clock.pass_by(PAUSE + timedelta(seconds=1))
    assert await scene.announcing.announce(DESK)
    assert not await scene.announcing.announce(DESK)

    noted = scene.journal.facts("dead.announced")
    assert noted == [{"receiver": "desk", "to": "mail", "deliveries": 1, "detail": "HTTP 503"}] * 2
    told = [(await scene.desk.attempt("mail")).message for _ in range(2)]
    assert [one.losses.alerts for one in told] == [("alert1",), ("alert2",)]


async def test_who_names_nobody_is_not_announced(scene):
    await scene.kill("alert1", "page")
    assert not await scene.announcing.announce(SILENT)


async def test_letters_of_others_are_passed_over(scene):
    await scene.kill("alert1", "page")
    assert not await scene.announcing.announce(DESK)
    assert not scene.journal.events


async def test_of_two_nodes_one_announces(scene):
    await scene.kill("alert1")
    first = await scene.announcing.announcements.deaths("desk", pause=PAUSE)
    await scene.announcing.announce(DESK)

    async def as_before(*_, **__):
        return first

    scene.announcing.announcements.deaths = as_before
    assert not await scene.announcing.announce(DESK)
    assert len(scene.journal.facts("dead.announced")) == 1
