"""The watchlists, checked against the actors, receivers and development types that there are."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import Problem, nearest
from monitor.app.config.registry import twice
from monitor.app.config.shapes_watchlist import WatchlistShape
from monitor.model.actor import ActorId
from monitor.model.condition import Within
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


def watchlist(shape: WatchlistShape) -> Watchlist:
    """Return the watchlist of the shape."""
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
        ),
        min_amount=shape.min_amount,
        min_origins=shape.min_origins,
        confirm_at=shape.confirm_at,
        on=tuple(map(Kind, shape.on)),
        severity=Severity[shape.severity.upper()],
        notify=tuple(shape.notify),
    )


def faults(shape: WatchlistShape, document: Document, known: Known) -> Iterator[Problem]:
    """Give what is wrong in one watchlist: names that nothing has, and names given twice."""
    named: tuple[tuple[Steps, list[str], str, Collection[str] | None], ...] = (
        (("developments",), shape.developments or [], "development type", known.types),
        (("actors", "any"), shape.actors.any, "actor", known.actors),
        (("actors", "all"), shape.actors.all, "actor", known.actors),
        (("actors", "none"), shape.actors.none, "actor", known.actors),
        (("notify",), shape.notify, "receiver", known.receivers),
        (("on",), list(shape.on), "kind", None),
    )
    for path, words, what, there_are in named:
        for number, word in enumerate(words):
            if word in words[:number]:
                first = (*path, words.index(word))
                yield twice(document, (*path, number), f'"{word}"', first)
            elif there_are is not None and word not in there_are:
                yield document.problem(
                    (*path, number),
                    f'{".".join(str(step) for step in path)}: there is no {what} "{word}"',
                    suggestion=nearest(word, there_are),
                )


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
