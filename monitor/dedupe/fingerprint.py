"""What a text is recognised by: hashes of its sentences, a MinHash signature, and the marks under
which it is found again.

Marks are stored for each article, so they are few: bands of the signature find texts alike as a
whole, sampled sentences find a text that stands in another. Which sentences stand for a text
follows from their hashes alone, so two texts choose the same ones; and all of its sentences are
looked up, so that a short text is found in a long one and the other way round.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b

from rensa import RMinHash

from monitor.model.article import Article, Fingerprint

SHINGLE = 5  # words
VALUES = 128  # of a signature
BANDS = 16
ROWS = 4  # values of a band: texts of Jaccard .5 share one in 2 of 3 cases, of .7 in 98 of 100
LEADS = 4  # first sentences that are marks: a shortened copy keeps them
SAMPLED = 8  # further sentences that are marks: those of the least hashes
SOUGHT = 48  # sentences that are looked up, of the least hashes
MARK_WORDS = 8  # a shorter sentence stands in too many texts

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
    runs = _runs(words)
    signature = _signature(runs) if words else ()
    hashes = tuple(_hash(" ".join(sentence)) if sentence else "" for sentence in told)
    long_ones = [one for one, said in zip(hashes, told, strict=True) if len(said) >= MARK_WORDS]
    by_hash = sorted(dict.fromkeys(long_ones))
    marks = dict.fromkeys((*long_ones[:LEADS], *by_hash[:SAMPLED]))
    return Fingerprint(
        content=_hash(" ".join(words)),
        bands=(*_bands(signature), *(f"s{one}" for one in marks)),
        signature=signature,
        sentences=hashes,
        runs=len(runs) if words else 0,
        sought=tuple(f"s{one}" for one in by_hash[:SOUGHT] if one not in marks),
    )


def _without_dateline(sentence: str) -> str:
    found = _DATELINE.match(sentence)
    return sentence[found.end() :] if found else sentence


def _words(text: str) -> list[str]:
    folded = text.casefold()
    return (_WORD if _FOREIGN.search(folded) else _PLAIN_WORD).findall(folded)


def _runs(words: list[str]) -> set[str]:
    """Return the runs of words that the text has; of one that is shorter than a run, itself."""
    runs = zip(*(words[at:] for at in range(SHINGLE)), strict=False)
    return {" ".join(run) for run in runs} or {" ".join(words)}


def _signature(runs: set[str]) -> tuple[int, ...]:
    sketch = RMinHash(VALUES, _SEED)
    sketch.update(list(runs))
    return tuple(sketch.digest())


def _bands(signature: tuple[int, ...]) -> Iterator[str]:
    for band in range(BANDS if signature else 0):
        yield _hash(f"{band}:{signature[band * ROWS : (band + 1) * ROWS]}")


def _hash(text: str) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=6).hexdigest()
