"""The actors of actors.yaml, checked against one another."""

from monitor.app.config.document import Document, Steps
from monitor.app.config.problems import Problem, nearest
from monitor.app.config.shapes_actors import ActorShape, ActorsShape
from monitor.model.actor import Actor, ActorId, Affiliation, Registry


def registry(shape: ActorsShape, document: Document) -> tuple[Registry, tuple[Problem, ...]]:
    """Return the registry and what is wrong in it: ids, names, `of` and its circles."""
    problems = (
        *_repeated_ids(shape, document),
        *_shared_names(shape, document),
        *_unknown_affiliations(shape, document),
        *_circles(shape, document),
    )
    return Registry.of(tuple(_actor(actor) for actor in shape.actors)), problems


def _actor(shape: ActorShape) -> Actor:
    return Actor(
        id=ActorId(shape.id),
        name=shape.name,
        kind=shape.kind,
        of=tuple(
            Affiliation(actor=ActorId(of.id), since=of.since, until=of.until) for of in shape.of
        ),
        role=shape.role,
        aliases=tuple(shape.aliases),
        capital=shape.capital,
        demonyms=tuple(shape.demonyms),
    )


def twice(
    document: Document, path: Steps, what: str, first: Steps, *, consequence: str | None = None
) -> Problem:
    """Return the error of a value at the path that stands at `first` too."""
    line, column = document.where(first)
    told = f"{what} stands twice, first at {line}:{column}"
    return document.problem(path, told, consequence=consequence)


def _repeated_ids(shape: ActorsShape, document: Document) -> list[Problem]:
    seen: dict[str, Steps] = {}
    problems = []
    for number, actor in enumerate(shape.actors):
        path = ("actors", number, "id")
        if actor.id in seen:
            what, becomes = f'the id "{actor.id}"', "watchlists that name it could mean either"
            told = twice(document, path, what, seen[actor.id], consequence=becomes)
            problems.append(told)
        seen.setdefault(actor.id, path)
    return problems


def _shared_names(shape: ActorsShape, document: Document) -> list[Problem]:
    seen: dict[str, Steps] = {}
    problems = []
    for number, actor in enumerate(shape.actors):
        named: list[tuple[str, Steps]] = [(actor.name, ("actors", number, "name"))]
        named += [
            (alias, ("actors", number, "aliases", place))
            for place, alias in enumerate(actor.aliases)
        ]
        for name, path in named:
            if name in seen:
                what, becomes = f'the name "{name}"', "a text that has it could mean either"
                problems.append(twice(document, path, what, seen[name], consequence=becomes))
            seen.setdefault(name, path)
    return problems


def _unknown_affiliations(shape: ActorsShape, document: Document) -> list[Problem]:
    known = {actor.id for actor in shape.actors}
    return [
        document.problem(
            ("actors", number, "of", place, "id"),
            f'no actor has the id "{of.id}"',
            suggestion=nearest(of.id, known),
            consequence="no watchlist would be told of whom it acts for",
        )
        for number, actor in enumerate(shape.actors)
        for place, of in enumerate(actor.of)
        if of.id not in known
    ]


def _circles(shape: ActorsShape, document: Document) -> list[Problem]:
    """Return one error a circle, at the actor of it that stands first in the file."""
    above = {actor.id: tuple(of.id for of in actor.of) for actor in shape.actors}
    problems = []
    told: set[str] = set()
    for number, actor in enumerate(shape.actors):
        circle = _circle(actor.id, above)
        if circle and not told.intersection(circle):
            told.update(circle)
            ring = " → ".join((*circle, actor.id))
            problems.append(
                document.problem(("actors", number, "of"), f"of goes in a circle: {ring}")
            )
    return problems


def _circle(start: str, above: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return a shortest way from the actor upwards to itself, without its end; empty if none."""
    ways: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for actor in above.get(way[-1], ()):
            if actor == start:
                return way
            if actor not in seen:
                seen.add(actor)
                ways.append((*way, actor))
    return ()
