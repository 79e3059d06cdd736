"""Hold extracted pages against gold, beside trafilatura's default on the same pages in one run.

    extraction.py DATA

Prints a table a set of pages, a part of it tuned on and a part checked: a page belongs to the part
tuned on where the first four bytes of the SHA-256 of its id make an even number. Exit 1 where the
checked part of a set falls below trafilatura's default, or where we are less than 1.4 times as fast
as it is with its metadata.

Words are runs of letters and digits, single characters in Chinese, Japanese and Korean; a page is
lost when under half of its gold words are found. A title or a list of authors is right when it says
the same words; a day, when it is the day as written; a moment, when it is the same minute. Pages
are given the name of their file as address, so that no address tells a date. `speed` is that
against the default with metadata, `to text` against its text alone; ours is always all of it.
"""

import gzip
import hashlib
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from trafilatura import bare_extraction, extract

from monitor.errors import Unreadable
from monitor.extract.reading import article
from monitor.model.page import Page

SETS = ("zyte-aeb", "fundus")
TUNED, CHECKED = "tuned on", "checked"
OURS, PEER, BARE = "monitor", "default with metadata", "default, text alone"
TELLS = {OURS: ("title", "authors", "day", "moment"), PEER: ("title", "authors", "day"), BARE: ()}
"""What each extractor tells beside the text."""
FASTER = 1.4
"""How many times as fast as the default with metadata we must be."""
SEEN_AT = datetime(2026, 11, 23, tzinfo=UTC)
MINUTE = 60  # seconds

_EAST_ASIAN = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORDS = re.compile(rf"[{_EAST_ASIAN}]|[^\W{_EAST_ASIAN}]+")
Gold = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What an extractor made of a page; `moment` is None where it tells no more than the day."""

    text: str = ""
    title: str | None = None
    authors: tuple[str, ...] = ()
    day: str | None = None
    moment: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """One page of one extractor: word precision, recall and F1, CPU seconds, and what is right."""

    precision: float
    recall: float
    f1: float
    seconds: float
    right: dict[str, bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """The figures of one extractor on one part of a set; a share is None where nothing is asked."""

    f1: float
    lost: int
    pages: int
    milliseconds: float
    shares: dict[str, float | None]


def ours(body: bytes, name: str) -> Read:
    """Return what we make of the page."""
    page = Page(url=name, asked=name, body=body, fetched_at=SEEN_AT)
    try:
        found = article(page, canonical_url=None, hints=None, source=None)
    except Unreadable:
        return Read()
    published = found.published
    return Read(
        text=found.text,
        title=found.title,
        authors=found.authors,
        day=str(published)[:10] if published else None,
        moment=published.at if published and not published.whole_day else None,
    )


def with_metadata(body: bytes, _: str) -> Read:
    """Return what trafilatura's default makes of it with metadata; comments do not count."""
    found = bare_extraction(body, with_metadata=True)
    if found is None:
        return Read()
    authors = tuple((found.author or "").split("; ")) if found.author else ()
    return Read(text=found.text or "", title=found.title, authors=authors, day=found.date)


def text_alone(body: bytes, _: str) -> Read:
    """Return what trafilatura's default prints, without metadata."""
    return Read(text=extract(body) or "")


EXTRACTORS: dict[str, Callable[[bytes, str], Read]] = {
    OURS: ours,
    PEER: with_metadata,
    BARE: text_alone,
}


def words(gold: str, text: str) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the text's words, each counted as often as it stands."""
    wanted, found = (Counter(_WORDS.findall(one)) for one in (gold, text))
    hits = (wanted & found).total()
    precision, recall = hits / max(1, found.total()), hits / max(1, wanted.total())
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def part_of(page: str) -> str:
    """Return which part the page of this id belongs to."""
    return CHECKED if int(hashlib.sha256(page.encode()).hexdigest()[:8], 16) % 2 else TUNED


def scored(gold: Gold, read: Read, seconds: float) -> Scored:
    """Return the page's scores; what the gold does not tell is not asked."""
    precision, recall, f1 = words(gold["text"], read.text)
    right: dict[str, bool] = {}
    if gold.get("title"):
        right["title"] = _same(gold["title"], read.title or "")
    if gold.get("authors"):
        right["authors"] = {_plain(a) for a in gold["authors"]} == {_plain(a) for a in read.authors}
    if gold.get("publishing_date"):
        right["day"] = read.day == gold["publishing_date"][:10]
        right["moment"] = _same_minute(gold["publishing_date"], read.moment)
    return Scored(precision=precision, recall=recall, f1=f1, seconds=seconds, right=right)


def _same(one: str, other: str) -> bool:
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _same_minute(written: str, found: datetime | None) -> bool:
    moment = datetime.fromisoformat(written)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return found is not None and abs((moment - found).total_seconds()) < MINUTE


def measured(folder: Path) -> dict[str, dict[str, list[Scored]]]:
    """Return the scores of each extractor by part; on each page they take turns."""
    found: dict[str, dict[str, list[Scored]]] = {
        name: {TUNED: [], CHECKED: []} for name in EXTRACTORS
    }
    for gold in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8")):
        body = gzip.decompress((folder / gold["html"]).read_bytes())
        for name, read in EXTRACTORS.items():
            told, spent = timed(read, body, gold["html"].removesuffix(".gz"))
            found[name][part_of(gold["id"])].append(scored(gold, told, spent))
    return found


def timed(
    read: Callable[[bytes, str], Read], body: bytes, name: str, times: int = 2
) -> tuple[Read, float]:
    """Return what is read, and the CPU seconds of the quickest time: the first may load models."""
    spent: list[float] = []
    for _ in range(times):
        start = time.thread_time()
        told = read(body, name)
        spent.append(time.thread_time() - start)
    return told, min(spent)


def row_of(pages: list[Scored], told: tuple[str, ...]) -> Row:
    """Return the figures of these pages of an extractor that tells so much."""
    return Row(
        f1=sum(page.f1 for page in pages) / len(pages),
        lost=sum(page.recall < 1 / 2 for page in pages),
        pages=len(pages),
        milliseconds=1_000 * sum(page.seconds for page in pages) / len(pages),
        shares={name: _share(pages, name) if name in told else None for name in TELLS[OURS]},
    )


def _share(pages: list[Scored], name: str) -> float | None:
    right = [page.right[name] for page in pages if name in page.right]
    return sum(right) / len(right) if right else None


def table(name: str, rows: dict[str, dict[str, Row]]) -> str:
    """Return the table of a set: a line for each extractor and part."""
    head = ("pages", "F1", "lost", "title", "authors", "day", "moment", "ms", "speed", "to text")
    lines = [f"extraction {name:<24}" + "".join(f"{cell:>9}" for cell in head)]
    for part in (TUNED, CHECKED):
        peer, bare = (rows[name][part].milliseconds for name in (PEER, BARE))
        for extractor in EXTRACTORS:
            row = rows[extractor][part]
            cells = (
                str(row.pages),
                f"{row.f1:.4f}",
                str(row.lost),
                *("–" if share is None else f"{share:.3f}" for share in row.shares.values()),
                f"{row.milliseconds:.1f}",
                f"{peer / row.milliseconds:.2f}",
                f"{bare / row.milliseconds:.2f}",
            )
            lines.append(f"{part:<10} {extractor:<24}" + "".join(f"{cell:>9}" for cell in cells))
    return "\n".join(lines)


def missed(name: str, rows: dict[str, dict[str, Row]]) -> list[str]:
    """Return a line for each thing asked of the checked part that does not hold."""
    mine, theirs, bare = (rows[extractor][CHECKED] for extractor in EXTRACTORS)
    lines = []
    best = max(theirs.f1, bare.f1)
    if mine.f1 < best:
        lines.append(f"extraction {name}: F1 {mine.f1:.4f}, trafilatura's default {best:.4f}")
    if theirs.milliseconds < FASTER * mine.milliseconds:
        speed = theirs.milliseconds / mine.milliseconds
        lines.append(f"extraction {name}: {speed:.2f} times as fast, {FASTER} are asked")
    return lines


def report(root: Path, say: Callable[[str], None]) -> list[str]:
    """Print the table of each set; return what does not hold."""
    short: list[str] = []
    for name in SETS:
        scores = measured(root / "data" / "extraction" / name)
        rows = {
            extractor: {part: row_of(pages, TELLS[extractor]) for part, pages in parts.items()}
            for extractor, parts in scores.items()
        }
        say(table(name, rows) + "\n")
        short += missed(name, rows)
    return short


if __name__ == "__main__":
    broken = report(Path(sys.argv[1]), print)
    print("\n".join(f"MISSED {line}" for line in broken) or "extraction holds what is asked of it")
    sys.exit(bool(broken))
