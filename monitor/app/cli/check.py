"""`monitor check`: is the configuration right, and what would it do?"""

from collections.abc import Sequence
from pathlib import Path

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
from monitor.app.cli.check_online import ask_sources
from monitor.app.cli.check_sending import send_samples
from monitor.app.cli.faults_printing import print_problems, problem_record
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.settings import Configuration
from monitor.app.lexicon import languages, story_level
from monitor.app.rules import tools_of
from monitor.detect.lexicon.language import code_of
from monitor.model.watchlist import AppriseTarget


@click.command()
@configured
@AS_JSON
@click.option("--online", is_flag=True, help="Ask every source once, and show what it lists.")
@click.option("--send", is_flag=True, help="Send every receiver a marked sample, and no alert.")
@click.pass_context
def check(
    context: click.Context,
    folder: Path | None,
    watchlists: Sequence[Path],
    as_json: bool,
    online: bool,
    send: bool,
) -> None:
    """Validate the configuration; every fault is shown on its line, with what was probably meant.
    Faults of the rule tests (`tests/*.test.yaml`) are warnings: the daemon does not read them.

    Exit 78 if anything is wrong (with --json each fault is a record), 0 with warnings. With
    --online or --send exit 1 if a source cannot be read, or a receiver does not take its sample.
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
    all_read = not online or ask_sources(settings, as_json=as_json)
    all_sent = not send or send_samples(settings, as_json=as_json)
    if not (all_read and all_sent):
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
    sources, actors = settings.sources, settings.registry.actors
    asked = any(source.enabled for source in sources)
    parts = (
        ("there are no sources", sources, "nothing is asked"),
        ("no source is enabled", asked or not sources, "nothing is asked"),
        ("there are no actors", actors, "parties are told as texts write them"),
        ("there are no watchlists", settings.watchlists, "nothing is told"),
    )
    where = str(settings.folder)
    return [_doubt(where, told, becomes) for told, there, becomes in parts if not there]


def _undetected(settings: Configuration) -> list[Problem]:
    """Return a warning for each source whose language is not detected in."""
    known = languages(settings.folder)
    written = [s for s in settings.sources if s.language is not None]
    others = [s for s in written if code_of(s.language) not in known]
    if len(others) < 2:
        return [_doubt(f"source {s.id}", story_level(s.language)) for s in others]
    named = ", ".join(f"{s.id} ({s.language})" for s in others)
    told = "there is no lexicon for their languages: story-level only, nothing is detected"
    return [_doubt(f"sources {named}", told)]


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
