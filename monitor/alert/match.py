"""Does a watchlist want it? All its conditions must hold; the answer names the one that decided."""

import re
from dataclasses import dataclass
from datetime import date

from monitor.model.actor import ActorId, Registry
from monitor.model.development import Development
from monitor.model.rates import Rates
from monitor.model.watchlist import Threshold, Watchlist


@dataclass(frozen=True, slots=True)
class Wanted:
    """The watchlist wants it; `why` says which conditions held."""

    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unwanted:
    """The watchlist does not want it; `why` names the condition that failed."""

    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """The evidence article as watchlists look at it: title and text, the day, and the registry."""

    title: str
    text: str
    day: date
    registry: Registry


def wants(watchlist: Watchlist, development: Development, reading: Reading) -> Wanted | Unwanted:
    """Return whether all conditions of the watchlist hold for the development told in the
    article.
    """
    checks = (
        _type(watchlist, development),
        _actors(watchlist, development, reading),
        _keywords(watchlist, reading),
        _amount(watchlist.min_amount, development),
    )
    why: list[str] = []
    for check in checks:
        if isinstance(check, Unwanted):
            return check
        why += check.why
    return Wanted(tuple(why))


def _type(watchlist: Watchlist, development: Development) -> Wanted | Unwanted:
    if watchlist.developments is None or development.type in watchlist.developments:
        return Wanted(())
    return Unwanted(f"developments: {development.type} is not among them")


def parties_upward(development: Development, registry: Registry, day: date) -> frozenset[ActorId]:
    """Return the parties of the development and all whom they are `of` on that day."""
    known = [p.id for p in development.parties if p.id is not None]
    return frozenset(up for actor in known for up in registry.upward(actor, day))


def _actors(watchlist: Watchlist, development: Development, reading: Reading) -> Wanted | Unwanted:
    condition = watchlist.actors
    present = parties_upward(development, reading.registry, reading.day)
    forbidden = [a for a in condition.none if a in present]
    if forbidden:
        return Unwanted(f"actors.none: {forbidden[0]} takes part")
    missing = [a for a in condition.all if a not in present]
    if missing:
        return Unwanted(f"actors.all: {missing[0]} does not take part")
    if not condition.any:
        return Wanted(())
    found = [a for a in condition.any if a in present]
    if not found:
        return Unwanted("actors.any: none of them takes part")
    return Wanted((f"actors.any: {found[0]} takes part",))


def keyword_pattern(keyword: str) -> re.Pattern[str]:
    """Return the pattern of a keyword: whole words in any script and case, white space free; `*`
    ends a word.
    """
    keyword = keyword.strip()
    stem = keyword.rstrip("*")
    words = r"\s+".join(re.escape(word) for word in stem.split())
    ending = r"\w*" if keyword.endswith("*") else ""
    return re.compile(rf"(?<!\w){words}{ending}(?!\w)", re.IGNORECASE)


def _keywords(watchlist: Watchlist, reading: Reading) -> Wanted | Unwanted:
    condition = watchlist.keywords

    def found(keyword: str) -> bool:
        pattern = keyword_pattern(keyword)
        return bool(pattern.search(reading.title) or pattern.search(reading.text))

    for keyword in condition.none:
        if found(keyword):
            return Unwanted(f"keywords.none: “{keyword}” is in the article")
    for keyword in condition.all:
        if not found(keyword):
            return Unwanted(f"keywords.all: “{keyword}” is not in the article")
    if not condition.any:
        return Wanted(())
    hit = next((k for k in condition.any if found(k)), None)
    if hit is None:
        return Unwanted("keywords.any: none of them is in the article")
    return Wanted((f"keywords.any: “{hit}” is in the article",))


def _amount(least: Threshold | None, development: Development) -> Wanted | Unwanted:
    if least is None or development.type != "aid_pledge":
        return Wanted(())
    amount = development.amount
    if amount is None:
        return Wanted(("min_amount: the amount is unknown",))
    top = amount.max if amount.max is not None else amount.value
    value = Rates.from_amounts((*development.amounts, amount)).convert(
        top, amount.currency, least.currency
    )
    if value is None:
        return Wanted((f"min_amount: no rate for {amount.currency}, so it passes",))
    about = "" if amount.currency == least.currency else "about "
    told = f"min_amount: {about}{value:.0f} {least.currency}"
    if value < least.value:
        return Unwanted(f"{told} is under {least.value:f}")
    return Wanted((f"{told} reaches {least.value:f}",))
