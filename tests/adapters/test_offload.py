import ctypes
import os
import select
import signal
import sys
import textwrap
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import anyio
import pytest

from monitor.adapters.child import NICENESS
from monitor.adapters.offload import ProcessOffload
from monitor.errors import Unreadable
from monitor.extract.reading import article
from monitor.model.page import Page
from tests.fakes.offload import InlineOffload

ROOT = Path(__file__).parents[2]
ENDLESS = "while True: pass"
SPIN = "import time\nend = time.thread_time() + {}\nwhile time.thread_time() < end: pass"
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


async def test_who_is_not_known_as_quick_holds_up_nobody_who_is():
    shared = ProcessOffload(workers=1, seconds=30)
    ended = []

    async def spin(name, seconds):
        await shared.of(name).run(exec, SPIN.format(seconds))
        ended.append(name)

    await spin("quick", 0.01)
    async with anyio.create_task_group() as group:
        for name in ("stranger", "other stranger", "third stranger"):
            group.start_soon(spin, name, 0.4)
        await anyio.wait_all_tasks_blocked()
        group.start_soon(spin, "quick", 0.01)
    assert ended[:2] == ["quick", "quick"]


async def test_of_those_who_wait_who_usually_costs_much_comes_last():
    shared = ProcessOffload(workers=1, seconds=30)
    ended = []

    async def spin(name, seconds):
        await shared.of(name).run(exec, SPIN.format(seconds))
        ended.append(name)

    await spin("slow", 0.9)
    async with anyio.create_task_group() as group:
        group.start_soon(spin, "first", 0.5)
        await anyio.wait_all_tasks_blocked()
        group.start_soon(spin, "slow", 0.9)
        await anyio.wait_all_tasks_blocked()
        group.start_soon(spin, "new", 0.01)
    assert ended[1:] == ["first", "new", "slow"]


async def test_who_died_of_the_limit_is_no_longer_taken_for_quick():
    shared = ProcessOffload(workers=1, cpu_seconds=1)
    shaky = shared.of("shaky")
    assert await shaky.run(abs, -1) == 1
    assert await shaky.run(os.getpriority, os.PRIO_PROCESS, 0) == _niceness()
    with pytest.raises(Unreadable):
        await shaky.run(exec, ENDLESS)
    assert await shaky.run(os.getpriority, os.PRIO_PROCESS, 0) == min(19, _niceness() + NICENESS)


async def test_children_beside_others_are_more_for_quick_work_alone():
    pages = ProcessOffload(workers=1, seconds=30)
    lists = pages.beside(1)
    ended = []

    async def rest(offload, name, seconds):
        await offload.of(name).run(select.select, [], [], [], seconds)
        ended.append(name)

    await rest(lists, "list", 0.01)
    await rest(pages, "page", 0.01)
    async with anyio.create_task_group() as group:
        group.start_soon(rest, pages, "page", 3.0)
        group.start_soon(rest, pages, "stranger", 5.0)
        await anyio.wait_all_tasks_blocked()
        group.start_soon(rest, lists, "other stranger", 0.2)
        group.start_soon(rest, lists, "list", 0.01)
    assert ended[2:] == ["list", "page", "stranger", "other stranger"]


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
    with anyio.fail_after(30):
        while _alive(child):
            await anyio.lowlevel.checkpoint()


def _niceness():
    return os.getpriority(os.PRIO_PROCESS, 0)


def _alive(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True
