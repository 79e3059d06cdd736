"""Whether the store takes writes, as the node tells it."""

import pytest

from monitor.app.daemon.intake import Intake
from monitor.errors import StoreFull, StoreUnreachable
from tests.fakes.journal import RecordingJournal

FULL = StoreFull("the Redis server has no memory left")


class Probes:
    """A store that answers each write as told beforehand."""

    def __init__(self, *answers: Exception | None) -> None:
        self.answers = list(answers)

    async def __call__(self) -> None:
        answer = self.answers.pop(0)
        if answer is not None:
            raise answer


async def looked(*answers: Exception | None) -> Intake:
    intake = Intake(probe=Probes(*answers), journal=RecordingJournal())
    for _ in answers:
        await intake.look()
    return intake


async def test_a_store_with_room_is_not_spoken_of():
    intake = await looked(None, None)
    assert (intake.stopped, intake.journal.told) == (None, [])


async def test_a_full_store_is_told_once_and_stops_the_intake():
    intake = await looked(None, FULL, FULL)
    detail = "nothing is taken in: the Redis server has no memory left"
    assert intake.journal.told == [("fault.store_full", {"detail": detail})]
    assert intake.stopped == "the Redis server has no memory left"


async def test_room_is_told_once_and_the_intake_goes_on():
    intake = await looked(FULL, None, None, FULL)
    assert intake.journal.events == ["fault.store_full", "intake.resumed", "fault.store_full"]


async def test_a_store_that_is_away_says_nothing_about_room():
    intake = await looked(FULL)
    intake.probe = Probes(StoreUnreachable("gone"))
    with pytest.raises(StoreUnreachable):
        await intake.look()
    assert intake.stopped
    assert intake.journal.events == ["fault.store_full"]
