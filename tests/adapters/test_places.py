"""Places are given out by due time, and none is lost."""

import asyncio

import anyio
import pytest

from monitor.adapters.places import Costs, Places


async def taken_in_order(places: Places, dues: dict[str, float]) -> list[str]:
    """Return in which order those who wait get the one place there is."""
    order: list[str] = []

    async def take(name: str, due: float) -> None:
        await places.acquire(due)
        order.append(name)
        places.release()

    await places.acquire(0)
    async with anyio.create_task_group() as group:
        for name, due in dues.items():
            group.start_soon(take, name, due)
        await anyio.wait_all_tasks_blocked()
        places.release()
    return order


async def test_who_is_due_first_comes_first():
    assert await taken_in_order(Places(1), {"b": 2.0, "c": 3.0, "a": 1.0}) == ["a", "b", "c"]


async def test_who_is_due_at_the_same_time_comes_as_asked():
    assert await taken_in_order(Places(1), {"x": 1.0, "y": 1.0, "z": 1.0}) == ["x", "y", "z"]


async def test_a_place_is_taken_at_once_only_where_one_is_free():
    places = Places(1)
    assert places.taken()
    assert not places.taken()
    places.release()
    assert places.taken()


@pytest.mark.parametrize("given", [False, True])
async def test_who_leaves_while_waiting_takes_no_place_with_him(given):
    places = Places(1)
    await places.acquire(0)
    asking = asyncio.ensure_future(places.acquire(1.0))
    await anyio.wait_all_tasks_blocked()
    if given:
        places.release()
    asking.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asking
    if not given:
        places.release()
    assert places.taken()


def test_whose_work_is_short_is_due_before_whose_is_long():
    costs = Costs()
    for _ in range(9):
        costs.note("quick", 0.05)
        costs.note("slow", 5.0)
    assert costs.due("quick", 100.0) < costs.due("nobody", 100.0) < costs.due("slow", 100.0)
    assert costs.due("slow", 0.0) < costs.due("quick", 150.0), "and yet before who comes much later"


def test_work_is_quick_only_once_it_was_and_as_long_as_it_usually_is():
    costs = Costs()
    assert not costs.is_quick("harbour")
    costs.note("harbour", 0.05)
    assert costs.is_quick("harbour")
    costs.note("harbour", 0.6)
    assert costs.is_quick("harbour"), "one slower page among quick ones changes nothing"
    costs.note("harbour", 5.0)
    assert not costs.is_quick("harbour")
    for _ in range(9):
        costs.note("harbour", 0.05)
    assert costs.is_quick("harbour")


def test_only_so_many_are_remembered():
    costs = Costs(most=1)
    costs.note("slow", 90.0)
    costs.note("other", 90.0)
    assert costs.due("slow", 0.0) == costs.due("nobody", 0.0)
