"""Reloads that are asked for while another one reads."""

import threading
from types import SimpleNamespace

import anyio
import pytest

from monitor.adapters.clock import SystemClock
from monitor.app.config.reader import Reader
from monitor.app.daemon.inforce import Current
from monitor.app.daemon.reloading import Reloader
from monitor.app.telemetry.figures import Figures
from monitor.errors import ConfigError
from monitor.model.inforce import Trigger
from tests.fakes.inforce import in_force
from tests.fakes.journal import RecordingJournal

FILES, SIGNAL, REQUEST = Trigger.FILES, Trigger.SIGNAL, Trigger.REQUEST


class Held:
    """A reloader of a broken configuration whose reading lasts until it is let go."""

    def __init__(self, folder) -> None:
        self.journal, self.go = RecordingJournal(), threading.Event()
        now = in_force()
        self.reloader = Reloader(
            parts=SimpleNamespace(journal=self.journal, clock=SystemClock()),
            current=Current(now),
            started=now.configuration,
            reader=Reader(folder, self._read),
            figures=Figures(),
        )

    def _read(self, named):
        assert self.go.wait(30)
        raise ConfigError("it is broken")

    @property
    def attempts(self) -> list[str]:
        return [facts["trigger"] for facts in self.journal.facts("config.refused")]


@pytest.mark.parametrize(
    ("waiting", "attempts"),
    [
        ((REQUEST, REQUEST, SIGNAL, REQUEST), ["request", "request"]),
        ((REQUEST, FILES), ["request", "request"]),
        ((FILES, REQUEST, REQUEST), ["request", "files", "request"]),
    ],
)
async def test_all_that_ask_while_one_reads_are_answered_by_one_more(tmp_path, waiting, attempts):
    held = Held(tmp_path)
    answers = []

    async def ask(trigger: Trigger) -> None:
        answers.append((await held.reloader.reload(trigger)).failure)

    async with anyio.create_task_group() as group:
        for trigger in (REQUEST, *waiting):
            group.start_soon(ask, trigger)
            await anyio.wait_all_tasks_blocked()
        held.go.set()
    assert held.attempts == attempts
    assert len(answers) == 1 + len(waiting)
    assert None not in answers


async def test_one_that_asks_when_the_other_has_ended_is_read_for(tmp_path):
    held = Held(tmp_path)
    held.go.set()
    for _ in range(2):
        await held.reloader.reload(REQUEST)
    assert held.attempts == ["request", "request"]
