"""Does a watchlist want it? All its conditions must hold; the answer names the one that decided."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from unicodedata import normalize

from monitor.model.actor import ActorId, Registry
from monitor.model.article import Article
from monitor.model.development import Development
from monitor.model.nature import Natures
from monitor.model.rates import Rates
from monitor.model.watchlist import Watchlist, Within

LEAD = 3
NEIGHBOURS = 2
"""How many sentences on each side belong to the passage of the evidence."""
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaa7f\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff"
)
"""Thai, Lao, Myanmar, Khmer, Hiragana, Katakana and Han: written without spaces between words."""
_MARKS = (
    "\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
    "\u0900-\u0903\u093a-\u094f\u0951-\u0957\u0962\u0963\u0981-\u0983\u09bc-\u09d7"
    "\u0a01-\u0a03\u0a3c-\u0a51\u0a81-\u0a83\u0abc-\u0acd\u0b82\u0bbe-\u0bd7\u0c00-\u0c04"
    "\u0c3e-\u0c56\u0c81-\u0c83\u0cbc-\u0cd6\u0d00-\u0d03\u0d3b-\u0d4d\u0d57\u0dca-\u0ddf"
)
"""Vowel signs and accents of scripts with spaces: a word goes on with them."""
_LETTER = rf"[^\W{_UNSPACED}]"
KEYWORDS = 10_000
"""How many keywords are kept compiled."""
TEXTS = 4
"""How many texts are kept ready for the keywords of one watchlist after the other."""
_UNSPACED_SIGN = re.compile(f"[{_UNSPACED}]")


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
    """The evidence article as watchlists look at it: title and text, the day, the registry, and
    what the types are like. `passage` is what of the text speaks of the matter; None: all of it.
    """

    title: str
    text: str
    day: date
    registry: Registry
    natures: Natures
    passage: str | None = None

    def within(self, where: Within) -> tuple[str, str]:
        """Return title and text as far as keywords are to be looked for in them."""
        narrow = where is Within.PASSAGE and self.passage is not None
        return self.title, self.passage if narrow and self.passage is not None else self.text


def passage(article: Article, start: int, end: int) -> str:
    """Return the lead of an article and the sentences around a span of its text, as one text."""
    spans = article.sentences
    around = [n for n, s in enumerate(spans) if s.start < end and start < s.end] or [0]
    near = range(around[0] - NEIGHBOURS, around[-1] + NEIGHBOURS + 1)
    return "\n".join(article.said(s) for n, s in enumerate(spans) if n < LEAD or n in near)


def wants(watchlist: Watchlist, development: Development, reading: Reading) -> Wanted | Unwanted:
    """Return whether all conditions of the watchlist hold for the development told in the
    article.
    """
    why: list[str] = []
    for check in _CHECKS:
        found = check(watchlist, development, reading)
        if isinstance(found, Unwanted):
            return found
        why += found.why
    return Wanted(tuple(why))


def _type(watchlist: Watchlist, development: Development, _: Reading) -> Wanted | Unwanted:
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


@lru_cache(maxsize=KEYWORDS)
def keyword_pattern(keyword: str) -> re.Pattern[str]:
    """Return the pattern of a keyword in composed text: whole words in any script and case, white
    space free; `*` ends a word. Scripts that write no spaces have no word ends.
    """
    keyword = composed(keyword).strip()
    stem = keyword.rstrip("*")
    words = r"\s+".join(re.escape(word) for word in stem.split())
    before = "" if _UNSPACED_SIGN.match(stem) else rf"(?<!{_LETTER})(?<![{_MARKS}])"
    after = "" if _UNSPACED_SIGN.match(stem[-1:]) else rf"(?!{_LETTER}|[{_MARKS}])"
    ending = rf"[\w{_MARKS}]*" if keyword.endswith("*") and after else ""
    return re.compile(f"{before}{words}{ending}{after}", re.IGNORECASE)


def composed(text: str) -> str:
    """Return the text with each letter and its accents as one sign where there is one (NFC)."""
    return normalize("NFC", text)


def caseless(text: str) -> str:
    """Return the text in a form that is the same for all that a keyword's pattern takes for it: a
    place where the pattern holds has the words of the keyword in this form too.
    """
    return text.casefold().upper().replace("\u0307", "")


@dataclass(frozen=True, slots=True)
class _Searched:
    """A text that keywords are looked for in; words that it has nowhere cost no pattern."""

    text: str
    plain: str

    def has(self, keyword: str) -> bool:
        """Return whether the keyword is in the text."""
        if not all(word in self.plain for word in _stems(keyword)):
            return False
        return keyword_pattern(keyword).search(self.text) is not None


@lru_cache(maxsize=TEXTS)
def _searched(text: str) -> _Searched:
    text = composed(text)
    return _Searched(text, caseless(text))


@lru_cache(maxsize=KEYWORDS)
def _stems(keyword: str) -> tuple[str, ...]:
    """Return the words of a keyword in caseless form."""
    return tuple(caseless(word) for word in composed(keyword).strip().rstrip("*").split())


def _keywords(watchlist: Watchlist, _: Development, reading: Reading) -> Wanted | Unwanted:
    condition = watchlist.keywords
    where = f"in the {condition.within}"

    def found(keyword: str, within: Within = condition.within) -> bool:
        return any(_searched(text).has(keyword) for text in reading.within(within))

    for keyword in condition.none:
        if found(keyword, Within.ARTICLE):
            return Unwanted(f"keywords.none: “{keyword}” is in the article")
    for keyword in condition.all:
        if not found(keyword):
            return Unwanted(f"keywords.all: “{keyword}” is not {where}")
    if not condition.any:
        return Wanted(())
    hit = next((k for k in condition.any if found(k)), None)
    if hit is None:
        return Unwanted(f"keywords.any: none of them is {where}")
    return Wanted((f"keywords.any: “{hit}” is {where}",))


def _amount(watchlist: Watchlist, development: Development, reading: Reading) -> Wanted | Unwanted:
    least = watchlist.min_amount
    if least is None or "amount" not in reading.natures.of(development.type).slots:
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


Check = Callable[[Watchlist, Development, Reading], Wanted | Unwanted]
_CHECKS: tuple[Check, ...] = (_type, _actors, _keywords, _amount)
"""Each condition in turn; the first that fails spares the others."""
