"""One round of the daemon's work: all sources polled, all finds carried, what is due sent."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

import anyio

from monitor.app.daemon.assembly import assembled
from monitor.app.daemon.loops import Loops, Stop, carried, guarded
from monitor.app.daemon.node import node_name
from monitor.app.daemon.service import CHANCE, Surroundings, loops_of, put_in_force
from monitor.app.daemon.settling import Settling
from monitor.model.source import Source
from monitor.model.watchlist import Receiver

NO_WAIT = timedelta(0)
POLLS_AT_ONCE = 16
READERS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """What one round did: sources polled, those that failed and why, and deliveries still owed."""

    polled: int
    failed: tuple[tuple[str, str], ...]
    owed: int


async def one_round(surroundings: Surroundings) -> Round:
    """Do one round; raises `DependencyUnavailable` if the store cannot be had."""
    configuration, journal = surroundings.configuration, surroundings.journal
    with node_name(configuration.state_dir) as node:
        async with (
            assembled(configuration, journal, chance=CHANCE.random) as parts,
            put_in_force(surroundings, parts) as current,
        ):
            await Settling(parts=parts, current=current).register(current.now)
            told = await go_round(loops_of(parts, current, node, Stop()))
            await parts.tidy_archive(configuration)
            return told


async def go_round(loops: Loops) -> Round:
    """Do the work of one round; a bug that one source, page or alert meets costs no other."""
    failed = await _poll_all(loops)
    await _carry_all(loops)
    await loops.move_due()
    await _send_all(loops)
    return Round(
        polled=len(loops.current.now.sources), failed=failed, owed=await loops.outbox.owed()
    )


async def _poll_all(loops: Loops) -> tuple[tuple[str, str], ...]:
    room = anyio.CapacityLimiter(POLLS_AT_ONCE)
    failed: list[tuple[str, str]] = []

    async def poll(source: Source) -> None:
        async with room:
            problem = await _polled(loops, source)
            if problem is not None:
                failed.append((source.id, problem))

    async with anyio.create_task_group() as group:
        for source in loops.current.now.sources.values():
            group.start_soon(poll, source)
    return tuple(sorted(failed))


async def _polled(loops: Loops, source: Source) -> str | None:
    """Poll the source once; return its problem, if it has one."""
    problem: str | None = "its poll met a bug: see the log"

    async def poll() -> None:
        nonlocal problem
        problem = (await loops.current.now.polling.poll(source)).problem

    await guarded(loops.journal, "fault.poll", poll, source=source.id)
    return problem


async def _carry_all(loops: Loops) -> None:
    """Carry finds until none is left that can be carried now."""

    async def read(number: int) -> None:
        consumer = f"{loops.consumer}-{number}"
        while tasks := await loops.work.take(consumer=consumer, count=1, wait=NO_WAIT):
            for task in tasks:
                await carried(loops.journal, loops.current.now.reading, task)

    async with anyio.create_task_group() as group:
        for number in range(READERS):
            group.start_soon(read, number)


async def _send_all(loops: Loops) -> None:
    """Try once each delivery that is due now."""

    async def send(receiver: Receiver) -> None:
        while owed := await loops.outbox.take(
            receiver.name, consumer=loops.consumer, count=1, wait=NO_WAIT
        ):
            for sending in owed:
                send = partial(loops.current.now.delivering.deliver, sending, receiver)
                await guarded(loops.journal, "fault.delivery", send, receiver=receiver.name)

    async with anyio.create_task_group() as group:
        for receiver in loops.current.now.receivers.values():
            group.start_soon(send, receiver)
