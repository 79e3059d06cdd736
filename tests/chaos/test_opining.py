"""An opinion is kept and obeyed, or neither, whenever the server dies."""

import os
import signal
import tempfile
from dataclasses import replace
from functools import partial
from pathlib import Path

import anyio

from monitor.adapters.clock import SystemClock
from monitor.adapters.developments import RedisMemory
from monitor.adapters.keys import Retention
from monitor.adapters.labels import RedisLabels
from monitor.adapters.ledger import RedisLedger
from monitor.adapters.server import ServerOptions, embedded_server
from monitor.adapters.store import Store, open_store
from monitor.errors import TryLater
from monitor.model.actor import Registry
from monitor.pipeline.opining import Meant, Opining, Voice
from tests.chaos.newsdesk import patiently
from tests.contracts.examples import commit, development, keyed
from tests.fakes.journal import RecordingJournal
from tests.fakes.natures import NATURES

DELAYS = (0.0, 0.0005, 0.001, 0.002, 0.004)
CLOCK, KEPT = SystemClock(), Retention()


def opining(store: Store) -> Opining:
    return Opining(
        registry=Registry({}),
        natures=NATURES,
        memory=RedisMemory(store, CLOCK, KEPT),
        labels=RedisLabels(store, CLOCK, KEPT),
        ledger=RedisLedger(store, CLOCK, KEPT),
        journal=RecordingJournal(),
    )


async def said_while_it_dies(people: Opining, store: Store, wait: float, one: str, other: str):
    """Join two while the server is killed."""
    pid = int((await patiently(partial(store.facts, "server")))["process_id"])
    voice = Voice(author="Ada", comment="", at=CLOCK.now())

    async def say() -> None:
        try:
            await people.same(Meant(development=one), Meant(development=other), voice)
        except TryLater:
            return

    async with anyio.create_task_group() as group:
        group.start_soon(say)
        await anyio.sleep(wait)
        os.kill(pid, signal.SIGKILL)


async def test_a_label_stands_where_its_developments_are_joined_and_nowhere_else():
    with tempfile.TemporaryDirectory(prefix="mon") as folder:
        async with embedded_server(Path(folder), ServerOptions(), lambda _: None) as server:
            store = await open_store(server.url)
            people = opining(store)
            for number, wait in enumerate(DELAYS):
                one, other = f"{number}a", f"{number}b"
                both = (keyed(replace(development(name), count=None)) for name in (one, other))
                step = partial(people.memory.commit, commit(developments=tuple(both)))
                assert await patiently(step)
                await said_while_it_dies(people, store, wait, one, other)

                labels = await patiently(partial(people.labels.labels, limit=99))
                stored = await patiently(partial(people.labels.stored, other))
                labelled = any(one in {s.development for s in label.sides} for label in labels)
                assert labelled == (stored.joined is not None)
            await store.close()
