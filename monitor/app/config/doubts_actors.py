"""Warnings about actors: names that ordinary words are, or that two share; actors without use."""

import unicodedata
from collections.abc import Iterator
from itertools import count

from monitor.app.config.common_words import COMMON
from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import Problem
from monitor.model.actor import Actor, ActorId, Registry
from monitor.model.condition import Condition, Group, Joint, Takes
from monitor.model.source import Source
from monitor.model.watchlist import Watchlist

_ACRONYM = 6
"""Names of so many letters, all capitals, are found only where they are written so."""
_MOST_NAMED = 5
_CYRILLIC = frozenset({"be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"})
_ARABIC = frozenset({"ar", "fa", "ps", "ur"})
_SCRIPTS = {
    **dict.fromkeys(_CYRILLIC, "CYRILLIC"),
    **dict.fromkeys(_ARABIC, "ARABIC"),
    **dict.fromkeys(("zh", "ja"), "CJK"),
    "el": "GREEK",
    "he": "HEBREW",
    "hi": "DEVANAGARI",
    "hy": "ARMENIAN",
    "ka": "GEORGIAN",
    "ko": "HANGUL",
    "th": "THAI",
}
"""In which script a language is written, as Unicode names letters; all others in LATIN."""


def of_actors(
    registry: Registry, document: Document, sources: tuple[Source, ...]
) -> Iterator[Problem]:
    """Give the doubts about single actors and their names."""
    scripts = _scripts_of(sources)
    places: dict[str, tuple[ActorId, str, Steps]] = {}
    for number, actor in enumerate(registry.actors.values()):
        for name, path in _names(actor, number):
            yield from _of_name(name, path, actor, document)
            other, written, place = places.setdefault(name.casefold(), (actor.id, name, path))
            if other != actor.id and written != name:
                line, column = document.where(place)
                yield document.warning(
                    path,
                    f'"{name}" differs from "{written}" of {other} at {line}:{column}'
                    " by its capitals only",
                    consequence="a headline in capitals may name the wrong one",
                )
        if scripts and not scripts.intersection(_letters_of(actor)):
            yield document.warning(
                ("actors", number, "name"),
                f"no source is in a language of the script of {actor.name}",
                hint="add an alias as the sources write it",
                consequence="no text will name this actor",
            )


def _of_name(name: str, path: Steps, actor: Actor, document: Document) -> Iterator[Problem]:
    language = COMMON.get(name.casefold())
    if language is None or (name.isupper() and len(name) <= _ACRONYM):
        return
    where = "wherever it stands" if name.islower() else "at the start of a sentence or headline"
    yield document.warning(
        path,
        f'"{name}" is an ordinary word of {language}',
        hint="give the name with the words around it by which it is told apart",
        consequence=f"{where} it is taken for {actor.name}",
    )


def unused(
    registry: Registry, watchlists: tuple[Watchlist, ...], shipped: frozenset[ActorId], file: str
) -> Iterator[Problem]:
    """Give one doubt about all actors that no watchlist asks for and that are not `shipped`.

    Those shipped are there to be chosen from. A watchlist that may be met whoever takes part asks
    for everybody.
    """
    asked: set[ActorId] = set()
    for watchlist in watchlists:
        if _whoever(watchlist.condition):
            return
        asked.update(_asked(watchlist.condition))
    idle = [
        actor
        for actor in registry.actors
        if actor not in shipped and not asked.intersection(registry.upward(actor, None))
    ]
    if not watchlists or not idle:
        return
    rest = len(idle) - _MOST_NAMED
    told = ", ".join(idle[:_MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")
    yield Problem(
        file=file,
        message=f"no watchlist asks for {told}",
        severity="warning",
        consequence="alerts name them beside others; alone they are told to nobody",
    )


def _whoever(condition: Condition) -> bool:
    """Return whether the condition may be met by developments of any actors, but those excluded."""
    if isinstance(condition, Takes):
        return condition.joint is Joint.NONE
    if not isinstance(condition, Group) or condition.joint is Joint.NONE:
        return True
    either = any if condition.joint is Joint.ANY else all
    return either(map(_whoever, condition.parts))


def _asked(condition: Condition) -> Iterator[ActorId]:
    """Give the actors that a condition names."""
    if isinstance(condition, Takes):
        yield from condition.actors
    elif isinstance(condition, Group):
        for part in condition.parts:
            yield from _asked(part)


def _names(actor: Actor, number: int) -> Iterator[tuple[str, Steps]]:
    yield actor.name, ("actors", number, "name")
    for place, alias in zip(count(), actor.aliases, strict=False):
        yield alias, ("actors", number, "aliases", place)


def _scripts_of(sources: tuple[Source, ...]) -> frozenset[str]:
    """Return the scripts of the sources that are asked; none if a source does not tell its own."""
    asked = [source.language for source in sources if source.enabled]
    told = [language for language in asked if language is not None]
    if len(told) < len(asked):
        return frozenset()
    return frozenset(_SCRIPTS.get(language.partition("-")[0], "LATIN") for language in told)


def _letters_of(actor: Actor) -> Iterator[str]:
    """Give the script of each letter of its names."""
    for name in (actor.name, *actor.aliases, actor.capital or "", *actor.demonyms):
        for letter in name:
            if letter.isalpha():
                yield unicodedata.name(letter, "").partition(" ")[0]
