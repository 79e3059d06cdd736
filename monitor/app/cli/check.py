"""`monitor check`: is the configuration right, and what would it do?"""

from collections.abc import Callable, Sequence
from pathlib import Path

import anyio
import rich_click as click

from monitor.adapters.apprise import knows
from monitor.app.cli.base import (
    AS_JSON,
    checked_configuration,
    configured,
    counted,
    located,
    print_json,
)
from monitor.app.cli.faults_printing import print_problems, problem_record
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.settings import Configuration
from monitor.app.lexicon import languages, story_level
from monitor.app.rules import tools_of
from monitor.app.sampling import Sample, sample_all
from monitor.app.telemetry.redaction import redacted
from monitor.detect.lexicon.language import code_of
from monitor.model.watchlist import AppriseTarget


@click.command()
@configured
@AS_JSON
@click.option("--online", is_flag=True, help="Ask every source once, and show what it lists.")
@click.pass_context
def check(
    context: click.Context,
    folder: Path | None,
    watchlists: Sequence[Path],
    as_json: bool,
    online: bool,
) -> None:
    """Validate the configuration; every fault is shown at its line and column.

    Exit 78 if anything is wrong (with --json each fault is a record), 0 with warnings. With
    --online exit 1 if a source cannot be read.
    """
    try:
        settings = checked_configuration(folder, watchlists)
        with located(settings.folder):
            _check_words(settings)
    except ConfigErrors as errors:
        if not as_json:
            raise
        print_json(map(problem_record, errors.problems))
        context.exit(errors.exit_code)
    warnings = [*settings.warnings, *_missing(settings), *_undetected(settings)]
    warnings += _unknown_services(settings)
    print_problems(warnings)
    if as_json:
        print_json([_facts(settings, warnings)])
    else:
        click.echo(_sentence(settings))
    show = _show_record if as_json else _show_line
    if online and not anyio.run(_online, settings, show):
        context.exit(1)


def _unknown_services(settings: Configuration) -> list[Problem]:
    """Return a warning for each address that apprise cannot read; it is a secret, and is told by
    its number.
    """
    return [
        _doubt(
            f"receiver {receiver.name}",
            f"apprise does not know address {number}",
            "nothing is sent there",
        )
        for receiver in settings.receivers
        if isinstance(receiver.target, AppriseTarget)
        for number, url in enumerate(receiver.target.urls, 1)
        if not knows(url)
    ]


def _missing(settings: Configuration) -> list[Problem]:
    """Return a warning for each part without which nothing can be found."""
    parts = {"sources": settings.sources, "actors": settings.registry.actors}
    becomes = {"sources": "nothing is asked", "actors": "parties are told as texts write them"}
    return [
        _doubt(str(settings.folder), f"there are no {what}", becomes[what])
        for what, part in parts.items()
        if not part
    ]


def _undetected(settings: Configuration) -> list[Problem]:
    """Return a warning for each source whose language is not detected in."""
    known = languages(settings.folder)
    written = [s for s in settings.sources if s.language is not None]
    others = [s for s in written if code_of(s.language) not in known]
    return [_doubt(f"source {s.id}", story_level(s.language)) for s in others]


def _doubt(where: str, message: str, consequence: str | None = None) -> Problem:
    return Problem(file=where, message=message, severity="warning", consequence=consequence)


def _check_words(settings: Configuration) -> None:
    """Try the folder's own words beside the shipped ones; raises `ConfigErrors`."""
    if (settings.folder / "lexicon").is_dir():
        tools_of(settings)


def _facts(settings: Configuration, warnings: list[Problem]) -> dict[str, object]:
    return {
        "config": str(settings.folder),
        "sources": len(settings.sources),
        "enabled": sum(s.enabled for s in settings.sources),
        "actors": len(settings.registry.actors),
        "languages": list(languages(settings.folder)),
        "watchlists": [w.name for w in settings.watchlists],
        "receivers": [r.name for r in settings.receivers],
        "warnings": [str(warning) for warning in warnings],
        "doubts": [problem_record(warning) for warning in warnings],
    }


def _sentence(settings: Configuration) -> str:
    names = ", ".join(w.name for w in settings.watchlists) or "none"
    receivers = ", ".join(r.name for r in settings.receivers) or "none"
    enabled = sum(s.enabled for s in settings.sources)
    actors = counted(len(settings.registry.actors), "actor", "actors")
    return (
        f"{settings.folder}: right. {counted(enabled, 'source', 'sources')}, {actors}, "
        f"watchlists: {names}; receivers: {receivers}; "
        f"detected in: {', '.join(languages(settings.folder))}, story-level in other languages"
    )


async def _online(settings: Configuration, show: Callable[[Sample], None]) -> bool:
    """Show what each source lists; return whether all could be read."""
    problems: list[Sample] = []

    def told(sample: Sample) -> None:
        show(sample)
        if sample.problem is not None:
            problems.append(sample)

    await sample_all(settings, told)
    return not problems


def _show_record(sample: Sample) -> None:
    print_json([_sample_record(sample)])


def _show_line(sample: Sample) -> None:
    click.echo(_sample_line(sample))


def _sample_record(sample: Sample) -> dict[str, object]:
    return {
        "source": sample.source,
        "url": redacted(sample.url),
        "entries": sample.entries,
        "newest": str(sample.newest) if sample.newest else None,
        "problem": redacted(sample.problem) if sample.problem is not None else None,
    }


def _sample_line(sample: Sample) -> str:
    if sample.problem is not None:
        return redacted(f"{sample.source}: {sample.problem} ({sample.url})")
    newest = f", newest {sample.newest}" if sample.newest else ", no dates"
    return f"{sample.source}: {counted(sample.entries, 'entry', 'entries')}{newest}"
