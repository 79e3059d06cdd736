"""`monitor backtest`: what watchlists would have told of articles that are at hand."""

from pathlib import Path

import rich_click as click

from monitor.adapters.clock import SystemClock
from monitor.alert.record import Record, alert_record
from monitor.app.backtesting.board import Board
from monitor.app.backtesting.differing import Diff, diff_record, difference_record
from monitor.app.backtesting.report.page import Report, page
from monitor.app.backtesting.summing import Tally
from monitor.app.backtesting.telling import Teller
from monitor.app.cli.backtest_diff import compare, print_diff
from monitor.app.cli.backtest_printing import print_summary, summary_record
from monitor.app.cli.backtest_running import Outcome, replay
from monitor.app.cli.backtest_send import send
from monitor.app.cli.backtest_wish import Wish
from monitor.app.cli.base import (
    AS_JSON,
    complain,
    configuration,
    configured,
    examples,
    print_json,
)
from monitor.errors import UsageError
from monitor.model.moment import rfc3339


@click.command(
    epilog=examples(
        "monitor backtest articles.jsonl.gz --summary",
        "monitor backtest --since 7d --watchlist new.yaml",
        "monitor backtest --diff old.yaml new.yaml --archive --since 30d",
        "monitor backtest --archive --since 30d --report month.html",
        "monitor backtest --watchlist new.yaml --since 7d --send",
    )
)
@click.argument("files", nargs=-1, metavar="[FILE|-]...")
@configured
@AS_JSON
@click.option("--decisions", is_flag=True, help="Write every judged mention instead of alerts.")
@click.option("--summary", is_flag=True, help="Show figures: alerts by day and watchlist, samples.")
@click.option(
    "--diff",
    metavar="OLD [NEW]",
    type=click.Path(exists=True, path_type=Path),
    help="Show what differs from the watchlist file or configuration folder OLD, and why. NEW: "
    "what is compared with it, instead of what is in force.",
)
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a page (HTML, all in one file) with charts and all alerts.",
)
@click.option(
    "--feedback",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Obey what `monitor feedback export` wrote. Default for the archive: what the store has.",
)
@click.option(
    "--send",
    is_flag=True,
    help="Look back: send what the watchlists of --watchlist would have told, once, marked so.",
)
@click.option("--yes", is_flag=True, help="Send without asking.")
@click.option(
    "--most",
    type=click.IntRange(min=1),
    default=100,
    show_default=True,
    help="Send nothing if it were more alerts.",
)
@click.option("--archive", is_flag=True, help="Replay what this machine has archived.")
@click.option(
    "--since", metavar="WHEN", help="Published then or later: 36h, 7d (of full hours), 2025-12-20."
)
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
    dedupe, detect, judge and alert on a memory of their own; nothing is delivered without --send.

    A terminal gets a summary; a pipe (or --json) the alerts in order of emission, one a line, or
    with --decisions every judged mention. What does not depend on watchlists is kept, so that the
    same articles are told again in seconds when only watchlists changed.

    With --diff the exit code is 1 if anything differs.
    """
    wish = Wish(**wished)  # type: ignore[arg-type]
    if wish.send:
        _refuse_beside_send(wish)
        context.exit(1 if send(wish) else 0)
    outcome = compare(wish, wish.diff) if wish.diff is not None else _replayed(wish)
    outcome.tally.told(outcome.board)
    if wish.report is not None:  # before what is shown: a reader that has enough ends the program
        _write_report(wish.report, outcome)
    if outcome.diff is not None:
        _show_diff(wish, outcome, outcome.diff)
    else:
        _show(wish, outcome)
    differs = outcome.diff is not None and bool(outcome.diff.differences)
    context.exit(1 if outcome.faulty or differs else 0)


def _refuse_beside_send(wish: Wish) -> None:
    if not wish.watchlists:
        raise UsageError("--send looks back for a watchlist: name it with --watchlist FILE")
    if wish.diff is not None or wish.report is not None or wish.decisions:
        raise UsageError("--send goes with none of --diff, --report and --decisions")


def _replayed(wish: Wish) -> Outcome:
    """Return what the watchlists in force give; decisions are shown as they are made."""
    settings = configuration(wish.folder, wish.watchlists)
    show = print_json if wish.for_programs else _print_lines
    board = Board()
    outcome = Outcome(board=board, tally=Tally(tuple(one.name for one in settings.watchlists)))
    teller = Teller(settings.watchlists, board.emit)
    run = wish.run(settings, wish.given(settings))
    if wish.decisions:
        replay(run, outcome, lambda step: show(teller.tell(step)))
    else:
        replay(run, outcome, teller.tell)
    return outcome


def _show(wish: Wish, outcome: Outcome) -> None:
    if wish.summary and wish.as_json:
        print_json([summary_record(outcome)])
    elif wish.summary or not (wish.decisions or wish.for_programs):
        print_summary(outcome)
    elif not wish.decisions:
        print_json(map(alert_record, outcome.board))


def _write_report(path: Path, outcome: Outcome) -> None:
    report = Report(
        tally=outcome.tally,
        board=outcome.board,
        made=SystemClock().now(),
        as_of=outcome.as_of,
        diff=outcome.diff,
        sides=outcome.sides,
    )
    try:
        with path.open("w", encoding="utf-8", errors="replace") as file:
            file.writelines(page(report))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from error
    complain(f"the report is in {path}")


def _show_diff(wish: Wish, outcome: Outcome, found: Diff) -> None:
    if not wish.for_programs:
        print_diff(found, outcome.sides, outcome.as_of)
        return
    old, new = outcome.sides
    print_json(map(difference_record, found.differences))
    as_of = rfc3339(outcome.as_of) if outcome.as_of else None
    print_json([{**diff_record(found), "old": old, "new": new, "as_of": as_of}])


def _print_lines(records: tuple[Record, ...]) -> None:
    for record in records:
        click.secho(f"{record['verdict']} ", bold=True, nl=False)
        click.echo(f"{record['type']} in {record['article']}")
