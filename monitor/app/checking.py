"""A whole look at a configuration folder: all that is wrong in it, and all that is doubted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from monitor.app.config.doubts_actors import unused
from monitor.app.config.folder import (
    ACTORS,
    TEST,
    misnamed_tests,
    rule_test_paths,
    shipped_folder,
)
from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.rule_tests import There, read_rule_tests
from monitor.app.config.settings import Configuration
from monitor.app.lexicon import languages, lexicon_documents, natures_of
from monitor.detect.lexicon.language import USUAL

UNTESTED = "`monitor test` runs none of the folder's tests; the daemon reads none of them"


def examined(
    folder: Path, *, environment: Mapping[str, str], watchlist_files: tuple[Path, ...] = ()
) -> Configuration:
    """Return the configuration of the folder with every doubt about it. Faults of its rule tests
    are doubts, for the daemon does without them; they are not looked at where `watchlist_files`
    replace the watchlists that they name.

    Raises `ConfigErrors` with every fault of every file, those of its own lexicon last.
    """
    faults = _words(folder)
    try:
        settings = load(
            folder,
            types=natures_of(folder) if not faults else None,
            watchlist_files=watchlist_files,
            environment=environment,
        )
    except ConfigErrors as errors:
        raise ConfigErrors([*errors.problems, *faults]) from None
    if faults:
        raise ConfigErrors(faults)
    doubts = [*settings.warnings, *_idle(settings)]
    doubts += () if watchlist_files else _tests(settings)
    return replace(settings, warnings=tuple(doubts))


def _idle(settings: Configuration) -> Iterator[Problem]:
    """Give the doubt about actors of the user's own that no watchlist asks for."""
    shipped = shipped_folder()
    found = unused(settings.registry, settings.watchlists, frozenset(), ACTORS)
    if settings.folder == shipped or not any(found):
        return
    theirs = load(shipped, types=None, environment={}).registry
    yield from unused(settings.registry, settings.watchlists, frozenset(theirs.actors), ACTORS)


def _tests(settings: Configuration) -> Iterator[Problem]:
    """Give what is wrong in the folder's rule tests."""
    folder = settings.folder
    for path in misnamed_tests(folder):
        yield Problem(
            file=path.relative_to(folder).as_posix(),
            message=f"not read, for its name does not end with {TEST}",
            severity="warning",
            hint=f"name it {path.stem}{TEST}",
            consequence="`monitor test` does not run it",
        )
    files = [(path, path.relative_to(folder).as_posix()) for path in rule_test_paths(folder)]
    there = There(
        watchlists=settings.watchlists, receivers=settings.receivers, natures=natures_of(folder)
    )
    try:
        read_rule_tests(files, there)
    except ConfigErrors as errors:
        for found in errors.problems:
            yield replace(found, severity="warning", consequence=UNTESTED)


def _words(folder: Path) -> list[Problem]:
    """Return what is wrong in the folder's own lexicon."""
    found: dict[Problem, None] = {}
    for language in languages(folder):
        if language != USUAL and not (folder / "lexicon" / language).is_dir():
            continue
        try:
            lexicon_documents(folder, language)
        except ConfigErrors as errors:
            found |= dict.fromkeys(errors.problems)
    return list(found)
