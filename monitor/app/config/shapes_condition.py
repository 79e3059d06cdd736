"""The shape of `where`: conditions in groups, nested as deep as they are meant."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from monitor.app.config.scalars import Name, Sum, Text, expected, fault, is_sum
from monitor.app.config.shape import Shape

Form = Literal["exact", "inflected", "transliterated"]
WORD_KEYS = ("phrase", "title", "text", "passage")
"""Keys whose values are words, each looked for in another part of the article."""
ROLE_KEYS = ("party", "giver", "recipient", "actor", "target")


def one_or_more(given: Any) -> Any:
    """Return a text as the list of it alone."""
    return [given] if isinstance(given, str) else given


def _listed(items: dict[str, Any]) -> WithJsonSchema:
    several = {"type": "array", "minItems": 1, "items": items}
    return WithJsonSchema({"anyOf": [items, several]})


_TEXT = {"type": "string", "minLength": 1, "maxLength": 1000}
_NAME = {"type": "string", "pattern": r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$"}
_CODE = {"type": "string", "pattern": r"^[a-z]{2,3}$"}
_FORM = {"enum": ["exact", "inflected", "transliterated"]}

Words = Annotated[list[Text], Field(min_length=1), BeforeValidator(one_or_more), _listed(_TEXT)]
Names = Annotated[list[Name], Field(min_length=1), BeforeValidator(one_or_more), _listed(_NAME)]
Code = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Codes = Annotated[list[Code], Field(min_length=1), BeforeValidator(one_or_more), _listed(_CODE)]
Forms = Annotated[list[Form], Field(min_length=1), BeforeValidator(one_or_more), _listed(_FORM)]


class NearShape(Shape):
    """Words that stand together."""

    words: Annotated[list[Text], Field(min_length=2, max_length=6)]
    """Two to six words or phrases, all of which must be there; * ends a word."""
    within: int = Field(ge=0, le=50)
    """How many other words may stand between them, in all."""
    in_order: bool = False
    """Whether they must stand in the order given; else in any order."""
    part: Literal["article", "title", "text", "passage"] = Field(default="article", alias="in")
    """Where they are looked for: title and text (the default), or as the words of that key."""

    @model_validator(mode="after")
    def _different(self) -> "NearShape":
        if len({word.casefold() for word in self.words}) < len(self.words):
            raise fault("a word cannot stand near itself: each may be named once")
        return self


class AmountShape(Shape):
    """Bounds of a sum."""

    at_least: Sum | None = None
    """The least sum, such as 10M EUR."""
    at_most: Sum | None = None
    """The largest sum."""

    @model_validator(mode="after")
    def _bounded(self) -> "AmountShape":
        low, high = self.at_least, self.at_most
        if low is None and high is None:
            raise fault("give at_least, at_most or both")
        if low and high and low.currency == high.currency and low.value > high.value:
            raise fault("at_least is more than at_most: no sum is both")
        return self


class OriginsShape(Shape):
    """How many independent origins."""

    at_least: int = Field(default=1, ge=1, le=1000)
    """So many at least."""
    at_most: int | None = Field(default=None, ge=1, le=1000)
    """So many at most."""

    @model_validator(mode="after")
    def _bounded(self) -> "OriginsShape":
        if self.at_most is not None and self.at_most < self.at_least:
            raise fault("at_least is more than at_most: no number is both")
        return self


def _amount(given: Any) -> Any:
    """Return the bounds, None for `unknown`."""
    if given == "unknown":
        return None
    if isinstance(given, str):
        what = "{at_least: …, at_most: …}, or unknown"
        meant = f"{{at_least: {given}}}" if is_sum(given) else None
        raise expected(what, among=("unknown",), meant=meant)
    return given


_AMOUNT_SCHEMA = {"anyOf": [{"const": "unknown"}, AmountShape.model_json_schema()]}


class ConditionShape(Shape):
    """A condition. Of several keys all must hold; a list of words or names wants one of them."""

    all: list["ConditionShape"] | None = Field(default=None, min_length=1)
    """Conditions of which each must hold."""
    any: list["ConditionShape"] | None = Field(default=None, min_length=1)
    """Conditions of which one must hold."""
    none: list["ConditionShape"] | None = Field(default=None, min_length=1)
    """Conditions of which not one may hold."""
    developments: Words | None = None
    """The type of development is one of these."""
    party: Names | None = None
    """An actor takes part, on whichever side, itself or by somebody who is `of` it."""
    giver: Names | None = None
    """An actor gives (types in which one gives to another, such as aid_pledge)."""
    recipient: Names | None = None
    """An actor is given to."""
    actor: Names | None = None
    """An actor does it: gives, imposes, attacks; of a meeting, everybody who meets."""
    target: Names | None = None
    """An actor is the one against whom it is done (types such as sanction, attack)."""
    of: Names | None = None
    """Somebody who is `of` an actor takes part: not the actor itself."""
    phrase: Words | None = None
    """Words, a phrase, or one of a list stands in title or text; * ends a word."""
    title: Words | None = None
    """The same in the title alone."""
    text: Words | None = None
    """The same in the text alone."""
    passage: Words | None = None
    """The same where the article speaks of the matter: title, first three sentences, and the
    evidence with two sentences on each side."""
    near: NearShape | None = None
    """Words stand together."""
    forms: Forms | None = None
    """How the words beside it may be written: `exact` (the default), `inflected` (as the language
    of the article declines them), `transliterated` (between Cyrillic and Latin letters)."""
    amount: Annotated[
        AmountShape | None, BeforeValidator(_amount), WithJsonSchema(_AMOUNT_SCHEMA)
    ] = None
    """The sum that is told: {at_least: 10M EUR}, {at_most: …} or both; or `unknown`."""
    status: Words | None = None
    """The status is one of these, such as pledged or delivered."""
    place: Words | None = None
    """The place, by a word of its name; * ends a word."""
    origins: OriginsShape | None = None
    """How many independent origins have it, such as {at_least: 2}."""
    language: Codes | None = None
    """The article is written in one of these languages, such as en or uk."""
    outlet: Words | None = None
    """The outlet, by its name or the host of its page; * stands for any text."""
    family: Words | None = None
    """The publisher's family of the outlet; * stands for any text."""
    source: Names | None = None
    """The source that listed the article, by its id in sources.yaml."""

    @model_validator(mode="after")
    def _some(self) -> "ConditionShape":
        given = self.model_fields_set
        if not given:
            raise fault("this condition is empty")
        if "forms" in given and not given & {*WORD_KEYS, "near"}:
            beside = ", ".join((*WORD_KEYS, "near"))
            raise fault(f"forms stands beside words: {beside}")
        return self
