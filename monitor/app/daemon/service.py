"""The daemon: all loops of one node around one store, from a clean start to a stop in seconds."""

import secrets
from dataclasses import dataclass

import anyio

from monitor.adapters.strangers import owed_to_strangers
from monitor.app.config.settings import Configuration
from monitor.app.daemon.assembly import Assembly, assembled
from monitor.app.daemon.lanes import Lanes
from monitor.app.daemon.loops import Loops, Stop
from monitor.app.daemon.node import node_name
from monitor.app.daemon.port import Port
from monitor.app.daemon.sending import Sender
from monitor.app.daemon.standing import state_of
from monitor.app.daemon.ticking import Ticking
from monitor.app.telemetry.figures import Figures
from monitor.model.inforce import Trigger
from monitor.ports import Journal
from monitor.schedule.timing import first_poll

READ_AT_ONCE = 64
"""Finds in hand at once: most of them wait for a server."""
GRACE = 3.0
"""Seconds that work in hand gets to end after a stop; what does not is handed out again later."""
CHANCE = secrets.SystemRandom()


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What the daemon runs in: its settings, and where it tells what it does."""

    configuration: Configuration
    figures: Figures
    journal: Journal


async def serve(surroundings: Surroundings, stop: Stop) -> None:
    """Run the daemon until the stop; what is in hand then is ended or stays owed under its id.

    Raises `DependencyUnavailable` if the store cannot be had at the start.
    """
    configuration, journal = surroundings.configuration, surroundings.journal
    with node_name(configuration.state_dir) as node:
        async with assembled(configuration, journal, chance=CHANCE.random) as parts:
            await register(configuration, parts)
            journal.note("daemon.started", node=node, **_facts(configuration))
            await _tell_strangers(configuration, parts, journal)
            await _run(surroundings, parts, parts.loops(node, stop))
            journal.note("daemon.stopped", node=node)


def _facts(configuration: Configuration) -> dict[str, object]:
    return {
        "config": str(configuration.folder),
        "sources": sum(s.enabled for s in configuration.sources),
        "actors": len(configuration.registry.actors),
        "watchlists": [w.name for w in configuration.watchlists],
        "receivers": [r.name for r in configuration.receivers],
    }


async def _tell_strangers(configuration: Configuration, parts: Assembly, journal: Journal) -> None:
    """Tell of receivers that are owed alerts, and that the configuration names no more."""
    known = {receiver.name for receiver in configuration.receivers}
    for name, owed in (await owed_to_strangers(parts.store, known)).items():
        detail = "nobody sends it what it is owed: the configuration names no such receiver"
        journal.note("receiver.unknown", receiver=name, owed=owed, detail=detail)


async def register(configuration: Configuration, parts: Assembly) -> None:
    """Make the enabled sources due, each at a moment of its own within the first minute."""
    enabled = tuple(s for s in configuration.sources if s.enabled)
    now = parts.clock.now()
    among = len(enabled)
    first = {s.id: first_poll(s, now=now, jitter=CHANCE.random(), among=among) for s in enabled}
    await parts.polls.register(enabled, first)


async def _run(surroundings: Surroundings, parts: Assembly, loops: Loops) -> None:
    """Run all loops until the stop, then give them the grace, and end what is left."""
    state = state_of(surroundings.configuration, parts.clock.now(), Trigger.START)
    async with anyio.create_task_group() as group:
        ticking = Ticking(
            node=loops.consumer,
            parts=parts,
            loops=loops,
            figures=surroundings.figures,
            journal=surroundings.journal,
            group=group,
            state=lambda: state,
        )
        group.start_soon(loops.read, Lanes(READ_AT_ONCE))
        sender = Sender(
            consumer=loops.consumer,
            journal=loops.journal,
            outbox=loops.outbox,
            delivering=loops.delivering,
            stop=loops.stop,
        )
        for receiver in loops.receivers:
            group.start_soon(sender.send, receiver)
        port = Port(
            configuration=surroundings.configuration,
            figures=surroundings.figures,
            journal=surroundings.journal,
            parts=parts,
            loops=loops,
            ticking=ticking,
        )
        server = port.serve(group)
        with ticking.running():
            await loops.stop.wait()
        if server is not None:
            server.should_exit = True
        group.cancel_scope.deadline = anyio.current_time() + GRACE
