"""`monitor backtest`: what watchlists would have told of articles that are at hand."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import anyio
import rich_click as click

from monitor.alert.record import Record
from monitor.app.backtest import Backtest, in_order
from monitor.app.cli.base import AS_JSON, configuration, configured, for_programs, print_json
from monitor.app.cli.inputs import Records
from monitor.app.cli.progress import watched
from monitor.app.rules import rules_of
from monitor.model.article import Article
from monitor.pipeline.rules import Rules


@click.command()
@click.argument("files", nargs=-1, metavar="FILE|-...")
@configured
@AS_JSON
@click.option("--decisions", is_flag=True, help="Write every judged mention instead of alerts.")
@click.pass_context
def backtest(
    context: click.Context,
    files: Sequence[str],
    folder: Path | None,
    watchlists: Sequence[Path],
    as_json: bool,
    decisions: bool,
) -> None:
    """Replay article records (JSON lines) in the order of their dates; nothing is delivered.

    Articles go through dedupe, detect, judge and alert on a memory of their own. Output: the alerts
    in order of emission, or with --decisions every judged mention.
    """
    rules = rules_of(configuration(folder, watchlists))
    records = Records(files or ("-",))
    articles = list(records)
    show = print_json if for_programs(as_json=as_json) else _print_lines
    anyio.run(partial(_replay, rules, articles, show, decisions=decisions))
    context.exit(1 if records.broken else 0)


async def _replay(
    rules: Rules,
    articles: list[Article],
    show: Callable[[tuple[Record, ...]], None],
    *,
    decisions: bool,
) -> None:
    arrivals = in_order(articles)
    steps = Backtest(rules).run(arrivals)
    for _ in watched(range(len(arrivals) + 1), total=len(arrivals) + 1, what="replaying"):
        rows, alerts = await anext(steps)
        show(rows if decisions else alerts)


def _print_lines(records: tuple[Record, ...]) -> None:
    for record in records:
        click.secho(f"{record.get('kind') or record.get('verdict')} ", bold=True, nl=False)
        click.echo(str(record.get("summary") or f"{record['type']} in {record['article']}"))
