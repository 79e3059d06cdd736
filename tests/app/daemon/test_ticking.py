"""The clockwork in this process, on a real store."""

from dataclasses import replace
from datetime import timedelta

import anyio

from monitor.adapters.clock import SystemClock
from monitor.app.config.loading import load
from monitor.app.daemon.assembly import assembled
from monitor.app.daemon.loops import Stop
from monitor.app.daemon.service import Surroundings, loops_of, put_in_force
from monitor.app.daemon.ticking import Ticking
from monitor.app.rules import known_types
from monitor.app.telemetry.figures import Figures
from tests.fakes.daemon import Settings
from tests.fakes.journal import RecordingJournal


class AheadOfThisMachine:
    """The clock of a store whose server is elsewhere, and nine days ahead."""

    def now(self):
        return SystemClock().now() + timedelta(days=9)

    async def set(self) -> None:
        """Stay as it is."""


async def test_it_begins_at_once_though_this_machine_is_days_behind_the_store(tmp_path, redis_url):
    settings = Settings(feeds={}, desk="http://127.0.0.1:1/hook", redis=redis_url)
    configuration = load(settings.write(tmp_path), types=known_types(), environment={})
    journal = RecordingJournal()
    surroundings = Surroundings(configuration=configuration, figures=Figures(), journal=journal)
    async with (
        assembled(configuration, journal, chance=lambda: 0.5) as known,
        put_in_force(surroundings, known) as current,
        anyio.create_task_group() as group,
    ):
        parts = replace(known, clock=AheadOfThisMachine())
        ticking = Ticking(
            node="n1",
            parts=parts,
            loops=loops_of(parts, current, "n1", Stop()),
            figures=surroundings.figures,
            journal=journal,
            group=group,
        )
        with ticking.running(), anyio.fail_after(5):
            while not {"clock", "poll", "due"} <= set(ticking.done):  # noqa: ASYNC110
                await anyio.sleep(0.02)
        group.cancel_scope.cancel()
