from dataclasses import replace

import anyio

from monitor.app.daemon.inforce import Current
from tests.fakes.inforce import STATE, Dialling, in_force


async def test_work_ends_under_what_was_in_force_when_it_began_and_its_client_is_open_until_then():
    old, new = in_force(), in_force()
    current = Current(old)
    with current.held() as mine:
        assert current.swap(new) is old
        with current.held() as later, current.held(mine) as part:
            assert (later, part) == (new, old)
        await current.close_left()
        assert (mine, old.client.closed) == (old, 0)
    await current.close_left()
    await current.close_left()
    assert (old.client.closed, new.client.closed) == (1, 0)
    assert current.now is new


async def test_a_client_that_stays_in_force_is_not_closed():
    shared = Dialling()
    first, second = in_force(client=shared), in_force(client=shared)
    current = Current(first)
    with current.held():
        current.swap(second)
    await current.close_left()
    assert shared.closed == 0


async def test_a_client_that_nobody_uses_is_closed_at_once_after_the_change():
    old = in_force()
    current = Current(old)
    current.swap(in_force())
    await current.close_left()
    assert old.client.closed == 1


async def test_at_the_end_all_clients_are_closed_those_of_work_that_hangs_too():
    clients = [Dialling() for _ in range(3)]
    current = Current(in_force(client=clients[0]))
    async with anyio.create_task_group() as group:

        async def hang() -> None:
            with current.held():
                await anyio.sleep_forever()

        group.start_soon(hang)
        await anyio.wait_all_tasks_blocked()
        current.swap(in_force(client=clients[1]))
        current.swap(in_force(client=clients[2]))
        await current.close()
        group.cancel_scope.cancel()
    assert [client.closed for client in clients] == [1, 1, 1]


def test_what_is_told_of_it_changes_without_it():
    current = Current(in_force())
    with current.held() as mine:
        current.tell(replace(STATE, refused=1))
    assert current.now.state.refused == 1
    assert current.now.configuration is mine.configuration
