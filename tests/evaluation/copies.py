"""Score how copies and rewrites are recognised, and how stories are gathered; hold the floors.

    copies.py DATA [--raise "VERSION: REASON"]

Pairs: `stories/syndication_silver_ukraine_2022` lists pairs of articles with the share of the
shorter one's 8-word runs that stand in the other (its field `containment`, from .15 on; measured by
machine, no human label). Half or more counts as a copy or rewrite, nine tenths as a copy. All 7,918
articles of `news/ukraine_2022` are remembered one after the other, oldest first, as on the road; a
pair is found when the later article has the earlier one among its neighbours and is told to be like
it. What is told beyond the list is measured here, by the same runs of words. The list takes
typographic and plain apostrophes for different, we do not: so what we tell as a copy may show .8.

Halves: pairs that share an article belong together; each such group goes to one half by its least
id. Bounds were chosen on the one, floors hold on the other. Stories: see `story_sets.py`.
"""

import argparse
import asyncio
import gzip
import json
import re
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import Any

from monitor.adapters.throwaway import ThrowawayMemory
from monitor.dedupe.fingerprint import fingerprint
from monitor.dedupe.likeness import Near
from monitor.dedupe.url import canonical
from monitor.model.article import Article, Remembered
from monitor.ports import Commit
from tests.evaluation import floors, story_sets
from tests.evaluation.labelled import CHECKED, TUNED, articles_of

PAIRS = "stories/syndication_silver_ukraine_2022.jsonl.gz"
ARTICLES = "news/ukraine_2022.jsonl.gz"
SAME, WHOLE = 0.5, 0.9
RUN = 8  # words
_WORD = re.compile(r"[a-z0-9']+")

Pair = frozenset[str]
Row = dict[str, Any]


def rows_of(file: Path) -> list[Row]:
    """Return the objects of a packed file, one a line."""
    with gzip.open(file, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def record_of(row: Row) -> Row:
    """Return the article record of a row of the data."""
    return {
        "id": row["id"],
        "url": row.get("url"),
        "outlet": row.get("source"),
        "published": row.get("date") or None,
        "title": row.get("title"),
        "text": row.get("full_text") or row["text"],
        "language": row.get("lang"),
    }


def groups(pairs: Iterable[Pair]) -> dict[str, str]:
    """Return for each member of a pair the least id that pairs lead to from it."""
    least: dict[str, str] = {}

    def root(name: str) -> str:
        while least.setdefault(name, name) != name:
            name = least[name]
        return name

    for pair in pairs:
        first, *others = sorted({root(name) for name in pair})
        least.update(dict.fromkeys(others, first))
    return {name: root(name) for name in least}


def half(name: str) -> str:
    """Return the half of the group with this least id."""
    return CHECKED if blake2b(name.encode()).digest()[0] & 1 else TUNED


def runs(text: str) -> set[int]:
    """Return hashes of the text's 8-word runs."""
    words = _WORD.findall(text.lower())
    return {hash(tuple(words[at : at + RUN])) for at in range(len(words) - RUN + 1)}


def overlap(one: str, other: str) -> float:
    """Return the share of the shorter text's runs that stand in the other, 0 for none at all."""
    mine, theirs = runs(one), runs(other)
    shorter = min(len(mine), len(theirs))
    return len(mine & theirs) / shorter if shorter else 0.0


async def found_pairs(articles: list[Article]) -> dict[Pair, bool]:
    """Remember the articles in turn; return the pairs found, and whether the later is a copy."""
    memory = ThrowawayMemory()
    found: dict[Pair, bool] = {}
    for article in articles:
        prints = fingerprint(article)
        address = canonical(article.url) if article.url else None
        for one in await memory.neighbours(prints, address):
            near = Near.of(prints, address, one)
            if near.same_page or near.alike:
                found[frozenset((article.id, one.article))] = near.contained
        remembered = Remembered(
            article=article.id,
            url=address,
            outlet=article.outlet,
            origin="",
            published=article.published,
            fingerprint=prints,
        )
        await memory.commit(
            Commit(task=None, remembered=remembered, developments=(), alerts=(), trace=None)
        )
    return {pair: copied for pair, copied in found.items() if len(pair) == 2}


@dataclass(slots=True)
class Half:
    """What was found in one half: of the pairs listed, and beyond the list."""

    listed: list[tuple[float, bool, bool]] = field(default_factory=list)
    """Overlap of each listed pair, whether it was found, and whether the later is a copy."""
    unlisted: list[tuple[float, bool]] = field(default_factory=list)
    """Overlap of each pair found that is not listed, and whether the later is a copy."""

    def precision(self, least: float, *, copies: bool = False) -> float | None:
        """Return which share of the pairs found (of those told as copies) overlap so much."""
        told = [o for o, found, copy in self.listed if found and (copy or not copies)]
        told += [o for o, copy in self.unlisted if copy or not copies]
        return _share(o >= least for o in told)

    def recall(self, least: float, most: float = 2.0) -> float | None:
        """Return which share of the listed pairs of such an overlap was found."""
        return _share(found for o, found, _ in self.listed if least <= o < most)

    @property
    def lines(self) -> list[str]:
        """Return the figures, a line each."""
        told = sum(found for _, found, _ in self.listed) + len(self.unlisted)
        copies = sum(c for _, found, c in self.listed if found) + sum(c for _, c in self.unlisted)
        same = sum(overlap >= SAME for overlap, *_ in self.listed)
        return [
            f"  pairs: {len(self.listed)} listed, {same} overlap by {SAME:.0%} or more",
            f"  told: {told} pairs, {len(self.unlisted)} of them not listed",
            f"  copy or rewrite, {SAME:.0%} or more: precision {_cell(self.precision(SAME))}",
            f"  copy or rewrite, {SAME:.0%} or more: recall {_cell(self.recall(SAME))}",
            f"  copies, {WHOLE:.0%} or more: found {_cell(self.recall(WHOLE))}",
            f"  rewrites, {SAME:.0%} to {WHOLE:.0%}: found {_cell(self.recall(SAME, WHOLE))}",
            f"  told as copies, where the later one has nothing new: {copies} pairs",
            f"  told as copies that overlap by {WHOLE:.0%}: "
            + _cell(self.precision(WHOLE, copies=True)),
        ]


def _share(held: Iterable[bool]) -> float | None:
    known = list(held)
    return sum(known) / len(known) if known else None


def _cell(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def halves(rows: list[Row], texts: dict[str, str], found: dict[Pair, bool]) -> dict[str, Half]:
    """Return both halves; pairs without both texts are left out."""
    listed = {frozenset((row["a"], row["b"])): row["containment"] for row in rows}
    group = groups(listed)
    parts = {TUNED: Half(), CHECKED: Half()}
    for pair, share in listed.items():
        if pair <= texts.keys():
            part = parts[half(group[min(pair)])]
            part.listed.append((share, pair in found, found.get(pair, False)))
    for pair, copied in found.items():
        if pair not in listed:
            first, second = sorted(pair)
            part = parts[half(group.get(first) or group.get(second) or first)]
            part.unlisted.append((overlap(texts[first], texts[second]), copied))
    return parts


def scored(data: Path) -> dict[str, Half]:
    """Return what is found of the pairs, by halves."""
    rows = sorted(rows_of(data / ARTICLES), key=lambda row: row.get("date") or "")
    articles = articles_of([record_of(row) for row in rows])
    found = asyncio.run(found_pairs(articles))
    return halves(rows_of(data / PAIRS), {a.id: a.text for a in articles}, found)


def main() -> int:
    """Print all figures; return the exit code: 1 where a floor does not hold."""
    parser = argparse.ArgumentParser(description="Score likeness and hold the floors.")
    parser.add_argument("root", type=Path)
    parser.add_argument("--raise", dest="reason", default=None, metavar="VERSION: REASON")
    options = parser.parse_args()
    data = options.root / "data"
    began = time.perf_counter()
    parts = scored(data)
    print("copies and rewrites among 7,918 articles of 2021-22")
    for name, part in parts.items():
        print("\n".join((f"{name}:", *part.lines)))
    print("\n".join(story_sets.lines(options.root)))
    print(f"copies and stories: {time.perf_counter() - began:.0f} s")
    document = floors.read()
    checked = parts[CHECKED]
    figures = {
        "copies": {
            "copies and rewrites precision": checked.precision(SAME),
            "copies and rewrites recall": checked.recall(SAME),
        }
    }
    if options.reason:
        document = floors.raised(figures, document, options.reason)
        floors.FILE.write_text(floors.written(document), encoding="utf-8")
    short = floors.missed(figures, document)
    print("\n".join(f"MISSED {line}" for line in short) or "the floors of copies hold")
    return bool(short)


if __name__ == "__main__":
    sys.exit(main())
