"""The shape of what a webhook carries, for the programs that receive it.

Fields may be added later, and none is renamed or removed: what a program does not know it should
pass over. Texts end in … where they were cut, lists lose their last items: a body is under 20 kB.
"""

from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from monitor.app.config.shapes_told import (
    ChangeTold,
    DevelopmentTold,
    EvidenceTold,
    LossesTold,
    Moment,
    SourceTold,
    Told,
)

Severity = Literal["low", "normal", "high", "critical"]
Kind = Literal[
    "new", "update", "confirmed", "contested", "overdue", "source", "withdrawn", "delivery"
]


class AlertTold(Told):
    """One thing to tell, to all watchlists that want it."""

    id: str
    """The same each time it is sent, and the webhook-id: take it once."""
    kind: Kind
    """What is told."""
    revision: int
    """Which state of the development, from 1."""
    watchlists: list[str]
    """Which watchlists asked for it."""
    severity: Severity
    """The highest of those watchlists."""
    muted: str | None = None
    """Why it is kept and was sent to nobody: somebody muted its development."""
    look_back: bool = False
    """It was published before its watchlist asked for it, and is told afterwards, once."""
    summary: str
    """One sentence."""
    development: DevelopmentTold | None
    """What happened; null for a source's health and for given-up deliveries."""
    source: SourceTold | None = None
    """How the source does, in an alert of kind source."""
    delivery: LossesTold | None = None
    """What was given up, in an alert of kind delivery."""
    changes: list[ChangeTold]
    """What changed, in an update, a contested claim, or a source's health."""
    attribution: str | None
    """Who contests it."""
    evidence: list[EvidenceTold]
    """The sentences that say so; of a change the new one first, then what it changes."""
    why: list[str]
    """Why it is told, step by step."""


class BriefTold(Told):
    """An alert of a bundle in few words; `monitor alerts show ID` tells it whole."""

    id: str
    """Its id."""
    kind: Kind
    """What is told."""
    severity: Severity
    """How urgent it is."""
    watchlists: list[str]
    """Which watchlists asked for it."""
    summary: str
    """One sentence."""
    development: str | None
    """The id of its development."""
    url: str | None
    """Where the first sentence of its evidence can be read."""


class SourcesTold(Told):
    """How the sources did at the time of a digest."""

    watched: int
    """How many are watched; 0 where that is not told."""
    silent: int
    """How many of them bring nothing as they should."""


class BundleTold(Told):
    """Several alerts told to one receiver at once."""

    id: str
    """The same each time it is sent, and the webhook-id."""
    kind: str
    """Why they come together: digest, or throttle (more came at once than is wanted)."""
    receiver: str
    """To whom."""
    since: Moment | None
    """When the bundle before it was due, if that is known."""
    until: Moment
    """When it was due."""
    ids: list[str]
    """The ids of its alerts in order of time, all that there is room for."""
    alerts: list[BriefTold]
    """The first of them in few words, as many as there is room for."""
    count: int
    """How many alerts there are in all."""
    sources: SourcesTold
    """How the sources do."""


class DevelopmentPayload(Told):
    """A development is new, has changed, is confirmed or contested, is overdue, or is withdrawn."""

    type: Literal[
        "development.new",
        "development.update",
        "development.confirmed",
        "development.contested",
        "development.overdue",
        "development.withdrawn",
    ]
    """What is told."""
    timestamp: Moment
    """When it was told, the same each time it is sent."""
    data: AlertTold
    """The alert."""


class SourcePayload(Told):
    """A source is in trouble, or well again."""

    type: Literal["source.health"]
    """What is told."""
    timestamp: Moment
    """When it was told."""
    data: AlertTold
    """The alert."""


class LossesPayload(Told):
    """Deliveries to another receiver were given up."""

    type: Literal["delivery.dead"]
    """What is told."""
    timestamp: Moment
    """When it was told."""
    data: AlertTold
    """The alert."""


class BundlePayload(Told):
    """Several alerts at once."""

    type: Literal["alerts.digest", "alerts.throttle"]
    """Why they come together."""
    timestamp: Moment
    """When the bundle was due."""
    data: BundleTold
    """The bundle."""


Payload = Annotated[
    DevelopmentPayload | SourcePayload | LossesPayload | BundlePayload,
    Field(discriminator="type"),
]


def payload_schema() -> dict[str, object]:
    """Return the JSON Schema of the body of a webhook of the format `standard`."""
    schema: TypeAdapter[object] = TypeAdapter(Payload)
    return {
        "description": "The body of a webhook of the format standard (Standard Webhooks). The data"
        " of a CloudEvent is the same.",
        "type": "object",
        **schema.json_schema(),
    }
