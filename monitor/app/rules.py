"""What the configuration means to the road: sources, actors, watchlists, and how to detect."""

from collections.abc import Container
from dataclasses import replace
from functools import cache
from importlib import resources
from json import loads

from monitor.app.config.settings import Configuration
from monitor.app.lexicon import LANGUAGE, known_types, lexicon_documents, shipped_types
from monitor.detect.detection import Tools
from monitor.detect.gazetteer import load_gazetteer
from monitor.detect.place import PlaceIndex
from monitor.detect.verifier import Verifier
from monitor.judge.origins import Families
from monitor.pipeline.judging import Rules

__all__ = ["known_types", "rules_of", "shipped_types", "sought_types", "tools_of"]


@cache
def _places() -> PlaceIndex:
    """Return the index of all places; it is the same for every configuration."""
    return PlaceIndex.build(load_gazetteer())


@cache
def _verifier() -> Verifier:
    """Return the verifier of the shipped weights; without them, all that the frames find passes."""
    file = resources.files("monitor.detect") / "weights" / f"{LANGUAGE}.json"
    return Verifier.of(loads(file.read_text(encoding="utf-8"))) if file.is_file() else Verifier()


def tools_of(configuration: Configuration, sought: Container[str] | None = None) -> Tools:
    """Return the tools of detection: the shipped lexicon, and the user's own over it.

    They detect the `sought` types; None means all. Raises `ConfigErrors` with every fault of the
    user's own files at its line and column.
    """
    documents = lexicon_documents(configuration.folder)
    tools = Tools.build(
        configuration.registry,
        lexicon_data={document.name: document.value for document in documents},
        places=_places(),
        sought=sought,
    )
    return replace(tools, verifier=_verifier())


def sought_types(configuration: Configuration) -> frozenset[str] | None:
    """Return the types that some watchlist asks for: no others need be looked for; None for all."""
    asked = [watchlist.developments for watchlist in configuration.watchlists]
    if any(types is None for types in asked):
        return None
    return frozenset(kind for types in asked for kind in types or ())


def rules_of(configuration: Configuration) -> Rules:
    """Return the rules of the road that the configuration sets."""
    return Rules(
        sources={s.id: s for s in configuration.sources if s.enabled},
        registry=configuration.registry,
        watchlists=configuration.watchlists,
        families=Families.of(configuration.sources),
        tools=tools_of(configuration, sought_types(configuration)),
        catch_up=configuration.catch_up,
    )
