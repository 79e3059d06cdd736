"""A replay as a command runs it: with its progress on stderr, and what went wrong there too."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import perf_counter

from monitor.app.backtesting.board import Board
from monitor.app.backtesting.differing import Diff
from monitor.app.backtesting.running import Run
from monitor.app.backtesting.steps import Step
from monitor.app.backtesting.summing import Tally
from monitor.app.cli.base import complain
from monitor.app.cli.progress import replaying


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What a replay gave: alerts, figures, seconds (`kept`: what it judged was there before), what
    differs if that was asked, and whether records could not be read. `as_of`: up to when an archive
    that grows was read.
    """

    board: Board
    tally: Tally
    seconds: float = 0.0
    kept: bool = False
    faulty: bool = False
    as_of: datetime | None = None
    diff: Diff | None = None
    sides: tuple[str, str] = field(default=("", ""))


def replay(run: Run, outcome: Outcome, *tell: Callable[[Step], object]) -> None:
    """Tell each step of the run, and add what it took to the outcome."""
    began = perf_counter()
    with replaying("replaying") as run.progress:
        for step in run.steps():
            outcome.tally.take(step)
            for teller in tell:
                teller(step)
    outcome.seconds += perf_counter() - began
    outcome.kept = run.kept
    if run.given.lasting is not None and run.about is not None:
        outcome.as_of = run.about.made
    _complain_of(run, outcome)


def _complain_of(run: Run, outcome: Outcome) -> None:
    """Say what went wrong, and what was left out."""
    if run.about is not None and run.about.faults:
        outcome.faulty = True
        if run.kept:
            for fault in run.about.faults:
                complain(fault)
    if run.kept and run.given.lasting is not None and run.about is not None:
        complain(
            f"judged up to {run.about.made:%H:%M} UTC: what was read since is left out for an "
            "hour, so that watchlists are compared on the same articles; --no-cache judges anew"
        )
    if run.damaged is not None:
        complain(f"what was kept is damaged, and was judged anew: {run.damaged}")
    if run.fault is not None:
        complain(f"what was judged is not kept for the next time: {run.fault}")
