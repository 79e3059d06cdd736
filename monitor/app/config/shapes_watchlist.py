"""The shape of a watchlist file."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from monitor.app.config.scalars import Name, Sum, Text, expected, fault
from monitor.app.config.shape import Shape
from monitor.app.config.shapes_condition import ConditionShape, Forms

Asked = Literal["new", "update", "confirmed", "contested", "overdue", "source"]
"""The kinds that a watchlist may ask for."""
ASKED_BY_DEFAULT: tuple[Asked, ...] = ("new", "update", "contested")


_BASE = r"(?:template:)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}"
Base = Annotated[str, Field(pattern=f"^{_BASE}$")]


def _types(given: Any) -> Any:
    if given == "all":
        return None
    if isinstance(given, str):
        raise expected("a list of development types, or all", among=("all",))
    return given


_TYPES_SCHEMA = {
    "anyOf": [{"const": "all"}, {"type": "array", "items": {"type": "string"}}],
}


class ActorConditionShape(Shape):
    """Which parties a development must have; an id stands for those that are `of` it too."""

    any: list[Name] = Field(default_factory=list)
    """At least one of these."""
    all: list[Name] = Field(default_factory=list)
    """Every one of these."""
    none: list[Name] = Field(default_factory=list)
    """Not one of these."""


class KeywordConditionShape(Shape):
    """Which whole words title and text of the evidence article must have; * ends a word."""

    any: list[Text] = Field(default_factory=list)
    """At least one of these."""
    all: list[Text] = Field(default_factory=list)
    """Every one of these."""
    none: list[Text] = Field(default_factory=list)
    """Not one of these."""
    within: Literal["article", "passage"] = "article"
    """Where `any` and `all` are looked for: `article` (the default), or `passage`: title, first
    three sentences, and the evidence with two sentences on each side. `none` counts anywhere."""
    forms: Forms | None = None
    """How the words may be written: `exact` (the default), `inflected` (as the language of the
    article declines them), `transliterated` (between Cyrillic and Latin letters)."""


class WatchlistShape(Shape):
    """What one desk wants to know; all given conditions must hold."""

    name: Name
    """How alerts name the watchlist."""
    extends: Base | None = None
    """Another watchlist, by its name, or `template:NAME`: its keys are taken over, lists of
    conditions are added to, and other values here take the place of its own."""
    arguments: dict[str, Any] | None = Field(default=None, alias="with")
    """The values of the template's parameters, by name."""
    developments: Annotated[
        list[str] | None, BeforeValidator(_types), WithJsonSchema(_TYPES_SCHEMA)
    ] = None
    """Which types of development, or `all` (the default)."""
    actors: ActorConditionShape = Field(default_factory=ActorConditionShape)
    """Which parties, by actor id."""
    keywords: KeywordConditionShape = Field(default_factory=KeywordConditionShape)
    """Which words."""
    where: ConditionShape | None = None
    """Further conditions, in groups of any, all and none; they must hold too."""
    min_amount: Sum | None = None
    """The least sum, such as 10M EUR; tests only types that carry money, an unknown sum passes."""
    min_origins: int = Field(default=1, ge=1, le=1000)
    """Nothing is told before so many independent origins have it."""
    confirm_at: int | None = Field(default=None, ge=2, le=1000)
    """`confirmed` is told, once, when so many independent origins have it."""
    on: list[Asked] = Field(default_factory=lambda: list(ASKED_BY_DEFAULT))
    """Which kinds of alert; default [new, update, contested]."""
    severity: Literal["low", "normal", "high", "critical"] = "normal"
    """How urgent its alerts are."""
    notify: list[Name] = Field(default_factory=list)
    """Names of the receivers that are told."""

    @model_validator(mode="after")
    def _extending(self) -> "WatchlistShape":
        if self.arguments is not None and self.extends is None:
            raise fault("with stands beside extends")
        return self
