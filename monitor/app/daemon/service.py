"""The daemon: all loops of one node around one store, from a clean start to a stop in seconds."""

import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from functools import partial

import anyio
import anyio.abc

from monitor.app.config.reader import Reader
from monitor.app.config.settings import Configuration
from monitor.app.daemon.assembly import Assembly, assembled
from monitor.app.daemon.heap import Heap
from monitor.app.daemon.inforce import Current
from monitor.app.daemon.lanes import Lanes
from monitor.app.daemon.loops import Loops, Stop, guarded, patiently
from monitor.app.daemon.making import Maker
from monitor.app.daemon.node import node_name
from monitor.app.daemon.port import Port
from monitor.app.daemon.reloading import Bell, Reloader
from monitor.app.daemon.sending import Sender
from monitor.app.daemon.settling import Settling
from monitor.app.daemon.standing import counts_of, state_of
from monitor.app.daemon.ticking import Ticking
from monitor.app.telemetry.figures import Figures
from monitor.errors import TryLater
from monitor.model.inforce import Trigger
from monitor.pipeline.announcing import Announcing
from monitor.ports import Journal

READ_AT_ONCE = 64
"""Finds in hand at once: most of them wait for a server."""
GRACE = 3.0
"""Seconds that work in hand gets to end after a stop; what does not is handed out again later."""
CHANCE = secrets.SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the daemon runs in: its settings, and where it tells what it does.

    `reader`: reads the settings again where they were changed, or `bell` rings; None never does.
    """

    configuration: Configuration
    figures: Figures
    journal: Journal
    reader: Reader | None = None
    bell: Bell = field(default_factory=Bell)


async def serve(surroundings: Surroundings, stop: Stop) -> None:
    """Run the daemon until the stop; what is in hand then is ended or stays owed under its id.

    Raises `DependencyUnavailable` if the store cannot be had at the start.
    """
    configuration, journal = surroundings.configuration, surroundings.journal
    with node_name(configuration.state_dir) as node:
        async with (
            assembled(configuration, journal, chance=CHANCE.random) as parts,
            put_in_force(surroundings, parts) as current,
        ):
            settling = Settling(parts=parts, current=current)
            await settling.settle()
            facts = counts_of(configuration) | _names(configuration)
            journal.note("daemon.started", node=node, config=str(configuration.folder), **facts)
            await _Node(surroundings, parts, current, settling, stop).run(node)
            with suppress(TryLater):
                await parts.heartbeat.leave(node)
            journal.note("daemon.stopped", node=node)


def _names(configuration: Configuration) -> dict[str, object]:
    return {
        "watchlists": [w.name for w in configuration.watchlists],
        "receivers": [r.name for r in configuration.receivers],
    }


@asynccontextmanager
async def put_in_force(surroundings: Surroundings, parts: Assembly) -> AsyncIterator[Current]:
    """Give what is in force, which is at first what the daemon was started with; those who dial
    for it are closed at the end.
    """
    configuration = surroundings.configuration
    with Heap().steady() if surroundings.reader is not None else nullcontext():
        state = state_of(configuration, parts.clock.now(), Trigger.START)
        first = Maker(parts=parts, configuration=configuration).made(state)
    surroundings.figures.configured(state)
    current = Current(first)
    try:
        yield current
    finally:
        with anyio.CancelScope(shield=True):
            await current.close()


def loops_of(parts: Assembly, current: Current, node: str, stop: Stop) -> Loops:
    """Return the loops of the node with this name."""
    return Loops(
        consumer=node,
        clock=parts.clock,
        journal=parts.journal,
        polls=parts.polls,
        work=parts.work,
        memory=parts.memory,
        outbox=parts.outbox,
        current=current,
        announcing=Announcing(
            clock=parts.clock, announcements=parts.announcements, journal=parts.journal
        ),
        stop=stop,
    )


@dataclass(frozen=True, slots=True)
class _Node:
    """All loops of a node, and what follows where another configuration is put in force."""

    surroundings: Surroundings
    parts: Assembly
    current: Current
    settling: Settling
    stop: Stop

    async def run(self, node: str) -> None:
        """Run all loops until the stop, then give them the grace, and end what is left."""
        loops = replace(
            loops_of(self.parts, self.current, node, self.stop), polled=self.settling.polled
        )
        self.settling.in_hand = loops.in_hand
        async with anyio.create_task_group() as group:
            reloader = self._reloader()
            ticking = Ticking(
                node=node,
                parts=self.parts,
                loops=loops,
                figures=self.surroundings.figures,
                journal=self.surroundings.journal,
                group=group,
                reloader=reloader,
            )
            group.start_soon(loops.read, Lanes(READ_AT_ONCE))
            sender = self._sender(node)
            sender.tend(group)
            port = Port(
                figures=self.surroundings.figures,
                parts=self.parts,
                current=self.current,
                ticking=ticking,
                stop=self.stop,
                reloader=reloader,
            )
            if reloader is not None:
                reloader.followed = partial(self._follow, group, sender, ticking, port)
                reloader.ended = ticking.beat_now
                group.start_soon(reloader.listen, self.surroundings.bell, self.stop)
            server = port.serve(group)
            with ticking.running():
                await self.stop.wait()
            if server is not None:
                server.should_exit = True
            group.cancel_scope.deadline = anyio.current_time() + GRACE

    def _reloader(self) -> Reloader | None:
        reader = self.surroundings.reader
        if reader is None:
            return None
        return Reloader(
            parts=self.parts,
            current=self.current,
            started=self.surroundings.configuration,
            reader=reader,
            figures=self.surroundings.figures,
            heap=Heap(rounds=1),
        )

    def _sender(self, node: str) -> Sender:
        return Sender(
            consumer=node,
            journal=self.surroundings.journal,
            outbox=self.parts.outbox,
            current=self.current,
            stop=self.stop,
        )

    def _follow(
        self, group: anyio.abc.TaskGroup, sender: Sender, ticking: Ticking, port: Port
    ) -> None:
        """Do what follows from what was put in force."""
        sender.tend(group)
        ticking.retime()
        port.renew()
        group.start_soon(self._settle)

    async def _settle(self) -> None:
        journal = self.surroundings.journal
        settle = partial(guarded, journal, "fault.settling", self.settling.settle)
        await patiently(self.stop, journal, "reload", settle)
