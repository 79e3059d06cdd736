"""A name in a text, and whether it owns what follows."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.detect.lexicon.language import Endings
from monitor.model.actor import ActorId


class Via(StrEnum):
    """By which kind of name an actor was found; the surest first."""

    NAME = "name"
    ALIAS = "alias"
    SURNAME = "surname"
    CAPITAL = "capital"
    DEMONYM = "demonym"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameSpan:
    """A name in a text. `actor` is None where the registry has none; `name` is the fullest name
    known for it.

    `compound`: the name is part of a compound ("US-led", "pro-Russian"), so it describes rather
    than acts. `possessive`: it is followed by 's or an apostrophe, which is outside the span.
    `cases`: those that its ending may be, in a language where names are declined.
    """

    start: int
    end: int
    text: str
    actor: ActorId | None
    name: str
    via: Via
    compound: bool = False
    possessive: bool = False
    cases: frozenset[str] = frozenset()


def is_possessive(text: str, end: int, endings: Endings) -> bool:
    """Return whether an ending of possession, or an apostrophe after a plural's ending, follows a
    name that ends there.
    """
    for ending in endings.possessive:
        if text.startswith(ending, end):
            after = end + len(ending)
            return not text[after : after + 1].isalnum()
    if text[end : end + 1] not in ("'", "’") or text[end + 1 : end + 2].isalnum():
        return False
    return text.endswith(endings.plural, 0, end)
