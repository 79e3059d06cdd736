"""What the configuration means to the road: sources, actors, watchlists, and how to detect."""

from collections.abc import Callable, Container
from dataclasses import replace
from functools import cache
from importlib import resources
from json import loads

from monitor.app.config.settings import Configuration
from monitor.app.lexicon import known_types, languages, lexicon_data, shipped_types
from monitor.detect.detection import Tools
from monitor.detect.gazetteer import load_gazetteer
from monitor.detect.lexicon.language import USUAL
from monitor.detect.place import PlaceIndex
from monitor.detect.verifier import Verifier
from monitor.judge.origins import Families
from monitor.judge.resemblance import Resemblance
from monitor.pipeline.rules import Rules

__all__ = ["known_types", "languages", "rules_of", "shipped_types", "sought_types"]
__all__ += ["tools_by_language", "tools_of"]


@cache
def _places() -> PlaceIndex:
    """Return the index of all places; it is the same for every configuration."""
    return PlaceIndex.build(load_gazetteer())


@cache
def _verifier(language: str) -> Verifier:
    """Return the verifier of a language's shipped weights; without them, all that the frames find
    passes.
    """
    file = resources.files("monitor.detect") / "weights" / f"{language}.json"
    return Verifier.of(loads(file.read_text(encoding="utf-8"))) if file.is_file() else Verifier()


@cache
def _resemblance() -> Resemblance:
    """Return the shipped weights that say which act a mention tells; without them, rules do."""
    file = resources.files("monitor.judge") / "weights" / f"{USUAL}.json"
    return (
        Resemblance.of(loads(file.read_text(encoding="utf-8"))) if file.is_file() else Resemblance()
    )


def tools_of(
    configuration: Configuration, sought: Container[str] | None = None, language: str = USUAL
) -> Tools:
    """Return the tools of detection in a language that has a folder: the shipped lexicon, and the
    user's own over it.

    They detect the `sought` types; None means all. Raises `ConfigErrors` with every fault of the
    user's own files at its line and column.
    """
    tools = Tools.build(
        configuration.registry,
        lexicon_data=lexicon_data(configuration.folder, language),
        places=_places(),
        sought=sought,
    )
    return replace(tools, verifier=_verifier(language))


def tools_by_language(
    configuration: Configuration, sought: Container[str] | None = None
) -> Callable[[str], Tools | None]:
    """Return what gives the tools of a language, None for one that is story-level only.

    They are built when a language is first asked for, and kept: what no source writes costs
    nothing.
    """
    known = languages(configuration.folder)

    @cache
    def tools(language: str) -> Tools | None:
        return tools_of(configuration, sought, language) if language in known else None

    return tools


def sought_types(configuration: Configuration) -> frozenset[str] | None:
    """Return the types that some watchlist asks for: no others need be looked for; None for all."""
    asked = [watchlist.developments for watchlist in configuration.watchlists]
    if any(types is None for types in asked):
        return None
    return frozenset(kind for types in asked for kind in types or ())


def rules_of(configuration: Configuration) -> Rules:
    """Return the rules of the road that the configuration sets."""
    sought = sought_types(configuration)
    tools_in = tools_by_language(configuration, sought)
    for language in languages(configuration.folder):
        # The user's own words are read at once, so that a fault in them is told at the start.
        if (configuration.folder / "lexicon" / language).is_dir():
            tools_in(language)
    return Rules(
        sources={s.id: s for s in configuration.sources if s.enabled},
        registry=configuration.registry,
        watchlists=configuration.watchlists,
        families=Families.of(configuration.sources),
        tools=tools_of(configuration, sought),
        tools_in=tools_in,
        catch_up=configuration.catch_up,
        resemblance=_resemblance(),
    )
