"""Second opinions on a mention: what is asked, and all that an answer may say."""

from dataclasses import dataclass
from datetime import date

from monitor.model.development import TypeId


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Does this sentence tell, as news of its day, an act of the type in the status?

    `before` and `after` are the sentences beside it, empty where there is none; `day` is the day of
    the article. The parties are names.
    """

    type: TypeId
    status: str
    actors: tuple[str, ...]
    counterparts: tuple[str, ...]
    sentence: str
    before: str = ""
    after: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agrees:
    """The text says so, in the words quoted."""

    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Vetoes:
    """The text says something else, in the words quoted."""

    quote: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """The text was read, and leaves it open."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoOpinion:
    """Nothing can be said: who was asked failed, may not be asked now, or quoted what is not
    there.
    """

    why: str


Opinion = Agrees | Vetoes | Unsure | NoOpinion


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """What may be spent in one day (UTC): calls, and tokens of questions and answers."""

    calls: int
    tokens: int
