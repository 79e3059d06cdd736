"""Places given out by lane, so that slow hosts hold up nobody but themselves."""

from datetime import timedelta

import anyio
import pytest

from monitor.app.daemon.lanes import LONGEST_WAIT, SHORTEST_WAIT, SLOW, Lane, Lanes
from tests.fakes.making import NOON

pytestmark = pytest.mark.looptime
"""Time is virtual here."""

PIER = Lane("pier.example", 2)


async def work(lanes: Lanes, lane: Lane, seconds: float) -> None:
    with await lanes.enter(lane):
        await anyio.sleep(seconds)


async def test_a_lane_has_room_for_its_width_and_others_for_theirs():
    lanes = Lanes(9)
    with lanes.entered(PIER), lanes.entered(PIER):
        assert lanes.is_full(PIER)
        assert lanes.entered(PIER) is None
        with lanes.entered(Lane("mole.example", 1)):
            assert lanes.free == 6
    assert not lanes.is_full(PIER)
    assert lanes.free == 9


async def test_no_more_places_are_given_out_than_there_are():
    lanes = Lanes(1)
    with lanes.entered(PIER):
        assert lanes.free == 0
        assert lanes.entered(Lane("mole.example", 1)) is None
        assert not lanes.is_full(Lane("mole.example", 1))


async def test_a_place_that_needs_two_lanes_is_had_in_both_or_in_none():
    lanes, own = Lanes(9), Lane("source a", 1)
    with lanes.entered(PIER, own):
        assert lanes.entered(PIER, own) is None
        with lanes.entered(PIER):
            assert lanes.free == 7
    with lanes.entered(own, PIER):
        assert lanes.is_full(own)


async def test_who_waits_is_served_in_order():
    lanes, served = Lanes(9), []

    async def one(number: int) -> None:
        with await lanes.enter(Lane("pier.example", 1)):
            served.append(number)
            await anyio.sleep(1)

    async with anyio.create_task_group() as group:
        for number in range(4):
            group.start_soon(one, number)
            await anyio.sleep(0.01)
    assert served == [0, 1, 2, 3]


async def test_who_gives_up_waiting_leaves_no_trace():
    lanes = Lanes(2)
    with lanes.entered(Lane("pier.example", 1)):
        with anyio.move_on_after(1):
            await lanes.enter(Lane("pier.example", 1))
        assert lanes.free == 1
    assert lanes.free == 2


async def test_waiting_for_any_place_ends_when_one_is_free():
    lanes = Lanes(1)
    async with anyio.create_task_group() as group:
        group.start_soon(work, lanes, PIER, 3.0)
        await anyio.sleep(0.01)
        with anyio.fail_after(4):
            await lanes.some_free()


async def test_slow_lanes_get_one_place_each_and_half_of_all_together():
    lanes = Lanes(4)
    slow = [Lane(f"slow{number}.example", 3) for number in range(3)]
    for lane in slow:
        await work(lanes, lane, SLOW)
    with lanes.entered(slow[0]):
        assert lanes.entered(slow[0]) is None
        with lanes.entered(slow[1]):
            assert lanes.entered(slow[2]) is None
            with lanes.entered(PIER), lanes.entered(PIER):
                assert lanes.free == 0


async def test_a_lane_that_was_quick_again_is_slow_no_more():
    lanes = Lanes(4)
    await work(lanes, PIER, SLOW)
    await work(lanes, PIER, 0.1)
    with lanes.entered(PIER), lanes.entered(PIER):
        assert lanes.free == 2


async def test_the_lane_of_a_source_does_not_narrow_for_one_slow_host_among_many():
    lanes, own = Lanes(4), Lane("source a", 2, narrows=False)
    await work(lanes, own, 1.0)
    await work(lanes, own, 4 * SLOW)
    with lanes.entered(own), lanes.entered(own):
        assert lanes.free == 2
    assert lanes.later(own, NOON, timedelta(0)) - NOON < timedelta(seconds=SLOW)


def test_those_that_try_later_come_one_by_one():
    lanes = Lanes(4)
    apart = timedelta(seconds=2)
    assert [lanes.later(PIER, NOON, apart) - NOON for _ in range(3)] == [
        apart,
        2 * apart,
        3 * apart,
    ]
    assert lanes.later(Lane("mole.example", 1), NOON, timedelta(0)) - NOON == SHORTEST_WAIT
    assert lanes.later(PIER, NOON, 2 * LONGEST_WAIT) - NOON == LONGEST_WAIT


async def test_those_that_try_later_come_as_fast_as_the_work_of_their_lane_ends():
    lanes = Lanes(4)
    await work(lanes, PIER, 3.0)
    assert lanes.later(PIER, NOON, timedelta(0)) - NOON == timedelta(seconds=1.5)


async def test_only_so_many_lanes_are_remembered():
    lanes = Lanes(4, remembered=2)
    for number in range(4):
        lane = Lane(f"h{number}", 1)
        await work(lanes, lane, 1.0)
        lanes.later(lane, NOON, timedelta(0))
    assert lanes.later(Lane("h0", 1), NOON, timedelta(0)) - NOON == SHORTEST_WAIT
    assert lanes.later(Lane("h3", 1), NOON, timedelta(0)) - NOON == timedelta(seconds=2)
