"""Single conditions, asked of one development as one article tells it."""

from dataclasses import dataclass
from datetime import date
from typing import assert_never

from monitor.alert.words import searched
from monitor.model.actor import ActorId, Registry
from monitor.model.article import Article
from monitor.model.condition import (
    Answer,
    Joint,
    Leaf,
    MinAmount,
    Says,
    Takes,
    Types,
    Within,
    Word,
)
from monitor.model.development import Development
from monitor.model.nature import Natures
from monitor.model.rates import Rates

LEAD = 3
NEIGHBOURS = 2
"""How many sentences on each side belong to the passage of the evidence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The evidence article as watchlists look at it: title and text, the day, the registry, and
    what the types are like. `passage` is what of the text speaks of the matter; None: all of it.
    """

    title: str
    text: str
    day: date
    registry: Registry
    natures: Natures
    passage: str | None = None

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


def asked(leaf: Leaf, development: Development, reading: Reading) -> Answer:
    """Return whether the condition holds for the development told in the article, and why."""
    match leaf:
        case Types():
            among = development.type in leaf.types
            why = f"{development.type} is {'' if among else 'not '}among them"
            return Answer(path=leaf.path, held=among, why=why)
        case Takes():
            return _takes(leaf, development, reading)
        case Says():
            return _says(leaf, reading)
        case MinAmount():
            return _min_amount(leaf, development, reading)
        case _:
            assert_never(leaf)


def _takes(leaf: Takes, development: Development, reading: Reading) -> Answer:
    present = parties_upward(development, reading.registry, reading.day)
    there = next((a for a in leaf.actors if a in present), None)
    missing = next((a for a in leaf.actors if a not in present), None)
    match leaf.joint:
        case Joint.NONE:
            why = "none of them takes part" if there is None else f"{there} takes part"
            return Answer(path=leaf.path, held=there is None, why=why)
        case Joint.ALL:
            why = "all of them take part" if missing is None else f"{missing} does not take part"
            return Answer(path=leaf.path, held=missing is None, why=why)
        case Joint.ANY:
            why = "none of them takes part" if there is None else f"{there} takes part"
            return Answer(path=leaf.path, held=there is not None, why=why, telling=True)
        case _:
            assert_never(leaf.joint)


def _says(leaf: Says, reading: Reading) -> Answer:
    texts = [searched(text) for text in reading.within(leaf.within)]
    where = f"in the {leaf.within}"

    def found(word: Word) -> bool:
        return any(text.has(word.text) for text in texts)

    match leaf.joint:
        case Joint.NONE:
            there = next((word for word in leaf.words if found(word)), None)
            why = f"none of them is {where}" if there is None else f"“{there.text}” is {where}"
            return Answer(path=leaf.path, held=there is None, why=why)
        case Joint.ALL:
            missing = next((word for word in leaf.words if not found(word)), None)
            why = f"all are {where}" if missing is None else f"“{missing.text}” is not {where}"
            return Answer(path=leaf.path, held=missing is None, why=why)
        case Joint.ANY:
            there = next((word for word in leaf.words if found(word)), None)
            why = f"none of them is {where}" if there is None else f"“{there.text}” is {where}"
            return Answer(path=leaf.path, held=there is not None, why=why, telling=True)
        case _:
            assert_never(leaf.joint)


def _min_amount(leaf: MinAmount, development: Development, reading: Reading) -> Answer:
    least, amount = leaf.least, development.amount
    if "amount" not in reading.natures.of(development.type).slots:
        return Answer(path=leaf.path, held=True, why=f"{development.type} carries no money")
    if amount is None:
        return Answer(path=leaf.path, held=True, why="the amount is unknown", telling=True)
    top = amount.max if amount.max is not None else amount.value
    value = Rates.from_amounts((*development.amounts, amount)).convert(
        top, amount.currency, least.currency
    )
    if value is None:
        why = f"no rate for {amount.currency}, so it passes"
        return Answer(path=leaf.path, held=True, why=why, telling=True)
    about = "" if amount.currency == least.currency else "about "
    held = value >= least.value
    verb = "reaches" if held else "is under"
    why = f"{about}{value:.0f} {least.currency} {verb} {least.value:f}"
    return Answer(path=leaf.path, held=held, why=why, telling=True)
