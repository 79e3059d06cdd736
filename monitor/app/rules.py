"""What the configuration means to the road: sources, actors, watchlists, and how to detect."""

from dataclasses import replace
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from json import loads

from monitor.app.config.loading import lexicon_files
from monitor.app.config.settings import Configuration
from monitor.app.config.yaml import read_yaml
from monitor.detect.detection import Tools
from monitor.detect.gazetteer import load_gazetteer
from monitor.detect.lexicon.language import DOCUMENTS
from monitor.detect.place import PlaceIndex
from monitor.detect.verifier import Verifier
from monitor.judge.origins import Families
from monitor.pipeline.judging import Rules

LANGUAGE = "en"
PLANNED_TYPES = (
    "attack",
    "statement",
    "mobilization",
    "arrest",
    "protest",
    "office",
    "vote",
    "disaster",
)
"""Types that a watchlist may name already, though this version does not detect them yet."""


def shipped_types() -> tuple[str, ...]:
    """Return the development types that the shipped lexicon detects."""
    names = (file.name for file in _folder().iterdir())
    types = {name.removesuffix(".yaml") for name in names if name.endswith(".yaml")}
    return tuple(sorted(types - DOCUMENTS))


def known_types() -> tuple[str, ...]:
    """Return every development type that a watchlist may name."""
    return (*shipped_types(), *PLANNED_TYPES)


def _folder() -> Traversable:
    return resources.files("monitor.detect.lexicon") / LANGUAGE


@cache
def _places() -> PlaceIndex:
    """Return the index of all places; it is the same for every configuration."""
    return PlaceIndex.build(load_gazetteer())


@cache
def _verifier() -> Verifier:
    """Return the verifier of the shipped weights; without them, all that the frames find passes."""
    file = resources.files("monitor.detect") / "weights" / f"{LANGUAGE}.json"
    return Verifier.of(loads(file.read_text(encoding="utf-8"))) if file.is_file() else Verifier()


def _shipped() -> dict[str, object]:
    """Return the shipped lexicon documents by name, as plain data."""
    found: dict[str, object] = {}
    with resources.as_file(_folder()) as path:
        for file in sorted(path.glob("*.yaml")):
            found[file.stem] = read_yaml(file).value
    return found


def tools_of(configuration: Configuration) -> Tools:
    """Return the tools of detection: the shipped lexicon, and the user's own over it.

    Raises `LexiconError` that names the type and field.
    """
    documents = _shipped()
    for name, document in lexicon_files(configuration.folder):
        documents[name] = document.value
    tools = Tools.build(
        configuration.registry,
        lexicon_data=documents,
        places=_places(),
    )
    return replace(tools, verifier=_verifier())


def rules_of(configuration: Configuration) -> Rules:
    """Return the rules of the road that the configuration sets."""
    return Rules(
        sources={s.id: s for s in configuration.sources if s.enabled},
        registry=configuration.registry,
        watchlists=configuration.watchlists,
        families=Families.of(configuration.sources),
        tools=tools_of(configuration),
        catch_up=configuration.catch_up,
    )
