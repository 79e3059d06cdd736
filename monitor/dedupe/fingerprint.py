"""How alike two texts are, told from fingerprints: copy, revision or a text of its own.

Sentences decide: one that stands word for word in the other text was judged with it, one that
does not is new, be it for a single figure. MinHash only finds and weighs the neighbours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b

from rensa import RMinHash

from monitor.dedupe.url import canonical
from monitor.model.article import (
    Article,
    Copy,
    Fingerprint,
    Likeness,
    Original,
    Remembered,
    Revision,
)

SHINGLE = 5  # words
VALUES = 128  # of a signature
BANDS = 28
ROWS = (
    4  # values of a band: texts of Jaccard .5 share one in 5 of 6 cases, of .7 in all but 1 of 2000
)
LEADS = 4  # first sentences that are bands too: a shortened copy keeps them
LEAD_WORDS = 8  # a shorter sentence stands in too many texts
ALIKE = 0.4  # least Jaccard of a revision
SHARED = 0.5  # least share of either text's sentences that a revision has in common

_SEED = 20_251_219
# A word is a run of letters and digits, a character of scripts without spaces, or a sign that
# changes what is said: a currency, a percentage, a question.
_WORD = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+"
    r"|[$¢-¥؋৲৳฿₠-\u20cf﷼%‰?？؟]"
)
# The same for text of ASCII with typographic quotes and dashes, in two thirds of the time.
_PLAIN_WORD = re.compile(r"[a-z0-9_]+|[$%?]")
_FOREIGN = re.compile(r"[^\x00-\x7f\u2010-\u201f]")

# "LINDHOLM, Dec 18 (Northwire) - ": who prints the text, no part of what it says.
_CAPITAL = "A-ZÀ-ÞА-ЯІЇЄҐ"
_NAME = rf"[{_CAPITAL}][\w.-]*"
_DATELINE = re.compile(
    rf"(?:[{_CAPITAL}][{_CAPITAL} .'/-]{{2,40}}"
    r"(?:,[^()\d]{0,20}(?:\d{1,2}\b[^()\d]{0,12})?)?)?"
    rf"\((?:dpa|{_NAME}(?: {_NAME}){{0,3}})\)\s*[-–—]+\s"
)


def fingerprint(article: Article) -> Fingerprint:
    """Return the fingerprint; its `sentences` follow the article's, "" for one without words."""
    said = [article.said(sentence) for sentence in article.sentences]
    told = [_words(_without_dateline(one) if at == 0 else one) for at, one in enumerate(said)]
    words = [word for sentence in told for word in sentence]
    signature = _signature(words) if words else ()
    hashes = tuple(_hash(" ".join(sentence)) if sentence else "" for sentence in told)
    leads = [one for one, said in zip(hashes, told, strict=True) if len(said) >= LEAD_WORDS]
    return Fingerprint(
        content=_hash(" ".join(words)),
        bands=(*_bands(signature), *(f"s{lead}" for lead in leads[:LEADS])),
        signature=signature,
        sentences=hashes,
    )


def likeness(
    article_url: str | None, mine: Fingerprint, neighbours: tuple[Remembered, ...]
) -> Likeness:
    """Return what the text is beside its neighbours, seen before; the earliest copied wins."""
    near = sorted((_Near.of(mine, article_url, one) for one in neighbours), key=_Near.age)
    same_page = [one for one in near if one.same_page]
    if same_page:
        return _later_state(mine, same_page)
    for one in near:
        if one.contained:
            return Copy(of=one.seen.article, origin=one.seen.origin, why=one.why())
    alike = [one for one in near if one.alike]
    if not alike:
        return Original(why=_why_original(near))
    nearest = max(alike, key=lambda one: one.of_mine)
    return Revision(
        of=nearest.seen.article,
        origin=nearest.seen.origin,
        changed=_changed(mine, alike),
        same_page=False,
        why=nearest.why(),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Near:
    """A neighbour measured: Jaccard, and the shares of either text's sentences in the other."""

    seen: Remembered
    same_page: bool
    same_text: bool
    jaccard: float
    of_mine: float
    of_theirs: float

    @classmethod
    def of(cls, mine: Fingerprint, url: str | None, seen: Remembered) -> "_Near":
        theirs = seen.fingerprint
        return cls(
            seen=seen,
            same_page=bool(url and seen.url) and canonical(url or "") == canonical(seen.url or ""),
            same_text=mine.content == theirs.content,
            jaccard=_jaccard(mine.signature, theirs.signature),
            of_mine=_share(mine.sentences, theirs.sentences),
            of_theirs=_share(theirs.sentences, mine.sentences),
        )

    def age(self) -> tuple[bool, float]:
        published = self.seen.published
        return published is None, published.at.timestamp() if published else 0.0

    @property
    def contained(self) -> bool:
        return self.same_text or self.of_mine == 1

    @property
    def alike(self) -> bool:
        return self.jaccard >= ALIKE or max(self.of_mine, self.of_theirs) >= SHARED

    def why(self) -> tuple[str, ...]:
        other = f"{self.seen.article} ({self.seen.outlet or 'unknown outlet'})"
        shares = f"{self.of_mine:.0%} of the sentences stand in {other}"
        return (shares, f"{self.of_theirs:.0%} of its own here", f"Jaccard {self.jaccard:.2f}")


def _later_state(mine: Fingerprint, states: list[_Near]) -> Copy | Revision:
    first = states[0].seen
    if any(state.same_text for state in states):
        return Copy(of=first.article, origin=first.origin, why=("the same page, unchanged",))
    changed = _changed(mine, states)
    return Revision(
        of=first.article,
        origin=first.origin,
        changed=changed,
        same_page=True,
        why=(f"the same page, {len(changed)} of {len(mine.sentences)} sentences changed",),
    )


def _changed(mine: Fingerprint, seen: list[_Near]) -> tuple[int, ...]:
    """Return the numbers of the sentences that stand in none of these texts."""
    known = {"", *(one for near in seen for one in near.seen.fingerprint.sentences)}
    return tuple(number for number, one in enumerate(mine.sentences) if one not in known)


def _why_original(near: list[_Near]) -> tuple[str, ...]:
    if not near:
        return ("no text seen before is near",)
    return max(near, key=lambda one: one.jaccard).why()


def _share(mine: tuple[str, ...], theirs: tuple[str, ...]) -> float:
    """Return which share of my sentences stands in theirs, 0 for none at all."""
    said = [one for one in mine if one]
    known = set(theirs)
    return sum(one in known for one in said) / len(said) if said else 0.0


def _jaccard(mine: tuple[int, ...], theirs: tuple[int, ...]) -> float:
    if not mine or len(mine) != len(theirs):
        return 0.0
    return sum(a == b for a, b in zip(mine, theirs, strict=True)) / len(mine)


def _without_dateline(sentence: str) -> str:
    found = _DATELINE.match(sentence)
    return sentence[found.end() :] if found else sentence


def _words(text: str) -> list[str]:
    folded = text.casefold()
    return (_WORD if _FOREIGN.search(folded) else _PLAIN_WORD).findall(folded)


def _signature(words: list[str]) -> tuple[int, ...]:
    sketch = RMinHash(VALUES, _SEED)
    runs = zip(*(words[at:] for at in range(SHINGLE)), strict=False)
    sketch.update([" ".join(run) for run in runs] or [" ".join(words)])
    return tuple(sketch.digest())


def _bands(signature: tuple[int, ...]) -> Iterator[str]:
    for band in range(BANDS if signature else 0):
        yield _hash(f"{band}:{signature[band * ROWS : (band + 1) * ROWS]}")


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()
