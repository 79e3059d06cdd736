"""A key that its mapping does not know: what was probably meant, and where it is known."""

import unicodedata
from typing import NamedTuple

from monitor.app.config.node import Steps
from monitor.app.config.problems import nearest
from monitor.app.config.shape import (
    Shape,
    all_keys,
    alternatives,
    default_of,
    keys_of,
    places_of,
    within,
)

_MOST_PLACES = 3
_LIKE_ONE_ELSEWHERE = 0.75
"""A key of another place must be so like the word: more are looked at than there are here."""
_CALLED = {
    "keywords": "phrase",
    "actors": "party",
    "min_amount": "amount",
    "min_origins": "origins",
}
"""How `where` calls what is asked at the left edge of a watchlist."""
_OTHER_FILES = {
    "sources": "sources.yaml",
    "actors": "actors.yaml",
    "receivers": "monitor.yaml",
    "watchlists": "a file of its own each, in watchlists/",
}


class Unknown(NamedTuple):
    """What is said of an unknown key."""

    message: str
    suggestion: str | None = None
    hint: str | None = None
    consequence: str | None = None


def unknown_key(path: Steps, shape: type[Shape]) -> Unknown:
    """Return what is said of the key that ends the path, which the shape does not know there."""
    word, around = str(path[-1]), _shapes_at(path[:-1], shape)
    known = [key for candidate in around for key in keys_of(candidate)]
    if not word.isprintable():
        return Unknown("unknown key", hint=f"an invisible {_invisible(word)} stands in it")
    hint = _elsewhere(word, shape, path, known)
    if hint is not None:
        return Unknown("unknown key here", hint=hint)
    suggestion = nearest(word, known)
    if suggestion is not None:
        return Unknown("unknown key", suggestion, consequence=_passed_over(suggestion, around))
    others = [*all_keys(shape), *(_OTHER_FILES if len(path) == 1 else ())]
    meant = nearest(word, others, likeness=_LIKE_ONE_ELSEWHERE)
    hint = _elsewhere(meant, shape, path, known) if meant is not None else None
    if hint is not None:
        return Unknown("unknown key", meant, hint=hint)
    return Unknown(f"unknown key; known here: {', '.join(known)}")


def _shapes_at(path: Steps, shape: type[Shape]) -> list[type[Shape]]:
    kind: object | None = shape
    for step in path:
        kind = within(kind, step)
    return [c for c in alternatives(kind) if isinstance(c, type) and issubclass(c, Shape)]


def _invisible(word: str) -> str:
    letter = next(letter for letter in word if not letter.isprintable())
    return f"{unicodedata.name(letter, 'sign').lower()} (U+{ord(letter):04X})"


def _elsewhere(word: str, shape: type[Shape], path: Steps, known: list[str]) -> str | None:
    """Return where the key is known, if it is, but not here, where these are `known`."""
    if len(path) == 1 and word in _OTHER_FILES:
        return f"{word} stand in {_OTHER_FILES[word]}"
    here = ".".join(str(step) for step in path[:-1])
    places = [place for place in places_of(shape, word) if place != here][:_MOST_PLACES]
    if not places:
        return None
    told = " or ".join(f"under {place}" if place else "at the left edge" for place in places)
    called = _CALLED.get(word)
    here = f"; here it is called {called}" if called in known else ""
    return f"{word} belongs {told}{here}"


def _passed_over(meant: str, around: list[type[Shape]]) -> str | None:
    """Return what would be in force if the key were passed over."""
    default = next((d for s in around if (d := default_of(s, meant)) is not None), None)
    return f"it would be passed over, and {meant} stay {default}" if default is not None else None
