"""What the configuration means to the road: sources, actors, watchlists, and how to detect."""

from collections.abc import Callable, Container, Iterable
from dataclasses import replace
from functools import cache
from importlib import resources
from json import loads
from pathlib import Path

from monitor.app.config.settings import Configuration
from monitor.app.config.watched import digest, yaml_files
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
__all__ += ["Toolbox", "toolbox_of", "tools_by_language", "tools_of"]

OWN = "lexicon"
NOWHERE = Path("/dev/null")
"""A folder in which there is no lexicon."""


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


class Toolbox:
    """The tools of detection by language, of one registry and one lexicon; None for a language
    that is story-level only. They are built when a language is first asked for, and kept: what no
    source writes costs nothing.
    """

    def __init__(self, configuration: Configuration, sought: Container[str] | None = None) -> None:
        folder = configuration.folder
        own = tuple(file for file in yaml_files(folder / OWN))
        self.has_own = bool(own)
        self._made: dict[str, Tools | None] = {}
        self._known = frozenset(languages(folder))
        self._sought = sought
        # A lexicon that is written later is none of this configuration's.
        self._configuration = configuration if own else replace(configuration, folder=NOWHERE)
        self._of = (configuration.registry, sought, digest(folder, own))

    def __call__(self, language: str) -> Tools | None:
        """Return the tools of the language."""
        if language not in self._made:
            known = language in self._known
            made = tools_of(self._configuration, self._sought, language) if known else None
            self._made[language] = made
        return self._made[language]

    def build_all(self, languages: Iterable[str] | None = None) -> None:
        """Build the tools of these languages at once; None: of all that are detected in.

        Raises `ConfigErrors` with every fault of the user's own files of the first that has any.
        """
        for language in sorted(self._known if languages is None else languages):
            self(language)

    @property
    def in_use(self) -> tuple[str, ...]:
        """Return the languages whose tools were built."""
        return tuple(language for language, tools in self._made.items() if tools is not None)

    def is_like(self, other: "Toolbox") -> bool:
        """Return whether the other would build the same tools."""
        return self._of == other._of


def tools_by_language(
    configuration: Configuration, sought: Container[str] | None = None
) -> Callable[[str], Tools | None]:
    """Return what gives the tools of a language, None for one that is story-level only."""
    return Toolbox(configuration, sought)


def sought_types(configuration: Configuration) -> frozenset[str] | None:
    """Return the types that some watchlist asks for: no others need be looked for; None for all."""
    asked = [watchlist.developments for watchlist in configuration.watchlists]
    if any(types is None for types in asked):
        return None
    return frozenset(kind for types in asked for kind in types or ())


def toolbox_of(configuration: Configuration, before: Toolbox | None = None) -> Toolbox:
    """Return the tools that the configuration asks for: those from `before`, where they are the
    same. The user's own words are read at once, so that a fault in them is told at the start.
    """
    fresh = Toolbox(configuration, sought_types(configuration))
    if before is not None and before.is_like(fresh):
        return before
    own = (one for one in languages(configuration.folder) if _has_own(configuration, one))
    fresh.build_all({USUAL, *own})
    return fresh


def _has_own(configuration: Configuration, language: str) -> bool:
    return (configuration.folder / OWN / language).is_dir()


def rules_of(configuration: Configuration, toolbox: Toolbox | None = None) -> Rules:
    """Return the rules of the road that the configuration sets; with the toolbox, if it was built
    already. Raises `ConfigErrors` with the faults of the user's own lexicon.
    """
    tools_in = toolbox or toolbox_of(configuration)
    usual = tools_in(USUAL)
    assert usual is not None, "the shipped lexicon has it"
    return Rules(
        sources={s.id: s for s in configuration.sources if s.enabled},
        registry=configuration.registry,
        watchlists=configuration.watchlists,
        families=Families.of(configuration.sources),
        tools=usual,
        tools_in=tools_in,
        catch_up=configuration.catch_up,
        resemblance=_resemblance(),
    )
