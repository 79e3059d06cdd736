"""`monitor backtest`: what watchlists would have told of articles that are at hand."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

import rich_click as click

from monitor.adapters.clock import SystemClock
from monitor.alert.record import Record, alert_record
from monitor.app.backtesting.board import Board
from monitor.app.backtesting.keeping import FOLDER, Shelf
from monitor.app.backtesting.running import Given, Progress, Run
from monitor.app.backtesting.summing import Tally
from monitor.app.backtesting.telling import Teller
from monitor.app.cli.backtest_given import Span, given
from monitor.app.cli.backtest_printing import Took, print_summary, summary_record
from monitor.app.cli.base import (
    AS_JSON,
    complain,
    configuration,
    configured,
    examples,
    for_programs,
    print_json,
)
from monitor.app.cli.moments import moment
from monitor.app.cli.progress import replaying
from monitor.app.config.settings import Configuration


def _when(given_: str | None, name: str) -> datetime | None:
    if given_ is None:
        return None
    try:
        return moment(given_, SystemClock().now(), day_ends=name == "until")
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint=f"--{name}") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What the command line asks for."""

    files: Sequence[str]
    folder: Path | None
    watchlists: Sequence[Path]
    as_json: bool
    decisions: bool
    summary: bool
    archive: bool
    since: str | None
    until: str | None
    cache: Path | None
    no_cache: bool

    @property
    def span(self) -> Span:
        """Return from when to when; raises `BadParameter` if that cannot be read."""
        return Span(
            since=_when(self.since, "since"),
            until=_when(self.until, "until"),
            words=(self.since, self.until),
        )

    def shelf(self, settings: Configuration) -> Shelf | None:
        """Return where runs are kept."""
        return None if self.no_cache else Shelf(folder=self.cache or settings.state_dir / FOLDER)


@click.command(
    epilog=examples(
        "monitor backtest articles.jsonl.gz --summary",
        "monitor backtest --since 7d --watchlist new.yaml",
        "monitor backtest --archive --since 2025-12-01 --until 2025-12-20 --json",
    )
)
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@configured
@AS_JSON
@click.option("--decisions", is_flag=True, help="Write every judged mention instead of alerts.")
@click.option("--summary", is_flag=True, help="Show figures: alerts by day and watchlist, samples.")
@click.option("--archive", is_flag=True, help="Replay what this machine has archived.")
@click.option("--since", metavar="WHEN", help="Published then or later: 36h, 7d, 2025-12-20.")
@click.option("--until", metavar="WHEN", help="Published before then; a bare day is meant whole.")
@click.option(
    "--cache",
    type=click.Path(file_okay=False, path_type=Path),
    help="Keep what was judged in this folder. Default: `backtests` of the state folder.",
)
@click.option("--no-cache", is_flag=True, help="Judge anew, and keep nothing of it.")
@click.pass_context
def backtest(context: click.Context, /, **wished: object) -> None:
    """Replay articles in the order of their dates: what would watchlists have told?

    FILEs are article records (JSON lines, .gz too) or WARC files, - is standard input; without a
    FILE on a terminal, or with --archive, it is the archive of this machine. Articles go through
    dedupe, detect, judge and alert on a memory of their own; nothing is delivered.

    A terminal gets a summary; a pipe (or --json) the alerts in order of emission, one a line, or
    with --decisions every judged mention. What does not depend on watchlists is kept, so that the
    same articles are told again in seconds when only watchlists changed.
    """
    wish = Wish(**wished)  # type: ignore[arg-type]
    settings = configuration(wish.folder, wish.watchlists)
    articles = given(settings, wish.files, wish.span, archive=wish.archive)
    show = print_json if for_programs(as_json=wish.as_json) else _print_lines
    run = _run(wish, settings, articles)
    board, tally, took = _replayed(run, settings, show if wish.decisions else None)
    tally.told(board)
    if wish.summary or not (wish.decisions or for_programs(as_json=wish.as_json)):
        if wish.as_json:
            print_json([summary_record(tally, took)])
        else:
            print_summary(tally, took)
    elif not wish.decisions:
        print_json(map(alert_record, board))
    context.exit(1 if run.about is not None and run.about.faults else 0)


def _run(wish: Wish, settings: Configuration, articles: Given) -> Run:
    return Run(
        settings=settings,
        given=articles,
        shelf=wish.shelf(settings),
        now=SystemClock().now(),
        progress=Progress(),
    )


def _replayed(
    run: Run, settings: Configuration, show: Callable[[tuple[Record, ...]], None] | None
) -> tuple[Board, Tally, Took]:
    """Return the alerts and the figures of a run, and how long it took; `show` gets the decisions
    as they are made.
    """
    board, tally = Board(), Tally(tuple(w.name for w in settings.watchlists))
    teller = Teller(settings.watchlists, board.emit)
    began = perf_counter()
    with replaying("replaying") as run.progress:
        for step in run.steps():
            rows = teller.tell(step)
            tally.take(step)
            if show is not None:
                show(rows)
    tell_faults(run)
    return board, tally, Took(seconds=perf_counter() - began, kept=run.kept)


def tell_faults(run: Run) -> None:
    """Name on stderr what a kept run could not read, and why a run could not be kept."""
    if run.kept and run.about is not None:
        for fault in run.about.faults:
            complain(fault)
    if run.fault is not None:
        complain(f"what was judged is not kept for the next time: {run.fault}")


def _print_lines(records: tuple[Record, ...]) -> None:
    for record in records:
        click.secho(f"{record['verdict']} ", bold=True, nl=False)
        click.echo(f"{record['type']} in {record['article']}")
