"""The watchlists, checked against the actors, receivers and development types that there are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from monitor.app.config.conditions import Spell, condition, names, other_forms, too_much
from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import Problem, nearest
from monitor.app.config.registry import twice
from monitor.app.config.shapes_condition import ROLE_KEYS
from monitor.app.config.shapes_watchlist import KeywordConditionShape, WatchlistShape
from monitor.app.config.translation import written
from monitor.model.actor import ActorId
from monitor.model.condition import Within, Word
from monitor.model.development import TypeId
from monitor.model.watchlist import (
    ActorCondition,
    KeywordCondition,
    Kind,
    Severity,
    Watchlist,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What watchlists may name; None where that could not be read, and is not checked."""

    types: Collection[str] | None
    actors: Collection[str] | None
    receivers: Collection[str] | None
    sources: Collection[str] | None = None
    statuses: Collection[str] | None = None


def watchlist(shape: WatchlistShape, spell: Spell) -> Watchlist:
    """Return the watchlist of the shape; `spell` gives the other spellings of its words."""
    actors, keywords = shape.actors, shape.keywords
    types = shape.developments
    return Watchlist(
        name=shape.name,
        developments=None if types is None else tuple(TypeId(type_id) for type_id in types),
        actors=ActorCondition(
            any=tuple(ActorId(actor) for actor in actors.any),
            all=tuple(ActorId(actor) for actor in actors.all),
            none=tuple(ActorId(actor) for actor in actors.none),
        ),
        keywords=KeywordCondition(
            any=tuple(keywords.any),
            all=tuple(keywords.all),
            none=tuple(keywords.none),
            within=Within(keywords.within),
            spelt=_spelt(keywords, spell),
        ),
        min_amount=shape.min_amount,
        where=None if shape.where is None else condition(shape.where, spell),
        min_origins=shape.min_origins,
        confirm_at=shape.confirm_at,
        on=tuple(map(Kind, shape.on)),
        severity=Severity[shape.severity.upper()],
        notify=tuple(shape.notify),
    )


def _spelt(shape: KeywordConditionShape, spell: Spell) -> tuple[Word, ...]:
    """Return those of the keywords that have other spellings too."""
    forms = other_forms(shape.forms)
    if not forms:
        return ()
    words = (spell(text, forms) for text in dict.fromkeys((*shape.any, *shape.all, *shape.none)))
    return tuple(word for word in words if word.spellings)


def faults(shape: WatchlistShape, document: Document, known: Known) -> Iterator[Problem]:
    """Give what is wrong in one watchlist: names that nothing has, names given twice, and more
    conditions than can be asked.
    """
    for path, words, what, there_are in _named(shape, known):
        for number, word in enumerate(words):
            if word in words[:number]:
                first = (*path, words.index(word))
                yield twice(document, (*path, number), f'"{word}"', first)
            elif there_are is not None and word not in there_are:
                yield document.problem(
                    (*path, number),
                    f'{written(path)}: there is no {what} "{word}"',
                    suggestion=nearest(word, there_are),
                    consequence=_IF_PASSED_OVER.get(what),
                )
    excess = too_much(shape.where) if shape.where is not None else None
    if excess is not None:
        yield document.problem(*excess)


_IF_PASSED_OVER = {
    "development type": "no development would ever be of it",
    "actor": "nobody would ever be taken for it",
    "receiver": "nothing would be sent there",
    "status": "no development would ever stand there",
    "source": "no article would ever come from there",
}
"""What would become of a name that nothing has, by what it is to name."""
_Named = tuple[Steps, list[str], str, Collection[str] | None]
"""Where names stand, the names, what they name, and the names that there are (None: any)."""


def _named(shape: WatchlistShape, known: Known) -> Iterator[_Named]:
    yield ("developments",), shape.developments or [], "development type", known.types
    for joint in ("any", "all", "none"):
        yield ("actors", joint), getattr(shape.actors, joint), "actor", known.actors
    yield ("notify",), shape.notify, "receiver", known.receivers
    yield ("on",), list(shape.on), "kind", None
    if shape.where is None:
        return
    there_are = {
        **dict.fromkeys((*ROLE_KEYS, "of"), ("actor", known.actors)),
        "developments": ("development type", known.types),
        "status": ("status", known.statuses),
        "source": ("source", known.sources),
    }
    for path, key, words in names(shape.where):
        what, among = there_are.get(key, (key, None))
        yield path, words, what, among


def shared_names(read: list[tuple[WatchlistShape, Document]]) -> Iterator[Problem]:
    """Give the watchlists whose name another has already."""
    seen: dict[str, Document] = {}
    for shape, document in read:
        if shape.name in seen:
            other = seen[shape.name]
            line, column = other.where(("name",))
            message = f'the name "{shape.name}" is that of {other.name}:{line}:{column}'
            yield document.problem(("name",), message)
        seen.setdefault(shape.name, document)
