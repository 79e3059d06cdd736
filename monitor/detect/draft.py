"""A mention in the making: what one head of one sentence tells, before the article's drafts are
brought together.
"""

from dataclasses import dataclass

from monitor.detect.lexicon.entries import EventType, Mode
from monitor.detect.reality import Reality
from monitor.model.development import Amount, Casualties, Count, Freshness, Party
from monitor.model.moment import When


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One act as one sentence tells it; `worth` says how much of it is told, `head` the token of
    its verb or noun.

    `land` is the country of its place; `part` whether its verb is the act or a noun is.
    `loose`: it lacks what it needs, and counts only beside a whole one of its type in the article.
    `bare`: it lacks even that, and counts only if a verifier says so.
    `hint`: bare, and only words of many meanings tell it.
    `sure`: the probability that it is told, where a verifier weighed it; `raw`: as its frame left
    it before; `statuses`: the probability of each status.
    """

    event: EventType
    sentence: int
    head: int
    group: str
    status: str
    mode: Mode
    reality: Reality
    actors: tuple[Party, ...] = ()
    counterparts: tuple[Party, ...] = ()
    amount: Amount | None = None
    total: bool = False
    count: Count | None = None
    casualties: Casualties | None = None
    result: str | None = None
    plover: str | None = None
    place: str | None = None
    land: str | None = None
    when: When | None = None
    forum: str | None = None
    objects: tuple[str, ...] = ()
    freshness: Freshness = Freshness.NEW
    attribution: str | None = None
    reworded: bool = False
    replaces: Amount | None = None
    denied: bool = False
    vague: bool = False
    loose: bool = False
    bare: bool = False
    hint: bool = False
    part: str = "act"
    worth: int = 0
    why: tuple[str, ...] = ()
    sure: float = 1.0
    raw: "Draft | None" = None
    statuses: tuple[tuple[str, float], ...] = ()

    @property
    def parties(self) -> tuple[Party, ...]:
        """Return both sides, the acting one first."""
        return self.actors + self.counterparts
