"""Names in a text: those of the registry, by their aliases, and unknown ones, kept as written."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from monitor.model.actor import ActorId, Registry
from monitor.model.article import Sentence


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
    """A name in a text. `actor` is None where the registry has none; `name` is the fullest name known for it.

    `compound`: the name is the first part of a compound ("US-led"), so it describes rather than acts.
    `possessive`: it is followed by 's or an apostrophe, which is outside the span.
    """

    start: int
    end: int
    text: str
    actor: ActorId | None
    name: str
    via: Via
    compound: bool = False
    possessive: bool = False


class NameIndex:
    """All names of a registry, found in one pass over a text."""

    @classmethod
    def build(cls, registry: Registry, *, extra: Iterable[tuple[str, ActorId]] = ()) -> "NameIndex":
        """Return the index of the registry's names and of `extra` aliases (a user's, another language's)."""
        del registry, extra
        return cls()

    def find(self, text: str) -> tuple[NameSpan, ...]:
        """Return the registry's names in the text, in reading order, the longest where several overlap."""
        del text
        return ()


def unknown_names(text: str, known: tuple[NameSpan, ...] = ()) -> tuple[NameSpan, ...]:
    """Return capitalised names of several words outside the known spans: persons and bodies, titles left out."""
    del text, known
    return ()


def article_names(
    text: str, sentences: tuple[Sentence, ...], index: NameIndex
) -> tuple[NameSpan, ...]:
    """Return all names of an article, known and unknown, in reading order, later surnames resolved to earlier persons."""
    del sentences
    return index.find(text)
