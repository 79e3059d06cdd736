"""The parts of what is told, as programs receive them: developments, evidence, sources, losses."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

_MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?Z"
Moment = Annotated[
    str, WithJsonSchema({"type": "string", "format": "date-time", "pattern": f"^{_MOMENT}$"})
]
Digits = Annotated[str, WithJsonSchema({"type": "string", "pattern": r"^[0-9]+(\.[0-9]+)?$"})]
Day = Annotated[
    str, WithJsonSchema({"type": "string", "pattern": r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"})
]
_BARE_DAY = "[0-9]{4}-[0-9]{2}-[0-9]{2}"
Published = Annotated[
    str, WithJsonSchema({"type": "string", "pattern": f"^({_BARE_DAY}|{_MOMENT})$"})
]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
Standing = Literal[
    "fresh", "quiet", "stale", "empty", "walled", "changed", "blocked", "unreachable"
]


class Told(BaseModel):
    """A mapping that may have further keys."""

    model_config = ConfigDict(use_attribute_docstrings=True, frozen=True)


class PartyTold(Told):
    """Somebody who takes part."""

    id: str | None
    """The actor's id in actors.yaml; null for one that is not known there."""
    name: str
    """The name by which it is known."""
    text: str
    """The name as the text has it."""


class EquivalentTold(Told):
    """A sum in another currency, as the text states it."""

    value: Digits
    """The sum, in units of the currency."""
    currency: Currency
    """ISO 4217."""


class AmountTold(Told):
    """A sum of money as stated; decimal numbers stand as text, so that none is rounded."""

    value: Digits
    """The sum, or the lower end of a range, in units of the currency."""
    currency: Currency
    """ISO 4217."""
    max: Digits | None
    """The upper end of a range."""
    equivalents: list[EquivalentTold]
    """The same sum in other currencies, where the text gives it."""
    qualifier: str | None
    """part (an instalment), up_to, at_least, about, per_year, total, loan, grant."""


class CountTold(Told):
    """A number of things."""

    value: int
    """How many."""
    of: str
    """Of what."""


class CasualtiesTold(Told):
    """Killed and injured; null where the text does not say."""

    killed: int | None
    """How many were killed."""
    injured: int | None
    """How many were injured."""


class DevelopmentTold(Told):
    """An act as it is told now: who did what, to whom, how much, where and when."""

    id: str
    """The same from the first alert of the development to its last."""
    type: str
    """Such as aid_pledge, meeting, agreement, sanction, or a type of your own."""
    plover: str | None
    """The code of the act in the PLOVER scheme; a type of your own may have none."""
    status: str
    """How far it has come, in the words of its type: planned, pledged, denied …"""
    actors: list[PartyTold]
    """Who acts."""
    counterparts: list[PartyTold]
    """Upon, to or with whom."""
    amount: AmountTold | None
    """How much money."""
    count: CountTold | None
    """How many things."""
    casualties: CasualtiesTold | None
    """How many people were hurt."""
    place: str | None
    """Where."""
    when: Day | None
    """A day, a month or a year, as exact as the text."""
    attribution: str | None
    """Who is quoted as its source."""
    result: str | None = None
    """How a vote ended."""
    first_seen: Moment
    """When it was first found."""
    last_changed: Moment
    """When what is told of it last changed."""
    outlets: int
    """How many outlets have it."""
    origins: int
    """How many of them tell it independently: copies and agencies count once."""


class ChangeTold(Told):
    """A fact that differs from what was told before."""

    field: str
    """status, amount, count, casualties, place, when, parties …"""
    before: str
    """What was told; empty where nothing was."""
    after: str
    """What is told now, or claimed by somebody else where the alert is contested."""


class EvidenceTold(Told):
    """A sentence that says so, and where it stands."""

    article: str
    """The id of the article; `monitor archive` finds it."""
    url: str | None
    """Where it can be read."""
    outlet: str | None
    """Who published it."""
    published: Published | None
    """When, as the page says: a moment (RFC 3339, UTC) or a bare day."""
    sentence: str
    """The sentence."""
    start: int
    """Where it starts in the article's text, in characters from 0."""
    end: int
    """Where it ends."""


class SampleTold(Told):
    """The last new item of a source."""

    title: str | None
    """Its title."""
    url: str | None
    """Its address."""
    at: Moment
    """When it was found."""


class SourceTold(Told):
    """How a source does."""

    id: str
    """Its id in sources.yaml."""
    outlet: str
    """Whose it is."""
    state: Standing
    """What it is now."""
    since: Moment
    """Since when."""
    why: str
    """What shows it."""
    sample: SampleTold | None
    """The last new item that it brought."""


class LossesTold(Told):
    """Deliveries that were given up."""

    receiver: str
    """To whom."""
    dead: int
    """How many, since the last report."""
    since: Moment
    """Since when."""
    why: str
    """The last reason."""
    alerts: list[str]
    """Ids of the first alerts of them: `monitor deliveries replay` sends them again."""
