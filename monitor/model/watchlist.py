"""Watchlists and receivers: who wants to know what, and how it reaches them."""

from dataclasses import dataclass, field
from datetime import time, timedelta
from enum import IntEnum, StrEnum

from monitor.model.actor import ActorId
from monitor.model.condition import (
    Condition,
    Group,
    Joint,
    MinAmount,
    Says,
    Takes,
    Threshold,
    Types,
    Within,
    Word,
)
from monitor.model.development import TypeId


class Kind(StrEnum):
    """What an alert tells. The last two are told to whom they concern, whatever they ask for."""

    NEW = "new"
    UPDATE = "update"
    CONFIRMED = "confirmed"
    CONTESTED = "contested"
    OVERDUE = "overdue"
    SOURCE = "source"
    WITHDRAWN = "withdrawn"
    DELIVERY = "delivery"


UNASKED = frozenset({Kind.WITHDRAWN, Kind.DELIVERY})
"""Kinds that no watchlist chooses: a correction goes to whoever got what it corrects, and given-up
deliveries are told to the receiver that is named for that.
"""


class Severity(IntEnum):
    """How urgent, in rising order; the names are the words of the configuration."""

    LOW = 1
    NORMAL = 2
    HIGH = 3
    CRITICAL = 4

    def __str__(self) -> str:
        """Return the word of the configuration."""
        return self.name.lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCondition:
    """Which parties a development must have, each with those that are `of` it; empty means no
    condition.
    """

    any: tuple[ActorId, ...] = ()
    all: tuple[ActorId, ...] = ()
    none: tuple[ActorId, ...] = ()

    def parts(self, path: str) -> tuple[Condition, ...]:
        """Return what it asks, each below the path; first what is cheapest to refuse."""
        asked = ((Joint.NONE, self.none), (Joint.ALL, self.all), (Joint.ANY, self.any))
        return tuple(
            Takes(path=f"{path}.{joint}", actors=actors, joint=joint)
            for joint, actors in asked
            if actors
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordCondition:
    """Which words the title and text of the evidence article must have; `*` ends a word.

    `within` narrows where those of `any` and `all` may stand; those of `none` count anywhere.
    `spelt`: those of the words that have other spellings too.
    """

    any: tuple[str, ...] = ()
    all: tuple[str, ...] = ()
    none: tuple[str, ...] = ()
    within: Within = Within.ARTICLE
    spelt: tuple[Word, ...] = ()

    def parts(self, path: str) -> tuple[Condition, ...]:
        """Return what it asks, each below the path; first what is cheapest to refuse."""
        spelt = {word.text: word for word in self.spelt}
        asked = (
            (Joint.NONE, self.none, Within.ARTICLE),
            (Joint.ALL, self.all, self.within),
            (Joint.ANY, self.any, self.within),
        )
        return tuple(
            Says(
                path=f"{path}.{joint}",
                words=tuple(spelt.get(word) or Word(word) for word in words),
                joint=joint,
                within=within,
            )
            for joint, words, within in asked
            if words
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Watchlist:
    """What one desk wants to know; all given conditions must hold, `where` among them.
    `developments` None means every type. `condition` is all of them as one.
    """

    name: str
    developments: tuple[TypeId, ...] | None = None
    actors: ActorCondition = ActorCondition()
    keywords: KeywordCondition = KeywordCondition()
    min_amount: Threshold | None = None
    where: Condition | None = None
    min_origins: int = 1
    confirm_at: int | None = None
    on: tuple[Kind, ...] = (Kind.NEW, Kind.UPDATE, Kind.CONTESTED)
    severity: Severity = Severity.NORMAL
    notify: tuple[str, ...] = ()
    condition: Group = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the conditions together once: they are asked for each development."""
        parts: list[Condition] = []
        if self.developments is not None:
            parts.append(Types(path="developments", types=self.developments))
        parts += self.actors.parts("actors")
        parts += self.keywords.parts("keywords")
        if self.min_amount is not None:
            parts.append(MinAmount(path="min_amount", least=self.min_amount))
        if self.where is not None:
            parts.append(self.where)
        whole = Group(path="", joint=Joint.ALL, parts=tuple(parts))
        object.__setattr__(self, "condition", whole)


class Format(StrEnum):
    """The form of a webhook's body: our own, by Standard Webhooks, or that of another program."""

    STANDARD = "standard"
    CLOUDEVENTS = "cloudevents"
    SLACK = "slack"
    ALERTMANAGER = "alertmanager"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebhookTarget:
    """Where signed webhooks go: `secrets` sign in turn (the first signs first; two while
    rotating).
    """

    url: str = field(repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)
    format: Format = Format.STANDARD


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """A mail once a day instead of one an alert."""

    at: time
    when_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailTarget:
    """Where mails go, from whom, and over which SMTP server (`smtp://[user@]host:port`,
    `smtp+starttls://`, `smtps://`).
    """

    to: tuple[str, ...]
    sender: str
    smtp: str
    password: str | None = field(default=None, repr=False)
    digest: Digest | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AppriseTarget:
    """Addresses of other channels, as the apprise library reads them."""

    urls: tuple[str, ...] = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Throttle:
    """At most so many alerts in a window; the rest as one summary."""

    most: int
    per: timedelta


@dataclass(frozen=True, slots=True, kw_only=True)
class QuietHours:
    """Hours in which nothing is delivered; `days` (0 Monday … 6 Sunday) name the day on which a
    window starts.
    """

    start: time
    end: time
    timezone: str | None = None
    days: tuple[int, ...] = (0, 1, 2, 3, 4, 5, 6)


DEFAULT_RETRY = tuple(
    timedelta(seconds=s) for s in (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Somebody who gets alerts; `retry` are the waits between attempts, `send_limit` the time of
    one attempt.
    """

    name: str
    target: WebhookTarget | EmailTarget | AppriseTarget
    retry: tuple[timedelta, ...] = DEFAULT_RETRY
    send_limit: timedelta = timedelta(seconds=20)
    quiet: QuietHours | None = None
    throttle: Throttle | None = None
    timezone: str = "UTC"
    when_dead: str | None = None
