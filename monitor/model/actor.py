"""Actors: states, bodies, groups and persons, with their names in any script and whom they belong
to.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NewType

ActorId = NewType("ActorId", str)


class ActorKind(StrEnum):
    """What an actor is."""

    PERSON = "person"
    STATE = "state"
    IGO = "igo"
    ORGANISATION = "organisation"
    ARMED_GROUP = "armed_group"
    COMPANY = "company"
    FORUM = "forum"
    BLOC = "bloc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Affiliation:
    """Whom an actor speaks and acts for, from one day up to and including another (None: open)."""

    actor: ActorId
    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        """Return whether it holds on the day; on an unknown day it does if it has no end."""
        if day is None:
            return self.until is None
        return (self.since is None or self.since <= day) and (
            self.until is None or day <= self.until
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """One actor of the registry. `demonyms` and `capital` name it too, but less surely than
    `aliases`.
    """

    id: ActorId
    name: str
    kind: ActorKind
    of: tuple[Affiliation, ...] = ()
    role: str | None = None
    aliases: tuple[str, ...] = ()
    capital: str | None = None
    demonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Registry:
    """All actors by id."""

    actors: dict[ActorId, Actor]

    @classmethod
    def of(cls, actors: tuple[Actor, ...]) -> "Registry":
        """Return the registry of these actors."""
        return cls({actor.id: actor for actor in actors})

    def upward(self, actor: ActorId, day: date | None) -> tuple[ActorId, ...]:
        """Return the actor and all whom it is `of` on that day, nearest first, each once."""
        found: list[ActorId] = []
        waiting = [actor]
        while waiting:
            current = waiting.pop(0)
            if current in found:
                continue
            found.append(current)
            known = self.actors.get(current)
            if known is not None:
                waiting += [a.actor for a in known.of if a.holds(day)]
        return tuple(found)

    def represents(self, actor: ActorId, day: date | None) -> ActorId:
        """Return the state or body that the actor acts for on that day: the last of `upward`, else
        itself.
        """
        return self.upward(actor, day)[-1]
