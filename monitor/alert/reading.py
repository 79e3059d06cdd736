"""An article as watchlists look at it."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from monitor.model.actor import ActorId, Registry
from monitor.model.article import Article
from monitor.model.condition import Within
from monitor.model.development import Development
from monitor.model.nature import Natures

LEAD = 3
NEIGHBOURS = 2
"""How many sentences on each side belong to the passage of the evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The evidence article as watchlists look at it: title and text, the day, the registry, and
    what the types are like. `passage` is what of the text speaks of the matter; None: all of it.

    `outlets`: by what names its outlet goes. Of its `language` (ISO 639), `family` and `source`,
    None is unknown.
    """

    title: str
    text: str
    day: date
    registry: Registry
    natures: Natures
    passage: str | None = None
    outlets: tuple[str, ...] = ()
    family: str | None = None
    language: str | None = None
    source: str | None = None

    def within(self, where: Within) -> tuple[str, ...]:
        """Return the texts in which words are to be looked for."""
        match where:
            case Within.ARTICLE:
                return self.title, self.text
            case Within.PASSAGE:
                return self.title, self.text if self.passage is None else self.passage
            case Within.TITLE:
                return (self.title,)
            case Within.TEXT:
                return (self.text,)
            case _:
                assert_never(where)


def passage(article: Article, start: int, end: int) -> str:
    """Return the lead of an article and the sentences around a span of its text, as one text."""
    spans = article.sentences
    around = [n for n, s in enumerate(spans) if s.start < end and start < s.end] or [0]
    near = range(around[0] - NEIGHBOURS, around[-1] + NEIGHBOURS + 1)
    return "\n".join(article.said(s) for n, s in enumerate(spans) if n < LEAD or n in near)


def parties_upward(development: Development, registry: Registry, day: date) -> frozenset[ActorId]:
    """Return the parties of the development and all whom they are `of` on that day."""
    known = [p.id for p in development.parties if p.id is not None]
    return frozenset(up for actor in known for up in registry.upward(actor, day))
