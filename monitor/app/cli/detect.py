"""`monitor detect`: what articles say happened, without judging whether it is news."""

from collections.abc import Sequence
from pathlib import Path

import rich_click as click

from monitor.alert.record import mention_record
from monitor.app.cli.base import AS_JSON, FOLDER, complain, configuration, for_programs, print_json
from monitor.app.cli.inputs import Records
from monitor.app.cli.progress import watched
from monitor.app.lexicon import story_level
from monitor.app.rules import tools_by_language
from monitor.detect.detection import detect as mentions_of
from monitor.detect.lexicon.language import USUAL
from monitor.model.article import Article
from monitor.model.development import Mention


@click.command()
@click.argument("files", nargs=-1, metavar="FILE|-...")
@FOLDER
@AS_JSON
@click.pass_context
def detect(
    context: click.Context, files: Sequence[str], folder: Path | None, as_json: bool
) -> None:
    """Read article records (JSON lines; `-` is standard input) and write what they mention.

    An article in a language without a lexicon is named on stderr: nothing is detected in it.
    Every type, background too: one mention per development and article. A broken line is named on
    stderr, the rest is done, and the exit code is 1.
    """
    tools_in = tools_by_language(configuration(folder))
    articles = Records(files or ("-",))
    show = _print_record if for_programs(as_json=as_json) else _print_lines
    for article in watched(articles, total=None, what="detecting"):
        tools = tools_in(article.language or USUAL)
        if tools is None:
            complain(f"{article.id}: {story_level(article.language)}")
            continue
        for mention in mentions_of(article, tools=tools):
            show(article, mention)
    context.exit(1 if articles.broken else 0)


def _print_record(article: Article, mention: Mention) -> None:
    print_json([mention_record(mention, article.id)])


def _print_lines(article: Article, mention: Mention) -> None:
    click.secho(f"{mention.type} · {mention.status} · {mention.freshness}", bold=True, nl=False)
    click.echo(f"  {article.id}")
    click.echo(f"  “{article.text[mention.start : mention.end]}”")
    for reason in mention.why:
        click.secho(f"    {reason}", dim=True)
