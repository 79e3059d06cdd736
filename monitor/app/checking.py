"""A whole look at a configuration folder: all that is wrong in it, and all that is doubted."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from monitor.app.config.doubts_actors import unused
from monitor.app.config.folder import ACTORS, shipped_folder
from monitor.app.config.loading import load
from monitor.app.config.problems import ConfigErrors, Problem
from monitor.app.config.settings import Configuration
from monitor.app.lexicon import languages, lexicon_documents, natures_of
from monitor.detect.lexicon.language import USUAL


def examined(
    folder: Path, *, environment: Mapping[str, str], watchlist_files: tuple[Path, ...] = ()
) -> Configuration:
    """Return the configuration of the folder with every doubt about it.

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
    return replace(settings, warnings=(*settings.warnings, *_idle(settings)))


def _idle(settings: Configuration) -> Iterator[Problem]:
    """Give the doubt about actors of the user's own that no watchlist asks for."""
    shipped = shipped_folder()
    found = unused(settings.registry, settings.watchlists, frozenset(), ACTORS)
    if settings.folder == shipped or not any(found):
        return
    theirs = load(shipped, types=None, environment={}).registry
    yield from unused(settings.registry, settings.watchlists, frozenset(theirs.actors), ACTORS)


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
