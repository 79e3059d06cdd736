"""Another configuration for a running node: read, checked and made beside the loops, then put in
force in one step; one with a fault leaves the one before in force, and says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

import anyio
import anyio.to_thread

from monitor.app.config.reader import Reader
from monitor.app.config.restart import until_restart
from monitor.app.config.settings import Configuration
from monitor.app.daemon.assembly import Assembly
from monitor.app.daemon.heap import Heap
from monitor.app.daemon.inforce import Current, InForce
from monitor.app.daemon.loops import Stop
from monitor.app.daemon.making import Maker
from monitor.app.daemon.standing import gone, mistakes_of, state_of
from monitor.app.telemetry.figures import Figures
from monitor.errors import ConfigError
from monitor.model.inforce import ConfigState, Mistake, Trigger

OURS = "a fault of this program: see the log"


@dataclass(slots=True)
class Bell:
    """Rings for a reload, from outside of the loops: once for all rings until it is heard."""

    _rung: anyio.Event = field(default_factory=anyio.Event)

    def ring(self) -> None:
        """Ask for a reload."""
        self._rung.set()

    async def heard(self) -> None:
        """Wait until it rings."""
        await self._rung.wait()
        self._rung = anyio.Event()


@dataclass(slots=True, kw_only=True)
class Reloader:
    """Puts other configurations in force, one at a time.

    `started`: the configuration of the start, which some settings stay those of. `followed` is
    called after each that was put in force, `ended` after each attempt.
    """

    parts: Assembly
    current: Current
    started: Configuration
    reader: Reader
    figures: Figures
    heap: Heap = field(default_factory=Heap)
    followed: Callable[[], None] = lambda: None
    ended: Callable[[], None] = lambda: None
    _alone: anyio.Lock = field(default_factory=anyio.Lock)
    _asked: int = 0

    async def look(self) -> None:
        """Reload if files were changed, as soon as they rest."""
        async with self._alone:
            changed = await anyio.to_thread.run_sync(self.reader.has_changed)
        if changed:
            await self.reload(Trigger.FILES)

    async def listen(self, bell: Bell, stop: Stop) -> None:
        """Reload whenever the bell rings, until the stop."""

        async def hear() -> None:
            while True:
                await bell.heard()
                await self.reload(Trigger.SIGNAL)

        async with anyio.create_task_group() as group:
            group.start_soon(hear)
            await stop.wait()
            group.cancel_scope.cancel()

    async def reload(self, trigger: Trigger) -> ConfigState:
        """Return the state after the attempt; its `failure` says why the one before stays.

        One attempt answers all who asked before it began to read; one for changed files answers
        nobody else, as it takes less. What was read is put in force even if who asked for it waits
        no more.
        """
        asked = self._asked
        async with self._alone:
            if self._asked == asked:
                with anyio.CancelScope(shield=True):
                    await self._attempt(trigger)
            return self.current.now.state

    async def _attempt(self, trigger: Trigger) -> None:
        self._asked += trigger is not Trigger.FILES
        began = anyio.current_time()
        made = await anyio.to_thread.run_sync(self._made, trigger)
        if isinstance(made, InForce):
            self._take(made, anyio.current_time() - began)
            self.followed()
        else:
            self._refuse(made, trigger)
        self.ended()

    def _made(self, trigger: Trigger) -> InForce | tuple[Mistake, ...]:
        """Return what is made of the files as they are now, or what is wrong in them."""
        try:
            with self.heap.steady():
                return self._new(trigger)
        except ConfigError as fault:
            return mistakes_of(fault)
        except Exception as bug:  # noqa: BLE001 - what is in force goes on, whatever an edit meets
            self.parts.journal.note("fault.reload", detail=repr(bug), exc_info=bug)
            return (Mistake(file="", message=OURS, text=OURS),)

    def _new(self, trigger: Trigger) -> InForce | tuple[Mistake, ...]:
        before = self.current.now
        possible, waits = until_restart(self.started, self.reader.read())
        state = state_of(possible, self.parts.clock.now(), trigger)
        lost = tuple(gone(before.state, state)) if trigger is Trigger.FILES else ()
        if lost:
            return lost
        maker = Maker(parts=self.parts, configuration=possible, before=before)
        return maker.made(replace(state, needs_restart=waits))

    def _take(self, made: InForce, seconds: float) -> None:
        state = self.current.now.state.followed_by(made.state)
        self.current.swap(replace(made, state=state))
        self.figures.reloaded(state)
        note = self.parts.journal.note
        note(
            "config.reloaded",
            trigger=str(state.trigger),
            digest=state.digest,
            seconds=round(seconds, 2),
            **state.counts,
        )
        if state.needs_restart:
            detail = "these settings stay as they were at the start: restart to change them"
            note("config.needs_restart", settings=list(state.needs_restart), detail=detail)

    def _refuse(self, mistakes: tuple[Mistake, ...], trigger: Trigger) -> None:
        state = self.current.now.state.refusing(mistakes, trigger, self.parts.clock.now())
        self.current.tell(state)
        self.figures.reloaded(state)
        note = self.parts.journal.note
        for mistake in mistakes:
            note("config.mistake", detail=mistake.text)
        note(
            "config.refused",
            trigger=str(trigger),
            digest=state.digest,
            mistakes=len(mistakes),
            detail="the configuration before it stays in force",
        )
