import ctypes
import os
import resource
import select
import signal
import sys
import textwrap
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import anyio
import pytest

from monitor.adapters.offload import ProcessOffload, limited, mapped_at_start
from monitor.errors import Unreadable
from monitor.extract.reading import article
from monitor.model.page import Page
from tests.fakes.offload import InlineOffload

ROOT = Path(__file__).parents[2]
ENDLESS = "while True: pass"
MIB = 1 << 20
PAGE = Page(
    url="https://courier.example/x",
    asked="https://courier.example/x",
    body=b"<html><body><p>The council pledged aid for the harbour on Friday.</p></body></html>" * 3,
    fetched_at=datetime(2025, 12, 21, tzinfo=UTC),
)
NO_PAGE = Page(url="x", asked="x", body=b"", fetched_at=datetime(2025, 12, 21, tzinfo=UTC))


@pytest.fixture(params=[ProcessOffload, InlineOffload])
def offload(request):
    return request.param()


async def test_the_value_comes_back(offload):
    assert await offload.run(sorted, [3, 1, 2], reverse=True) == [3, 2, 1]


async def test_errors_of_the_work_come_through(offload):
    with pytest.raises(Unreadable, match="not HTML"):
        await offload.run(article, NO_PAGE, canonical_url=None, hints=None, source=None)
    with pytest.raises(ZeroDivisionError):
        await offload.run(divmod, 1, 0)


async def test_a_page_is_read(offload):
    found = await offload.run(article, PAGE, canonical_url=PAGE.url, hints=None, source=None)
    assert "pledged aid" in found.text


async def test_work_that_hangs_is_killed():
    hung = ProcessOffload(workers=1, seconds=3)
    with pytest.raises(Unreadable, match="took longer than 3 s"):
        await hung.run(signal.pause)
    assert await hung.run(abs, -1) == 1


async def test_work_that_spins_is_killed_by_its_processor_time():
    spinning = ProcessOffload(workers=1, cpu_seconds=1)
    with pytest.raises(Unreadable, match="processor time"):
        await spinning.run(exec, ENDLESS)
    assert await spinning.run(abs, -1) == 1


async def test_processor_time_is_counted_for_each_piece_of_work():
    frugal = ProcessOffload(workers=1, cpu_seconds=1)
    half_a_second = (
        "import time\nend = time.process_time() + .5\nwhile time.process_time() < end: pass"
    )
    for _ in range(6):
        await frugal.run(exec, half_a_second)


async def test_work_that_eats_memory_is_refused():
    greedy = ProcessOffload(workers=1, memory=512 * MIB)
    with pytest.raises(Unreadable, match="more than 512 MiB"):
        await greedy.run(bytearray, 800 * MIB)
    assert await greedy.run(abs, -1) == 1


@pytest.mark.parametrize("end", [partial(os._exit, 3), partial(ctypes.string_at, 0)])
async def test_a_child_that_dies_costs_only_its_work(end):
    weak = ProcessOffload(workers=2)
    outcomes = []

    async def attempt(function, *args):
        try:
            outcomes.append(await weak.run(function, *args))
        except Unreadable as error:
            outcomes.append(str(error))

    async with anyio.create_task_group() as group:
        group.start_soon(attempt, abs, -1)
        group.start_soon(attempt, end)
        group.start_soon(attempt, abs, -2)
    assert sorted(map(str, outcomes)) == [
        "1",
        "2",
        "crashed, or passed its limit of processor time",
    ]


async def test_waiting_for_a_free_child_does_not_use_up_the_time():
    busy = ProcessOffload(workers=1, seconds=4)
    await busy.run(abs, -1)
    async with anyio.create_task_group() as group:
        for _ in range(4):
            group.start_soon(busy.run, select.select, [], [], [], 1.2)


async def test_work_that_takes_long_makes_room_for_others_but_not_for_ever_more():
    patient = ProcessOffload(workers=1, seconds=30)
    ended = []

    async def rest(name, seconds):
        await patient.run(select.select, [], [], [], seconds)
        ended.append(name)

    await patient.run(abs, -1)
    async with anyio.create_task_group() as group:
        group.start_soon(rest, "long", 4.0)
        group.start_soon(rest, "short", 0.1)
    assert ended == ["short", "long"]
    async with anyio.create_task_group() as group:
        group.start_soon(rest, "long", 4.0)
        group.start_soon(rest, "longer", 8.0)
        group.start_soon(rest, "last", 0.1)
    assert ended[2:] == ["long", "last", "longer"]  # only one at a time may be beyond the workers


async def test_who_usually_costs_much_waits_longer_than_who_costs_little():
    shared = ProcessOffload(workers=1, seconds=30)
    ended = []

    async def rest(name, seconds):
        await shared.of(name).run(select.select, [], [], [], seconds)
        ended.append(name)

    await rest("slow", 0.9)
    await rest("quick", 0.01)
    async with anyio.create_task_group() as group:
        group.start_soon(rest, "first", 0.5)
        await anyio.wait_all_tasks_blocked()
        group.start_soon(rest, "slow", 0.9)
        group.start_soon(rest, "quick", 0.01)
    assert ended[2:] == ["first", "quick", "slow"]


async def test_a_key_press_for_the_parent_does_not_disturb_the_child():
    calm = ProcessOffload(workers=1)
    child = await calm.run(os.getpid)
    os.kill(child, signal.SIGINT)
    assert await calm.run(os.getpid) == child


async def test_it_works_below_a_program_and_leaves_no_child_behind(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        textwrap.dedent(
            f"""
            import os, sys
            sys.path.insert(0, {str(ROOT)!r})
            import anyio
            from monitor.adapters.offload import ProcessOffload

            async def main():
                print(await ProcessOffload().run(os.getpid))

            if __name__ == "__main__":
                anyio.run(main)
            """
        )
    )
    done = await anyio.run_process([sys.executable, str(program)])
    child = int(done.stdout)
    with anyio.fail_after(10):
        while _alive(child):
            await anyio.lowlevel.checkpoint()


def test_the_limits_are_set_before_the_work():
    before = {kind: resource.getrlimit(kind) for kind in (resource.RLIMIT_CPU, resource.RLIMIT_AS)}
    handler = signal.getsignal(signal.SIGINT)
    try:
        memory, _ = limited(partial(resource.getrlimit, resource.RLIMIT_AS), 10_000, 1 << 44)
        seconds, _ = limited(partial(resource.getrlimit, resource.RLIMIT_CPU), 10_000, 1 << 44)
    finally:
        signal.signal(signal.SIGINT, handler)
        for kind, limits in before.items():
            resource.setrlimit(kind, limits)
    assert memory == mapped_at_start() + (1 << 44)
    assert 10_000 < seconds < 20_000


def _alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
