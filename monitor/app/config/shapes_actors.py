"""The shape of actors.yaml."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from monitor.app.config.scalars import Day, Name, Text, fault
from monitor.app.config.shape import Shape
from monitor.model.actor import ActorKind


class AffiliationShape(Shape):
    """Whom an actor acts for, and when."""

    id: Name
    """Id of the actor that it acts for."""
    since: Day | None = Field(default=None, alias="from")
    """First day; left out where unknown."""
    until: Day | None = None
    """Last day; left out while it holds."""

    @model_validator(mode="after")
    def _in_order(self) -> "AffiliationShape":
        if self.since and self.until and self.until < self.since:
            raise fault(f"until {self.until} is before from {self.since}")
        return self


def _affiliations(given: Any) -> Any:
    listed = [given] if isinstance(given, str) else given
    if not isinstance(listed, list):
        return listed
    return [{"id": entry} if isinstance(entry, str) else entry for entry in listed]


_OF_SCHEMA = {
    "anyOf": [
        {"type": "string"},
        {
            "type": "array",
            "items": {"anyOf": [{"type": "string"}, AffiliationShape.model_json_schema()]},
        },
    ]
}

Of = Annotated[list[AffiliationShape], BeforeValidator(_affiliations), WithJsonSchema(_OF_SCHEMA)]


class ActorShape(Shape):
    """A state, body, group or person that can be a party to a development."""

    id: Name
    """How watchlists and `of` name it; stays the same for good."""
    name: Text
    """The name that alerts use; found in texts like an alias."""
    kind: Annotated[ActorKind, Field(strict=False)]
    """What it is."""
    of: Of = Field(default_factory=list)
    """Whom it acts for: an id, or a list of ids and of {id, from, until}."""
    role: Text | None = None
    """Its office, for the reader only."""
    aliases: list[Text] = Field(default_factory=list)
    """Other names, in any script; each belongs to one actor only."""
    capital: Text | None = None
    """The city that news uses for its government."""
    demonyms: list[Text] = Field(default_factory=list)
    """Adjectives and words for its inhabitants."""


class ActorsShape(Shape):
    """The registry of actors."""

    actors: list[ActorShape] = Field(default_factory=list)
    """All actors that texts can be searched for."""
