"""A crash between every two steps of a delivery: of the sender, and of the server."""

import json
import os
import re
import signal
import sys
import tempfile
from collections import Counter
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import anyio
import pytest

from monitor.adapters.server import ServerOptions, embedded_server
from monitor.adapters.store import Store, open_store
from tests.chaos.crashing import (
    NAMES,
    PLAIN,
    STEPS,
    TAKEN_BACK,
    Road,
    quietly,
    striking,
    taken_back,
)
from tests.chaos.newsdesk import id_of
from tests.fakes.desk import Desk, desk
from tests.fakes.mail_server import MailServer, mail_server

pytestmark = [
    pytest.mark.chaos,
    pytest.mark.timeout(60),
    pytest.mark.skipif(sys.platform != "linux", reason="PR_SET_PDEATHSIG is Linux's"),
]

SENT_AGAIN = ("send", "send: a bundle")
"""A sender that dies after these has told, and not noted it: there is one copy of one id."""


@dataclass
class Street:
    """The receivers, each with a ledger of its own, on a server that is kept alive."""

    url: str
    store: Store
    desks: dict[str, Desk]
    post: MailServer

    @property
    def ports(self) -> dict[str, int]:
        return {name: desk.port for name, desk in self.desks.items()} | {"brief": self.post.port}

    def refuse_at_first(self) -> None:
        """Have desk and the one that gives up refuse what they see for the first time."""
        for name in ("desk", "gone"):
            tried = self.desks[name].tried
            self.desks[name].status = lambda id_, seen=tried: (
                (503, False)
                if seen[id_] == 1 and id_ in {id_of("a0"), id_of("a1")}
                else (204, True)
            )

    @property
    def copies(self) -> int:
        """Return how often anything came that had been taken before under its id."""
        hooks = sum(sum(d.taken.values()) - len(d.taken) for d in self.desks.values())
        mails = Counter(handed.parsed["Message-ID"] for handed in self.post.handed)
        return hooks + mails.total() - len(mails)

    def told(self, receiver: str) -> set[str]:
        """Return the alerts that the receiver has been told, by themselves or in a bundle."""
        if receiver == "brief":
            texts = [str(handed.parsed) for handed in self.post.handed]
        else:
            texts = [json.dumps(told) for told in self.desks[receiver].alerts.values()]
        return set(re.findall(r"\((\w\d)\)", " ".join(texts)))

    def check(self) -> None:
        """Make sure that everybody was told everything, each alert under one id."""
        assert self.told("desk") == {*NAMES, TAKEN_BACK}
        assert [self.told(one) for one in ("few", "gone", "brief")] == [set(PLAIN)] * 3
        own = {*map(id_of, NAMES), taken_back().id}
        others = [told for name, told in self.desks["desk"].alerts.items() if name not in own]
        assert own < set(self.desks["desk"].taken)
        assert sorted(told["kind"] for told in others) == ["delivery", "withdrawn"]
        assert set(self.desks["gone"].taken) == set(map(id_of, PLAIN))
        assert len(self.desks["few"].taken) == 2
        assert len({handed.parsed["Message-ID"] for handed in self.post.handed}) == 1


@asynccontextmanager
async def street():
    async with AsyncExitStack() as ends:
        folder = ends.enter_context(tempfile.TemporaryDirectory(prefix="mon"))
        server = await ends.enter_async_context(
            embedded_server(Path(folder), ServerOptions(), lambda _: None)
        )
        store = await open_store(server.url)
        ends.push_async_callback(store.close)
        some = {name: ends.enter_context(desk()) for name in ("desk", "few", "gone")}
        post = await ends.enter_async_context(mail_server())
        given = Street(server.url, store, some, post)
        given.refuse_at_first()
        await Road(store, given.ports, quietly).emit()
        yield given


async def kill_server(store: Store) -> None:
    os.kill(int((await store.facts("server"))["process_id"]), signal.SIGKILL)


@pytest.mark.parametrize("step", STEPS)
async def test_a_sender_that_dies_after_a_step_loses_nothing(step):
    async with street() as given:
        order = [sys.executable, "-m", "tests.chaos.crashing", given.url, json.dumps(given.ports)]
        died = await anyio.run_process([*order, step, str(STEPS[step])], check=False)
        assert died.returncode == -signal.SIGKILL, died.stderr.decode()
        await Road(given.store, given.ports, quietly, consumer="second").go()
        given.check()
        assert given.copies == (step in SENT_AGAIN)


@pytest.mark.parametrize("step", STEPS)
async def test_a_server_that_dies_after_a_step_loses_nothing(step):
    async with street() as given:
        killed = []

        async def strike() -> None:
            killed.append(step)
            await kill_server(given.store)

        told = striking(step, STEPS[step], strike)
        await Road(given.store, given.ports, told).go()
        assert killed == [step]
        given.check()
        assert given.copies == 0
