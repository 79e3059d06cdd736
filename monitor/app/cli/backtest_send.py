"""`monitor backtest --send`: a new or changed watchlist looks back, once."""

import sys
from dataclasses import replace

import anyio
import rich_click as click

from monitor.adapters.clock import SystemClock
from monitor.adapters.developments import RedisMemory
from monitor.alert.record import Record, alert_record
from monitor.alert.render.harmless import line
from monitor.app.backtest import Silence
from monitor.app.backtesting.board import Board
from monitor.app.backtesting.looking_back import LookingBack, Plan, alerts_of, by_receiver
from monitor.app.backtesting.summing import Tally
from monitor.app.backtesting.telling import Teller
from monitor.app.cli.backtest_running import Outcome, replay
from monitor.app.cli.backtest_wish import Wish
from monitor.app.cli.base import complain, configuration, counted, print_json
from monitor.app.config.settings import Configuration
from monitor.app.rules import rules_of
from monitor.app.state import opened_store, retention_of
from monitor.errors import UsageError

SHOWN = 5
_LONGEST = 200


def send(wish: Wish) -> bool:
    """Tell what the watchlists would have told of the articles, after a question; return whether
    some records could not be read.

    Raises `UsageError` if it is too much, nobody would be told, or nobody can be asked.
    """
    settings = configuration(wish.folder, wish.watchlists)
    force = configuration(wish.folder)
    silent = [one.name for one in settings.watchlists if not one.notify]
    if silent:
        raise UsageError(f"nobody is told by {', '.join(silent)}: its `notify` names no receiver")
    board = Board()
    outcome = Outcome(board=board, tally=Tally(tuple(one.name for one in settings.watchlists)))
    teller = Teller(settings.watchlists, board.emit)
    both = replace(settings, watchlists=(*settings.watchlists, *force.watchlists))
    replay(wish.run(both, wish.given(both, anew=True)), outcome, teller.tell)
    anyio.run(_look_back, wish, settings, force, Plan.of(board))
    return outcome.faulty


async def _look_back(wish: Wish, settings: Configuration, force: Configuration, plan: Plan) -> None:
    clock = SystemClock()
    async with opened_store(settings, Silence()) as store:
        looking = LookingBack(
            rules=rules_of(settings),
            memory=RedisMemory(store, clock, retention_of(settings)),
            watchlists=settings.watchlists,
            others=force.watchlists,
        )
        looked = await looking.owed(plan, clock.now())
        alerts, receivers = tuple(alerts_of(looked)), by_receiver(looked)
        if len(alerts) > wish.most:
            raise UsageError(
                f"it would send {counted(len(alerts), 'alert', 'alerts')}, more than --most "
                f"{wish.most}: nothing was sent. Look back less far, narrow the watchlist, or "
                f"raise --most"
            )
        if looked and not _agreed(wish, receivers, tuple(one.summary for one in alerts)):
            complain("nothing was sent")
            return
        told = await looking.tell(plan, clock.now()) if looked else ()
    sent = tuple(alerts_of(told))
    if wish.for_programs:
        print_json(map(alert_record, sent))
        print_json([_figures(len(sent), len(plan.found), dict(by_receiver(told)))])
        return
    click.echo(
        f"{counted(len(sent), 'alert', 'alerts')} sent to look back; "
        f"{len(plan.found) - len(sent)} were told before, or are known to their receivers"
    )


def _figures(sent: int, found: int, receivers: dict[str, int]) -> Record:
    return {"kind": "summary", "sent": sent, "known": found - sent, "receivers": receivers}


def _agreed(wish: Wish, receivers: dict[str, int], summaries: tuple[str, ...]) -> bool:
    """Return whether it is to be sent: `--yes` said so, or somebody who was asked."""
    if wish.yes:
        return True
    if not sys.stdin.isatty():
        raise UsageError("nobody can be asked here: add --yes to send it")
    for name, count in receivers.items():
        click.echo(f"{name}: {counted(count, 'alert', 'alerts')}", err=True)
    for summary in summaries[:SHOWN]:
        click.echo(line(f"  {summary}", _LONGEST), err=True)
    if len(summaries) > SHOWN:
        click.echo(f"  … and {len(summaries) - SHOWN} more", err=True)
    return click.confirm("Send them, marked as looking back?", err=True)
