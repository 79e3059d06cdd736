"""The shape of a file of rule tests (`tests/*.test.yaml`)."""

import re
from datetime import timedelta
from typing import Annotated, Any, Literal, get_args

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from monitor.app.config.scalars import (
    Duration,
    Language,
    Name,
    Text,
    WebUrl,
    duration,
    expected,
    fault,
    threshold,
)
from monitor.app.config.shape import Shape
from monitor.model.condition import Threshold
from monitor.model.dates import stamp
from monitor.model.moment import Stamp

NONE = "none"
_MOMENT = "a day or a moment such as 2026-03-04 or 2026-03-04 09:30"
_EARLIER = r"-([0-9]{1,6}[smhd])"
LONGEST = 50_000

Kinds = Literal["new", "update", "confirmed", "contested", "overdue"]
Changed = Literal["status", "amount", "count", "casualties", "when", "place", "parties"]
Judged = Literal[
    "original", "copy", "revision",
    "new", "update", "known", "confirmed", "contested", "background", "hold", "nothing",
]  # fmt: skip


def _several(given: Any) -> Any:
    if given == NONE:
        return []
    return [given] if isinstance(given, str) else given


def _alerts(given: Any) -> Any:
    if isinstance(given, str) and given != NONE:
        raise expected("a list of alerts, or none", among=(NONE,))
    return [] if given == NONE else given


def _moment(given: Any) -> Stamp:
    found = stamp(given) if isinstance(given, str) else None
    if found is None:
        raise expected(_MOMENT)
    return found


def _published(given: Any) -> Stamp | timedelta:
    earlier = re.fullmatch(_EARLIER, given) if isinstance(given, str) else None
    if earlier is not None:
        return -duration(earlier[1])
    found = stamp(given) if isinstance(given, str) else None
    if found is None:
        raise expected(f"{_MOMENT}, or how long before it arrives, such as -3d")
    return found


def _sum(given: Any) -> Threshold | str:
    return NONE if given == NONE else threshold(given)


def _prose(given: str) -> str:
    text = given.strip()
    if not text:
        raise expected("text that is not empty")
    if len(text) > LONGEST:
        raise expected(f"at most {LONGEST} characters")
    return text


def _article(given: Any) -> Any:
    return {"text": given} if isinstance(given, str) else given


class Or:
    """In the schema for editors: a shorter form that may stand in the place of the whole one."""

    def __init__(self, *short: JsonSchemaValue) -> None:
        self._short = short

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Return the schema of all forms."""
        return {"anyOf": [*self._short, handler(core)]}


_TEXT = {"type": "string"}
_WRITTEN = WithJsonSchema(_TEXT)
_NONE = {"const": NONE}
Prose = Annotated[str, AfterValidator(_prose)]
Moment = Annotated[Stamp, BeforeValidator(_moment), _WRITTEN]
Published = Annotated[Stamp | timedelta, BeforeValidator(_published), _WRITTEN]
Names = Annotated[list[Name], BeforeValidator(_several), Or(_TEXT)]
Texts = Annotated[list[Text], BeforeValidator(_several), Or(_TEXT)]
Told = Annotated[Threshold | str, BeforeValidator(_sum), _WRITTEN]
Number = Annotated[int, Field(ge=0)]


class FactsShape(Shape):
    """What is stated of an alert: nothing else of it is compared."""

    kind: Kinds | None = None
    """What it tells: new, update, confirmed, contested or overdue."""
    type: Name | None = None
    """The type of the development."""
    status: Name | None = None
    """How far the development is: pledged, planned, held …"""
    watchlist: Names | None = None
    """Watchlists that it is for; it may be for others too."""
    receivers: Names | None = None
    """Who is to get it, others perhaps too; `none`: nobody."""
    severity: Literal["low", "normal", "high", "critical"] | None = None
    """How urgent it is."""
    parties: Texts | None = None
    """Who takes part, on either side: ids of actors, their names, or words of the text."""
    actors: Texts | None = None
    """Who acts or gives."""
    counterparts: Texts | None = None
    """Whom it is done with, to or for; who receives."""
    amount: Told | None = None
    """The sum, such as 90bn EUR, in any currency that the text states it in; or `none`."""
    killed: Number | None = None
    """How many were killed."""
    injured: Number | None = None
    """How many were injured."""
    goods: Text | None = None
    """What is counted, with its number: 31 tanks."""
    place: Text | None = None
    """Where, or words of it; or `none`."""
    when: Text | None = None
    """The day, or the month or year alone: 2026-03-05, 2026-03; or `none`."""
    origins: Number | None = None
    """How many independent origins have it."""
    changes: Annotated[list[Changed], BeforeValidator(_several), Or(_TEXT)] | None = None
    """Which facts changed: status, amount, count, casualties, when, place, parties."""
    says: Texts | None = None
    """Words that stand in its summary or in its evidence."""


class AlertShape(FactsShape):
    """An alert that is expected: what is stated has to hold of it."""

    not_: FactsShape | None = Field(default=None, alias="not")
    """What has to hold of it in none of these."""


Alerts = Annotated[list[AlertShape], BeforeValidator(_alerts), Or(_NONE)]


class ArticleShape(Shape):
    """An article that arrives, and what is expected of it; without text, time passes."""

    text: Prose | None = None
    """What it says."""
    title: Text | None = None
    """Its headline."""
    outlet: Text | None = None
    """Who publishes it; each article without one has an outlet of its own."""
    credit: Text | None = None
    """An agency that it names as its origin."""
    family: Text | None = None
    """The publisher group of its outlet."""
    url: WebUrl | None = None
    """Its address; the same address again is a later state of the page."""
    language: Language | None = None
    """Its language; left out: en."""
    after: Duration | None = None
    """How long after the one before it arrives; left out: an hour."""
    now: Moment | None = None
    """When it arrives."""
    published: Published | None = None
    """When it says that it was published; left out: when it arrives."""
    is_: Annotated[
        list[Judged], BeforeValidator(_several), Or({"enum": list(get_args(Judged))})
    ] = Field(default_factory=list, alias="is")
    """How it is read (original, copy, revision), and what is judged of something that it tells
    (new, update, known, confirmed, contested, background, hold); `nothing`: it tells nothing."""
    fails: Texts = Field(default_factory=list)
    """Conditions at which the watchlist refuses something that it tells: keywords.none."""
    alerts: Alerts | None = None
    """Exactly the alerts that are told until the next one arrives, in any order; or `none`."""

    @model_validator(mode="after")
    def _something(self) -> "ArticleShape":
        if self.text is None and self.after is None and self.now is None:
            raise fault("text is missing; where time is to pass alone, give after or now")
        if self.after is not None and self.now is not None:
            raise fault("give one of after, now", at="now")
        return self


Articles = list[Annotated[ArticleShape, BeforeValidator(_article), Or(_TEXT)]]


class CaseShape(Shape):
    """Articles that arrive one after the other, and the alerts that are expected."""

    name: Text
    """What is to be seen of it, as a sentence."""
    watchlist: Names | None = None
    """Which watchlists are asked; left out: those of the file, else all."""
    now: Moment | None = None
    """When the first article arrives."""
    articles: Annotated[Articles, Field(min_length=1)]
    """The articles in the order in which they arrive; one that is text alone needs no key."""
    alerts: Alerts | None = None
    """Exactly the alerts that all of them lead to, in any order; or `none`."""
    count: Number | None = None
    """How many alerts there are in all."""
    not_: list[FactsShape] = Field(default_factory=list, alias="not")
    """Alerts that there must not be."""

    @model_validator(mode="after")
    def _something(self) -> "CaseShape":
        stated = self.alerts is not None or self.count is not None or self.not_
        if not stated and not any(a.is_ or a.fails or a.alerts is not None for a in self.articles):
            raise fault("nothing is expected: give alerts, count or not", at="name")
        return self


class RuleTestsShape(Shape):
    """Rule tests: what watchlists are to tell of articles."""

    watchlist: Names | None = None
    """Which watchlists are asked; left out: all of the folder."""
    now: Moment | None = None
    """When the first article of each case arrives; left out: 2026-03-04 09:00."""
    cases: Annotated[list[CaseShape], Field(min_length=1)]
    """The cases; each has a memory of its own."""
