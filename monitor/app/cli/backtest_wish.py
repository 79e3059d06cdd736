"""What the command line of `monitor backtest` asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import rich_click as click

from monitor.adapters.clock import SystemClock
from monitor.app.backtesting.keeping import FOLDER, Shelf
from monitor.app.backtesting.running import Given, Run
from monitor.app.cli.backtest_feedback import labels_of
from monitor.app.cli.backtest_given import Span, given
from monitor.app.cli.base import for_programs
from monitor.app.cli.moments import full, moment
from monitor.app.config.folder import MONITOR, WATCHLISTS
from monitor.app.config.settings import Configuration

_YAML = (".yaml", ".yml")


def _when(written: str | None, name: str, now: datetime) -> datetime | None:
    if written is None:
        return None
    try:
        return moment(written, full(written, now), day_ends=name == "until")
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=f"--{name}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """All options; `files` may begin with the other side of a comparison (`new`). `now`: when
    it was asked; lengths of time are counted from its full hour, so that asking again soon finds
    the same run.
    """

    files: Sequence[str]
    folder: Path | None
    watchlists: Sequence[Path]
    as_json: bool
    decisions: bool
    summary: bool
    diff: Path | None
    report: Path | None
    feedback: Path | None
    send: bool
    yes: bool
    most: int
    archive: bool
    since: str | None
    until: str | None
    cache: Path | None
    no_cache: bool
    now: datetime = field(default_factory=lambda: SystemClock().now())

    @property
    def for_programs(self) -> bool:
        """Return whether records are to be written."""
        return for_programs(as_json=self.as_json)

    @property
    def new(self) -> Path | None:
        """Return the watchlist or folder that `--diff` compares with; None: what is in force."""
        if self.diff is None or not self.files:
            return None
        path = Path(self.files[0])
        is_folder = (path / MONITOR).is_file() or (path / WATCHLISTS).is_dir()
        return path if path.suffix in _YAML or is_folder else None

    def given(self, settings: Configuration, *, anew: bool = False) -> Given:
        """Return the articles that are asked for."""
        files = self.files[1:] if self.new is not None else self.files
        span = Span(
            since=_when(self.since, "since", self.now),
            until=_when(self.until, "until", self.now),
            words=(self.since, self.until),
        )
        return given(settings, files, span, archive=self.archive, anew=anew)

    def run(self, settings: Configuration, articles: Given) -> Run:
        """Return the run over the articles."""
        kept = self.cache or settings.state_dir / FOLDER
        return Run(
            settings=settings,
            given=articles,
            shelf=None if self.no_cache else Shelf(folder=kept),
            now=SystemClock().now(),
            labels=labels_of(settings, self.feedback, archived=articles.archived),
        )
