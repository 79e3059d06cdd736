"""`monitor detect`: what articles say happened, without judging whether it is news."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

import anyio
import rich_click as click

from monitor.alert.record import mention_record
from monitor.app.cli.base import AS_JSON, FOLDER, complain, configuration, for_programs, print_json
from monitor.app.cli.explaining import explained_lines, explained_records, explanations
from monitor.app.cli.inputs import Records
from monitor.app.cli.progress import watched
from monitor.app.config.settings import Configuration
from monitor.app.lexicon import story_level
from monitor.app.rules import tools_by_language
from monitor.detect.detection import detect as mentions_of
from monitor.detect.lexicon.language import code_of
from monitor.model.article import Article
from monitor.model.development import Mention


@click.command()
@click.argument("files", nargs=-1, metavar="FILE|-...")
@FOLDER
@AS_JSON
@click.option(
    "--explain",
    is_flag=True,
    help="Show how each came about: words, names, slots, weights, and what it was compared with.",
)
@click.pass_context
def detect(
    context: click.Context,
    files: Sequence[str],
    folder: Path | None,
    as_json: bool,
    explain: bool,
) -> None:
    """Read article records (JSON lines; `-` is standard input) and write what they mention.

    An article in a language without a lexicon is named on stderr: nothing is detected in it.
    Every type, background too: one mention per development and article. A broken line is named on
    stderr, the rest is done, and the exit code is 1.

    With --explain each is shown for a reader (records only with --json), its words marked in the
    sentence, and judged against the articles before it; what the frames found and nothing was made
    of is shown too.
    """
    settings = configuration(folder)
    articles = Records(files or ("-",))
    reading = watched(articles, total=None, what="detecting")
    if explain:
        anyio.run(_explain, settings, reading, as_json)
    else:
        _detect(settings, reading, as_json=as_json)
    context.exit(1 if articles.broken else 0)


def _detect(settings: Configuration, articles: Iterable[Article], *, as_json: bool) -> None:
    tools_in = tools_by_language(settings)
    show = _print_record if for_programs(as_json=as_json) else _print_lines
    for article in articles:
        tools = tools_in(code_of(article.language))
        if tools is None:
            complain(f"{article.id}: {story_level(article.language)}")
            continue
        for mention in mentions_of(article, tools=tools):
            show(article, mention)


async def _explain(settings: Configuration, articles: Iterable[Article], as_json: bool) -> None:
    async for one in explanations(settings, articles):
        if as_json:
            print_json(explained_records(one))
        else:
            for line in explained_lines(one, coloured=sys.stdout.isatty()):
                click.echo(line)


def _print_record(article: Article, mention: Mention) -> None:
    print_json([mention_record(mention, article.id)])


def _print_lines(article: Article, mention: Mention) -> None:
    click.secho(f"{mention.type} · {mention.status} · {mention.freshness}", bold=True, nl=False)
    click.echo(f"  {article.id}")
    click.echo(f"  “{article.text[mention.start : mention.end]}”")
    for reason in mention.why:
        click.secho(f"    {reason}", dim=True)
